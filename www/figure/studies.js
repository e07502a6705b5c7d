/** Studies: long computations with a progress bar, a way to stop them, and a chart that grows meanwhile. */

import { download } from './clipboard.js';
import { freshId, h, mark, write } from './dom.js';
import { attend, rest } from './schedule.js';
import { Pool } from './study-pool.js';
import { Surface } from './surface.js';

/** @import { Book, Drawing, Scene, Study, StudyInfo } from './door' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

/** Milliseconds between drawings of a chart that grows. */
const PERIOD = 150;
/** The size of an exported chart in CSS pixels, and how many pixels each has. */
const SHEET = /** @type {const} */ ({ width: 800, height: 500, fineness: 2 });

/** One study: its button, its progress, its result. */
class StudyBlock {
  #info;
  #simulation;
  #help = h('p', { class: 'purpose', id: freshId('study') });
  #bar = h('div', { class: 'done' });
  #progress = h('div', { class: 'progressbar', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100 }, this.#bar);
  #count = h('span', { class: 'quiet' });
  #state = h('p', { class: 'state', role: 'status' });
  #caption = h('figcaption');
  #surface = new Surface({ class: 'canvas', role: 'img' }, () => attend(this.#frame));
  #run;
  #label = h('span');
  #result;
  #working;
  /** @type {Study | null} */
  #study = null;
  /** The module that draws, and the words. @type {{ drawing: Drawing, book: Book } | null} */
  #means = null;
  /** @type {Pool | null} */
  #pool = null;
  #done = 0;
  #due = 0;
  #shade = /** @type {Shade} */ ('light');
  /** What the result was computed for. */
  #made = '';
  #closed = false;
  #words;

  /** @param {StudyInfo} info @param {Simulation} simulation @param {Words} words */
  constructor(info, simulation, words) {
    const { say } = words;
    this.#words = words;
    this.#info = info;
    this.#simulation = simulation;
    this.#help.textContent = info.help;
    this.#progress.setAttribute('aria-label', info.title);
    this.#run = h('button', { type: 'button', class: 'button', 'aria-describedby': this.#help.id, onclick: () => this.#press() }, this.#label);
    this.#working = h('div', { class: 'working', hidden: true }, this.#progress, this.#count);
    /** @param {string} label @param {() => void} act */
    const saving = (label, act) => h('button', { type: 'button', class: 'button small', 'aria-label': say('studies.save', { study: info.title, format: label }), onclick: act }, label);
    this.#result = h(
      'div',
      { class: 'result', hidden: true },
      h('figure', { class: 'chart' }, this.#caption, this.#surface.canvas),
      h('div', { class: 'buttons' }, saving(say('studies.csv'), () => this.#saveCsv()), saving(say('studies.png'), () => void this.#savePng()), saving(say('studies.svg'), () => this.#saveSvg())),
    );
    this.element = h('div', { class: 'study' }, h('h3', {}, info.title), this.#help, h('div', { class: 'line' }, this.#run, this.#working), this.#state, this.#result);
    this.#tell();
  }

  /** Says where things stand, in words and on the button. @param {string} [trouble] */
  #tell(trouble = '') {
    const { say, numbers } = this.#words;
    const running = this.#pool !== null;
    const action = running ? say('studies.cancel') : this.#study ? say('studies.again') : say('studies.run');
    write(this.#label, action);
    this.#run.setAttribute('aria-label', say('studies.button', { action, study: this.#info.title }));
    this.#working.hidden = !running;
    this.#result.hidden = !this.#study;
    const parts = this.#study?.parts ?? 0;
    const percent = parts > 0 ? Math.floor((100 * this.#done) / parts) : 0;
    this.#bar.style.setProperty('width', `${percent}%`);
    mark(this.#progress, 'aria-valuenow', String(percent));
    write(this.#count, say('studies.count', { done: numbers.whole(this.#done), parts: numbers.whole(parts) }));
    const stopped = !running && this.#study && this.#done < parts ? say('studies.stopped', { percent }) : '';
    const outdated = this.#study && this.#made !== this.#simulation.identity ? say('studies.outdated') : '';
    write(this.#state, trouble || [stopped, outdated].filter(Boolean).join(' '));
    this.#state.classList.toggle('problem', trouble !== '');
  }

  #press() {
    if (this.#pool) this.cancel();
    else void this.#start();
  }

  async #start() {
    const order = this.#simulation.order(this.#info.id);
    if (!order) return;
    this.#drop();
    try {
      const { engine, book, ...what } = order;
      this.#means = { drawing: engine.drawing.glue, book };
      const study = new engine.door.Study(what.scene, what.id, what.settings, what.seed);
      this.#study = study;
      this.#made = this.#simulation.identity;
      this.#pool = new Pool(what, study, engine, {
        part: (index, values) => {
          study.put(index, values);
          this.#done += 1;
          this.#surface.stale = true;
          attend(this.#frame);
        },
        done: () => {
          this.#pool = null;
          this.#due = 0;
          attend(this.#frame);
        },
        failed: (why) => this.#fail(why),
      });
      this.#surface.stale = true;
      this.#due = 0;
      this.#tell();
      attend(this.#frame);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} why */
  #fail(why) {
    this.#drop();
    this.#tell(this.#words.explain(why));
  }

  cancel() {
    this.#pool?.stop();
    this.#pool = null;
    this.#tell();
  }

  /** Forgets the result. */
  #drop() {
    this.#pool?.stop();
    this.#pool = null;
    this.#done = 0;
    try {
      this.#study?.free();
    } catch {
      // A study of a panicked instance goes with its instance.
    }
    this.#study = null;
  }

  #frame = () => {
    const now = performance.now();
    const study = this.#study;
    if (!study || this.#closed || (!this.#surface.stale && this.#pool === null)) {
      rest(this.#frame);
      if (!this.#closed) this.#tell();
      return;
    }
    if (now < this.#due) return;
    this.#due = now + PERIOD;
    this.#tell();
    if (!this.#surface.stale) return;
    try {
      const title = this.#title();
      this.#surface.draw((canvas, scale) => this.#draw(canvas, scale));
      write(this.#caption, title);
      this.#surface.canvas.setAttribute('aria-label', title);
    } catch (error) {
      this.#fail(error);
    }
    if (!this.#pool) rest(this.#frame);
  };

  get #name() {
    return `${this.#simulation.scene?.id ?? 'scene'}-${this.#info.id}`;
  }

  #saveCsv() {
    if (this.#study) download(new Blob([this.#study.csv()], { type: 'text/csv' }), `${this.#name}.csv`);
  }

  /** @param {HTMLCanvasElement} canvas @param {number} scale */
  #draw(canvas, scale) {
    if (this.#study && this.#means) this.#means.drawing.draw_study(this.#means.book, this.#study.chart(), canvas, this.#shade, scale);
  }

  #title() {
    return this.#study && this.#means ? this.#means.drawing.study_title(this.#means.book, this.#study.chart()) : '';
  }

  #saveSvg() {
    if (!this.#study || !this.#means) return;
    const { drawing, book } = this.#means;
    const { scene, seed } = this.#simulation;
    const note = this.#words.say('studies.note', { title: scene?.title ?? '', seed: String(seed) });
    const text = drawing.study_svg(book, this.#study.chart(), note, SHEET.width, SHEET.height, this.#shade);
    if (text) download(new Blob([text], { type: 'image/svg+xml' }), `${this.#name}.svg`);
  }

  #savePng() {
    const canvas = h('canvas', { width: SHEET.width * SHEET.fineness, height: SHEET.height * SHEET.fineness });
    this.#draw(canvas, SHEET.fineness);
    canvas.toBlob((blob) => { if (blob) download(blob, `${this.#name}.png`); }, 'image/png');
  }

  /** What the scene's settings have become is said beside the result. */
  settings() {
    if (this.#study) this.#tell();
  }

  /** @param {Shade} shade */
  paint(shade) {
    this.#shade = shade;
    if (!this.#study) return;
    this.#surface.stale = true;
    attend(this.#frame);
  }

  destroy() {
    this.#closed = true;
    rest(this.#frame);
    this.#drop();
    this.#surface.destroy();
  }
}

/** The panel's section of a scene's studies. */
export class Studies {
  #blocks;

  /** @param {Scene} scene @param {Simulation} simulation @param {Words} words */
  constructor(scene, simulation, words) {
    const label = words.say('studies.label');
    this.#blocks = scene.studies.map((info) => new StudyBlock(info, simulation, words));
    this.element = h('section', { class: 'block studies', 'aria-label': label, hidden: this.#blocks.length === 0 }, h('h2', {}, label), ...this.#blocks.map(({ element }) => element));
  }

  settings() {
    for (const block of this.#blocks) block.settings();
  }

  /** @param {Shade} shade */
  paint(shade) {
    for (const block of this.#blocks) block.paint(shade);
  }

  destroy() {
    for (const block of this.#blocks) block.destroy();
  }
}
