/** Where statements come from. */

import { h } from './dom.js';

/** @import { Source } from './door' */

/** @param {Source} source */
export function sourceLink({ text, url }) {
  if (!/^https?:\/\//.test(url)) return h('span', {}, text);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** @param {Source[]} sources */
export function sourcesBlock(sources) {
  const list = h('ul', {}, ...sources.map((source) => h('li', {}, sourceLink(source))));
  return h('section', { class: 'block sources', 'aria-label': 'Sources', hidden: sources.length === 0 }, h('h2', {}, 'Sources'), list);
}
