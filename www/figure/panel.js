/** The side panel: methods, parameters, claims, sources. */

import { h } from './dom.js';
import { Claims } from './claims.js';
import { Legend, Readouts } from './legend.js';
import { parameterControl } from './parameter-control.js';
import { sourcesBlock } from './sources.js';
import { Studies } from './studies.js';
import { Tables } from './tables.js';

/** @import { Claim, Parameter, PlayerState, Scene } from './door' */
/** @import { Change, Control } from './parameter-control.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

export class Panel {
  #legend;
  #readouts;
  #tables;
  #claims;
  #studies;
  /** @type {Map<string, Control>} */
  #controls = new Map();
  /** The parameters that belong to no method. @type {Parameter[]} */
  #own;
  #parameters;
  /** @type {Record<string, string>} */
  #settings = {};
  /** What is yet to be put in. @type {(() => void)[]} */
  #coming;

  /** @param {Scene} scene @param {Change} change @param {Simulation} simulation @param {Words} words */
  constructor(scene, change, simulation, words) {
    const { say } = words;
    this.#legend = new Legend(scene, change, words);
    this.#readouts = new Readouts(scene, words);
    this.#tables = new Tables(scene.methods, words);
    this.#claims = new Claims(words, scene.typeset);
    this.#studies = new Studies(scene, simulation, words);
    const methods = new Set(scene.methods.map(({ id }) => id));
    this.#own = scene.parameters.filter(({ id }) => (id !== 'methods' || methods.size === 0) && !methods.has(id.split('.')[0] ?? ''));
    this.#parameters = h('section', { class: 'block parameters', 'aria-label': say('panel.parameters'), hidden: this.#own.length === 0 }, h('h2', {}, say('panel.parameters')));
    this.element = h('aside', { class: 'panel', part: 'panel', 'aria-label': say('panel.label') }, this.#legend.element, this.#readouts.element, this.#tables.element, this.#parameters);
    this.#coming = [
      () => this.#addParameters(change, simulation, words),
      () => this.element.append(this.#claims.element, this.#studies.element, sourcesBlock(scene.sources, words)),
    ];
  }

  /** Puts the next part in, as all at once would hold a frame up; whether there was one. */
  grow() {
    const part = this.#coming.shift();
    part?.();
    return part !== undefined;
  }

  /** @param {Change} change @param {Simulation} simulation @param {Words} words */
  #addParameters(change, simulation, words) {
    const understand = (/** @type {string} */ id, /** @type {string} */ text) => simulation.formula(id, text);
    this.#controls = new Map(this.#own.map((parameter) => [parameter.id, parameterControl(parameter, change, words, understand)]));
    this.#parameters.append(...[...this.#controls.values()].map(({ element }) => element));
    this.#set();
  }

  /** Puts the controls that matter where the settings are; the others are not seen. */
  #set() {
    for (const { id, when } of this.#own) {
      const control = this.#controls.get(id);
      if (!control) continue;
      control.element.hidden = Boolean(when && !when[1].includes(this.#settings[when[0]] ?? ''));
      if (!control.element.hidden) control.update(this.#settings[id] ?? '');
    }
  }

  /** @param {Record<string, string>} settings */
  settings(settings) {
    this.#settings = settings;
    this.#legend.settings(settings);
    this.#studies.settings();
    this.#set();
  }

  /** @param {Pick<PlayerState, 'readouts' | 'tables'>} state @param {Claim[]} claims */
  update({ readouts, tables }, claims) {
    this.#legend.update(readouts);
    this.#readouts.update(readouts);
    this.#tables.update(tables);
    this.#claims.update(claims);
  }

  /** @param {Shade} shade */
  paint(shade) {
    this.#legend.paint(shade);
    this.#tables.paint(shade);
    this.#studies.paint(shade);
  }

  destroy() {
    this.#studies.destroy();
  }
}
