/** Whether anybody can see a figure: it is in the window, nothing hides it, and the window is shown. */

/** Milliseconds between looks for styles that hide it: nothing tells of them. */
const LOOK = 500;

export class Sight {
  #inside = true;
  #shown = true;
  #observer;
  #changed;
  #host;
  #timer;

  /** @param {Element} host @param {(seen: boolean) => void} changed */
  constructor(host, changed) {
    this.#changed = changed;
    this.#host = host;
    this.#observer = new IntersectionObserver((entries) => {
      this.#inside = entries[entries.length - 1]?.isIntersecting ?? true;
      changed(this.seen);
    });
    this.#observer.observe(host);
    this.#timer = setInterval(() => this.#look(), LOOK);
    document.addEventListener('visibilitychange', this.#turned);
  }

  #turned = () => this.#changed(this.seen);

  #look() {
    const options = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
    const shown = this.#host.checkVisibility?.(options) ?? true;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed(this.seen);
  }

  get seen() {
    return this.#inside && this.#shown && !document.hidden;
  }

  close() {
    this.#observer.disconnect();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#turned);
  }
}
