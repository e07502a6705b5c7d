/** Workers that compute a study's parts: one to a core, each part handed out once; where a page has none, the page itself. */

import { drawn } from './schedule.js';
import { Told } from './words.js';
import { glueOf, startWorker } from './worker.js';

/** @import { Study } from './door' */
/** @import { Engine } from './loader.js' */

/**
 * All that a part depends on, but its index.
 * @typedef {{ scene: string, id: string, settings: Record<string, string>, seed: number }} StudyOrder
 */

/** Parts that a worker has before it, so that it need not wait for the next. */
const AHEAD = 2;
/** Milliseconds of a frame that a page without workers computes. */
const SLICE = 6;

/** However many cores there are: each worker has a module of its own in memory. */
const MOST_WORKERS = 8;

export class Pool {
  #order;
  #study;
  #engine;
  #told;
  /** The next part to be handed out. */
  #next = 0;
  #done = 0;
  #over = false;
  /** @type {Set<Worker>} */
  #workers = new Set();
  #ready = 0;

  /**
   * Starts at once.
   * @param {StudyOrder} order
   * @param {Study} study the page's own, which says how many parts there are
   * @param {Engine} engine
   * @param {{ part: (index: number, values: Float64Array) => void, done: () => void, failed: (why: unknown) => void }} told
   */
  constructor(order, study, engine, told) {
    this.#order = order;
    this.#study = study;
    this.#engine = engine;
    this.#told = told;
    const cores = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency || 1));
    for (let count = 0; count < Math.min(cores, study.parts); count += 1) this.#employ();
    if (this.#workers.size === 0) void this.#alone();
  }

  #employ() {
    let worker;
    try {
      worker = startWorker('study-worker.js');
    } catch {
      // The page's Content-Security-Policy forbids workers.
      return;
    }
    let ready = false;
    this.#workers.add(worker);
    worker.addEventListener('message', ({ data }) => {
      if (this.#over) return;
      if (data.error !== undefined) {
        this.#fail(data.error);
      } else if (data.ready) {
        ready = true;
        this.#ready += 1;
        for (let count = 0; count < AHEAD; count += 1) this.#handOut(worker);
      } else {
        this.#take(data.index, data.values);
        this.#handOut(worker);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#over) return;
      if (ready) this.#fail(event.message || new Told('error.worker'));
      else this.#dismiss(worker);
    });
    const { name, module } = this.#engine.scene;
    worker.postMessage({ glue: glueOf(name), module, order: this.#order });
  }

  /** A worker that could not start; the others do its parts, or the page does. @param {Worker} worker */
  #dismiss(worker) {
    worker.terminate();
    this.#workers.delete(worker);
    if (this.#workers.size === 0 && this.#ready === 0) void this.#alone();
  }

  /** @param {Worker} worker */
  #handOut(worker) {
    if (this.#next < this.#study.parts) worker.postMessage({ index: this.#next++ });
  }

  /** @param {number} index @param {Float64Array} values */
  #take(index, values) {
    this.#done += 1;
    this.#told.part(index, values);
    if (this.#done < this.#study.parts || this.#over) return;
    this.stop();
    this.#told.done();
  }

  /** @param {unknown} why */
  #fail(why) {
    this.stop();
    this.#told.failed(why);
  }

  /** Computes on the page itself, a slice of each frame. */
  async #alone() {
    try {
      while (!this.#over && this.#next < this.#study.parts) {
        const until = performance.now() + SLICE;
        do {
          const index = this.#next++;
          this.#take(index, this.#study.part(index));
        } while (!this.#over && this.#next < this.#study.parts && performance.now() < until);
        await drawn();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  stop() {
    this.#over = true;
    for (const worker of this.#workers) worker.terminate();
    this.#workers.clear();
  }
}
