/** How a figure is asked to begin. */

/** @import { Controls, MountOptions } from '../../saddleback' */

/**
 * The public options as they come: attributes are texts, and scripts may give anything; the figure names what is not allowed.
 * @typedef {Omit<MountOptions, 'seed' | 'controls' | 'theme' | 'lang' | 'view'>
 *   & { seed?: unknown, controls?: unknown, theme?: unknown, lang?: unknown, view?: unknown }} Wishes
 */

/** @param {unknown} controls @returns {Controls} */
export function level(controls) {
  if (controls === true || controls === 'full' || controls === '') return 'full';
  if (controls === false || controls === 'none') return 'none';
  return 'transport';
}
