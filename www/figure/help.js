/** The sheet of keyboard shortcuts and gestures. */

import { h } from './dom.js';
import { icon } from './icons.js';

/** @import { Words } from './words.js' */

/** @typedef {[keys: string, does: string]} Row */

/** @param {Words} words @returns {Row[]} */
const gestures = ({ say }) => [
  [say('gestures.click'), say('gestures.click-does')],
  [say('gestures.move'), say('gestures.move-does')],
  [say('gestures.zoom'), say('gestures.zoom-does')],
  [say('gestures.press'), say('gestures.press-does')],
  [say('gestures.turn'), say('gestures.turn-does')],
  [say('gestures.double'), say('gestures.double-does')],
  [say('gestures.number'), say('gestures.number-does')],
];

/** @param {Words} words @returns {Row[]} */
const inPicture = ({ say }) => [
  [say('in-picture.enter'), say('in-picture.enter-does')],
  [say('in-picture.arrows'), say('in-picture.arrows-does')],
  [say('in-picture.shift-arrows'), say('in-picture.shift-arrows-does')],
  [say('in-picture.zoom'), say('in-picture.zoom-does')],
];

/**
 * @param {Node} parent
 * @param {{ label: string, what: string }[]} shortcuts
 * @param {Words} words
 */
export function openHelp(parent, shortcuts, words) {
  const { say } = words;
  /** @param {string} title @param {Row[]} rows */
  const list = (title, rows) => [h('h3', {}, title), h('dl', {}, ...rows.map(([keys, what]) => h('div', {}, h('dt', {}, keys), h('dd', {}, what))))];
  const sheet = h(
    'dialog',
    { class: 'help', 'aria-label': say('help.title'), onclose: () => sheet.remove(), onclick: (event) => { if (event.target === sheet) sheet.close(); } },
    h(
      'div',
      { class: 'sheet' },
      h('button', { type: 'button', class: 'plain close', 'aria-label': say('help.close'), onclick: () => sheet.close() }, icon('close')),
      h('h2', {}, say('help.title')),
      ...list(say('help.anywhere'), shortcuts.map(({ label, what }) => [label, what])),
      ...list(say('help.in-picture'), inPicture(words)),
      ...list(say('help.gestures'), gestures(words)),
    ),
  );
  parent.appendChild(sheet);
  sheet.showModal();
}
