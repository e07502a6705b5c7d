/** Light or dark: as asked, otherwise as the system has it, live. */

import { h } from './dom.js';

/** @typedef {'light' | 'dark'} Shade */

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** @param {unknown} asked @returns {asked is Shade} */
export const isShade = (asked) => asked === 'light' || asked === 'dark';

/** @param {unknown} asked @returns {Shade} */
export const shadeOf = (asked) => (isShade(asked) ? asked : dark.matches ? 'dark' : 'light');

/** Whether the reader wants as little motion as possible. */
export const prefersStillness = () => still.matches;

/** Calls `fn` whenever the system's preference changes, until the returned function is called. @param {() => void} fn */
export function onSystemTheme(fn) {
  dark.addEventListener('change', fn);
  return () => dark.removeEventListener('change', fn);
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
