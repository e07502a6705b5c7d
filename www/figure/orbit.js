/** The picture from above, or its field as a surface that turns under the hand. */

import { h, mark } from './dom.js';

/** @import { Player } from './player.js' */
/** @import { Words } from './words.js' */

/** @typedef {'2d' | '3d'} View */

/** Radians for the picture's whole width and height. */
const SWEEP = Math.PI;
const TILT = 1.6;
/** Beyond this the door tilts no further, from where it begins. */
const TILTS = /** @type {const} */ ([-0.56, 0.77]);
/** Radians for a key. */
const NUDGE = Math.PI / 36;

/** @param {unknown} view @returns {view is View} */
export const isView = (view) => view === '2d' || view === '3d';

export class Orbit {
  /** @type {View} */
  view = '2d';
  /** Whether there is a field to be a surface. */
  possible = false;
  #around = 0;
  #up = 0;
  #turning = false;
  #changed;

  /** @param {{ changed: () => void, toggle: () => void }} context @param {Words} words */
  constructor({ changed, toggle }, { say }) {
    this.#changed = changed;
    this.button = h('button', { type: 'button', class: 'plain lift', hidden: true, 'aria-pressed': 'false', 'aria-label': say('picture.surface'), title: say('picture.surface-hint'), onclick: toggle }, say('picture.surface-sign'));
  }

  /** Whether the picture is a surface. */
  get on() {
    return this.view === '3d' && this.possible;
  }

  /** @param {View} view */
  show(view) {
    this.view = view;
    mark(this.button, 'aria-pressed', String(view === '3d'));
    this.#changed();
  }

  /** Tells a player from where to look. @param {Player} player */
  aim(player) {
    if (this.view === '3d') player.look_from(this.#around, this.#up, this.#turning);
    else player.look_down();
  }

  /** Learns from a player that has drawn. @param {Player} player */
  learn(player) {
    this.possible = player.has_surface;
    this.button.hidden = !this.possible;
  }

  /** Turns by fractions of the picture's width and height. @param {number} dx @param {number} dy */
  turn(dx, dy) {
    this.#turning = true;
    this.#by(dx * SWEEP, dy * TILT);
  }

  /** Turns by keys. @param {number} dx @param {number} dy */
  nudge(dx, dy) {
    this.#by(dx * NUDGE, -dy * NUDGE);
  }

  /** @param {number} around @param {number} up */
  #by(around, up) {
    this.#around += around;
    this.#up = Math.min(TILTS[1], Math.max(TILTS[0], this.#up + up));
    this.#changed();
  }

  /** The hand lets go. */
  rest() {
    if (!this.#turning) return;
    this.#turning = false;
    this.#changed();
  }

  /** As it was at first. */
  reset() {
    this.#around = 0;
    this.#up = 0;
    this.#changed();
  }
}
