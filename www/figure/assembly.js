/** The parts of a figure put together: what happens in one is made known to the others. */

import { DEFAULT_SEED } from './address.js';
import { Charts } from './charts.js';
import { h } from './dom.js';
import { Exports } from './exports.js';
import { Frames } from './frames.js';
import { Furniture } from './furniture.js';
import { languageOf, languageProblem } from './language.js';
import { Layout } from './layout.js';
import { styles } from './loader.js';
import { Notices } from './notices.js';
import { open, surround } from './opening.js';
import { level, refused, stepOf } from './options.js';
import { Picture } from './picture.js';
import { Sight } from './sight.js';
import { isSeed, seedProblem } from './seed.js';
import { FURTHEST, Simulation } from './simulation.js';
import { Teller } from './teller.js';
import { onStillness, onSystemTheme, prefersStillness, shadeOf } from './theme.js';
import { Transport } from './transport.js';
import { troubleSign } from './trouble.js';

/** @import { Controls } from '../../saddleback' */
/** @import { Figure } from './figure.js' */
/** @import { Wishes } from './options.js' */
/** @import { Words } from './words.js' */

export class Assembly {
  simulation;
  picture;
  exports;
  layout;
  furniture;
  /** @type {Controls} */
  controls;
  lecture;
  theme;
  words;
  #figure;
  #host;
  #options;
  #charts;
  #transport;
  #notices;
  /** What comes and goes: over the picture, so that nothing moves. */
  #remarks;
  #speech = h('div', { class: 'hearable', 'aria-live': 'polite' });
  #frames;
  #sight;
  /** @type {HTMLElement | null} */
  #trouble = null;
  #closed = false;
  #styled = false;
  /** Whether all that the picture's size depends on is there. */
  #laid = false;
  /** @type {() => void} */
  #deaf;
  /** Fulfilled when there are charts to be exported. @type {Promise<void>} */
  whole;
  /** @type {() => void} */
  #furnished = () => {};
  #dressed;

  /**
   * @param {Figure} figure what readers ask of it is asked through its keys and buttons as well
   * @param {HTMLElement} host
   * @param {Wishes} options
   * @param {Words} words
   */
  constructor(figure, host, options, words) {
    this.#figure = figure;
    this.#host = host;
    this.#options = options;
    this.words = words;
    this.controls = level(options.controls);
    this.lecture = options.lecture ?? false;
    this.theme = options.theme;
    this.#notices = new Notices(words);
    this.#remarks = new Notices(words);
    const simulation = new Simulation(words);
    this.simulation = simulation;
    this.#charts = new Charts(simulation, words, () => this.#resized());
    this.picture = new Picture(
      simulation,
      {
        redraw: () => this.#resized(),
        lost: () => simulation.renew(),
        say: (text) => { this.#speech.textContent = text; },
        turnedTo: (view) => figure.configure({ view }),
        interactive: this.controls !== 'none',
      },
      words,
    );
    this.#transport = new Transport(
      {
        toggle: () => figure.toggle(),
        step: (by) => void figure.step(by),
        reset: () => void figure.seek(0),
        scrub: (step) => {
          figure.pause();
          void figure.seek(step);
        },
        seed: (text) => {
          figure.set({ seed: text });
          this.#transport.update(simulation);
        },
        dice: () => figure.set({ seed: simulation.freshSeed() }),
        speed: (speed) => figure.configure({ speed }),
        share: () => void figure.share(),
        export: (anchor) => figure.exportMenu(anchor),
        fullscreen: () => figure.fullscreen(),
      },
      { tools: options.tools ?? true },
      words,
    );
    const parts = { simulation, picture: this.picture, charts: this.#charts };
    this.furniture = new Furniture(
      parts,
      { change: (id, text, final) => this.#change(id, text, final), go: (index) => figure.story(index), placed: () => this.lay(), shade: () => this.shade },
      words,
    );
    const teller = new Teller({ ...parts, furniture: this.furniture, remarks: this.#remarks }, (message) => figure.emit('notice', { message }), words);
    this.#frames = new Frames(parts, {
      shade: () => this.shade,
      text: () => this.layout.text,
      charted: () => this.controls === 'full',
      // Unstyled, a canvas has no size of its own yet and would follow that of its pixels.
      seen: () => this.#sight.seen && this.#styled && this.#laid,
      tell: (now) => teller.tell(now, { full: this.controls === 'full', noted: this.controls !== 'none' }),
      after: (animated) => this.#framed(animated),
    });
    this.exports = new Exports(options.scene, parts, () => this.shade, {
      flash: (text) => this.#remarks.flash(text),
      hand: (text) => this.#notices.say(text, 'remark'),
      complain: (text) => this.notice(text),
    }, words);
    this.layout = new Layout(host.shadowRoot ?? host.attachShadow({ mode: 'open' }), () => ({
      picture: this.picture.element,
      charts: this.#charts.element,
      transport: this.#transport.element,
      notices: this.#notices.element,
      remarks: this.#remarks.element,
      speech: this.#speech,
      story: this.furniture.story?.element ?? null,
      panel: this.furniture.panel?.element ?? null,
      shape: this.picture.shape,
    }));
    this.#sight = new Sight(host, (seen) => {
      if (seen) this.#frames.attend();
      else this.#frames.rest();
    });
    if (options.view === '3d') this.picture.orbit.show('3d');
    this.lay();
    this.paint();
    this.#listen();
    let shade = this.shade;
    const themed = onSystemTheme(() => {
      if (shade !== (shade = this.shade)) this.paint();
    });
    const stilled = onStillness(() => figure.pause());
    this.#deaf = () => {
      themed();
      stilled();
    };
    this.whole = new Promise((resolve) => { this.#furnished = resolve; });
    this.#dressed = this.#dress();
    this.#begin();
  }

  #begin() {
    const { scene, params = {}, seed = DEFAULT_SEED, lang, t = 0 } = this.#options;
    for (const args of refused(this.#options)) this.notice(this.words.say('address.not-allowed', args));
    if (stepOf(t) === null) this.notice(this.words.say('address.not-whole', { name: 't', given: String(t).slice(0, 40), most: String(FURTHEST) }));
    if (lang !== undefined && lang !== null && !languageOf(lang)) this.notice(this.words.tell(languageProblem(lang)));
    if (!isSeed(seed)) this.notice(this.words.tell(seedProblem(seed)));
    void this.simulation.open(scene, params, isSeed(seed) ? Number(seed) : DEFAULT_SEED);
  }

  /** Shows itself as soon as it has its styles. */
  async #dress() {
    const sheets = await styles();
    const { body } = this.layout;
    const root = body.getRootNode();
    if (this.#closed || !(root instanceof ShadowRoot)) return;
    root.adoptedStyleSheets = sheets;
    this.#styled = true;
    body.hidden = false;
    this.#frames.attend();
  }

  /** The scene is there: does what was asked of it, and furnishes it. */
  async #arrive() {
    const { scene, t, autoplay = false } = this.#options;
    await this.#dressed;
    const opening = {
      picture: this.picture,
      frames: this.#frames,
      furniture: this.furniture,
      full: () => this.controls === 'full',
      closed: () => this.#closed,
      laid: () => { this.#laid = true; },
    };
    if (!(await open(opening))) return;
    const from = stepOf(t);
    if (from) void this.simulation.seek(from);
    if (autoplay && !prefersStillness()) this.simulation.play();
    this.#figure.arrived();
    this.#figure.emit('ready', { scene });
    if (!(await surround(opening))) return;
    this.refresh();
    this.#furnished();
  }

  #listen() {
    const { simulation } = this;
    const figure = this.#figure;
    simulation.on('ready', () => {
      this.#clearTrouble();
      void this.#arrive();
    });
    simulation.on('step', (detail) => {
      this.#frames.invalidate();
      figure.emit('step', detail);
    });
    simulation.on('pursue', () => this.#frames.attend());
    simulation.on('redraw', () => {
      this.#frames.invalidate();
      this.#frames.attend();
    });
    simulation.on('change', (detail) => {
      this.furniture.settings();
      this.refresh();
      this.#clearTrouble();
      figure.emit('change', detail);
    });
    for (const event of /** @type {const} */ (['play', 'pause', 'seek'])) {
      simulation.on(event, (detail) => {
        // At rest more is drawn.
        this.#frames.invalidate();
        this.refresh();
        this.#frames.attend();
        figure.emit(event, detail);
      });
    }
    simulation.on('notice', ({ message }) => this.notice(message));
    simulation.on('error', (trouble) => {
      this.#clearTrouble();
      this.#trouble = troubleSign(trouble, () => void simulation.reset(), this.words);
      this.picture.element.append(this.#trouble);
      this.refresh();
      figure.emit('error', trouble);
      figure.failed();
    });
  }

  #clearTrouble() {
    this.#trouble?.remove();
    this.#trouble = null;
  }

  /** @param {string} message */
  notice(message) {
    if (this.controls !== 'none') this.#notices.say(message);
    this.#figure.emit('notice', { message });
  }

  /** A control's change; what is wrong is told beside the control, not in a notice. @param {string} id @param {string} text @param {boolean} final */
  #change(id, text, final) {
    /** @type {string[]} */
    const problems = [];
    const deaf = this.simulation.on('notice', ({ message }) => {
      problems.push(message);
      this.#notices.retract(message);
    });
    this.simulation.set({ [id]: text }, { final });
    deaf();
    return problems.join(' ');
  }

  get shade() {
    return shadeOf(this.theme, this.#host);
  }

  lay() {
    this.layout.lay(this.controls);
  }

  paint() {
    this.layout.paint(this.shade, this.lecture);
    this.furniture.paint();
    this.#frames.invalidate();
    this.#resized();
  }

  #resized() {
    this.layout.resized();
    this.#frames.attend();
  }

  /** Shows or hides what belongs to so many controls. @param {Controls} controls */
  control(controls) {
    this.controls = controls;
    if (controls === 'full') this.furniture.furnish();
    this.lay();
    this.refresh();
  }

  /** Numbers beside the picture, at once. */
  refresh() {
    this.#transport.update(this.simulation);
    this.#frames.hasten();
    this.#frames.attend();
  }

  /** @param {number | null} animated milliseconds of a frame in which the simulation moved */
  #framed(animated) {
    if (animated !== null) {
      firstFrame();
      this.#figure.emit('frame', { step: this.simulation.step, milliseconds: animated });
    }
    if (this.controls !== 'none') this.#transport.update(this.simulation);
  }

  close() {
    this.#closed = true;
    this.#frames.close();
    this.#sight.close();
    this.#deaf();
    this.layout.close();
    this.simulation.close();
    this.picture.destroy();
    this.#charts.destroy();
    this.furniture.close();
  }
}

let marked = false;
/** Lets others see when the page came to life. */
function firstFrame() {
  if (marked) return;
  marked = true;
  performance.mark('saddleback-first-frame');
}
