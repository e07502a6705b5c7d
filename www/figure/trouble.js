/** What stands over the picture when a scene has stopped: the reason, a way on, a report. */

import { h } from './dom.js';
import { copy } from './clipboard.js';

/** @import { Trouble } from './simulation.js' */
/** @import { Words } from './words.js' */

/**
 * @param {Trouble} trouble
 * @param {() => void} reset
 * @param {Words} words
 */
export function troubleSign({ message, report }, reset, { say }) {
  const full = h('textarea', { class: 'report', readonly: true, rows: 6, 'aria-label': say('trouble.report'), hidden: true });
  full.value = report;
  const copying = h('button', {
    type: 'button',
    class: 'button',
    onclick: async () => {
      const done = await copy(report);
      copying.textContent = done ? say('trouble.copied') : say('trouble.copy-by-hand');
      full.hidden = done;
      if (!done) full.select();
    },
  }, say('trouble.copy'));
  return h(
    'div',
    { class: 'trouble', role: 'alert' },
    h('p', { class: 'what' }, say('trouble.stopped')),
    h('p', { class: 'why' }, message.split('\n')[0]?.slice(0, 300) ?? ''),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button', onclick: reset }, say('trouble.reset')), copying),
    full,
  );
}
