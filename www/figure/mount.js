/** The public way in: a figure in any element, and a handle to drive it. */

import { h } from './dom.js';
import { Figure } from './figure.js';

/** @import { Handle, MountOptions } from '../../saddleback' */

/**
 * What a page holds of a figure: exactly the documented part of it.
 * @param {Figure} figure
 * @returns {Handle}
 */
export function handleOf(figure) {
  return {
    ready: figure.ready,
    play: () => figure.play(),
    pause: () => figure.pause(),
    step: (n) => figure.step(n),
    seek: (t) => figure.seek(t),
    set: (params) => figure.set(params),
    state: () => figure.state(),
    on: (event, fn) => figure.on(event, fn),
    configure: (options) => figure.configure(options),
    link: () => figure.link(),
    share: () => figure.share(),
    restore: (params, seed, t) => figure.restore(params, seed, t),
    exportMenu: (anchor) => figure.exportMenu(anchor),
    exportPNG: () => figure.exportPNG(),
    exportSVG: () => figure.exportSVG(),
    exportCSV: () => figure.exportCSV(),
    help: () => figure.help(),
    destroy: () => figure.destroy(),
  };
}

/**
 * Puts a live figure into `element`.
 * @param {Element} element
 * @param {MountOptions} options
 * @returns {Handle}
 */
export function mount(element, options) {
  const host = h('div');
  element.append(host);
  const handle = handleOf(new Figure(host, options));
  return {
    ...handle,
    destroy() {
      handle.destroy();
      host.remove();
    },
  };
}
