/** A figure's frames: what is computed, drawn and told in each, within its budget. */

import { attend, rest } from './schedule.js';

/** @import { Charts } from './charts.js' */
/** @import { Picture } from './picture.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */

/** Milliseconds of a frame for simulating and drawing together. */
const BUDGET = 7;
/** Milliseconds between updates of numbers in the panel. */
const TELLING_PERIOD = 120;

/**
 * What the frames ask of their figure: its look, whether charts belong to it, to tell the state in words and numbers,
 * what to do after each frame, and whether it is to be seen.
 * @typedef {object} Asked
 * @property {() => Shade} shade
 * @property {() => number} text how large text is, 1 as usual
 * @property {() => boolean} charted
 * @property {() => boolean} seen
 * @property {(now: number) => void} tell
 * @property {(animated: number | null) => void} after the milliseconds of a frame in which the simulation moved
 */

export class Frames {
  #simulation;
  #picture;
  #charts;
  #asked;
  /** The step of the last frame; where a worker computes, steps arrive between frames. */
  #before = 0;
  /** Milliseconds that drawing the picture has lately taken. */
  #drawing = 2;
  /** Whether the last frame's time went to the picture alone. */
  #postponed = false;
  /** Whether the last frame's time went to picture and charts. */
  #unsaid = false;
  #untold = true;
  #tellingDue = 0;
  /** Whether there is something around the picture. */
  #surrounded = false;
  /** The timer of a seek that goes on out of sight. */
  #unseen = 0;
  #closed = false;

  /**
   * @param {{ simulation: Simulation, picture: Picture, charts: Charts }} parts
   * @param {Asked} asked
   */
  constructor({ simulation, picture, charts }, asked) {
    this.#simulation = simulation;
    this.#picture = picture;
    this.#charts = charts;
    this.#asked = asked;
  }

  /** All that is shown is out of date. */
  invalidate() {
    this.#picture.invalidate();
    this.#charts.invalidate();
    this.#untold = true;
  }

  /** Whether the figure is to be seen. */
  get seen() {
    return this.#asked.seen();
  }

  /** From now on there is something around the picture to be kept up to date. */
  surround() {
    this.#surrounded = true;
  }

  /** Words and numbers are due in the next frame. */
  hasten() {
    this.#tellingDue = 0;
    this.#untold = true;
  }

  /** Goes on in the coming frames, if the figure is to be seen. */
  attend() {
    if (this.#closed) return;
    if (this.#asked.seen()) attend(this.#frame);
    else if (this.#simulation.seeking) this.#unseen ||= setTimeout(this.#seekUnseen);
  }

  /** Out of sight: only a seek goes on. */
  rest() {
    rest(this.#frame);
    this.attend();
  }

  close() {
    this.#closed = true;
    rest(this.#frame);
    clearTimeout(this.#unseen);
  }

  /** A seek gets on without frames too: a script may wait for it, wherever the reader looks. */
  #seekUnseen = () => {
    this.#unseen = 0;
    this.#simulation.frame(0, BUDGET);
    this.attend();
  };

  /** @param {number} elapsed */
  #frame = (elapsed) => {
    const simulation = this.#simulation;
    const began = performance.now();
    const animated = simulation.busy;
    simulation.frame(elapsed, Math.max(1.5, BUDGET - this.#drawing));
    if (simulation.ready && this.#picture.stale) {
      const start = performance.now();
      this.#picture.draw(this.#asked.shade(), this.#asked.text());
      this.#drawing += 0.1 * (performance.now() - start - this.#drawing);
    }
    this.#keepUp(began + BUDGET);
    this.#asked.after(animated && simulation.step !== this.#before ? performance.now() - began : null);
    this.#before = simulation.step;
    if (!simulation.busy && !this.#picture.stale && !(this.#asked.charted() && this.#charts.stale) && !this.#untold) rest(this.#frame);
  };

  /**
   * What is around the picture, where the frame has time for it; every other frame even where none has.
   * @param {number} until a `performance.now()` time
   */
  #keepUp(until) {
    if (!this.#surrounded) return;
    const late = () => performance.now() > until;
    this.#postponed = !this.#postponed && late();
    if (this.#postponed) return;
    if (this.#asked.charted() && this.#charts.stale) {
      const cold = !this.#charts.begun;
      // Text in charts grows less than the picture's: they have less room.
      this.#charts.draw(this.#asked.shade(), 1 + 0.6 * (this.#asked.text() - 1), cold ? 0 : until);
      if (cold) return;
    }
    const now = performance.now();
    if (!this.#untold || now < this.#tellingDue) return;
    this.#unsaid = !this.#unsaid && late();
    if (this.#unsaid) return;
    this.#tellingDue = now + TELLING_PERIOD;
    this.#untold = false;
    this.#asked.tell(now);
  }
}
