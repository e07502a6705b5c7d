/** A live figure: simulation, picture, charts, story, transport and panel, in a shadow root of its own. */

import { DEFAULT_SEED } from './address.js';
import { Charts } from './charts.js';
import { arrange, h } from './dom.js';
import { Emitter } from './events.js';
import { Exports } from './exports.js';
import { live } from './format.js';
import { Frames } from './frames.js';
import { openHelp } from './help.js';
import { obey } from './keyboard.js';
import { styles } from './loader.js';
import { Notices } from './notices.js';
import { isView } from './orbit.js';
import { Panel } from './panel.js';
import { Picture } from './picture.js';
import { drawn } from './schedule.js';
import { shortcuts } from './shortcuts.js';
import { isSeed, seedProblem, Simulation, SPEED_RANGE } from './simulation.js';
import { Story } from './story.js';
import { onSystemTheme, prefersStillness, shadeOf } from './theme.js';
import { Transport } from './transport.js';
import { troubleSign } from './trouble.js';

/** @import { Controls, Events, MountOptions, State } from '../../saddleback' */

/** Milliseconds between descriptions of the picture while it plays. */
const DESCRIPTION_PERIOD = 2500;
/** So many frames a picture has to be there, before what surrounds it is made. */
const PATIENCE = 20;
/** One row of charts, and the gaps between the parts, in CSS pixels. */
const CHARTS = 206;
const GAPS = 26;
/** The size of text, in CSS pixels, at which canvases draw theirs as it is. */
const TEXT = 15;

/** @param {unknown} controls @returns {Controls} */
function level(controls) {
  if (controls === true || controls === 'full' || controls === '') return 'full';
  if (controls === false || controls === 'none') return 'none';
  return 'transport';
}

/** @extends {Emitter<Events>} */
export class Figure extends Emitter {
  #host;
  #root;
  #options;
  #simulation = new Simulation();
  /** @type {Controls} */
  #controls;
  #lecture;
  #picture;
  #charts;
  #transport;
  #notices = new Notices();
  /** What comes and goes: over the picture, so that nothing moves. */
  #remarks = new Notices();
  /** @type {Panel | null} */
  #panel = null;
  /** @type {Story | null} */
  #story = null;
  #body = h('div', { class: 'figure', hidden: true });
  #stage = h('div', { class: 'stage' });
  /** @type {HTMLElement | null} */
  #trouble = null;
  #frames;
  #exports;
  #speech = h('div', { class: 'hearable', 'aria-live': 'polite' });
  /** What was asked of the figure before it could do it. @type {(() => void)[]} */
  #waiting = [];
  #visible = true;
  #closed = false;
  #styled = false;
  /** Whether all that the picture's size depends on is there. */
  #laid = false;
  /** Whether what was asked of it at first, a step or to play, has been done: others may ask now. */
  #here = false;
  #descriptionDue = 0;
  /** How much larger than usual text is, for a projector. */
  #text = 1;
  /** @type {(() => void)[]} */
  #undo = [];
  /** @type {Promise<void>} */
  ready;
  /** @type {() => void} */
  #arrived = () => {};
  /** @type {() => void} */
  #furnished = () => {};
  /** Fulfilled when there are charts to be exported. @type {Promise<void>} */
  #whole = new Promise((resolve) => { this.#furnished = resolve; });
  #dressed;

  /** @param {HTMLElement} host @param {MountOptions} options */
  constructor(host, options) {
    super();
    this.#host = host;
    this.#options = options;
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.#controls = level(options.controls);
    this.#lecture = options.lecture ?? false;
    const interactive = this.#controls !== 'none';
    this.#picture = new Picture(this.#simulation, { redraw: () => this.#resized(), lost: () => this.#simulation.renew(), say: (text) => { this.#speech.textContent = text; }, turnedTo: (view) => this.configure({ view }), interactive });
    this.#charts = new Charts(this.#simulation, () => this.#resized());
    this.#transport = new Transport(
      {
        toggle: () => this.toggle(),
        step: (by) => void this.step(by),
        reset: () => void this.seek(0),
        scrub: (step) => {
          this.pause();
          void this.seek(step);
        },
        seed: (text) => this.#seed(text),
        dice: () => this.set({ seed: this.#simulation.freshSeed() }),
        speed: (speed) => this.configure({ speed }),
        share: () => void this.share(),
        export: (anchor) => this.exportMenu(anchor),
        fullscreen: () => this.fullscreen(),
      },
      { tools: options.tools ?? true },
    );
    const parts = { simulation: this.#simulation, picture: this.#picture, charts: this.#charts };
    this.#frames = new Frames(parts, {
      shade: () => this.#shade,
      text: () => this.#text,
      charted: () => this.#controls === 'full',
      // Unstyled, a canvas has no size of its own yet and would follow that of its pixels.
      seen: () => this.#visible && this.#styled && this.#laid && !document.hidden,
      tell: (now) => this.#tell(now),
      after: (animated) => this.#framed(animated),
    });
    this.#exports = new Exports(options.scene, parts, () => this.#shade, {
      flash: (text) => this.#remarks.flash(text),
      hand: (text) => this.#notices.say(text, 'remark'),
      complain: (text) => this.#notice(text),
    });
    if (options.view === '3d') this.#picture.orbit.show('3d');
    this.#lay();
    this.#paint();
    this.#listen();
    this.ready = new Promise((resolve) => { this.#arrived = resolve; });
    this.#dressed = this.#dress();
    const { scene, params = {}, seed = DEFAULT_SEED } = options;
    if (!isSeed(seed)) this.#notice(seedProblem(seed));
    void this.#simulation.open(scene, params, isSeed(seed) ? Number(seed) : DEFAULT_SEED);
  }

  // Life.

  /** Shows itself as soon as it has its styles. */
  async #dress() {
    const sheets = await styles();
    if (this.#closed) return;
    this.#root.adoptedStyleSheets = sheets;
    this.#styled = true;
    this.#body.hidden = false;
    this.#frames.attend();
  }

  /** The scene is there: furnishes it, and does what was asked of it. */
  async #arrive() {
    const { scene, t, autoplay = false } = this.#options;
    await this.#dressed;
    this.#picture.arrange();
    // Nothing may hold a frame up for long, and all code is cold: first what decides how large the picture is, then the
    // picture, which begins to move, then a part at a time the panel, then charts and numbers.
    if (this.#controls === 'full') {
      this.#tellStory();
      while (this.#story?.grow()) await drawn();
      await drawn();
      this.#addCharts();
      await drawn();
      if (this.#closed) return;
    }
    this.#laid = true;
    this.#frames.attend();
    for (let frame = 0; frame < PATIENCE && this.#frames.seen && !this.#picture.begun; frame += 1) await drawn();
    if (this.#closed) return;
    if (t) void this.#simulation.seek(t);
    if (autoplay && !prefersStillness()) this.#simulation.play();
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#here = true;
    waiting.forEach((act) => act());
    this.#arrived();
    this.emit('ready', { scene });
    await this.#surround();
    this.#furnished();
  }

  /** Makes what is still missing around the picture, and keeps it up to date from then on. */
  async #surround() {
    const furnishing = this.#furnishing();
    while (this.#controls === 'full') {
      await drawn();
      if (this.#closed) return;
      if (furnishing.next().done) break;
    }
    this.#frames.surround();
    this.#refresh();
  }

  #tellStory() {
    const about = this.#simulation.scene;
    if (this.#story || !about) return;
    this.#story = new Story(about, { change: (id, text, final) => this.#change(id, text, final), go: (index) => this.story(index) });
    this.#story.show(this.#chapter());
    this.#story.settings(this.#simulation.settings, this.#simulation.differing);
    this.#lay();
  }

  #addPanel() {
    const about = this.#simulation.scene;
    if (this.#panel || !about) return;
    this.#panel = new Panel(about, (id, text, final) => this.#change(id, text, final), this.#simulation);
    this.#lay();
    this.#settings();
  }

  #addCharts() {
    this.#charts.update(this.#simulation.state()?.charts ?? []);
    this.#lay();
  }

  /** Makes the panel, a part at a time. */
  *#furnishing() {
    this.#addPanel();
    yield;
    while (this.#panel?.grow()) yield;
  }

  /** The same at once, and what comes before it, when it is first wanted later. */
  #furnish() {
    if (this.#controls !== 'full') return;
    this.#tellStory();
    while (this.#story?.grow());
    this.#addCharts();
    for (const _ of this.#furnishing());
  }

  /** The step of the story whose preset is what is set now, or the first. */
  #chapter() {
    const now = JSON.stringify(sorted(this.#simulation.differing));
    const steps = this.#simulation.scene?.story ?? [];
    return Math.max(0, steps.findIndex(({ preset }) => JSON.stringify(sorted(preset)) === now));
  }

  destroy() {
    if (this.#closed) return;
    this.#closed = true;
    this.#frames.close();
    this.#undo.forEach((undo) => undo());
    this.#simulation.close();
    this.#picture.destroy();
    this.#charts.destroy();
    this.#panel?.destroy();
    this.#root.replaceChildren();
    this.clear();
  }

  #listen() {
    const simulation = this.#simulation;
    simulation.on('ready', () => {
      this.#clearTrouble();
      void this.#arrive();
    });
    simulation.on('step', (detail) => {
      this.#frames.invalidate();
      this.emit('step', detail);
    });
    simulation.on('pursue', () => this.#frames.attend());
    simulation.on('redraw', () => {
      this.#frames.invalidate();
      this.#frames.attend();
    });
    simulation.on('change', (detail) => {
      this.#settings();
      this.#clearTrouble();
      this.emit('change', detail);
    });
    for (const event of /** @type {const} */ (['play', 'pause', 'seek'])) {
      simulation.on(event, (detail) => {
        // At rest more is drawn.
        this.#frames.invalidate();
        this.#refresh();
        this.#frames.attend();
        this.emit(event, detail);
      });
    }
    simulation.on('notice', ({ message }) => this.#notice(message));
    simulation.on('error', (trouble) => {
      this.#clearTrouble();
      this.#trouble = troubleSign(trouble, () => void simulation.reset());
      this.#picture.element.append(this.#trouble);
      this.#refresh();
      this.emit('error', trouble);
    });

    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(this.#stage);
    sizes.observe(this.#transport.element);
    const sight = new IntersectionObserver((entries) => {
      this.#visible = entries[entries.length - 1]?.isIntersecting ?? true;
      if (this.#visible) this.#frames.attend();
      else this.#frames.rest();
    });
    sight.observe(this.#host);
    const hidden = () => {
      if (document.hidden) this.#frames.rest();
      else this.#frames.attend();
    };
    document.addEventListener('visibilitychange', hidden);
    const listener = this.#options.keys === 'page' ? document : this.#host;
    const pressed = (/** @type {Event} */ event) => {
      if (event instanceof KeyboardEvent && this.#controls !== 'none') obey(event, this.#shortcuts());
    };
    listener.addEventListener('keydown', pressed);
    this.#undo.push(
      () => sight.disconnect(),
      () => sizes.disconnect(),
      () => document.removeEventListener('visibilitychange', hidden),
      () => listener.removeEventListener('keydown', pressed),
      onSystemTheme(() => this.#paint()),
    );
  }

  /** Tells the styles how tall the parts are: the picture takes what room they leave. */
  #measure() {
    const charts = this.#lecture ? 0 : Math.min(CHARTS, this.#charts.element.offsetHeight);
    const around = (this.#story?.element.offsetHeight ?? 0) + this.#transport.element.offsetHeight + charts + GAPS;
    this.#picture.element.style.setProperty('--around', `${around}px`);
    // A stage taller than the window sticks by its lower edge, for its charts to be seen.
    this.#stage.style.setProperty('--stage-height', `${this.#stage.offsetHeight}px`);
  }

  #clearTrouble() {
    this.#trouble?.remove();
    this.#trouble = null;
  }

  /** @param {string} message */
  #notice(message) {
    if (this.#controls !== 'none') this.#notices.say(message);
    this.emit('notice', { message });
  }

  // Looks.

  #lay() {
    const full = this.#controls === 'full';
    this.#body.dataset['controls'] = this.#controls;
    const remarks = this.#remarks.element;
    if (this.#controls !== 'none' && !remarks.parentNode) this.#picture.element.append(remarks);
    arrange(this.#stage, [this.#picture.element, ...(full ? [this.#charts.element] : [])]);
    arrange(
      this.#body,
      [
        this.#controls === 'none' ? null : this.#notices.element,
        full ? this.#story?.element : null,
        this.#stage,
        this.#controls === 'none' ? null : this.#transport.element,
        full ? this.#panel?.element : null,
        this.#speech,
        // What is open over the figure stays open.
        ...this.#body.querySelectorAll(':scope > dialog'),
      ].filter((part) => part instanceof HTMLElement),
    );
    if (this.#body.parentNode !== this.#root) this.#root.append(this.#body);
  }

  get #shade() {
    return shadeOf(this.#options.theme);
  }

  #paint() {
    this.#body.dataset['theme'] = this.#shade;
    this.#body.classList.toggle('lecture', this.#lecture);
    this.#panel?.paint(this.#shade);
    this.#frames.invalidate();
    this.#resized();
  }

  /** Text in the canvases is as large as the text around them. */
  #resized() {
    if (this.#lecture) this.#text = Math.max(1, parseFloat(getComputedStyle(this.#body).fontSize) / TEXT || 1);
    else this.#text = 1;
    this.#frames.attend();
  }

  #settings() {
    this.#panel?.paint(this.#shade);
    this.#panel?.settings(this.#simulation.settings);
    this.#story?.settings(this.#simulation.settings, this.#simulation.differing);
    this.#refresh();
  }

  /** Numbers beside the picture, at once. */
  #refresh() {
    this.#transport.update(this.#simulation);
    this.#frames.hasten();
    this.#frames.attend();
  }

  /** @param {number | null} animated milliseconds of a frame in which the simulation moved */
  #framed(animated) {
    if (animated !== null) {
      firstFrame();
      this.emit('frame', { step: this.#simulation.step, milliseconds: animated });
    }
    if (this.#controls !== 'none') this.#transport.update(this.#simulation);
  }

  /** Updates what is told in words and numbers. @param {number} now */
  #tell(now) {
    const state = this.#simulation.state();
    const about = this.#simulation.scene;
    if (!state || !about) return;
    if (this.#controls === 'full') {
      this.#charts.update(state.charts);
      this.#panel?.update(state, this.#simulation.claims());
    }
    if (this.#controls !== 'none') for (const message of this.#remarks.follow(state.notices)) this.emit('notice', { message });
    if (now < this.#descriptionDue && this.#simulation.playing) return;
    this.#descriptionDue = now + DESCRIPTION_PERIOD;
    const numbers = state.readouts.map(({ label, value, unit, id }) => {
      const method = about.methods.find((candidate) => candidate.id === id);
      return [method?.label, label === method?.label ? '' : label, live(value), unit].filter(Boolean).join(' ');
    });
    this.#picture.describe(`${about.title}, step ${state.step}. ${numbers.join('; ')}`);
  }

  // What readers and pages ask for.

  /** Does it now, or as soon as the scene is there. @param {() => void} act */
  #soon(act) {
    if (this.#here || this.#simulation.trouble) act();
    else if (!this.#closed) this.#waiting.push(act);
  }

  play() {
    this.#soon(() => this.#simulation.play());
  }

  pause() {
    this.#soon(() => this.#simulation.pause());
  }

  toggle() {
    if (this.#simulation.playing) this.pause();
    else this.play();
  }

  /** @param {number} [n] @returns {Promise<number>} */
  step(n = 1) {
    return new Promise((resolve) => this.#soon(() => {
      this.#simulation.pause();
      void this.#simulation.seek(this.#simulation.step + n).then(resolve);
    }));
  }

  /** @param {number} t @returns {Promise<number>} */
  seek(t) {
    return new Promise((resolve) => this.#soon(() => void this.#simulation.seek(t).then(resolve)));
  }

  /** @param {Readonly<Record<string, unknown>>} params */
  set(params) {
    this.#soon(() => this.#simulation.set(params));
  }

  /** Puts exactly this: parameters not named get their defaults. @param {Record<string, string>} params @param {number} seed @param {number} t */
  restore(params, seed, t) {
    this.#soon(() => {
      this.#simulation.set({ ...params, seed }, { replace: true, from: t });
      this.#story?.show(this.#chapter());
    });
  }

  /** @param {string} id @param {string} text @param {boolean} final */
  #change(id, text, final) {
    /** @type {string[]} */
    const problems = [];
    const deaf = this.#simulation.on('notice', ({ message }) => {
      problems.push(message);
      this.#notices.retract(message);
    });
    this.#simulation.set({ [id]: text }, { final });
    deaf();
    return problems.join(' ');
  }

  /** @param {string} text */
  #seed(text) {
    this.set({ seed: text });
    this.#transport.update(this.#simulation);
  }

  /** Goes to a step of the story and plays it. @param {number} index */
  story(index) {
    const step = this.#simulation.scene?.story[index];
    if (!step || !this.#story) return;
    this.#story.show(index);
    this.#simulation.set(step.preset, { replace: true, from: step.from });
    this.#simulation.play();
  }

  /** @param {{ controls?: Controls | boolean, theme?: MountOptions['theme'], lecture?: boolean, speed?: number, view?: MountOptions['view'] }} options */
  configure({ controls, theme, lecture, speed, view }) {
    if (view !== undefined && isView(view) && view !== this.#picture.orbit.view) {
      this.#picture.orbit.show(view);
      this.emit('view', { view });
    }
    if (controls !== undefined) {
      this.#controls = level(controls);
      this.#furnish();
      this.#lay();
    }
    if (theme !== undefined) this.#options = { ...this.#options, theme };
    if (lecture !== undefined) this.#lecture = lecture;
    if (speed !== undefined && Number.isFinite(speed)) {
      this.#simulation.speed = Math.min(SPEED_RANGE[1], Math.max(SPEED_RANGE[0], speed));
      this.#transport.update(this.#simulation);
      return;
    }
    this.#paint();
  }

  /** @returns {State} */
  state() {
    const simulation = this.#simulation;
    // Who asks before the figure is there must not hold its start up.
    const now = this.#here ? simulation.state() : undefined;
    return {
      scene: simulation.scene?.id ?? this.#options.scene,
      title: simulation.scene?.title ?? '',
      ready: this.#here && simulation.ready && !simulation.trouble,
      step: simulation.step,
      latest: simulation.latest,
      seed: simulation.seed,
      playing: simulation.playing,
      speed: simulation.speed,
      view: this.#picture.orbit.view,
      params: { ...simulation.differing },
      settings: { ...simulation.settings },
      readouts: now?.readouts ?? [],
      claims: now ? simulation.claims() : [],
      tables: now?.tables ?? [],
      notices: now?.notices ?? [],
      digest: (now && simulation.ask((player) => player.digest())) ?? '',
    };
  }

  link() {
    return this.#exports.link();
  }

  share() {
    return this.#exports.share();
  }

  /** @param {HTMLElement} anchor */
  exportMenu(anchor) {
    this.#exports.menu(anchor);
  }

  async exportPNG() {
    if (this.#simulation.ready) await this.#whole;
    return this.#exports.png();
  }

  exportSVG() {
    return this.#exports.svg();
  }

  exportCSV() {
    return this.#exports.csv();
  }

  fullscreen() {
    if (document.fullscreenElement) void document.exitFullscreen();
    else this.#host.requestFullscreen?.().catch(() => this.#notice('This page does not allow full screen.'));
  }

  help() {
    openHelp(this.#body, this.#shortcuts().filter(({ label }) => label));
  }

  #shortcuts() {
    const wholePage = this.#options.keys === 'page';
    const story = this.#controls === 'full' ? this.#story : null;
    return shortcuts(
      {
        toggle: () => this.toggle(),
        step: (by) => void this.step(by),
        seek: (t) => void this.seek(t),
        latest: () => void this.seek(this.#simulation.latest),
        speed: (change) => this.configure({ speed: change(this.#simulation.speed) }),
        turn: story?.length ? (by) => story.turn(by) : null,
        seed: () => this.set({ seed: this.#simulation.freshSeed() }),
        resetView: () => this.#picture.resetView(),
        view: () => this.configure({ view: this.#picture.orbit.view === '3d' ? '2d' : '3d' }),
        share: () => void this.share(),
        fullscreen: () => this.fullscreen(),
        // The page has looks of its own.
        lecture: () => (wholePage ? this.emit('wish', { what: 'lecture' }) : this.configure({ lecture: !this.#lecture })),
        theme: () => (wholePage ? this.emit('wish', { what: 'theme' }) : this.configure({ theme: this.#shade === 'dark' ? 'light' : 'dark' })),
        help: () => this.help(),
      },
      { lecture: this.#lecture, surface: this.#picture.orbit.possible },
    );
  }
}

/** @param {Record<string, string>} values */
const sorted = (values) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

let marked = false;
/** Lets others see when the page came to life. */
function firstFrame() {
  if (marked) return;
  marked = true;
  performance.mark('saddleback-first-frame');
}
