/** `<saddleback-scene>`: a figure whose attributes are its parameters. */

import { DEFAULT_SEED } from './address.js';
import { Figure } from './figure.js';
import { handleOf } from './mount.js';

/** @import { Handle, MountOptions } from '../../saddleback' */
/** @import { Wishes } from './options.js' */

/** Attributes that say how the figure is shown. */
const OWN = ['scene', 'seed', 't', 'autoplay', 'controls', 'theme', 'lecture', 'view', 'lang'];
/** HTML's own attributes, which are no parameters. */
const HTML = /^(id|class|style|title|dir|hidden|slot|part|tabindex|role|is|inert|nonce|draggable|translate|popover|item.*|aria-.*|data-.*|on.*)$/;

/** @param {string} name */
const isParameter = (name) => !OWN.includes(name) && !HTML.test(name);

/** @param {string} name @returns {name is 'theme' | 'controls' | 'lecture' | 'view'} */
const isLook = (name) => ['theme', 'controls', 'lecture', 'view'].includes(name);

/** @param {string | null} value */
const isOn = (value) => value !== null && !['0', 'false', 'off'].includes(value);

export class SaddlebackScene extends HTMLElement {
  /** @type {Handle | null} */
  handle = null;
  /** @type {Figure | null} */
  #figure = null;
  /** @type {Wishes | null} */
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
    this.#show(this.#given ?? this.#options());
  }

  /** Begins anew as the attributes say, but for what is known better. @param {Partial<Wishes>} better */
  #restart(better) {
    this.#given = null;
    this.#stop();
    this.#show({ ...this.#options(), ...better });
  }

  /** @param {Wishes} wishes */
  #show(wishes) {
    this.#figure = new Figure(this, wishes);
    this.handle = handleOf(this.#figure);
  }

  #stop() {
    this.handle?.destroy();
    this.handle = null;
    this.#figure = null;
  }

  /** @returns {Wishes} */
  #options() {
    /** @type {Record<string, string>} */
    const params = {};
    for (const { name, value } of this.attributes) if (isParameter(name)) params[name] = value;
    return {
      scene: this.getAttribute('scene') ?? '',
      params,
      seed: this.getAttribute('seed') ?? DEFAULT_SEED,
      t: Number(this.getAttribute('t')) || 0,
      autoplay: isOn(this.getAttribute('autoplay')),
      controls: this.getAttribute('controls') ?? 'transport',
      theme: this.getAttribute('theme') ?? 'system',
      lecture: isOn(this.getAttribute('lecture')),
      view: this.getAttribute('view') === '3d' ? '3d' : '2d',
      lang: this.getAttribute('lang'),
    };
  }

  /** @param {Set<string>} names */
  #changed(names) {
    if (!this.handle) return;
    if (names.has('scene')) {
      this.#restart({});
      return;
    }
    if (names.has('lang')) {
      // The same moment, in other words.
      const { ready, params, seed, step, playing } = this.handle.state();
      this.#restart(ready ? { params, seed, t: step, autoplay: playing } : {});
      return;
    }
    /** @type {Record<string, string | null>} */
    const params = {};
    for (const name of names) {
      const value = this.getAttribute(name);
      if (isParameter(name)) params[name] = value;
      else if (name === 'seed') params['seed'] = value ?? String(DEFAULT_SEED);
      else if (name === 't') void this.handle.seek(Number(value) || 0);
      else if (isLook(name)) this.#figure?.configure({ [name]: this.#options()[name] });
      else if (name === 'autoplay' && isOn(value)) this.handle.play();
    }
    if (Object.keys(params).length > 0) this.handle.set(params);
  }
}
