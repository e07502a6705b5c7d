/** A scene in time with its picture: the module in which it runs gives bytes, the module that draws shows them. */

/** @import { Book, Claim, Drawing, Panel, PlayerState } from './door' */
/** @import { Engine } from './loader.js' */

/** @typedef {{ scene: string, settings: Record<string, string>, seed: number }} Order */

/** Two numbers, or none. @param {Float64Array} numbers @returns {[number, number] | []} */
function pair([first, second]) {
  return first === undefined || second === undefined ? [] : [first, second];
}

export class Player {
  #run;
  #picture;
  #book;
  /** The step of the layers that the picture has. */
  #drawn = -1;
  /** The step of the panel that the picture has, and the panel in words. @type {{ step: number, panel: Panel } | null} */
  #told = null;
  step = 0;
  latest = 0;

  /** @param {Engine} engine @param {Book} book @param {Order} order */
  constructor({ door, drawing }, book, { scene, settings, seed }) {
    this.#run = new door.Player(scene, settings, seed);
    this.#book = book;
    this.#picture = new /** @type {Drawing} */ (drawing.glue).Picture(book, this.#run.setting());
  }

  /** The run at its start, for what no step changes. */
  get run() {
    return this.#run;
  }

  /** Runs towards `target` for at most `budget` milliseconds; returns the step reached. @param {number} target @param {number} budget */
  advance(target, budget) {
    this.step = this.#run.advance(target, budget);
    this.latest = this.#run.latest;
    return this.step;
  }

  /** Computes the next prediction that charts and claims will ask for; false once there is none left. */
  prepare() {
    return this.#run.prepare();
  }

  /** The bytes of the present layers. */
  moving() {
    return this.#run.moving();
  }

  /** The bytes of the present panel. */
  panel() {
    return this.#run.panel();
  }

  /** Whether the next answer is still on its way. */
  get waiting() {
    return false;
  }

  /** A newer picture than the step says, from a worker. */
  forget() {
    this.#drawn = -1;
    this.#told = null;
  }

  #lay() {
    if (this.#drawn === this.step) return;
    this.#picture.put_moving(this.moving());
    this.#drawn = this.step;
  }

  #tell() {
    if (this.#told?.step !== this.step) this.#told = { step: this.step, panel: this.#picture.put_panel(this.panel()) };
    return this.#told.panel;
  }

  /** @returns {PlayerState} */
  state() {
    return { step: this.step, latest: this.latest, ...this.#tell() };
  }

  /** @returns {Claim[]} */
  claims() {
    return this.#picture.claims(this.claimed());
  }

  /** The bytes of the claims as they stand. */
  claimed() {
    return this.#run.claims();
  }

  /** The bytes of the ground behind a picture. @param {number} index @param {[number, number, number, number]} view */
  #ground = (index, ...view) => this.#run.backdrop(index, ...view);

  /** @param {HTMLCanvasElement} canvas @param {string} theme @param {number} scale */
  draw_backdrop(canvas, theme, scale) {
    return this.#picture.draw_backdrop(canvas, theme, scale, this.#ground);
  }

  /** @param {HTMLCanvasElement} canvas @param {string} theme @param {number} scale */
  draw_picture(canvas, theme, scale) {
    this.#lay();
    this.#picture.draw_picture(canvas, theme, scale, this.#ground);
  }

  /** @param {string} id @param {HTMLCanvasElement} canvas @param {string} theme @param {number} scale */
  draw_chart(id, canvas, theme, scale) {
    this.#tell();
    this.#picture.draw_chart(id, canvas, theme, scale);
  }

  /** By fractions of the picture's width and height. @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.#picture.pan(dx, dy);
  }

  /** @param {number} factor @param {number} fx @param {number} fy */
  zoom(factor, fx, fy) {
    this.#picture.zoom(factor, fx, fy);
  }

  reset_view() {
    this.#picture.reset_view();
  }

  /** Whether the state is shown in two pictures. */
  get paired() {
    return this.#picture.paired;
  }

  /** The width by the height that the picture's view asks for; 0 where any will do. */
  get shape() {
    return this.#picture.shape;
  }

  /** Whether there is a field to be seen as a surface; known once the picture has been drawn. */
  get has_surface() {
    return this.#picture.has_surface;
  }

  /** Looks at the field as a surface, turned and tilted by some radians. @param {number} around @param {number} up @param {boolean} turning */
  look_from(around, up, turning) {
    this.#picture.look_from(around, up, turning);
  }

  look_down() {
    this.#picture.look_down();
  }

  /** Says whether the scene stands still: then the parts of the last step are drawn as well. @param {boolean} resting */
  rest(resting) {
    this.#picture.rest(resting);
  }

  /**
   * The point of the first picture at fractions from the left and the top, or the one that a point of the second shows; empty
   * where there is none.
   * @param {number} fx @param {number} fy
   * @returns {[number, number] | []}
   */
  locate(fx, fy) {
    const [index, x, y] = this.#picture.locate(fx, fy);
    if (index === undefined || x === undefined || y === undefined) return [];
    return index === 0 ? [x, y] : pair(this.#run.pull_back(x, y));
  }

  /** The reverse of `locate`; empty where the point is not seen. @param {number} x @param {number} y @returns {[number, number] | []} */
  project(x, y) {
    return pair(this.#picture.project(x, y));
  }

  /** The lines about a place of the picture. @param {number} fx @param {number} fy @returns {string[]} */
  probe(fx, fy) {
    const [x, y] = this.locate(fx, fy);
    return x === undefined || y === undefined ? [] : this.#book.say_all(this.#run.probe(x, y));
  }

  /** @param {string} title @param {string} note @param {number} width @param {number} height @param {string} theme */
  svg(title, note, width, height, theme) {
    this.#lay();
    this.#tell();
    return this.#picture.svg(title, note, width, height, theme, this.#ground);
  }

  /** The record up to the present step. */
  csv() {
    return this.#run.csv();
  }

  /** A hash of every bit of the state. */
  digest() {
    return this.#run.digest();
  }

  free() {
    this.#run.free();
    this.#picture.free();
  }
}
