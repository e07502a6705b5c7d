/** The story: where in it we are, and a sentence whose numbers drive the figure. */

import { h, mark, write } from './dom.js';
import { setting } from './format.js';
import { icon } from './icons.js';
import { math, sentence } from './mathml.js';
import { nudge, plain, position, scaleOf, valueAt } from './scale.js';

/** @import { Parameter, Scene } from './door' */
/** @import { Change } from './parameter-control.js' */

/** Pixels that a hand moves to cross a parameter's whole range. */
const SWEEP = 360;
/** Choices of what a story is told of: with another one its sentence is not true any more. */
const TOLD = new Set(['game', 'landscape', 'density']);

/**
 * A parameter's value in the sentence: a number drags sideways, a choice opens, a toggle turns.
 * @param {Parameter} parameter
 * @param {Change} change
 * @returns {{ element: HTMLElement, update: (text: string) => void }}
 */
function inlineValue(parameter, change) {
  if (parameter.kind === 'choice') {
    const select = h('select', { class: 'inline', 'aria-label': parameter.label, onchange: () => change(parameter.id, select.value, true) }, ...(parameter.options ?? []).map(({ id, label }) => h('option', { value: id }, label)));
    return { element: select, update: (text) => { select.value = text; } };
  }
  if (parameter.kind !== 'number' && parameter.kind !== 'integer') {
    const element = h('span', { class: 'quiet' });
    return { element, update: (text) => { element.textContent = setting(parameter, text); } };
  }
  const scale = scaleOf(parameter);
  const shown = h('span');
  let value = 0;
  /** @type {null | { x: number, at: number }} */
  let drag = null;
  const element = h(
    'span',
    {
      class: 'inline number',
      role: 'slider',
      tabindex: '0',
      'aria-label': parameter.label,
      'aria-valuemin': scale.min,
      'aria-valuemax': scale.max,
      title: `${parameter.label}: drag sideways`,
      /** @param {PointerEvent} event */
      onpointerdown: (event) => {
        element.setPointerCapture(event.pointerId);
        drag = { x: event.clientX, at: position(scale, value) };
      },
      /** @param {PointerEvent} event */
      onpointermove: (event) => {
        if (!drag) return;
        const next = valueAt(scale, drag.at + (event.clientX - drag.x) / SWEEP);
        if (next !== value) change(parameter.id, plain(next), false);
      },
      onpointerup: () => {
        if (drag && position(scale, value) !== drag.at) change(parameter.id, plain(value), true);
        drag = null;
      },
      onpointercancel: () => { drag = null; },
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        const strides = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity });
        const stride = strides[event.key];
        if (stride === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const next = stride === Infinity ? scale.max : stride === -Infinity ? scale.min : nudge(scale, value, stride);
        if (next !== value) change(parameter.id, plain(next), true);
      },
    },
    ...(parameter.symbol ? [math(parameter.symbol), ' = '] : []),
    shown,
  );
  return {
    element,
    update(text) {
      value = Number(text);
      shown.textContent = setting(parameter, text) + (parameter.unit ? ` ${parameter.unit}` : '');
      mark(element, 'aria-valuenow', String(value));
      mark(element, 'aria-valuetext', shown.textContent);
    },
  };
}

export class Story {
  index = 0;
  #scene;
  #go;
  #dashes;
  /** Every step's sentence, one upon the other: the tallest gives the height, and nothing moves from step to step. */
  #sentences;
  #count = h('span', { class: 'count' });
  /** Stands for a sentence that no longer speaks of what is set. */
  #aside = h('p', { class: 'sentence' });
  /** @type {Record<string, string>} */
  #settings = {};
  /** @type {Map<string, { update: (text: string) => void }[]>} */
  #values = new Map();

  /**
   * @param {Scene} scene
   * @param {{ change: Change, go: (index: number) => void }} actions
   */
  constructor(scene, { change, go }) {
    this.#scene = scene;
    this.#go = go;
    this.#dashes = scene.story.map((_, index) => h('button', { type: 'button', class: 'dash', 'aria-label': `Story, step ${index + 1} of ${scene.story.length}`, onclick: () => go(index) }));
    this.#sentences = scene.story.map(({ segments }) =>
      h('p', { class: 'sentence' }, sentence(segments, (id) => {
        const parameter = scene.parameters.find((candidate) => candidate.id === id);
        if (!parameter) return document.createTextNode(id);
        const value = inlineValue(parameter, change);
        this.#values.set(id, [...(this.#values.get(id) ?? []), value]);
        return value.element;
      })),
    );
    this.previous = h('button', { type: 'button', class: 'plain', 'aria-label': 'Previous step of the story', title: 'Previous (p)', onclick: () => this.turn(-1) }, icon('previous'));
    this.next = h('button', { type: 'button', class: 'plain', 'aria-label': 'Next step of the story', title: 'Next (n)', onclick: () => this.turn(1) }, icon('next'));
    this.element = h(
      'section',
      { class: 'story', part: 'story', 'aria-label': 'Story', hidden: scene.story.length === 0 },
      h('div', { class: 'progress' }, h('div', { class: 'dashes' }, ...this.#dashes), h('div', { class: 'turns' }, this.previous, this.#count, this.next)),
      h('div', { class: 'sentences', 'aria-live': 'polite' }, ...this.#sentences, this.#aside),
    );
    this.show(0);
  }

  get length() {
    return this.#scene.story.length;
  }

  /** @param {number} by */
  turn(by) {
    const index = this.index + by;
    if (index >= 0 && index < this.length) this.#go(index);
  }

  /** @param {number} index */
  show(index) {
    if (!this.#scene.story[index]) return;
    this.index = index;
    this.#tell();
    this.#dashes.forEach((dash, at) => {
      dash.classList.toggle('done', at <= index);
      mark(dash, 'aria-current', at === index ? 'step' : null);
    });
    this.#count.textContent = `${index + 1} / ${this.length}`;
    this.previous.disabled = index === 0;
    this.next.disabled = index === this.length - 1;
  }

  /** @param {Record<string, string>} settings */
  settings(settings) {
    for (const [id, values] of this.#values) for (const value of values) value.update(settings[id] ?? '');
    this.#settings = settings;
    this.#tell();
  }

  /** The step's sentence, or that what it speaks of (a game, a landscape, a density) is no longer what is set. */
  #tell() {
    const strayed = this.#strayed();
    if (strayed) {
      const chosen = strayed.options?.find(({ id }) => id === this.#settings[strayed.id])?.label ?? '';
      write(this.#aside, `No longer the ${strayed.label.toLowerCase()} that this step tells of: ${chosen}. The marks above lead back to the story.`);
    }
    this.#aside.classList.toggle('shown', strayed !== undefined);
    this.#sentences.forEach((element, at) => element.classList.toggle('shown', at === this.index && !strayed));
  }

  /** The first choice that differs from the step's own, but for one that the sentence itself offers. */
  #strayed() {
    const step = this.#scene.story[this.index];
    return this.#scene.parameters.find((parameter) => {
      const { id, kind } = parameter;
      const now = this.#settings[id];
      if (kind !== 'choice' || now === undefined || !TOLD.has(id)) return false;
      const offered = step?.segments.some((segment) => segment.kind === 'parameter' && segment.value === id);
      return !offered && now !== (step?.preset[id] ?? parameter.default);
    });
  }
}
