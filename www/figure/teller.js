/** A figure in words and numbers: the panel's, the run's own notices, and a description for those who do not see the picture. */

/** @import { Furniture } from './furniture.js' */
/** @import { Notices } from './notices.js' */
/** @import { Picture } from './picture.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Words } from './words.js' */

/** Milliseconds between descriptions of the picture while it plays. */
const DESCRIPTION_PERIOD = 2500;

export class Teller {
  #parts;
  #notice;
  #words;
  #due = 0;

  /**
   * @param {{ simulation: Simulation, picture: Picture, furniture: Furniture, remarks: Notices }} parts
   * @param {(message: string) => void} notice is told what the run has to say
   * @param {Words} words
   */
  constructor(parts, notice, words) {
    this.#parts = parts;
    this.#notice = notice;
    this.#words = words;
  }

  /** @param {number} now a `performance.now()` time @param {{ full: boolean, noted: boolean }} shown whether there are panel and notices */
  tell(now, { full, noted }) {
    const { simulation, picture, furniture, remarks } = this.#parts;
    const state = simulation.state();
    const about = simulation.scene;
    if (!state || !about) return;
    if (full) furniture.update(state);
    if (noted) remarks.follow(state.notices).forEach(this.#notice);
    if (now < this.#due && simulation.playing) return;
    this.#due = now + DESCRIPTION_PERIOD;
    const { say, numbers } = this.#words;
    const readouts = state.readouts.map(({ label, value, unit, id }) => {
      const method = about.methods.find((candidate) => candidate.id === id);
      return [method?.label, label === method?.label ? '' : label, numbers.live(value), unit].filter(Boolean).join(' ');
    });
    picture.describe(say('picture.description', { title: about.title, step: numbers.whole(state.step), numbers: readouts.join('; ') }));
  }
}
