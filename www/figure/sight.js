/** Whether anybody can see a figure: it is in the window, and the window is shown. */

export class Sight {
  #inside = true;
  #observer;
  #changed;

  /** @param {Element} host @param {(seen: boolean) => void} changed */
  constructor(host, changed) {
    this.#changed = changed;
    this.#observer = new IntersectionObserver((entries) => {
      this.#inside = entries[entries.length - 1]?.isIntersecting ?? true;
      changed(this.#inside);
    });
    this.#observer.observe(host);
    document.addEventListener('visibilitychange', this.#turned);
  }

  #turned = () => this.#changed(!document.hidden);

  get seen() {
    return this.#inside && !document.hidden;
  }

  close() {
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#turned);
  }
}
