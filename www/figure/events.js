/** Named events with details, without the DOM. */

export class Emitter {
  /** @type {Map<string, Set<(detail: any) => void>>} */
  #listeners = new Map();

  /**
   * Calls `fn` at each event until the returned function is called.
   * @param {string} event
   * @param {(detail: any) => void} fn
   */
  on(event, fn) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(fn);
    return () => { listeners.delete(fn); };
  }

  /** @param {string} event @param {object} detail */
  emit(event, detail) {
    for (const fn of [...(this.#listeners.get(event) ?? [])]) {
      try {
        fn(detail);
      } catch (error) {
        // A listener's fault is the page's to see, and not the figure's to stop for.
        reportError(error);
      }
    }
  }

  clear() {
    this.#listeners.clear();
  }
}
