/** The transport: play, step, reset, past, speed, seed, and what to do with the figure. */

import { h, mark, write } from './dom.js';
import { number, whole } from './format.js';
import { icon } from './icons.js';
import { position, valueAt } from './scale.js';
import { SPEED_RANGE } from './simulation.js';

/** @import { Scale } from './scale.js' */
/** @import { Simulation } from './simulation.js' */

/**
 * @typedef {object} Actions
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {() => void} reset
 * @property {(step: number) => void} scrub
 * @property {(text: string) => void} seed
 * @property {() => void} dice
 * @property {(speed: number) => void} speed
 * @property {() => void} share
 * @property {(anchor: HTMLElement) => void} export
 * @property {() => void} fullscreen
 */

/** @type {Scale} */
const SPEED = { min: SPEED_RANGE[0], max: SPEED_RANGE[1], log: true, whole: false };

/** @param {number} speed */
const speedText = (speed) => `${speed >= 1000 ? whole(Math.round(speed)) : number(speed, speed < 10 ? 2 : 3)} / s`;

export class Transport {
  #play = icon('play');
  #pause = icon('pause');
  /** @type {boolean | null} */
  #shown = null;
  #scrubbing = false;

  /**
   * @param {Actions} actions
   * @param {{ tools: boolean }} look
   */
  constructor(actions, { tools }) {
    /** @param {Parameters<typeof icon>[0]} name @param {string} label @param {string} key @param {(event: MouseEvent) => void} act */
    const button = (name, label, key, act) =>
      h('button', { type: 'button', class: 'plain', 'aria-label': label, title: key ? `${label} (${key})` : label, onclick: act }, icon(name));

    this.toggle = h('button', { type: 'button', class: 'play', onclick: actions.toggle }, this.#play);
    this.step = h('output', { class: 'step', 'aria-label': 'Step' });
    this.past = h('input', {
      type: 'range',
      class: 'past',
      min: '0',
      max: '1',
      step: '1',
      value: '0',
      'aria-label': 'Time',
      oninput: () => {
        this.#scrubbing = true;
        actions.scrub(Number(this.past.value));
      },
      onchange: () => {
        this.#scrubbing = false;
        actions.scrub(Number(this.past.value));
      },
    });
    this.speed = h('input', {
      type: 'range',
      class: 'pace',
      min: '0',
      max: '1',
      step: 'any',
      'aria-label': 'Speed',
      title: 'Speed (+ and −)',
      oninput: () => actions.speed(valueAt(SPEED, Number(this.speed.value))),
    });
    this.pace = h('output', { class: 'reading' });
    this.seed = h('input', {
      type: 'text',
      class: 'entry seed',
      inputmode: 'numeric',
      autocomplete: 'off',
      'aria-label': 'Seed',
      onfocus: () => this.seed.select(),
      onchange: () => actions.seed(this.seed.value.trim()),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === 'Enter' || event.key === 'Escape') this.seed.blur();
      },
    });
    const menu = button('export', 'Export', '', () => actions.export(menu));
    menu.setAttribute('aria-haspopup', 'menu');
    const full = button('fullscreen', 'Full screen', 'f', actions.fullscreen);
    full.hidden = !document.fullscreenEnabled;
    this.element = h(
      'div',
      { class: 'transport', part: 'transport', role: 'group', 'aria-label': 'Transport' },
      h('div', { class: 'moves' }, this.toggle, button('reset', 'Back to the start', 'Home', actions.reset), button('back', 'One step back', '←', () => actions.step(-1)), button('forward', 'One step', '→', () => actions.step(1))),
      this.step,
      this.past,
      h('label', { class: 'group speed' }, h('span', {}, 'speed'), this.speed, this.pace),
      h('div', { class: 'group' }, h('label', { class: 'group' }, h('span', {}, 'seed'), this.seed), button('dice', 'Another seed', 's', actions.dice)),
      h('div', { class: 'tools' }, tools ? button('link', 'Copy a link to this moment', 'c', actions.share) : null, tools ? menu : null, full),
    );
  }

  /** @param {Simulation} simulation */
  update({ playing, step, latest, speed, seed, seeking }) {
    if (this.#shown !== playing) {
      this.#shown = playing;
      this.toggle.replaceChildren(playing ? this.#pause : this.#play);
      mark(this.toggle, 'aria-label', playing ? 'Pause' : 'Play');
      mark(this.toggle, 'title', `${playing ? 'Pause' : 'Play'} (space)`);
    }
    write(this.step, `step ${whole(step)}`);
    this.step.classList.toggle('seeking', seeking);
    const last = String(Math.max(1, latest));
    if (!this.#scrubbing) {
      if (this.past.max !== last) this.past.max = last;
      if (this.past.value !== String(step)) this.past.value = String(step);
    }
    this.past.style.setProperty('--place', `${(100 * Number(this.past.value)) / Number(this.past.max)}%`);
    mark(this.past, 'aria-valuetext', `step ${step} of ${latest}`);
    const place = position(SPEED, speed);
    if (Math.abs(Number(this.speed.value) - place) > 0.01) this.speed.value = String(place);
    this.speed.style.setProperty('--place', `${place * 100}%`);
    write(this.pace, speedText(speed));
    mark(this.speed, 'aria-valuetext', `${speedText(speed).replace(' / s', '')} steps per second`);
    if (!this.seed.matches(':focus') && this.seed.value !== String(seed)) this.seed.value = String(seed);
  }
}

/** The speed a notch faster or slower. @param {number} speed @param {number} notches */
export const notch = (speed, notches) => valueAt(SPEED, position(SPEED, speed) + notches / 32);
