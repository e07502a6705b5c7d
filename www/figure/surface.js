/** A canvas as large as its box, in device pixels. */

import { h } from './dom.js';

/** Beyond this, more pixels cost time and show nothing. */
const FINEST = 3;
/** Pixels that a canvas may have each way: larger ones fail. */
const LARGEST = 8192;

export const density = () => Math.min(FINEST, Math.max(1, window.devicePixelRatio || 1));

export class Surface {
  /** Whether its picture is out of date. */
  stale = true;
  /** Whether it has been drawn once. */
  begun = false;
  #observer;
  #width = 0;
  #height = 0;

  /** @param {Record<string, string>} attributes @param {() => void} resized */
  constructor(attributes, resized) {
    this.canvas = h('canvas', attributes);
    this.canvas.addEventListener('contextrestored', () => {
      this.stale = true;
      resized();
    });
    this.#observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1]?.contentRect;
      if (!box) return;
      this.#width = box.width;
      this.#height = box.height;
      this.stale = true;
      resized();
    });
    this.#observer.observe(this.canvas);
  }

  /** Whether it has a size to be drawn at. */
  get shown() {
    return this.#width >= 2 && this.#height >= 2;
  }

  /**
   * Draws at the present size; nothing while it has none.
   * @param {(canvas: HTMLCanvasElement, scale: number) => void} draw
   */
  draw(draw) {
    const scale = density();
    const width = Math.min(LARGEST, Math.round(this.#width * scale));
    const height = Math.min(LARGEST, Math.round(this.#height * scale));
    if (width < 2 || height < 2) return false;
    // Setting a canvas's size empties it, even to the same size.
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.stale = false;
    this.begun = true;
    draw(this.canvas, scale);
    return true;
  }

  destroy() {
    this.#observer.disconnect();
    // Gives the pixels back at once rather than at the next collection.
    this.canvas.width = 0;
    this.canvas.height = 0;
  }
}
