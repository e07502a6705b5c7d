/** What was asked of a figure before it could do it. */

export class Queue {
  /** Whether what is asked is done at once. */
  open = false;
  /** @type {(() => void)[]} */
  #waiting = [];

  /** Does it now, or once the queue is released. @param {() => void} act */
  soon(act) {
    if (this.open) act();
    else this.#waiting.push(act);
  }

  /** Does all that waits; whatever comes later is done at once. */
  release() {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.open = true;
    waiting.forEach((act) => act());
  }

  /** Forgets all that waits. */
  clear() {
    this.#waiting = [];
  }
}
