/** The legend: each method's switch, colour, live value, formula and hyper-parameters. */

import { arrange, freshId, h, mark, write } from './dom.js';
import { icon } from './icons.js';
import { math } from './mathml.js';
import { parameterControl } from './parameter-control.js';
import { sourceLink } from './sources.js';

/** @import { Method, Readout, Scene } from './door' */
/** @import { Change, Control } from './parameter-control.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

/** Which way a live number goes, from what it was about a second ago. */
class Trend {
  /** @type {number[]} */
  #recent = [];

  /** @param {number} value */
  follow(value) {
    this.#recent.push(value);
    if (this.#recent.length > 8) this.#recent.shift();
    const before = this.#recent[0] ?? value;
    const size = Math.max(Math.abs(value), Math.abs(before), 1e-300);
    const change = (value - before) / size;
    if (!Number.isFinite(change)) return null;
    return change > 0.004 ? 'rising' : change < -0.004 ? 'falling' : 'steady';
  }

  forget() {
    this.#recent = [];
  }
}

const ARROWS = { rising: '↗', falling: '↘', steady: '→' };

/** More methods than this are folded: those in use stand above, the others wait below. */
const FOLDED = 9;

/** @typedef {{ method: Method, row: HTMLElement, swatch: HTMLElement, button: HTMLElement, value: HTMLElement, trend: Trend, about: HTMLElement, controls: Map<string, Control> | null }} Row `controls` once it was opened */

export class Legend {
  #quantity = h('span', { class: 'quantity' });
  #words;
  /** @type {Row[]} */
  #rows = [];
  #switchable;
  /** @type {string[]} */
  #on = [];
  /** @type {Record<string, string>} */
  #settings = {};
  #list = h('ul', { class: 'methods' });
  #others = h('ul', { class: 'methods' });
  #count = h('summary');
  #filter;
  #fold;
  /** Those that stay above: in use, or switched by the reader, whose hand is still there. @type {Set<string>} */
  #kept = new Set();
  #switching = false;

  /** @param {Scene} scene @param {Change} change @param {Words} words */
  constructor(scene, change, words) {
    const { say } = words;
    this.#words = words;
    this.#filter = h('input', { type: 'search', class: 'entry long', placeholder: say('legend.find'), 'aria-label': say('legend.find'), autocomplete: 'off', oninput: () => this.#find() });
    this.#fold = h('details', { class: 'fold', hidden: true }, this.#count, this.#filter, this.#others);
    this.element = h('section', { class: 'block legend', 'aria-label': say('legend.label') }, h('h2', {}, say('legend.label'), this.#quantity));
    this.#switchable = scene.parameters.some(({ id }) => id === 'methods');
    for (const method of scene.methods) {
      const swatch = h('span', { class: 'swatch' });
      const label = h('span', { class: 'label' }, method.label);
      const button = this.#switchable
        ? h('button', { type: 'button', class: 'method', 'aria-pressed': 'true', onclick: () => this.#toggle(method.id, change) }, swatch, label)
        : h('span', { class: 'method' }, swatch, label);
      const value = h('span', { class: 'value' });
      const about = h('div', { class: 'about', id: freshId('method'), hidden: true });
      const more = h('button', {
        type: 'button',
        class: 'plain more',
        'aria-label': say('legend.details', { method: method.label }),
        'aria-expanded': 'false',
        'aria-controls': about.id,
        onclick: () => {
          this.#furnish(entry, scene, change);
          about.hidden = !about.hidden;
          more.setAttribute('aria-expanded', String(!about.hidden));
        },
      }, icon('more'));
      const row = h('li', {}, h('div', { class: 'row' }, button, value, more), about);
      this.#list.append(row);
      /** @type {Row} */
      const entry = { method, row, swatch, button, value, trend: new Trend(), about, controls: null };
      this.#rows.push(entry);
    }
    this.element.append(this.#list, this.#fold);
    this.element.hidden = scene.methods.length === 0;
  }

  /**
   * Fills a method's details when they are first opened: of twenty methods, few ever are.
   * @param {Row} row
   * @param {Scene} scene
   * @param {Change} change
   */
  #furnish(row, scene, change) {
    if (row.controls) return;
    const { method } = row;
    const own = scene.parameters.filter(({ id }) => id.startsWith(`${method.id}.`));
    row.controls = new Map(own.map((parameter) => [parameter.id, parameterControl(parameter, change, this.#words)]));
    for (const [id, control] of row.controls) control.update(this.#settings[id] ?? '');
    if (method.formula) row.about.append(h('div', { class: 'formula' }, math(method.formula)));
    row.about.append(...[...row.controls.values()].map(({ element }) => element));
    if (method.source?.text) row.about.append(h('p', { class: 'source' }, sourceLink(method.source)));
  }

  /** @param {string} id @param {Change} change */
  #toggle(id, change) {
    const on = this.#on.includes(id) ? this.#on.filter((other) => other !== id) : [...this.#on, id];
    this.#switching = true;
    change('methods', on.join(','), true);
    this.#switching = false;
  }

  /** Puts each method above or below. */
  #arrange() {
    if (!this.#folds) return;
    if (!this.#switching) this.#kept.clear();
    for (const id of this.#on) this.#kept.add(id);
    const root = /** @type {ShadowRoot | Document} */ (this.element.getRootNode());
    const focused = this.#rows.find(({ row }) => root.activeElement && row.contains(root.activeElement));
    const active = /** @type {HTMLElement | null} */ (root.activeElement);
    const others = this.#rows.filter(({ method }) => !this.#kept.has(method.id));
    arrange(this.#list, this.#rows.filter(({ method }) => this.#kept.has(method.id)).map(({ row }) => row));
    arrange(this.#others, others.map(({ row }) => row));
    this.#fold.hidden = others.length === 0;
    write(this.#count, this.#words.say('legend.more', { count: others.length }));
    this.#find();
    // Whoever pressed a key on a row goes with it.
    if (focused && root.activeElement !== active) active?.focus();
  }

  /** Hides those of the others that are not sought. */
  #find() {
    const sought = this.#filter.value.trim().toLowerCase();
    for (const { method, row } of this.#rows) row.hidden = !this.#kept.has(method.id) && this.#folds && !`${method.label} ${method.id}`.toLowerCase().includes(sought);
  }

  get #folds() {
    return this.#switchable && this.#rows.length > FOLDED;
  }

  /** @param {Record<string, string>} settings */
  settings(settings) {
    this.#settings = settings;
    this.#on = this.#switchable ? (settings['methods'] ?? '').split(',') : this.#rows.map(({ method }) => method.id);
    for (const { method, row, button, trend, controls } of this.#rows) {
      const on = this.#on.includes(method.id);
      row.classList.toggle('off', !on);
      if (this.#switchable) mark(button, 'aria-pressed', String(on));
      trend.forget();
      for (const [id, control] of controls ?? []) control.update(settings[id] ?? '');
    }
    this.#arrange();
  }

  /** @param {Readout[]} readouts */
  update(readouts) {
    const own = new Map(readouts.map((readout) => [readout.id, readout]));
    const { say, numbers } = this.#words;
    // What all values are is said once, above them.
    const labels = new Set(this.#rows.flatMap(({ method }) => own.get(method.id)?.label ?? []));
    const [common = ''] = labels.size === 1 ? labels : [];
    write(this.#quantity, common);
    for (const { method, value, trend } of this.#rows) {
      const readout = own.get(method.id);
      if (!this.#on.includes(method.id)) {
        value.replaceChildren(say('legend.off'));
      } else if (readout) {
        const way = trend.follow(readout.value);
        const text = [readout.label === method.label || readout.label === common ? '' : readout.label, numbers.live(readout.value), readout.unit].filter(Boolean).join(' ');
        const arrow = h('span', { class: 'trend', 'aria-hidden': 'true' }, way && ARROWS[way]);
        const word = way === 'rising' ? say('legend.rising') : way === 'falling' ? say('legend.falling') : way ? say('legend.steady') : '';
        value.replaceChildren(text, arrow, h('span', { class: 'hearable' }, word));
      } else {
        value.replaceChildren();
      }
    }
  }

  /** @param {Shade} shade */
  paint(shade) {
    for (const { method, swatch } of this.#rows) swatch.style.setProperty('background-color', method.color[shade]);
  }
}

/** Live numbers that belong to no method. */
export class Readouts {
  #words;
  #list = h('dl');
  #methods;

  /** @param {Scene} scene @param {Words} words */
  constructor(scene, words) {
    this.#words = words;
    this.#methods = new Set(scene.methods.map(({ id }) => id));
    const label = words.say('panel.now');
    this.element = h('section', { class: 'block readouts', 'aria-label': label, hidden: true }, h('h2', {}, label), this.#list);
  }

  /** @param {Readout[]} readouts */
  update(readouts) {
    const others = readouts.filter(({ id }) => !this.#methods.has(id));
    this.element.hidden = others.length === 0;
    while (this.#list.children.length > others.length) this.#list.lastElementChild?.remove();
    others.forEach(({ label, value, unit }, index) => {
      let row = this.#list.children[index];
      if (!row) this.#list.append((row = h('div', { class: 'row' }, h('dt'), h('dd'))));
      const [term, number] = row.children;
      if (term) write(term, label);
      if (number) write(number, `${this.#words.numbers.live(value)}${unit ? ` ${unit}` : ''}`);
    });
  }
}
