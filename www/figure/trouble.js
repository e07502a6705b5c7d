/** What stands over the picture when a scene has stopped: the reason, a way on, a report. */

import { h } from './dom.js';
import { copy } from './clipboard.js';

/** @import { Trouble } from './simulation.js' */

/**
 * @param {Trouble} trouble
 * @param {() => void} reset
 */
export function troubleSign({ message, report }, reset) {
  const full = h('textarea', { class: 'report', readonly: true, rows: 6, 'aria-label': 'Report', hidden: true });
  full.value = report;
  const copying = h('button', {
    type: 'button',
    class: 'button',
    onclick: async () => {
      const done = await copy(report);
      copying.textContent = done ? 'Copied' : 'Copy it from here:';
      full.hidden = done;
      if (!done) full.select();
    },
  }, 'Copy report');
  return h(
    'div',
    { class: 'trouble', role: 'alert' },
    h('p', { class: 'what' }, 'The scene has stopped.'),
    h('p', { class: 'why' }, message.split('\n')[0]?.slice(0, 300) ?? ''),
    h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button', onclick: reset }, 'Reset'), copying),
    full,
  );
}
