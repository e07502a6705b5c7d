/** A scene in time: it plays, steps and seeks within a budget, and survives whatever goes wrong. */

import { Emitter } from './events.js';
import { describe, unknownScene } from './declarations.js';
import { engine, outdated, renew } from './loader.js';
import { Player } from './player.js';
import { RemotePlayer, Workshop } from './remote.js';
import { breathe } from './schedule.js';
import { isSeed, seedProblem } from './seed.js';
import { named, slip } from './naming.js';
import { textOf } from './setting.js';

/** @import { Events } from '../../saddleback' */
/** @import { Book, Claim, PlayerState, Scene } from './door' */
/** @import { Engine } from './loader.js' */
/** @import { Words } from './words.js' */

/** Milliseconds that a call may simulate at once before it leaves the rest to the coming frames. */
const AT_ONCE = 12;
/** Milliseconds after which a run changed in mid-course stops catching up with the time it had, and goes on from there. */
const CATCH_UP = 600;
/** The longest time between frames that counts as played, in milliseconds. */
const LONGEST = 100;

/** The last step that an address can name. */
export const FURTHEST = 999_999_999;

export const SPEED_RANGE = /** @type {const} */ ([0.5, 20000]);

/** @typedef {{ message: string, report: string }} Trouble */

/**
 * Beside those of the public interface: `pursue` when a seek needs coming frames, `redraw` when a picture is out of date.
 * @typedef {Pick<Events, 'ready' | 'step' | 'change' | 'play' | 'pause' | 'seek' | 'notice' | 'error'> & { pursue: {}, redraw: {} }} Happenings
 */

/** @extends {Emitter<Happenings>} */
export class Simulation extends Emitter {
  /** @type {Engine | null} */
  #engine = null;
  /** The scene's words. @type {Book | null} */
  #book = null;
  /** Where a heavy scene runs. @type {Workshop | null} */
  #workshop = null;
  /** @type {Player | null} */
  #player = null;
  /** The steps of the story whose sentence does not hold under the settings. @type {number[]} */
  beyond = [];
  /** @type {Scene | null} */
  scene = null;
  /** @type {Record<string, string>} */
  settings = {};
  /** @type {Record<string, string>} */
  differing = {};
  seed = 0;
  step = 0;
  latest = 0;
  playing = false;
  speed = 10;
  /** @type {Trouble | null} */
  trouble = null;
  /** What a seek in progress is for. @type {{ step: number, deadline: number, done: ((step: number) => void)[] } | null} */
  #goal = null;
  /** Steps owed by the time played. */
  #due = 0;
  #closed = false;
  /** Opens the scene, once more if it could not be opened before. @type {() => Promise<void>} */
  #opening = async () => {};
  #words;

  /** @param {Words} words */
  constructor(words) {
    super();
    this.#words = words;
  }

  get ready() {
    return this.#player !== null;
  }

  /** Whether there is something to compute in the coming frames. */
  get busy() {
    return this.#goal !== null || (this.playing && this.ready) || (this.#player?.waiting ?? false);
  }

  get seeking() {
    return this.#goal !== null;
  }

  /**
   * Loads the scene and stands at step 0.
   * @param {string} id
   * @param {Record<string, unknown>} params
   * @param {number} seed
   */
  async open(id, params, seed) {
    this.#opening = () => this.open(id, params, seed);
    this.seed = seed;
    this.trouble = null;
    try {
      const { language } = this.#words;
      const [found, scene] = await Promise.all([engine(id, language), describe(id, language)]);
      this.#engine = found;
      this.scene = scene;
      // Whoever asked may have built a page just now.
      await breathe();
      if (this.#closed) return;
      const { door } = this.#engine;
      // Built from entries, because assigned to an object the name __proto__ would not become one of its own.
      const told = Object.entries(params).filter(([, value]) => value !== null && value !== undefined);
      if (!this.scene) throw await unknownScene(id, language);
      const given = Object.fromEntries(told.map(([key, value]) => this.#setting(key, value)));
      this.#bind();
      const ids = this.#ids;
      const strange = Object.keys(given).filter((name) => !ids.includes(name));
      for (const name of strange) delete given[name];
      const { settings, differing, problems, beyond } = door.read(id, given);
      this.speed = this.scene.speed;
      this.settings = settings;
      this.differing = differing;
      this.beyond = beyond;
      for (const message of this.#said(problems)) this.emit('notice', { message });
      // Trackers and frameworks write names of their own; only a slip of the pen is worth a word.
      for (const name of strange) {
        const nearest = slip(name, ids);
        if (nearest) this.emit('notice', { message: this.#words.say('error.unknown-parameter', { given: name.slice(0, 40), nearest }) });
      }
      await breathe();
      if (this.#closed) return;
      this.#restart();
      // What charts and claims ask for takes long together, but not each by itself.
      do {
        await breathe();
        if (this.#closed) return;
      } while (this.prepare());
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.emit('ready', { scene: id });
  }

  get #ids() {
    return this.scene?.parameters.map((parameter) => parameter.id) ?? [];
  }

  /** A declared id and a text, from a name and a value as somebody wrote them. @param {string} name @param {unknown} value @returns {[string, string]} */
  #setting(name, value) {
    const id = named(name, this.#ids);
    const text = textOf(value);
    const isSwitch = this.scene?.parameters.find((parameter) => parameter.id === id)?.kind === 'toggle';
    // HTML turns a switch on by its name alone.
    return [id, isSwitch && (text === '' || text.toLowerCase() === id.toLowerCase()) ? 'on' : text];
  }

  /** Gives the module that draws the scene's words, and a heavy scene its worker. */
  #bind() {
    const engine = this.#engine;
    if (!engine || !this.scene) return;
    this.#unbind();
    this.#book = new engine.drawing.glue.Book(this.scene.words, this.#words.numbers.mark);
    if (!this.scene.heavy) return;
    try {
      this.#workshop = new Workshop(engine);
      this.#workshop.failed = (why) => this.#fail(why);
      this.#workshop.refused = () => {
        this.#workshop?.close();
        this.#workshop = null;
        this.renew();
      };
    } catch {
      // The page's Content-Security-Policy forbids workers: the scene runs on the page.
    }
  }

  #unbind() {
    this.#workshop?.close();
    this.#workshop = null;
    try {
      this.#book?.free();
    } catch {
      // A book of a panicked instance goes with its instance.
    }
    this.#book = null;
  }

  /** Messages of the scene's module in words. @param {Uint8Array[]} messages */
  #said(messages) {
    return messages.map((message) => this.#book?.say(message) ?? '');
  }

  /** A new player for the present settings, at step 0. */
  #restart() {
    if (!this.#engine || !this.scene || !this.#book) return;
    const order = { scene: this.scene.id, settings: this.settings, seed: this.seed };
    const player = this.#workshop
      ? new RemotePlayer(this.#engine, this.#book, order, this.#workshop, () => this.#answered())
      : new Player(this.#engine, this.#book, order);
    this.#release();
    this.#player = player;
    this.#due = 0;
    this.step = 0;
    this.latest = 0;
    this.trouble = null;
  }

  #release() {
    try {
      this.#player?.free();
    } catch {
      // A player of a panicked instance goes with its instance.
    }
    this.#player = null;
  }

  /** A worker has got on. */
  #answered() {
    const player = this.#player;
    if (!player || this.trouble) return;
    const before = this.step;
    this.step = player.step;
    this.latest = player.latest;
    if (this.step !== before) this.emit('step', { step: this.step });
    this.emit('redraw', {});
  }

  close() {
    this.#closed = true;
    this.#settle();
    this.#release();
    this.#unbind();
    this.#engine = null;
    this.clear();
  }

  /** Ends a seek, wherever it has come to. */
  #settle() {
    const goal = this.#goal;
    this.#goal = null;
    goal?.done.forEach((done) => done(this.step));
  }

  /**
   * Calls `fn` with the player; whatever it throws becomes this scene's trouble, never the page's.
   * @template T
   * @param {(player: Player) => T} fn
   * @returns {T | undefined}
   */
  ask(fn) {
    if (!this.#player || this.trouble) return undefined;
    try {
      return fn(this.#player);
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#closed) return;
    let panic;
    try {
      panic = this.#engine?.door.last_panic() ?? this.#engine?.drawing.glue.last_panic();
    } catch {
      panic = undefined;
    }
    const { say } = this.#words;
    const told = error instanceof Error && 'told' in error && error.told instanceof Uint8Array ? this.#said([error.told])[0] : undefined;
    const message = panic ?? told ?? this.#words.explain(error);
    const report = say('trouble.report-text', {
      version: this.#engine?.door.version() ?? say('trouble.unknown'),
      scene: this.scene?.id ?? say('trouble.none'),
      params: JSON.stringify(this.differing),
      seed: String(this.seed),
      step: String(this.step),
      message,
      browser: navigator.userAgent,
    });
    this.trouble = { message, report };
    this.playing = false;
    this.#settle();
    this.emit('error', this.trouble);
  }

  /** Begins again after trouble: a fresh instance, the same settings; with the defaults if they are the trouble. */
  async reset() {
    if (!this.scene) return this.#opening();
    const held = this.#engine;
    this.#release();
    try {
      this.#engine = held ? await renew(held) : await engine(this.scene.id, this.#words.language);
      if (this.#closed) return;
      this.#bind();
      try {
        this.#restart();
      } catch {
        this.differing = {};
        this.settings = this.#engine.door.read(this.scene?.id ?? '', {}).settings;
        this.#engine = await renew(this.#engine);
        this.#bind();
        this.#restart();
      }
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#changed(true);
    this.emit('seek', { step: 0 });
  }

  /** @param {boolean} final */
  #changed(final) {
    this.emit('change', { params: this.differing, seed: this.seed, final });
    this.emit('redraw', {});
  }

  /**
   * Changes parameters and perhaps the seed; `null` is the default. What is not allowed is refused by name.
   * @param {Record<string, unknown>} params
   * @param {{ final?: boolean, from?: number, replace?: boolean }} [how] `from` is the step to go to, otherwise the time
   *   stays; `replace` gives parameters not named their defaults.
   */
  set(params, { final = true, from, replace = false } = {}) {
    const engine = this.#engine;
    if (!engine || !this.scene) return;
    const given = replace ? {} : { ...this.differing };
    let seed = this.seed;
    const problems = [];
    try {
      for (const [name, value] of Object.entries(params)) {
        const id = named(name, this.#ids);
        if (id === 'seed') {
          if (isSeed(value)) seed = Number(value);
          else problems.push(this.#words.tell(seedProblem(value)));
        } else if (value === null || value === undefined) {
          delete given[id];
        } else {
          const [, text] = this.#setting(id, value);
          const reading = engine.door.read(this.scene.id, { [id]: text });
          if (reading.problems.length > 0) problems.push(...this.#said(reading.problems));
          else given[id] = text;
        }
      }
      const { settings, differing, beyond } = engine.door.read(this.scene.id, given);
      const same = seed === this.seed && JSON.stringify(settings) === JSON.stringify(this.settings);
      const step = from ?? (this.#goal?.step ?? this.step);
      this.settings = settings;
      this.differing = differing;
      this.beyond = beyond;
      this.seed = seed;
      if (!same || from !== undefined || this.trouble) {
        this.#settle();
        this.#restart();
        this.#towards(step, CATCH_UP);
      }
      this.#changed(final);
    } catch (error) {
      this.#fail(error);
    }
    for (const message of problems) this.emit('notice', { message });
  }

  play() {
    if (this.playing || this.trouble) return;
    this.playing = true;
    this.emit('play', { step: this.step });
  }

  /** Stands still; a seek ends where it has come to. */
  pause() {
    if (this.#goal) {
      this.#settle();
      this.emit('seek', { step: this.step });
    }
    if (!this.playing) return;
    this.playing = false;
    this.emit('pause', { step: this.step });
  }

  /** Goes to a step; fulfilled with the step reached. @param {number} step @returns {Promise<number>} */
  seek(step) {
    const goal = Math.max(0, Math.min(FURTHEST, Math.round(step)));
    if (!Number.isFinite(step) || !this.ready) return Promise.resolve(this.step);
    return new Promise((resolve) => {
      // A seek that replaces another inherits those who wait for it.
      const waiting = this.#goal?.done ?? [];
      this.#goal = null;
      this.#towards(goal, Infinity, [...waiting, resolve]);
    });
  }

  /** @param {number} step @param {number} patience @param {((step: number) => void)[]} [done] */
  #towards(step, patience, done = []) {
    this.#goal = { step, deadline: performance.now() + patience, done };
    this.#due = 0;
    this.#pursue(AT_ONCE);
    if (this.#goal) this.emit('pursue', {});
  }

  /** @param {number} budget */
  #pursue(budget) {
    const goal = this.#goal;
    if (!goal) return;
    this.#advance(goal.step, budget);
    if (this.#goal !== goal) return;
    if (this.step === goal.step || performance.now() > goal.deadline) {
      this.#settle();
      this.emit('seek', { step: this.step });
    }
  }

  /** @param {number} target @param {number} budget */
  #advance(target, budget) {
    const before = this.step;
    this.ask((player) => {
      this.step = player.advance(target, Math.max(0.5, budget));
      this.latest = player.latest;
    });
    if (this.step !== before) this.emit('step', { step: this.step });
  }

  /**
   * One frame's share of simulation.
   * @param {number} elapsed milliseconds since the last one
   * @param {number} budget milliseconds to spend
   */
  frame(elapsed, budget) {
    if (this.#engine && outdated(this.#engine) && !this.trouble) {
      this.#follow();
      return;
    }
    if (this.#goal) {
      this.#pursue(budget);
    } else if (this.playing) {
      this.#due += (this.speed * Math.min(elapsed, LONGEST)) / 1000;
      const steps = Math.floor(this.#due);
      if (steps < 1) return;
      const target = this.step + steps;
      this.#advance(target, budget);
      // A run too slow for its speed plays slower; it does not owe what it could not compute.
      this.#due = this.step < target ? 0 : this.#due - steps;
    }
  }

  /** Moves to the instance that replaced this one. */
  #follow() {
    this.#release();
    this.#engine = null;
    engine(this.scene?.id ?? '', this.#words.language).then(
      (fresh) => {
        this.#engine = fresh;
        this.#bind();
        this.renew();
      },
      (error) => this.#fail(error),
    );
  }

  /** A new player with the same settings, at the same step. */
  renew() {
    const { step } = this;
    if (this.#closed || this.trouble) return;
    try {
      this.#restart();
      this.#towards(step, CATCH_UP);
      this.emit('redraw', {});
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Computes the next of what charts and claims will ask for; whether there was something. */
  prepare() {
    return this.ask((player) => player.prepare()) ?? false;
  }

  /** @returns {PlayerState | undefined} */
  state() {
    return this.ask((player) => player.state());
  }

  /** @returns {Claim[]} */
  claims() {
    return this.ask((player) => player.claims()) ?? [];
  }

  /** What of this simulation a study depends on, in a word. */
  get identity() {
    return JSON.stringify([this.settings, this.seed]);
  }

  /** All that a study needs to be computed elsewhere. @param {string} id the study's */
  order(id) {
    const { scene, settings, seed } = this;
    return this.#engine && this.#book && scene ? { engine: this.#engine, book: this.#book, scene: scene.id, id, settings, seed } : null;
  }

  /** How a text is understood as the formula that a parameter is: its LaTeX, or its fault. @param {string} id @param {string} text */
  formula(id, text) {
    if (!this.#engine || !this.scene) return undefined;
    const { latex, problem } = this.#engine.door.formula(this.scene.id, id, text);
    return { latex, problem: problem && { ...problem, message: this.#said([problem.message])[0] ?? '' } };
  }

  freshSeed() {
    return this.#engine?.door.fresh_seed() ?? 1;
  }
}
