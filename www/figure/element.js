/** `<saddleback-scene>`: a figure whose attributes are its parameters. */

import { DEFAULT_SEED } from './address.js';
import { Figure } from './figure.js';
import { handleOf } from './mount.js';

/** @import { Handle, MountOptions } from '../../saddleback' */

/** Attributes that say how the figure is shown. */
const OWN = ['scene', 'seed', 't', 'autoplay', 'controls', 'theme', 'lecture', 'view'];
/** HTML's own attributes, which are no parameters. */
const HTML = /^(id|class|style|title|lang|dir|hidden|slot|part|tabindex|role|is|inert|nonce|draggable|translate|popover|item.*|aria-.*|data-.*|on.*)$/;

/** @param {string} name */
const isParameter = (name) => !OWN.includes(name) && !HTML.test(name);

/** @param {string | null} value */
const isOn = (value) => value !== null && !['0', 'false', 'off'].includes(value);

export class SaddlebackScene extends HTMLElement {
  /** @type {Handle | null} */
  handle = null;
  /** @type {MountOptions | null} */
  #given;
  // Parameters differ from scene to scene, so all attributes are watched rather than a list of them.
  #observer = new MutationObserver((records) => this.#changed(new Set(records.map(({ attributeName }) => attributeName ?? ''))));

  /** @param {MountOptions} [given] how to begin, where a script knows better than attributes */
  constructor(given) {
    super();
    this.#given = given ?? null;
  }

  connectedCallback() {
    this.#observer.observe(this, { attributes: true });
    this.#start();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.#stop();
  }

  #start() {
    this.handle = handleOf(new Figure(this, this.#given ?? this.#options()));
  }

  #stop() {
    this.handle?.destroy();
    this.handle = null;
  }

  /** @returns {MountOptions} */
  #options() {
    /** @type {Record<string, string>} */
    const params = {};
    for (const { name, value } of this.attributes) if (isParameter(name)) params[name] = value;
    const controls = this.getAttribute('controls');
    return {
      scene: this.getAttribute('scene') ?? '',
      params,
      // Not a number is named in a notice by the figure.
      ...(this.hasAttribute('seed') ? { seed: /** @type {any} */ (this.getAttribute('seed')) } : {}),
      t: Number(this.getAttribute('t')) || 0,
      autoplay: isOn(this.getAttribute('autoplay')),
      controls: /** @type {any} */ (controls ?? 'transport'),
      theme: /** @type {any} */ (this.getAttribute('theme') ?? 'system'),
      lecture: isOn(this.getAttribute('lecture')),
      view: this.getAttribute('view') === '3d' ? '3d' : '2d',
    };
  }

  /** @param {Set<string>} names */
  #changed(names) {
    if (!this.handle) return;
    if (names.has('scene')) {
      this.#given = null;
      this.#stop();
      this.#start();
      return;
    }
    /** @type {Record<string, string | null>} */
    const params = {};
    for (const name of names) {
      const value = this.getAttribute(name);
      if (isParameter(name)) params[name] = value;
      else if (name === 'seed') params['seed'] = value ?? String(DEFAULT_SEED);
      else if (name === 't') void this.handle.seek(Number(value) || 0);
      else if (name === 'theme' || name === 'controls' || name === 'lecture' || name === 'view') this.handle.configure({ [name]: this.#options()[name] });
      else if (name === 'autoplay' && isOn(value)) this.handle.play();
    }
    if (Object.keys(params).length > 0) this.handle.set(params);
  }
}
