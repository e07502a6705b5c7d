/** `<saddleback-scene>`: a figure whose attributes are its parameters. */

import { DEFAULT_SEED } from './address.js';
import { Figure } from './figure.js';
import { handleOf } from './mount.js';
import { pairs } from './naming.js';
import { isOn, stepOf } from './options.js';
import { prefersStillness } from './theme.js';

/** @import { Handle, MountOptions } from '../../saddleback' */
/** @import { Wishes } from './options.js' */

/** Attributes that say how the figure is shown. `params` holds any number of parameters, where attributes cannot. */
const OWN = ['scene', 'seed', 't', 'autoplay', 'controls', 'theme', 'lecture', 'view', 'lang', 'params'];
/** What happens in a figure, and on the element as well. */
const EVENTS = /** @type {const} */ (['ready', 'step', 'change', 'play', 'pause', 'seek', 'view', 'notice', 'error']);
/** Properties that a framework may have set before the element was defined. */
const EARLY = /** @type {const} */ (['params', 'scene', 'seed']);
/** HTML's own attributes, which are no parameters. */
const HTML = /^(id|class|style|title|dir|hidden|slot|part|tabindex|role|is|inert|nonce|draggable|translate|popover|item.*|aria-.*|data-.*|on.*)$/;

/** @param {string} name */
const isParameter = (name) => !OWN.includes(name) && !HTML.test(name);

/** @param {string} name @returns {name is 'theme' | 'controls' | 'lecture' | 'view'} */
const isLook = (name) => ['theme', 'controls', 'lecture', 'view'].includes(name);

// A server that renders pages imports this as well, and has no elements.
const Element = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

export class SaddlebackScene extends Element {
  /** @type {Handle | null} */
  handle = null;
  /** @type {Figure | null} */
  #figure = null;
  /** @type {Wishes | null} */
  #given;
  /** What was shown when it was taken out of the page. @type {{ as: string, moment: Partial<Wishes> } | null} */
  #left = null;
  /** Parameters that a script has set, which attributes cannot hold. @type {NonNullable<MountOptions['params']>} */
  #params = {};
  // Parameters differ from scene to scene, so all attributes are watched rather than a list of them.
  #observer = new MutationObserver((records) => this.#changed(new Set(records.map(({ attributeName }) => attributeName ?? ''))));

  /** @param {MountOptions} [given] how to begin, where a script knows better than attributes */
  constructor(given) {
    super();
    this.#given = given ?? null;
  }

  connectedCallback() {
    for (const name of EARLY) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early) {
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, early.value);
      }
    }
    this.#observer.observe(this, { attributes: true });
    // Moved within the document, or into another part of it, it goes on.
    if (!this.handle) this.#start();
  }

  /** `moveBefore` moves it as it is. */
  connectedMoveCallback() {}

  /** The scene's id. */
  get scene() {
    return this.getAttribute('scene') ?? this.#given?.scene ?? '';
  }

  set scene(id) {
    this.setAttribute('scene', id);
  }

  get seed() {
    return this.handle?.state().seed ?? Number(this.getAttribute('seed') ?? DEFAULT_SEED);
  }

  set seed(seed) {
    this.setAttribute('seed', String(seed));
  }

  /** The parameters that differ from the default. */
  get params() {
    return this.handle?.state().params ?? this.#written();
  }

  set params(params) {
    this.#params = { ...params };
    this.handle?.set(this.#params);
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.handle) return;
      const { ready, params, seed, step, playing } = this.handle.state();
      this.#left = ready ? { as: this.#attributes(), moment: { params, seed, t: step, autoplay: playing } } : null;
      this.#observer.disconnect();
      this.#stop();
    });
  }

  /** All attributes as one text. */
  #attributes() {
    return [...this.attributes].map(({ name, value }) => `${name}=${value}`).join('\n');
  }

  /** Begins as it was left, if it was taken out of the page and has come back the same. */
  #start() {
    const moment = this.#left?.as === this.#attributes() ? this.#left.moment : {};
    this.#left = null;
    this.#show({ ...(this.#given ?? this.#options()), ...moment });
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
    for (const event of EVENTS) this.handle.on(event, (detail) => this.dispatchEvent(new CustomEvent(event, { detail })));
  }

  #stop() {
    this.handle?.destroy();
    this.handle = null;
    this.#figure = null;
  }

  /** @returns {Wishes} */
  #options() {
    const own = (/** @type {string} */ name) => this.getAttribute(name)?.trim().toLowerCase();
    return {
      scene: this.getAttribute('scene') ?? '',
      params: { ...this.#written(), ...this.#params },
      seed: this.getAttribute('seed') ?? DEFAULT_SEED,
      t: this.getAttribute('t') ?? 0,
      autoplay: isOn(this.getAttribute('autoplay')),
      controls: own('controls') ?? 'transport',
      theme: own('theme') ?? 'system',
      lecture: isOn(this.getAttribute('lecture')),
      view: own('view') ?? '2d',
      lang: this.getAttribute('lang'),
    };
  }

  /** The parameters that stand in attributes. @returns {Record<string, string>} */
  #written() {
    const params = pairs(this.getAttribute('params') ?? '');
    for (const { name, value } of this.attributes) if (isParameter(name)) params[name] = value;
    return params;
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
      else if (name === 'params') Object.assign(params, pairs(value ?? ''));
      else if (name === 't') void this.handle.seek(stepOf(value ?? 0) ?? NaN);
      else if (isLook(name)) this.#figure?.configure({ [name]: this.#options()[name] });
      else if (name === 'autoplay' && isOn(value) && !prefersStillness()) this.handle.play();
    }
    if (Object.keys(params).length > 0) this.handle.set(params);
  }
}
