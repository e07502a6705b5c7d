/** What stands around the picture where there are full controls: story, charts and panel, made a part at a time. */

import { Panel } from './panel.js';
import { stepOf, Story } from './story.js';

/** @import { Charts } from './charts.js' */
/** @import { PlayerState } from './door' */
/** @import { Change } from './parameter-control.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

export class Furniture {
  /** @type {Story | null} */
  story = null;
  /** @type {Panel | null} */
  panel = null;
  #simulation;
  #charts;
  #words;
  #does;

  /**
   * @param {{ simulation: Simulation, charts: Charts }} parts
   * @param {{ change: Change, go: (index: number) => void, placed: () => void, shade: () => Shade }} does
   * @param {Words} words
   */
  constructor({ simulation, charts }, does, words) {
    this.#simulation = simulation;
    this.#charts = charts;
    this.#does = does;
    this.#words = words;
  }

  tellStory() {
    const { scene } = this.#simulation;
    if (this.story || !scene) return;
    this.story = new Story(scene, this.#does, this.#words);
    this.story.show(this.chapter());
    this.story.settings(this.#simulation.settings, this.#simulation.differing, this.#simulation.beyond);
    this.#does.placed();
  }

  addCharts() {
    this.#charts.update(this.#simulation.state()?.charts ?? []);
    this.#does.placed();
  }

  /** Makes the panel, a part at a time. */
  *furnishing() {
    const { scene } = this.#simulation;
    if (!this.panel && scene) {
      this.panel = new Panel(scene, this.#does.change, this.#simulation, this.#words);
      this.#does.placed();
      this.settings();
    }
    yield;
    while (this.panel?.grow()) yield;
  }

  /** All of it at once, when it is first wanted later. */
  furnish() {
    this.tellStory();
    while (this.story?.grow());
    this.addCharts();
    for (const _ of this.furnishing());
  }

  /** The step of the story whose preset is what is set now, or the first. */
  chapter() {
    return stepOf(this.#simulation.scene?.story ?? [], this.#simulation.differing);
  }

  /** Follows changed settings. */
  settings() {
    const { settings, differing, beyond } = this.#simulation;
    this.paint();
    this.panel?.settings(settings);
    this.story?.settings(settings, differing, beyond);
  }

  /** @param {PlayerState} state */
  update(state) {
    this.#charts.update(state.charts);
    this.panel?.update(state, this.#simulation.claims());
  }

  paint() {
    this.panel?.paint(this.#does.shade());
  }

  close() {
    this.panel?.destroy();
  }
}
