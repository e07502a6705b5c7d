/** Named events with details, without the DOM. */

/**
 * @template {object} E the details of each event, by its name
 */
export class Emitter {
  /** @type {{ [K in keyof E]?: Set<(detail: E[K]) => void> }} */
  #listeners = Object.create(null);

  /**
   * Calls `fn` at each event until the returned function is called.
   * @template {keyof E} K
   * @param {K} event
   * @param {(detail: E[K]) => void} fn
   */
  on(event, fn) {
    const listeners = this.#listeners[event] ?? new Set();
    this.#listeners[event] = listeners;
    listeners.add(fn);
    return () => { listeners.delete(fn); };
  }

  /**
   * @template {keyof E} K
   * @param {K} event
   * @param {E[K]} detail
   */
  emit(event, detail) {
    for (const fn of [...(this.#listeners[event] ?? [])]) {
      try {
        fn(detail);
      } catch (error) {
        // A listener's fault is the page's to see, and not the figure's to stop for.
        reportError(error);
      }
    }
  }

  clear() {
    this.#listeners = Object.create(null);
  }
}
