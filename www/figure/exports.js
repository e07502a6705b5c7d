/** A figure handed on: as a link, as code for other pages, as files. */

import { DEFAULT_SEED, linkTo } from './address.js';
import { copy, download } from './clipboard.js';
import { sheetAsPng } from './exporting.js';
import { openMenu } from './menu.js';
import { Told } from './words.js';

/** @import { Charts } from './charts.js' */
/** @import { Picture } from './picture.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

/**
 * How a reader hears of what was done: in passing, as a text to be copied by hand, or as what went wrong.
 * @typedef {{ flash: (text: string) => void, hand: (text: string) => void, complain: (text: string) => void }} Voice
 */

export class Exports {
  #simulation;
  #picture;
  #charts;
  #shade;
  #voice;
  #scene;
  #words;

  /**
   * @param {string} scene the id of the scene to be
   * @param {{ simulation: Simulation, picture: Picture, charts: Charts }} parts
   * @param {() => Shade} shade
   * @param {Voice} voice
   * @param {Words} words
   */
  constructor(scene, { simulation, picture, charts }, shade, voice, words) {
    this.#scene = scene;
    this.#simulation = simulation;
    this.#picture = picture;
    this.#charts = charts;
    this.#shade = shade;
    this.#voice = voice;
    this.#words = words;
  }

  /** The address that shows what is shown now. */
  link({ embed = false } = {}) {
    const { differing, seed, step, playing } = this.#simulation;
    // At its start a figure that plays begins anew; one that rests stays there. In a frame it goes on as it is.
    const t = step === 0 && playing ? null : step;
    return linkTo({ embed, autoplay: embed && playing ? true : null, scene: this.#scene, params: differing, seed, t, view: this.#picture.orbit.on ? '3d' : null });
  }

  async share() {
    const link = this.link();
    if (await copy(link)) this.#voice.flash(this.#words.say('export.link-copied'));
    else this.#voice.hand(this.#words.say('export.link', { link }));
  }

  /** Lines that put this figure into another page. */
  #code() {
    const { differing, seed, step, playing } = this.#simulation;
    const module = new URL('../../saddleback.js', import.meta.url).href;
    const tag = document.createElement('saddleback-scene');
    tag.setAttribute('scene', this.#scene);
    if (seed !== DEFAULT_SEED) tag.setAttribute('seed', String(seed));
    for (const [id, text] of Object.entries(differing)) tag.setAttribute(id, text);
    if (this.#picture.orbit.on) tag.setAttribute('view', '3d');
    if (step > 0) tag.setAttribute('t', String(step));
    const plays = playing ? ' autoplay' : '';
    return `<script type="module" src="${module}"></script>\n${tag.outerHTML.replace('></', `${plays}></`)}`;
  }

  /** A frame of another page that shows what is shown now. */
  #frame() {
    const frame = document.createElement('iframe');
    const { width, height } = this.#picture.size;
    // Below the picture there is the transport.
    const size = { width: Math.round(width) || 720, height: (Math.round(height) || 450) + 76 };
    for (const [name, value] of Object.entries({ src: this.link({ embed: true }), title: this.#simulation.scene?.title ?? this.#scene, ...size, loading: 'lazy', allow: 'fullscreen; clipboard-write', style: 'border: 0; max-width: 100%' })) {
      frame.setAttribute(name, String(value));
    }
    return frame.outerHTML;
  }

  /** @param {string} code @param {string} done */
  async #copied(code, done) {
    if (await copy(code)) this.#voice.flash(done);
    else this.#voice.hand(code);
  }

  /** @param {HTMLElement} anchor */
  menu(anchor) {
    const { say } = this.#words;
    const name = `${this.#scene}-${this.#simulation.step}`;
    openMenu(anchor, [
      { label: say('export.png'), act: () => void this.png().then((blob) => download(blob, `${name}.png`), (error) => this.#voice.complain(this.#words.explain(error))) },
      { label: say('export.svg'), act: () => download(new Blob([this.svg()], { type: 'image/svg+xml' }), `${name}.svg`) },
      { label: say('export.csv'), act: () => download(new Blob([this.csv()], { type: 'text/csv' }), `${name}.csv`) },
      { label: say('export.embed'), act: () => void this.#copied(this.#code(), say('export.embed-copied')) },
      { label: say('export.frame'), act: () => void this.#copied(this.#frame(), say('export.frame-copied')) },
    ]);
  }

  /** @returns {Promise<Blob>} */
  png() {
    if (!this.#simulation.ready) return Promise.reject(new Told('error.not-ready'));
    return sheetAsPng(this.#simulation, this.#picture, this.#charts, this.#shade());
  }

  svg() {
    const { width, height } = this.#picture.size;
    const { scene, step, seed } = this.#simulation;
    const { say, numbers } = this.#words;
    const note = say('export.note', { step: numbers.whole(step), seed: String(seed) });
    return this.#simulation.ask((player) => player.svg(scene?.title ?? '', note, Math.round(width) || 960, Math.round(height) || 540, this.#shade())) ?? '';
  }

  csv() {
    return this.#simulation.ask((player) => player.csv()) ?? '';
  }
}
