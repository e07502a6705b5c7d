/** Formulas and sentences: the door's MathML as nodes. */

/** @import { MathML, Segment } from './door' */

/** A formula's nodes; whatever is not presentation is left out. @param {MathML} text */
export function math(text) {
  const draft = document.createElement('template');
  draft.innerHTML = text;
  const root = draft.content.querySelector('math');
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
