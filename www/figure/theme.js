/** Light or dark: as asked, otherwise as the system has it, live. */

import { h } from './dom.js';

/** @typedef {'light' | 'dark'} Shade */

/** What the system prefers; nothing where there is no system to ask, as on a server. @param {string} query */
const preference = (query) => globalThis.matchMedia?.(query) ?? Object.assign(new EventTarget(), { matches: false });

const dark = preference('(prefers-color-scheme: dark)');
const still = preference('(prefers-reduced-motion: reduce)');

/** @param {unknown} asked @returns {asked is Shade} */
export const isShade = (asked) => asked === 'light' || asked === 'dark';

/** The shade that a page has chosen for an element, by its `color-scheme`; none where it takes either. @param {Element | null} [host] @returns {Shade | null} */
function schemeOf(host) {
  const scheme = host?.isConnected ? getComputedStyle(host).colorScheme : '';
  const [light, dim] = [/\blight\b/.test(scheme), /\bdark\b/.test(scheme)];
  return light === dim ? null : light ? 'light' : 'dark';
}

/** As asked, or as the page around has chosen, or as the system prefers. @param {unknown} asked @param {Element | null} [host] @returns {Shade} */
export const shadeOf = (asked, host) => (isShade(asked) ? asked : schemeOf(host) ?? (dark.matches ? 'dark' : 'light'));

/** Whether the reader wants as little motion as possible. */
export const prefersStillness = () => still.matches;

/** Calls `fn` whenever the system's or the page's choice may have changed, until the returned function is called. @param {() => void} fn */
export function onSystemTheme(fn) {
  dark.addEventListener('change', fn);
  // Switches on pages write a class, a style or an attribute of their own on the root or the body.
  const switches = new MutationObserver(fn);
  for (const node of [document.documentElement, document.body]) if (node) switches.observe(node, { attributes: true });
  return () => {
    dark.removeEventListener('change', fn);
    switches.disconnect();
  };
}

/** Calls `fn` when the reader begins to want stillness, until the returned function is called. @param {() => void} fn */
export function onStillness(fn) {
  const told = () => { if (still.matches) fn(); };
  still.addEventListener('change', told);
  return () => still.removeEventListener('change', told);
}

/** The colour that a custom property has at a place of the document. @param {Element} place @param {string} name */
export function colorAt(place, name) {
  const probe = h('span', { hidden: true });
  probe.style.setProperty('color', `var(${name})`);
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
