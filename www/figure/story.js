/** The story: where in it we are, and a sentence whose numbers drive the figure. */

import { h, mark } from './dom.js';
import { icon } from './icons.js';
import { math, sentence } from './mathml.js';
import { inDigits, nudge, plain, position, scaleOf, valueAt } from './scale.js';
import { setting } from './setting.js';

/** @import { Parameter, Scene, Segment } from './door' */
/** @import { Change } from './parameter-control.js' */
/** @import { Words } from './words.js' */

/** Pixels that a hand moves to cross a parameter's whole range. */
const SWEEP = 360;
/** So many sentences are laid out at once: formulas take their time. */
const AT_ONCE = 2;
/** So many of the reader's own settings are named. */
const MOST = 3;

/**
 * A parameter's value in the sentence: a number drags sideways, a choice opens, a toggle turns.
 * @param {Parameter} parameter
 * @param {Change} change
 * @param {Words} words
 * @returns {{ element: HTMLElement, update: (text: string) => void }}
 */
function inlineValue(parameter, change, words) {
  if (parameter.kind === 'choice') {
    const select = h('select', { class: 'inline', 'aria-label': parameter.label, onchange: () => change(parameter.id, select.value, true) }, ...(parameter.options ?? []).map(({ id, label }) => h('option', { value: id }, label)));
    return { element: select, update: (text) => { select.value = text; } };
  }
  if (parameter.kind !== 'number' && parameter.kind !== 'integer') {
    const element = h('span', { class: 'quiet' });
    return { element, update: (text) => { element.textContent = setting(words, parameter, text); } };
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
      'aria-valuemin': inDigits(scale.min),
      'aria-valuemax': inDigits(scale.max),
      title: words.say('story.drag', { label: parameter.label }),
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
      shown.textContent = setting(words, parameter, text) + (parameter.unit ? ` ${parameter.unit}` : '');
      mark(element, 'aria-valuenow', inDigits(value));
      mark(element, 'aria-valuetext', shown.textContent);
    },
  };
}

/**
 * The parameters that are not as a step of the story sets them, and of which its sentence does not speak.
 * @param {Pick<Scene, 'story' | 'parameters'>} scene
 * @param {number} index
 * @param {Record<string, string>} differing the settings that differ from the defaults
 */
export function strayed({ story, parameters }, index, differing) {
  const step = story[index];
  if (!step) return [];
  const spoken = new Set(step.segments.filter(({ kind }) => kind === 'parameter').map(({ value }) => value));
  // A scene opens with its defaults, under its first sentence: what is still so there, nobody has chosen.
  const chosen = (/** @type {string} */ id) => index > 0 || differing[id] !== undefined;
  return parameters.filter(({ id }) => !spoken.has(id) && step.preset[id] !== differing[id] && chosen(id));
}

/**
 * The step of the story that sets exactly these, or the first.
 * @param {Scene['story']} story
 * @param {Record<string, string>} differing the settings that differ from the defaults
 */
export function stepOf(story, differing) {
  const sorted = (/** @type {Record<string, string>} */ values) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Math.max(0, story.findIndex(({ preset }) => sorted(preset) === sorted(differing)));
}

export class Story {
  index = 0;
  #scene;
  #go;
  #dashes;
  /** The steps whose sentence does not hold under the settings. @type {number[]} */
  #beyond = [];
  /** Every step's sentences, one upon the other: the tallest gives the height, and nothing moves from step to step. */
  #sentences;
  #page = h('div', { class: 'sentences', 'aria-live': 'polite' });
  #count = h('span', { class: 'count' });
  /** @type {Map<string, { update: (text: string) => void }[]>} */
  #values = new Map();
  /** Stands in place of a sentence that does not speak of what is set. */
  #own = h('p', { class: 'sentence own' });
  /** @type {Record<string, string>} */
  #settings = {};
  /** @type {Record<string, string>} */
  #differing = {};
  #words;

  /**
   * @param {Scene} scene
   * @param {{ change: Change, go: (index: number) => void }} actions
   * @param {Words} words
   */
  constructor(scene, { change, go }, words) {
    const { say } = words;
    this.#words = words;
    this.#scene = scene;
    this.#go = go;
    this.#dashes = scene.story.map((_, index) => h('button', { type: 'button', class: 'dash', 'aria-label': say('story.step', { step: index + 1, steps: scene.story.length }), onclick: () => go(index) }));
    /** @param {Segment[]} segments */
    const told = (segments) =>
      h('p', { class: 'sentence' }, sentence(segments, (id) => {
        const parameter = scene.parameters.find((candidate) => candidate.id === id);
        if (!parameter) return document.createTextNode(id);
        const value = inlineValue(parameter, change, words);
        this.#values.set(id, [...(this.#values.get(id) ?? []), value]);
        return value.element;
      }));
    this.#sentences = scene.story.flatMap(({ segments, beyond }, index) => [
      { index, beyond: false, element: told(segments) },
      ...(beyond.length > 0 ? [{ index, beyond: true, element: told(beyond) }] : []),
    ]);
    this.previous = h('button', { type: 'button', class: 'plain', 'aria-label': say('story.previous'), title: say('story.previous-hint'), onclick: () => this.turn(-1) }, icon('previous'));
    this.next = h('button', { type: 'button', class: 'plain', 'aria-label': say('story.next'), title: say('story.next-hint'), onclick: () => this.turn(1) }, icon('next'));
    this.element = h(
      'section',
      { class: 'story', part: 'story', 'aria-label': say('story.label'), hidden: scene.story.length === 0 },
      h('div', { class: 'progress' }, h('div', { class: 'dashes' }, ...this.#dashes), h('div', { class: 'turns' }, this.previous, this.#count, this.next)),
      this.#page,
    );
    this.#page.append(this.#own);
    this.show(0);
  }

  /** Puts the next sentences in, as all at once would hold a frame up; whether more are to come. */
  grow() {
    const coming = this.#sentences.filter(({ element }) => !element.parentNode);
    this.#own.before(...coming.slice(0, AT_ONCE).map(({ element }) => element));
    return coming.length > AT_ONCE;
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
    this.#count.textContent = this.#words.say('story.count', { step: index + 1, steps: this.length });
    this.previous.disabled = index === 0;
    this.next.disabled = index === this.length - 1;
  }

  /**
   * @param {Record<string, string>} settings
   * @param {Record<string, string>} differing those that differ from the default
   * @param {number[]} beyond the steps whose sentence does not hold under them
   */
  settings(settings, differing, beyond) {
    this.#settings = settings;
    this.#differing = differing;
    this.#beyond = beyond;
    for (const [id, values] of this.#values) for (const value of values) value.update(settings[id] ?? '');
    this.#tell();
  }

  /** Shows the sentence, or says that the settings are the reader's own. */
  #tell() {
    const own = strayed(this.#scene, this.index, this.#differing);
    const beyond = this.#beyond.includes(this.index);
    for (const { index, beyond: other, element } of this.#sentences) {
      element.classList.toggle('shown', index === this.index && other === beyond && own.length === 0);
    }
    this.#own.classList.toggle('shown', own.length > 0);
    const named = own.map((parameter) => {
      const value = setting(this.#words, parameter, this.#settings[parameter.id] ?? parameter.default);
      return value.length > 0 && value.length < 40 ? `${parameter.label} ${value}` : parameter.label;
    });
    const { say } = this.#words;
    const settings = named.slice(0, MOST).join(', ');
    const text = own.length === 0 ? '' : named.length > MOST ? say('story.own-more', { settings }) : say('story.own', { settings });
    if (this.#own.firstChild?.textContent === text) return;
    const back = h('button', { type: 'button', class: 'back', onclick: () => this.#go(this.index) }, say('story.back', { step: this.index + 1 }));
    this.#own.replaceChildren(h('span', {}, text), ' ', text ? back : '');
  }
}
