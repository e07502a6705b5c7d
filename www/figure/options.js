/** How a figure is asked to begin. */

/** @import { Controls, MountOptions } from '../../saddleback' */

/**
 * The public options as they come: attributes are texts, and scripts may give anything; the figure names what is not allowed.
 * @typedef {Omit<MountOptions, 'seed' | 't' | 'controls' | 'theme' | 'lang' | 'view'>
 *   & { seed?: unknown, t?: unknown, controls?: unknown, theme?: unknown, lang?: unknown, view?: unknown }} Wishes
 */

/** @param {unknown} controls @returns {Controls} */
export function level(controls) {
  if (controls === true || controls === 'full' || controls === '') return 'full';
  if (controls === false || controls === 'none') return 'none';
  return 'transport';
}

/** @typedef {{ name: string, given: string, allowed: string }} Refused what is not allowed, and what is */

/** What of the looks asked for is not allowed. @param {Wishes} wishes @returns {Refused[]} */
export function refused({ controls, theme, view }) {
  const asked = [
    { name: 'controls', given: typeof controls === 'boolean' || controls === '' ? undefined : controls, allowed: ['full', 'transport', 'none'] },
    { name: 'theme', given: theme, allowed: ['system', 'light', 'dark'] },
    { name: 'view', given: view, allowed: ['2d', '3d'] },
  ];
  return asked
    .filter(({ given, allowed }) => given !== undefined && given !== null && !allowed.includes(String(given)))
    .map(({ name, given, allowed }) => ({ name, given: String(given).slice(0, 40), allowed: allowed.join(', ') }));
}

/** Whether a text turns something on, as an attribute that is there does. @param {string | null} text */
export const isOn = (text) => text !== null && !['0', 'false', 'off', 'no', 'none'].includes(text.trim().toLowerCase());

/** The step that a text names; none where it names none. @param {unknown} text */
export const stepOf = (text) => (/^\d{1,9}$/.test(String(text).trim()) ? Number(text) : null);
