/** A claim's statement: its message's formulas were typeset when the page was built, its values are filled in here. */

/** @import { Segment, Statement } from './door' */

/** How the build marks the place of a value in a formula. */
const MARK = /⟪([a-z-]+)⟫/g;

/** The segments of a text without formulas. @param {string} text @returns {Segment[]} */
const plain = (text) => (text ? [{ kind: 'text', value: text }] : []);

/** A text fit to stand in markup. @param {string} text */
const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/**
 * The segments of a statement.
 * @param {Statement} told
 * @param {Readonly<Record<string, Segment[]>>} typeset messages with formulas by id
 * @returns {Segment[]}
 */
export function statement({ said, id, places }, typeset) {
  const message = id === null ? undefined : typeset[id];
  if (!message) return plain(said);
  return message.flatMap(({ kind, value }) => {
    if (kind === 'parameter') {
      const place = places[value];
      return place ? statement(place, typeset) : plain(`{${value}}`);
    }
    if (kind === 'math') return [{ kind, value: value.replace(MARK, (mark, name) => escaped(places[name]?.said ?? mark)) }];
    return plain(value);
  });
}
