/** Where statements come from. */

import { h } from './dom.js';

/** @import { Source } from './door' */
/** @import { Words } from './words.js' */

/** @param {Source} source */
export function sourceLink({ text, url }) {
  if (!/^https?:\/\//.test(url)) return h('span', {}, text);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** @param {Source[]} sources @param {Words} words */
export function sourcesBlock(sources, { say }) {
  const list = h('ul', {}, ...sources.map((source) => h('li', {}, sourceLink(source))));
  return h('section', { class: 'block sources', 'aria-label': say('panel.sources'), hidden: sources.length === 0 }, h('h2', {}, say('panel.sources')), list);
}
