/** Light or dark: as asked, otherwise as the system has it, live. */

/** @typedef {'light' | 'dark'} Shade */

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** @param {unknown} asked */
export const isShade = (asked) => asked === 'light' || asked === 'dark';

/** @param {unknown} asked @returns {Shade} */
export const shadeOf = (asked) => (asked === 'light' || asked === 'dark' ? asked : dark.matches ? 'dark' : 'light');

/** Whether the reader wants as little motion as possible. */
export const prefersStillness = () => still.matches;

/** Calls `fn` whenever the system's preference changes, until the returned function is called. @param {() => void} fn */
export function onSystemTheme(fn) {
  dark.addEventListener('change', fn);
  return () => dark.removeEventListener('change', fn);
}
