/** The charts: one a frame in turn, so that a costly one never costs a frame its time. */

import { h, write } from './dom.js';
import { Surface } from './surface.js';

/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

export class Charts {
  element;
  /** Whoever can only press keys must reach a strip that scrolls. */
  #reach = new ResizeObserver(() => { this.element.tabIndex = this.element.scrollWidth > this.element.clientWidth + 1 ? 0 : -1; });
  #simulation;
  #redraw;
  /** @type {{ id: string, title: HTMLElement, surface: Surface }[]} */
  #charts = [];
  #turn = 0;

  /** @param {Simulation} simulation @param {Words} words @param {() => void} redraw */
  constructor(simulation, { say }, redraw) {
    this.element = h('div', { class: 'charts', part: 'charts', role: 'group', 'aria-label': say('charts.label') });
    this.#simulation = simulation;
    this.#redraw = redraw;
    this.#reach.observe(this.element);
  }

  /** Whether each that is shown has been drawn once. */
  get begun() {
    return this.#charts.every(({ surface }) => surface.begun || !surface.shown);
  }

  get stale() {
    return this.#charts.some(({ surface }) => surface.stale && surface.shown);
  }

  invalidate() {
    for (const { surface } of this.#charts) surface.stale = true;
  }

  /** @param {{ id: string, title: string }[]} listed */
  update(listed) {
    if (listed.map(({ id }) => id).join() !== this.#charts.map(({ id }) => id).join()) {
      this.#charts.forEach(({ surface }) => surface.destroy());
      this.#charts = listed.map(({ id, title }) => {
        const surface = new Surface({ class: 'canvas', role: 'img', 'aria-label': title }, this.#redraw);
        return { id, title: h('figcaption', {}, title), surface };
      });
      this.element.replaceChildren(...this.#charts.map(({ title, surface }) => h('figure', { class: 'chart' }, title, surface.canvas)));
      this.element.hidden = listed.length === 0;
    }
    listed.forEach(({ title }, index) => {
      const chart = this.#charts[index];
      if (!chart) return;
      write(chart.title, title);
      chart.surface.canvas.setAttribute('aria-label', title);
    });
  }

  /**
   * Draws those out of date until `until`, in rotation; at least one.
   * @param {Shade} shade
   * @param {number} text
   * @param {number} until a `performance.now()` time
   */
  draw(shade, text, until) {
    for (let served = 0; served < this.#charts.length; served += 1) {
      const index = this.#turn % this.#charts.length;
      this.#turn = index + 1;
      const chart = this.#charts[index];
      if (chart?.surface.stale) {
        chart.surface.draw((canvas, scale) => {
          this.#simulation.ask((player) => player.draw_chart(chart.id, canvas, shade, scale * text));
        });
        if (performance.now() > until) return;
      }
    }
  }

  /** The charts with their titles, for exporting. */
  get drawings() {
    return this.#charts.map(({ id, title }) => ({ id, title: title.textContent ?? '' }));
  }

  destroy() {
    this.#reach.disconnect();
    this.#charts.forEach(({ surface }) => surface.destroy());
  }
}
