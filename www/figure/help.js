/** The sheet of keyboard shortcuts and gestures. */

import { h } from './dom.js';
import { icon } from './icons.js';

const GESTURES = /** @type {const} */ ([
  ['Click, or drag the start', 'put the start elsewhere'],
  ['Shift + drag, or two fingers', 'move the picture'],
  ['Wheel with Ctrl or after a click, or pinch', 'zoom'],
  ['Hold a finger', 'what lies there'],
  ['Drag a surface', 'turn it'],
  ['Double click', 'the whole picture again'],
  ['Drag a number in the sentence', 'change it'],
]);

const IN_PICTURE = /** @type {const} */ ([
  ['Enter', 'take a crosshair; arrows move it, Enter puts the start there, Escape leaves'],
  ['Arrows on a surface', 'turn it'],
  ['Shift + arrows', 'move the picture'],
  ['z, Z', 'zoom in, out'],
]);

/**
 * @param {Node} parent
 * @param {{ label: string, what: string }[]} shortcuts
 */
export function openHelp(parent, shortcuts) {
  /** @param {string} title @param {readonly (readonly [string, string])[]} rows */
  const list = (title, rows) => [h('h3', {}, title), h('dl', {}, ...rows.map(([keys, what]) => h('div', {}, h('dt', {}, keys), h('dd', {}, what))))];
  const sheet = h(
    'dialog',
    { class: 'help', 'aria-label': 'Keys and gestures', onclose: () => sheet.remove(), onclick: (event) => { if (event.target === sheet) sheet.close(); } },
    h(
      'div',
      { class: 'sheet' },
      h('button', { type: 'button', class: 'plain close', 'aria-label': 'Close', onclick: () => sheet.close() }, icon('close')),
      h('h2', {}, 'Keys and gestures'),
      ...list('Anywhere', shortcuts.map(({ label, what }) => /** @type {const} */ ([label, what]))),
      ...list('With the picture focused', IN_PICTURE),
      ...list('Mouse and touch', GESTURES),
    ),
  );
  parent.appendChild(sheet);
  sheet.showModal();
}
