/** How a figure's parts lie around its picture, and what they look like. */

import { arrange, h } from './dom.js';

/** @import { Controls } from '../../saddleback' */
/** @import { Shade } from './theme.js' */

/** One row of charts, and the gaps between the parts, in CSS pixels. */
const CHARTS = 206;
const GAPS = 26;
/** The size of text, in CSS pixels, at which canvases draw theirs as it is. */
const TEXT = 15;

/**
 * The parts; story and panel come later, where they come at all.
 * @typedef {{ picture: HTMLElement, charts: HTMLElement, transport: HTMLElement, notices: HTMLElement, remarks: HTMLElement,
 *   speech: HTMLElement, story: HTMLElement | null, panel: HTMLElement | null }} Elements
 */

export class Layout {
  body = h('div', { class: 'figure', hidden: true });
  #stage = h('div', { class: 'stage' });
  #root;
  #parts;
  #lecture = false;
  /** How much larger than usual text is, for a projector. */
  text = 1;
  #sizes = new ResizeObserver(() => this.#measure());

  /** @param {ShadowRoot} root @param {() => Elements} parts those that there are now */
  constructor(root, parts) {
    this.#root = root;
    this.#parts = parts;
    this.#sizes.observe(this.#stage);
    this.#sizes.observe(parts().transport);
  }

  /** Puts the parts that belong to so many controls into their places. @param {Controls} controls */
  lay(controls) {
    const { picture, charts, transport, notices, remarks, speech, story, panel } = this.#parts();
    const full = controls === 'full';
    this.body.dataset['controls'] = controls;
    if (controls !== 'none' && !remarks.parentNode) picture.append(remarks);
    arrange(this.#stage, [picture, ...(full ? [charts] : [])]);
    arrange(
      this.body,
      [
        controls === 'none' ? null : notices,
        full ? story : null,
        this.#stage,
        controls === 'none' ? null : transport,
        full ? panel : null,
        speech,
        // What is open over the figure stays open.
        ...this.body.querySelectorAll(':scope > dialog'),
      ].filter((part) => part instanceof HTMLElement),
    );
    if (this.body.parentNode !== this.#root) this.#root.append(this.body);
  }

  /** @param {Shade} shade @param {boolean} lecture */
  paint(shade, lecture) {
    this.#lecture = lecture;
    this.body.dataset['theme'] = shade;
    this.body.classList.toggle('lecture', lecture);
  }

  /** Text in the canvases is as large as the text around them, which may have changed. */
  resized() {
    this.text = this.#lecture ? Math.max(1, parseFloat(getComputedStyle(this.body).fontSize) / TEXT || 1) : 1;
  }

  /** Tells the styles how tall the parts are: the picture takes what room they leave. */
  #measure() {
    const { picture, charts, transport, story } = this.#parts();
    const row = this.#lecture ? 0 : Math.min(CHARTS, charts.offsetHeight);
    const around = (story?.offsetHeight ?? 0) + transport.offsetHeight + row + GAPS;
    picture.style.setProperty('--around', `${around}px`);
    // A stage taller than the window sticks by its lower edge, for its charts to be seen.
    this.#stage.style.setProperty('--stage-height', `${this.#stage.offsetHeight}px`);
  }

  close() {
    this.#sizes.disconnect();
  }
}
