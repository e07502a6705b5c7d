/** What lies at a place of the picture, in words beside it, and its coordinates in the corner. */

import { h, write } from './dom.js';

/** @import { Numbers } from './format.js' */

/** @typedef {{ x: number, y: number }} Place in fractions from the left and the top */

/** Numbers with the minus that people read, and none before zero. @param {string} line */
const readable = (line) => line.replace(/-(0(?:\.0*)?)(?![\d.])/g, '$1').replace(/-(?=[\d.])/g, '−');

export class Tip {
  #box = h('div', { class: 'probe', hidden: true });
  #cross = h('div', { class: 'cross', hidden: true });
  #where = h('output', { class: 'where', 'aria-live': 'off' });
  parts = [this.#cross, this.#box, this.#where];
  #numbers;

  /** @param {Numbers} numbers */
  constructor(numbers) {
    this.#numbers = numbers;
  }

  /** What is shown, in one line. */
  get text() {
    const lines = [this.#where.textContent, this.#box.hidden ? '' : this.#box.innerText.replaceAll('\n', '; ')];
    return lines.filter(Boolean).join('; ');
  }

  /**
   * @param {Place | null} place
   * @param {[number, number] | undefined} at the same in data units
   * @param {string[]} lines
   * @param {{ width: number, height: number }} size of the picture
   * @param {boolean} crossed whether a crosshair marks the place
   */
  show(place, at, lines, { width, height }, crossed) {
    this.#cross.hidden = !crossed || !place;
    write(this.#where, place && at ? at.map((coordinate) => this.#numbers.number(coordinate, 4)).join(this.#numbers.separator) : '');
    this.#box.hidden = !place || lines.length === 0;
    if (!place) return;
    this.#cross.style.setProperty('translate', `${place.x * width}px ${place.y * height}px`);
    if (this.#box.hidden) return;
    this.#box.replaceChildren(...lines.map((line) => h('div', {}, readable(line))));
    const box = { width: this.#box.offsetWidth, height: this.#box.offsetHeight };
    const x = place.x * width + 16 + box.width > width ? place.x * width - box.width - 16 : place.x * width + 16;
    const y = place.y * height + 16 + box.height > height ? place.y * height - box.height - 12 : place.y * height + 16;
    this.#box.style.setProperty('translate', `${Math.round(Math.max(2, x))}px ${Math.round(Math.max(2, y))}px`);
  }
}
