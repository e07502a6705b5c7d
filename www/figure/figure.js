/** A live figure as pages drive it: it does what it is asked at once, or as soon as it is there. */

import { describe } from './declarations.js';
import { Assembly } from './assembly.js';
import { linkTo } from './address.js';
import { Emitter } from './events.js';
import { openHelp } from './help.js';
import { obey, taken } from './keyboard.js';
import { chosen } from './language.js';
import { engine, styles } from './loader.js';
import { level } from './options.js';
import { isView } from './orbit.js';
import { Queue } from './queue.js';
import { shortcuts } from './shortcuts.js';
import { SPEED_RANGE } from './simulation.js';
import { snapshot, unborn } from './snapshot.js';
import { Told, wordsIn } from './words.js';

/** @import { Events, State } from '../../saddleback' */
/** @import { Wishes } from './options.js' */

/** @extends {Emitter<Events>} */
export class Figure extends Emitter {
  #host;
  #options;
  #lang;
  #words;
  /** Its parts, once its words are known. @type {Assembly | null} */
  #parts = null;
  #queue = new Queue();
  #closed = false;
  #listener;
  /** @type {Promise<void>} */
  ready;
  /** @type {() => void} */
  #arrived = () => {};

  /** @param {HTMLElement} host @param {Wishes} options */
  constructor(host, options) {
    super();
    this.#host = host;
    this.#options = options;
    this.#lang = chosen(options.lang, host);
    this.#words = wordsIn(this.#lang);
    this.ready = new Promise((resolve) => { this.#arrived = resolve; });
    this.#listener = options.keys === 'page' ? document : host;
    this.#listener.addEventListener('keydown', this.#pressed);
    if (this.#listener === host) host.addEventListener('keypress', this.#typed);
    void this.#begin();
  }

  async #begin() {
    // Code and styles come beside the words; whoever needs them names what may go wrong.
    const { scene } = this.#options;
    for (const coming of [engine(scene, this.#lang), describe(scene, this.#lang), styles()]) coming.catch(() => {});
    const words = await this.#words;
    if (this.#closed) return;
    this.#parts = new Assembly(this, this.#host, this.#options, words);
  }

  /** The scene has done what was asked of it at first: others may ask now. */
  arrived() {
    this.#queue.release();
    this.#arrived();
  }

  /** The scene cannot run: nobody need wait for it. */
  failed() {
    this.#arrived();
  }

  destroy() {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.clear();
    this.#arrived();
    this.#listener.removeEventListener('keydown', this.#pressed);
    this.#host.removeEventListener('keypress', this.#typed);
    this.#parts?.close();
    this.#host.shadowRoot?.replaceChildren();
    this.clear();
  }

  /** Does something with the simulation now, or as soon as the scene is there. @param {(parts: Assembly) => void} act */
  #soon(act) {
    const parts = this.#parts;
    if (parts?.simulation.trouble) act(parts);
    else if (!this.#closed) this.#queue.soon(() => { if (this.#parts) act(this.#parts); });
  }

  // Time.

  play() {
    this.#soon(({ simulation }) => simulation.play());
  }

  pause() {
    this.#soon(({ simulation }) => simulation.pause());
  }

  toggle() {
    if (this.#parts?.simulation.playing) this.pause();
    else this.play();
  }

  /** @param {number} [n] @returns {Promise<number>} */
  step(n = 1) {
    return new Promise((resolve) => this.#soon(({ simulation }) => {
      simulation.pause();
      void simulation.seek(simulation.step + n).then(resolve);
    }));
  }

  /** @param {number} t @returns {Promise<number>} */
  seek(t) {
    return new Promise((resolve) => this.#soon(({ simulation }) => void simulation.seek(t).then(resolve)));
  }

  // Settings.

  /** @param {Readonly<Record<string, unknown>>} params */
  set(params) {
    this.#soon(({ simulation }) => simulation.set(params));
  }

  /** Puts exactly this: parameters not named get their defaults. @param {Readonly<Record<string, string>>} params @param {number} seed @param {number} t */
  restore(params, seed, t) {
    this.#soon(({ simulation, furniture }) => {
      simulation.set({ ...params, seed }, { replace: true, from: t });
      furniture.story?.show(furniture.chapter());
    });
  }

  /** Goes to a step of the story and plays it. @param {number} index */
  story(index) {
    const parts = this.#parts;
    const step = parts?.simulation.scene?.story[index];
    if (!parts || !step || !parts.furniture.story) return;
    parts.furniture.story.show(index);
    parts.simulation.set(step.preset, { replace: true, from: step.from });
    parts.simulation.play();
  }

  // Looks.

  /** @param {{ controls?: unknown, theme?: unknown, lecture?: boolean, speed?: number, view?: unknown }} options */
  configure({ controls, theme, lecture, speed, view }) {
    const parts = this.#parts;
    if (!parts) {
      const given = Object.entries({ controls, theme, lecture, view }).filter(([, value]) => value !== undefined);
      this.#options = { ...this.#options, ...Object.fromEntries(given) };
      if (speed !== undefined) this.#soon(() => this.configure({ speed }));
      return;
    }
    if (isView(view) && view !== parts.picture.orbit.view) {
      parts.picture.orbit.show(view);
      this.emit('view', { view });
    }
    if (controls !== undefined) parts.control(level(controls));
    if (theme !== undefined) parts.theme = theme;
    if (lecture !== undefined) parts.lecture = lecture;
    if (speed !== undefined && Number.isFinite(speed)) {
      parts.simulation.speed = Math.min(SPEED_RANGE[1], Math.max(SPEED_RANGE[0], speed));
      parts.refresh();
      return;
    }
    parts.paint();
  }

  fullscreen() {
    const parts = this.#parts;
    if (document.fullscreenElement) void document.exitFullscreen();
    else this.#host.requestFullscreen?.().catch(() => parts?.notice(parts.words.say('error.no-fullscreen')));
  }

  help() {
    const parts = this.#parts;
    if (parts) openHelp(parts.layout.body, this.#shortcuts(parts).filter(({ label }) => label), parts.words);
  }

  // What it gives away.

  /** @returns {State} */
  state() {
    const parts = this.#parts;
    if (!parts) return unborn(this.#options, this.#lang);
    const view = parts.picture.orbit.view;
    return snapshot(parts.simulation, { scene: this.#options.scene, here: this.#queue.open, view, lang: this.#lang });
  }

  link() {
    return this.#parts?.exports.link() ?? linkTo({ scene: this.#options.scene, seed: this.state().seed });
  }

  async share() {
    await this.#parts?.exports.share();
  }

  /** @param {HTMLElement} anchor */
  exportMenu(anchor) {
    this.#parts?.exports.menu(anchor);
  }

  /** @returns {Promise<Blob>} */
  async exportPNG() {
    const parts = this.#parts;
    if (parts?.simulation.ready) await parts.whole;
    try {
      if (!parts) throw new Told('error.not-ready');
      return await parts.exports.png();
    } catch (error) {
      throw new Error((await this.#words).explain(error), { cause: error });
    }
  }

  exportSVG() {
    return this.#parts?.exports.svg() ?? '';
  }

  exportCSV() {
    return this.#parts?.exports.csv() ?? '';
  }

  // Keys.

  /** @param {Event} event */
  #pressed = (event) => {
    const parts = this.#parts;
    if (parts && event instanceof KeyboardEvent && parts.controls !== 'none') obey(event, this.#shortcuts(parts));
  };

  /** What is typed into a field is not for the page around. @param {Event} event */
  #typed = (event) => {
    if (event instanceof KeyboardEvent && taken(event)) event.stopPropagation();
  };

  /** @param {Assembly} parts */
  #shortcuts({ simulation, picture, furniture, controls, lecture, shade, words }) {
    const wholePage = this.#options.keys === 'page';
    const story = controls === 'full' ? furniture.story : null;
    return shortcuts(
      {
        toggle: () => this.toggle(),
        step: (by) => void this.step(by),
        seek: (t) => void this.seek(t),
        latest: () => void this.seek(simulation.latest),
        speed: (change) => this.configure({ speed: change(simulation.speed) }),
        turn: story?.length ? (by) => story.turn(by) : null,
        seed: () => this.set({ seed: simulation.freshSeed() }),
        resetView: () => picture.resetView(),
        view: () => this.configure({ view: picture.orbit.view === '3d' ? '2d' : '3d' }),
        share: () => void this.share(),
        fullscreen: () => this.fullscreen(),
        // The page has looks of its own.
        lecture: () => (wholePage ? this.emit('wish', { what: 'lecture' }) : this.configure({ lecture: !lecture })),
        theme: () => (wholePage ? this.emit('wish', { what: 'theme' }) : this.configure({ theme: shade === 'dark' ? 'light' : 'dark' })),
        help: () => this.help(),
      },
      { lecture, surface: picture.orbit.possible },
      words,
    );
  }
}
