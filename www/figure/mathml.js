/** Formulas and sentences: the door's MathML as nodes. */

/** @import { MathML, Segment } from './door' */

const MATHML = 'http://www.w3.org/1998/Math/MathML';
/** A tag with its attributes, or text, in which a sign for less may stand as it is. Pages that require Trusted Types let nobody parse markup, so it is read here. */
const PIECE = /<(\/?)([a-z]+)((?:\s*[a-z-]+="[^"]*")*)\s*(\/?)>|([^<]+|<(?!\/?[a-z]))/g;
const ENTITIES = /** @type {Record<string, string>} */ ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' });

/** @param {string} text */
const decoded = (text) =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) =>
    name ? ENTITIES[name] ?? whole : String.fromCodePoint(Math.min(0x10ffff, hex ? parseInt(hex, 16) : Number(decimal))));

/** A formula's nodes; whatever is not presentation is left out. @param {MathML} text */
export function math(text) {
  /** @type {Element[]} */
  const open = [];
  /** @type {Element | null} */
  let root = null;
  for (const [, end, tag = '', attributes = '', single, letters] of text.matchAll(PIECE)) {
    const parent = open.at(-1);
    if (letters !== undefined) {
      parent?.append(decoded(letters));
    } else if (end) {
      open.pop();
    } else if (tag === 'math' ? !root : parent) {
      const element = document.createElementNS(MATHML, tag);
      for (const [, name = '', value = ''] of attributes.matchAll(/([a-z-]+)="([^"]*)"/g)) {
        // A style attribute would break the page's Content-Security-Policy, a handler would be no formula.
        if (name !== 'style' && name !== 'href' && !name.startsWith('on')) element.setAttribute(name, decoded(value));
      }
      parent?.append(element);
      root ??= element;
      if (!single) open.push(element);
    }
  }
  return root ?? document.createTextNode(text);
}

/**
 * A sentence's nodes.
 * @param {Segment[]} segments
 * @param {(parameter: string) => Node} [value] what stands for a parameter
 */
export function sentence(segments, value = (id) => document.createTextNode(id)) {
  const fragment = document.createDocumentFragment();
  for (const { kind, value: content } of segments) {
    if (kind === 'text') {
      // A comma stays with the formula before it.
      const [, stop = '', rest = ''] = /^([.,;:!?)\]]*)(.*)$/s.exec(content) ?? [];
      const last = fragment.lastChild;
      if (stop && last instanceof Element) {
        const together = document.createElement('span');
        together.className = 'together';
        last.replaceWith(together);
        together.append(last, stop);
      } else {
        fragment.append(stop);
      }
      fragment.append(rest);
    } else {
      fragment.append(kind === 'math' ? math(content) : value(content));
    }
  }
  return fragment;
}
