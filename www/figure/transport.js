/** The transport: play, step, reset, past, speed, seed, and what to do with the figure. */

import { h, mark, write } from './dom.js';
import { icon } from './icons.js';
import { position, valueAt } from './scale.js';
import { SPEED_RANGE } from './simulation.js';

/** @import { Scale } from './scale.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Words } from './words.js' */

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

/** @param {Words['numbers']} numbers @param {number} speed */
const rate = (numbers, speed) => (speed >= 1000 ? numbers.whole(Math.round(speed)) : numbers.number(speed, speed < 10 ? 2 : 3));

export class Transport {
  #words;
  #play = icon('play');
  #pause = icon('pause');
  /** @type {boolean | null} */
  #shown = null;
  #scrubbing = false;

  /**
   * @param {Actions} actions
   * @param {{ tools: boolean }} look
   * @param {Words} words
   */
  constructor(actions, { tools }, words) {
    const { say } = words;
    this.#words = words;
    /** @param {Parameters<typeof icon>[0]} name @param {string} label @param {string} key @param {(event: MouseEvent) => void} act */
    const button = (name, label, key, act) =>
      h('button', { type: 'button', class: 'plain', 'aria-label': label, title: key ? say('transport.hint', { label, key }) : label, onclick: act }, icon(name));

    this.toggle = h('button', { type: 'button', class: 'play', onclick: actions.toggle }, this.#play);
    this.step = h('output', { class: 'step', 'aria-label': say('transport.step') });
    this.past = h('input', {
      type: 'range',
      class: 'past',
      min: '0',
      max: '1',
      step: '1',
      value: '0',
      'aria-label': say('transport.time'),
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
      'aria-label': say('transport.speed'),
      title: say('transport.speed-hint'),
      oninput: () => actions.speed(valueAt(SPEED, Number(this.speed.value))),
    });
    this.pace = h('output', { class: 'reading' });
    this.seed = h('input', {
      type: 'text',
      class: 'entry seed',
      inputmode: 'numeric',
      autocomplete: 'off',
      'aria-label': say('transport.seed'),
      onfocus: () => this.seed.select(),
      onchange: () => actions.seed(this.seed.value.trim()),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === 'Enter' || event.key === 'Escape') this.seed.blur();
      },
    });
    const menu = button('export', say('transport.export'), '', () => actions.export(menu));
    menu.setAttribute('aria-haspopup', 'menu');
    const full = button('fullscreen', say('transport.fullscreen'), 'f', actions.fullscreen);
    full.hidden = !document.fullscreenEnabled;
    this.element = h(
      'div',
      { class: 'transport', part: 'transport', role: 'group', 'aria-label': say('transport.label') },
      h('div', { class: 'moves' }, this.toggle, button('reset', say('transport.start'), say('transport.start-key'), actions.reset), button('back', say('transport.back'), '←', () => actions.step(-1)), button('forward', say('transport.forward'), '→', () => actions.step(1))),
      this.step,
      this.past,
      h('label', { class: 'group speed' }, h('span', {}, say('transport.speed-label')), this.speed, this.pace),
      h('div', { class: 'group' }, h('label', { class: 'group' }, h('span', {}, say('transport.seed-label')), this.seed), button('dice', say('transport.dice'), 's', actions.dice)),
      h('div', { class: 'tools' }, tools ? button('link', say('transport.share'), 'c', actions.share) : null, tools ? menu : null, full),
    );
  }

  /** @param {Simulation} simulation */
  update({ playing, step, latest, speed, seed, seeking }) {
    const { say, numbers } = this.#words;
    if (this.#shown !== playing) {
      this.#shown = playing;
      this.toggle.replaceChildren(playing ? this.#pause : this.#play);
      mark(this.toggle, 'aria-label', playing ? say('transport.pause') : say('transport.play'));
      mark(this.toggle, 'title', playing ? say('transport.pause-hint') : say('transport.play-hint'));
    }
    write(this.step, say('transport.step-shown', { step: numbers.whole(step) }));
    this.step.classList.toggle('seeking', seeking);
    const last = String(Math.max(1, latest));
    if (!this.#scrubbing) {
      if (this.past.max !== last) this.past.max = last;
      if (this.past.value !== String(step)) this.past.value = String(step);
    }
    this.past.style.setProperty('--place', `${(100 * Number(this.past.value)) / Number(this.past.max)}%`);
    mark(this.past, 'aria-valuetext', say('transport.time-shown', { step: numbers.whole(step), latest: numbers.whole(latest) }));
    const place = position(SPEED, speed);
    if (Math.abs(Number(this.speed.value) - place) > 0.01) this.speed.value = String(place);
    this.speed.style.setProperty('--place', `${place * 100}%`);
    const pace = rate(numbers, speed);
    write(this.pace, say('transport.speed-shown', { speed: pace }));
    mark(this.speed, 'aria-valuetext', say('transport.speed-spoken', { speed: pace }));
    if (!this.seed.matches(':focus') && this.seed.value !== String(seed)) this.seed.value = String(seed);
  }
}

/** The speed a notch faster or slower. @param {number} speed @param {number} notches */
export const notch = (speed, notches) => valueAt(SPEED, position(SPEED, speed) + notches / 32);
