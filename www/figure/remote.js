/** A heavy scene that runs in a worker: the page shows the last answer, and asks for the next one. */

import { Player } from './player.js';
import { Told } from './words.js';
import { glueOf, startWorker } from './worker.js';

/** @import { Book } from './door' */
/** @import { Engine } from './loader.js' */
/** @import { Order } from './player.js' */

/**
 * What a worker is asked: `target` and `budget` are those of `Player.advance`; `telling` asks for what stands beside the picture.
 * @typedef {{ target: number, budget: number, telling: boolean }} Request
 * @typedef {{ step: number, latest: number, moving: Uint8Array, told: null | { panel: Uint8Array, claims: Uint8Array, csv: string, digest: string } }} Answer
 */

/** Milliseconds between answers that tell what stands beside the picture. */
const TELLING_PERIOD = 100;
/** Milliseconds that a worker may compute before it answers: it holds up no frame. */
const TURN = 14;

/** A worker with a module in it, for one run after the other. */
export class Workshop {
  #worker;
  #run = 0;
  /** @type {((answer: Answer) => void) | null} */
  #answered = null;
  #ready = false;
  /** The worker cannot start on this page: the scene has to run on the page itself. */
  refused = () => {};
  /** @type {(why: unknown) => void} */
  failed = () => {};
  #closed = false;

  /** Throws where the page forbids workers. @param {Engine} engine */
  constructor({ scene }) {
    this.engine = scene;
    this.#worker = startWorker('scene-worker.js');
    this.#worker.addEventListener('message', ({ data }) => {
      if (this.#closed) return;
      if (data.ready) this.#ready = true;
      else if (data.error !== undefined) this.#fail(new Error(data.error));
      else if (data.answer && data.run === this.#run) this.#answered?.(data.answer);
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (!this.#closed) this.#fail(event.message ? new Error(event.message) : new Told('error.worker'));
    });
    this.#worker.postMessage({ glue: glueOf(scene.name), module: scene.module });
  }

  /** @param {unknown} why */
  #fail(why) {
    if (this.#ready) this.failed(why);
    else this.refused();
  }

  /** Begins a run; answers to earlier ones are dropped. @param {Order} order @param {(answer: Answer) => void} answered */
  begin(order, answered) {
    this.#run += 1;
    this.#answered = answered;
    this.#worker.postMessage({ ...order, run: this.#run });
  }

  /** @param {Request} request */
  ask(request) {
    this.#worker.postMessage({ request, run: this.#run });
  }

  close() {
    this.#closed = true;
    this.#worker.terminate();
  }
}

export class RemotePlayer extends Player {
  #workshop;
  #changed;
  #moving;
  /** The last answer that told what stands beside the picture. @type {Answer['told']} */
  #told = null;
  #asked = false;
  #tellingDue = 0;
  /** The target that was last asked for. */
  #target = 0;
  #closed = false;

  /** @param {Engine} engine @param {Book} book @param {Order} order @param {Workshop} workshop @param {() => void} changed there is a new answer */
  constructor(engine, book, order, workshop, changed) {
    super(engine, book, order);
    this.#workshop = workshop;
    this.#changed = changed;
    this.#moving = this.run.moving();
    workshop.begin(order, (answer) => this.#take(answer));
  }

  /** @param {Answer} answer */
  #take(answer) {
    if (this.#closed) return;
    this.#asked = false;
    this.#moving = answer.moving;
    if (answer.told) this.#told = answer.told;
    this.step = answer.step;
    this.latest = answer.latest;
    this.forget();
    this.#changed();
    // At its goal the scene says all of itself.
    if (!answer.told && answer.step === this.#target) this.#ask(this.#target, true);
  }

  /** @param {number} target @param {boolean} telling */
  #ask(target, telling) {
    this.#asked = true;
    this.#target = target;
    this.#workshop.ask({ target, budget: TURN, telling });
  }

  /** The step that the last answer gave. @override @param {number} target @param {number} _budget */
  advance(target, _budget) {
    if (!this.#asked && target !== this.step) {
      const now = performance.now();
      const telling = now >= this.#tellingDue;
      if (telling) this.#tellingDue = now + TELLING_PERIOD;
      this.#ask(target, telling);
    }
    return this.step;
  }

  /** @override */
  get waiting() {
    return this.#asked;
  }

  /** @override */
  prepare() {
    return false;
  }

  /** @override */
  moving() {
    return this.#moving;
  }

  /** @override */
  panel() {
    return this.#told?.panel ?? super.panel();
  }

  /** @override */
  claimed() {
    return this.#told?.claims ?? super.claimed();
  }

  /** @override */
  csv() {
    return this.#told?.csv ?? super.csv();
  }

  /** @override */
  digest() {
    return this.#told?.digest ?? super.digest();
  }

  /** @override */
  free() {
    this.#closed = true;
    super.free();
  }
}
