/** Notices: said politely, one line each, until dismissed. */

import { h } from './dom.js';
import { icon } from './icons.js';

/** @import { Words } from './words.js' */

/** More than these would bury the figure. */
const MOST = 4;

export class Notices {
  element = h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map();
  /** What the reader has dismissed of the run's own notices. @type {Set<string>} */
  #dismissed = new Set();
  /** @type {Set<string>} */
  #passing = new Set();
  #words;

  /** @param {Words} words */
  constructor(words) {
    this.#words = words;
  }

  /** @param {string} message @param {string} [look] */
  say(message, look = 'warning') {
    if (this.#shown.has(message)) return;
    const row = h('div', { class: `notice ${look}` }, h('p', {}, message), h('button', { type: 'button', class: 'plain', 'aria-label': this.#words.say('notices.dismiss'), onclick: () => this.#dismiss(message) }, icon('close')));
    this.#shown.set(message, row);
    this.element.append(row);
    const oldest = [...this.#shown.keys()][0];
    if (this.#shown.size > MOST && oldest !== undefined) this.retract(oldest);
  }

  /** Says something that goes by itself. @param {string} message */
  flash(message) {
    this.retract(message);
    this.say(message, 'fleeting');
    setTimeout(() => this.retract(message), 2600);
  }

  /** @param {string} message */
  retract(message) {
    this.#shown.get(message)?.remove();
    this.#shown.delete(message);
  }

  /** @param {string} message */
  #dismiss(message) {
    this.#dismissed.add(message);
    this.retract(message);
  }

  /**
   * Shows exactly what the run has to say now; returns what is new.
   * @param {string[]} messages
   */
  follow(messages) {
    const fresh = messages.filter((message) => !this.#passing.has(message));
    for (const message of this.#passing) if (!messages.includes(message)) this.retract(message);
    this.#passing = new Set(messages);
    for (const message of fresh) if (!this.#dismissed.has(message)) this.say(message, 'remark');
    return fresh;
  }

  clear() {
    this.#shown.clear();
    this.element.replaceChildren();
  }
}
