/** How a figure's parts lie around its picture, and what they look like. */

import { arrange, h } from './dom.js';

/** @import { Controls } from '../../saddleback' */
/** @import { Shade } from './theme.js' */

/** One row of charts, a column of charts, the panel, and the gaps between the parts, in CSS pixels. */
const CHARTS = 206;
/** @param {number} width of the figure */
const column = (width) => Math.round(Math.min(400, Math.max(250, 0.215 * width)));
const PANEL = 340;
const GAPS = 26;
/** A figure narrower than this has no room for three columns. */
const THREE = 1080;
/** So much taller than its content a picture may be. */
const SLACK = 1.2;
/** The size of text, in CSS pixels, at which canvases draw theirs as it is. */
const TEXT = 15;

/**
 * The parts; story and panel come later, where they come at all.
 * @typedef {{ picture: HTMLElement, charts: HTMLElement, transport: HTMLElement, notices: HTMLElement, remarks: HTMLElement,
 *   speech: HTMLElement, story: HTMLElement | null, panel: HTMLElement | null, shape: number }} Elements
 */

/**
 * Whether more of the picture is seen with its charts beside it than with them below.
 * @param {number} shape the width by the height that suits it; 0 where any does
 * @param {number} width of the figure
 * @param {number} height of the room for picture and charts
 */
export function isBeside(shape, width, height) {
  const area = (/** @type {number} */ across, /** @type {number} */ down) =>
    shape ? Math.min(across, down * shape) * Math.min(down, across / shape) : across * down;
  const across = width - PANEL - GAPS;
  return height > CHARTS && area(across - column(width) - GAPS, height) > area(across, height - CHARTS);
}

export class Layout {
  body = h('div', { class: 'figure', hidden: true });
  #stage = h('div', { class: 'stage' });
  #root;
  #parts;
  #lecture = false;
  /** How much larger than usual text is, for a projector. */
  text = 1;
  #sizes = new ResizeObserver(() => this.#measure());
  /** As tall as the room that the page gives the figure; without height where it names none. */
  #room = h('div', { class: 'room' });

  /** @param {ShadowRoot} root @param {() => Elements} parts those that there are now */
  constructor(root, parts) {
    this.#root = root;
    this.#parts = parts;
    this.#sizes.observe(this.#stage);
    this.#sizes.observe(this.#room);
    this.#sizes.observe(this.body);
    this.#sizes.observe(parts().picture);
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
        full ? this.#room : null,
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
    const { picture, charts, transport, story, shape } = this.#parts();
    const outside = (story?.offsetHeight ?? 0) + transport.offsetHeight + GAPS;
    const width = this.body.clientWidth;
    const beside = !this.#lecture && width >= THREE && charts.offsetHeight > 0 && isBeside(shape, width, this.#room.offsetHeight - outside);
    this.body.classList.toggle('beside', beside);
    // The first row of charts is in sight; more rows are scrolled to.
    const first = charts.firstElementChild instanceof HTMLElement ? charts.firstElementChild.offsetHeight : 0;
    const row = this.#lecture || beside ? 0 : Math.min(CHARTS, first);
    this.body.style.setProperty('--column', `${column(width)}px`);
    picture.style.setProperty('--around', `${outside + row}px`);
    picture.style.setProperty('--tallest', beside && shape ? `${Math.round((SLACK * picture.offsetWidth) / shape)}px` : 'none');
    // A stage taller than the window sticks by its lower edge, for its charts to be seen.
    this.#stage.style.setProperty('--stage-height', `${this.#stage.offsetHeight}px`);
  }

  close() {
    this.#sizes.disconnect();
  }
}
