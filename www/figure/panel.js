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

export class Panel {
  #legend;
  #readouts;
  #claims = new Claims();
  /** @type {Map<string, Control>} */
  #controls;
  /** @type {Parameter[]} */
  #own;
  #studies;
  #tables;

  /** @param {Scene} scene @param {Change} change @param {Simulation} simulation */
  constructor(scene, change, simulation) {
    this.#legend = new Legend(scene, change);
    this.#readouts = new Readouts(scene);
    this.#studies = new Studies(scene, simulation);
    this.#tables = new Tables(scene.methods);
    const methods = new Set(scene.methods.map(({ id }) => id));
    const own = (this.#own = scene.parameters.filter(({ id }) => (id !== 'methods' || methods.size === 0) && !methods.has(id.split('.')[0] ?? '')));
    this.#controls = new Map(own.map((parameter) => [parameter.id, parameterControl(parameter, change, (id, text) => simulation.formula(id, text))]));
    const parameters = h(
      'section',
      { class: 'block parameters', 'aria-label': 'Parameters', hidden: own.length === 0 },
      h('h2', {}, 'Parameters'),
      ...[...this.#controls.values()].map(({ element }) => element),
    );
    this.element = h('aside', { class: 'panel', part: 'panel', 'aria-label': 'Controls and claims' }, this.#legend.element, this.#readouts.element, this.#tables.element, parameters, this.#claims.element, this.#studies.element, sourcesBlock(scene.sources));
  }

  /** @param {Record<string, string>} settings */
  settings(settings) {
    this.#legend.settings(settings);
    this.#studies.settings();
    for (const [id, control] of this.#controls) control.update(settings[id] ?? '');
    for (const { id, when } of this.#own) {
      const control = this.#controls.get(id);
      if (control && when) control.element.hidden = settings[when[0]] !== when[1];
    }
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
