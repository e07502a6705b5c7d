/** Formulas and sentences: the door's MathML as nodes. */

/** @import { MathML, Segment } from './door' */

/** A formula's nodes; whatever is not presentation is left out. @param {MathML} text */
export function math(text) {
  const root = new DOMParser().parseFromString(text, 'text/html').body.querySelector('math');
  if (!root) return document.createTextNode(text);
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.namespaceURI !== 'http://www.w3.org/1998/Math/MathML') {
      element.remove();
      continue;
    }
    for (const { name } of [...element.attributes]) {
      // A style attribute would break the page's Content-Security-Policy, a handler would be no formula.
      if (name === 'style' || name === 'href' || name.startsWith('on')) element.removeAttribute(name);
    }
  }
  return document.importNode(root, true);
}

/**
 * A sentence's nodes.
 * @param {Segment[]} segments
 * @param {(parameter: string) => Node} [value] what stands for a parameter
 */
export function sentence(segments, value = (id) => document.createTextNode(id)) {
  const fragment = document.createDocumentFragment();
  for (const segment of segments) {
    if (segment.kind === 'math') fragment.append(math(segment.value));
    else if (segment.kind === 'parameter') fragment.append(value(segment.value));
    else fragment.append(segment.value);
  }
  return fragment;
}
