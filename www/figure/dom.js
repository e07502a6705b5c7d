/** Elements in few words. */

/** @typedef {string | number | boolean | null | undefined} Plain */

/**
 * Names of attributes that elements are made with, beside `aria-…` and `data-…`.
 * @typedef {'alt' | 'autocapitalize' | 'autocomplete' | 'class' | 'download' | 'height' | 'hidden' | 'href' | 'id' | 'inputmode'
 *   | 'lang' | 'max' | 'maxlength' | 'min' | 'open' | 'part' | 'placeholder' | 'popover' | 'readonly' | 'rel' | 'role'
 *   | 'rows' | 'scope' | 'spellcheck' | 'step' | 'tabindex' | 'target' | 'title' | 'type' | 'value' | 'width'} Name
 */

/**
 * Attributes and, by `onclick` and the like, listeners.
 * @typedef {{ [N in Name]?: Plain } & { [name: `aria-${string}` | `data-${string}`]: Plain }
 *   & { [E in keyof HTMLElementEventMap as `on${E}`]?: (event: HTMLElementEventMap[E]) => void }} Attributes
 */

/**
 * An element with attributes (`class`, `aria-…`), listeners (`onclick`) and children; text is always text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    // `Attributes` pairs each listener with the events that its name says.
    if (typeof value === 'function') element.addEventListener(name.slice(2), /** @type {(event: Event) => void} */ (value));
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/** Writes text only where it changes, so that nothing is laid out in vain. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {string | null} value */
export function mark(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

let count = 0;
/** An id for `aria-…` relations. @param {string} stem */
export const freshId = (stem) => `${stem}-${(count += 1)}`;

/**
 * Makes `nodes` the children of `parent`, leaving in place those that are there: what is moved is laid out anew.
 * @param {HTMLElement} parent
 * @param {Node[]} nodes
 */
export function arrange(parent, nodes) {
  for (const child of [...parent.childNodes]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, at) => {
    const there = parent.childNodes[at] ?? null;
    if (there !== node) parent.insertBefore(node, there);
  });
}
