/** The picture: place the start, pan, zoom and probe, by mouse, touch and keyboard. */

import { h } from './dom.js';
import { Orbit } from './orbit.js';
import { Surface } from './surface.js';
import { Tip } from './tip.js';

/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */
/** @import { Place } from './tip.js' */
/** @import { Words } from './words.js' */

/** Pixels that a pointer may tremble and still click. */
const TREMBLE = 4;
/** Pixels around the start within which a finger takes hold of it. */
const GRASP = 36;
const ZOOM = 1.2;
/** Milliseconds within which two clicks may be a double click. */
const DOUBLE = 600;
/** Milliseconds for which a finger rests on what it wants explained. */
const HOLD = 450;

export class Picture {
  #simulation;
  #surface;
  #tip;
  /** Pointers that are down, by id, in client pixels. @type {Map<number, { x: number, y: number }>} */
  #pointers = new Map();
  /** @type {null | { kind: 'place' | 'tap' | 'pan' | 'pinch' | 'orbit', id: number, x: number, y: number, moved: boolean }} */
  #gesture = null;
  /** The start before the last click, so that a double click can undo what its first click did. */
  #before = /** @type {string | null} */ (null);
  #clicked = -Infinity;
  /** The keyboard's place, while it is in use. @type {Place | null} */
  #aim = null;
  /** @type {Place | null} */
  #hover = null;
  #hovering = false;
  /** The timer of a finger that rests. */
  #hold = 0;
  #say;
  /** Whether all that stands behind has been drawn once. */
  begun = false;
  /** The width by the height that suits what is shown; 0 where any does. */
  shape = 0;

  /**
   * @param {Simulation} simulation
   * @param {{ redraw: () => void, lost: () => void, say: (text: string) => void, turnedTo: (view: '2d' | '3d') => void, interactive: boolean }} context
   * @param {Words} words
   */
  constructor(simulation, { redraw, lost, say, turnedTo, interactive }, words) {
    this.#simulation = simulation;
    this.#say = say;
    this.#tip = new Tip(words.numbers);
    this.redraw = redraw;
    this.#surface = new Surface({ class: 'canvas', role: 'img', 'aria-label': words.say('picture.loading'), ...(interactive ? { tabindex: '0' } : {}) }, redraw);
    // When the graphics processor starts afresh, what the door keeps drawn is gone as well.
    this.#surface.canvas.addEventListener('contextrestored', lost);
    this.orbit = new Orbit({ changed: () => this.#moved(), toggle: () => turnedTo(this.orbit.view === '3d' ? '2d' : '3d') }, words);
    this.element = h('div', { class: 'picture', part: 'picture' }, this.#surface.canvas, ...this.#tip.parts, interactive ? this.orbit.button : null);
    if (interactive) this.#listen(this.#surface.canvas);
  }

  /** Makes room for two pictures, where there are two. */
  arrange() {
    this.element.classList.toggle('pair', this.#simulation.ask((player) => player.paired) ?? false);
    this.shape = this.#simulation.ask((player) => player.shape) ?? 0;
  }

  get stale() {
    return this.#surface.stale;
  }

  invalidate() {
    this.#surface.stale = true;
  }

  /** @param {Shade} shade @param {number} text how large text is, 1 as usual */
  draw(shade, text) {
    const begun = this.begun;
    const drawn = this.#surface.draw((canvas, scale) => {
      this.#simulation.ask((player) => {
        this.orbit.aim(player);
        player.rest(!this.#simulation.playing && !this.#simulation.seeking);
        // The first picture comes in parts: all of it, cold, would hold the page up.
        if (begun) player.draw_picture(canvas, shade, scale * text);
        else this.begun = player.draw_backdrop(canvas, shade, scale * text);
        this.orbit.learn(player);
        canvas.classList.toggle('turnable', this.orbit.on);
      });
    });
    if (drawn && !begun) this.#surface.stale = true;
    return drawn;
  }

  /** Width and height in CSS pixels. */
  get size() {
    const { clientWidth, clientHeight } = this.#surface.canvas;
    return { width: clientWidth, height: clientHeight };
  }

  /** @param {string} text */
  describe(text) {
    if (this.#surface.canvas.getAttribute('aria-label') !== text) this.#surface.canvas.setAttribute('aria-label', text);
  }

  destroy() {
    this.#surface.destroy();
  }

  get #placed() {
    return this.#simulation.scene?.placed ?? null;
  }

  /** @param {{ clientX: number, clientY: number }} event @returns {Place} */
  #place({ clientX, clientY }) {
    const box = this.#surface.canvas.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  }

  /** The point of the plane at a place; none beside a surface. @param {Place} place */
  #data({ x, y }) {
    const at = this.#simulation.ask((player) => player.locate(x, y));
    return at && at.length === 2 ? at : undefined;
  }

  /**
   * Puts the start at a place.
   * @param {Place} place
   * @param {{ final?: boolean, from?: number }} how
   */
  #put(place, how) {
    const id = this.#placed;
    const at = this.#data(place);
    if (!id || !at) return;
    const parameter = this.#simulation.scene?.parameters.find((candidate) => candidate.id === id);
    const bound = parameter?.bound ?? Infinity;
    // Three decimals of the picture's own size are finer than a hand; it may be only half of the canvas.
    const right = this.#data({ x: 0.3, y: 0.25 });
    const left = this.#data({ x: 0.2, y: 0.25 });
    const grain = 10 ** Math.floor(Math.log10(Math.abs((right?.[0] ?? 0.1) - (left?.[0] ?? 0)) / 50 || 1e-3));
    const decimals = Math.max(0, -Math.floor(Math.log10(grain)));
    const text = at.map((value) => String(Number(Math.min(bound, Math.max(-bound, value)).toFixed(Math.min(12, decimals))))).join(',');
    this.#simulation.set({ [id]: text }, how);
  }

  /** Where the start stands, in fractions. @returns {Place | null} */
  #start() {
    const id = this.#placed;
    const text = id ? this.#simulation.settings[id] : undefined;
    if (!text) return null;
    const [x = NaN, y = NaN] = text.split(',').map(Number);
    const at = this.#simulation.ask((player) => player.project(x, y));
    return at && at.length === 2 ? { x: at[0], y: at[1] } : null;
  }

  /** @param {{ clientX: number, clientY: number }} event */
  #nearStart(event) {
    const start = this.#start();
    if (!start) return false;
    const at = this.#place(event);
    const { width, height } = this.#surface.canvas.getBoundingClientRect();
    return Math.hypot((at.x - start.x) * width, (at.y - start.y) * height) < GRASP;
  }

  /** @param {number} dx @param {number} dy in fractions */
  pan(dx, dy) {
    this.#simulation.ask((player) => player.pan(dx, dy));
    this.#moved();
  }

  /** @param {number} factor @param {Place} [at] */
  zoom(factor, at = this.#aim ?? { x: 0.5, y: 0.5 }) {
    this.#simulation.ask((player) => player.zoom(factor, at.x, at.y));
    this.#moved();
  }

  resetView() {
    this.orbit.reset();
    this.#simulation.ask((player) => player.reset_view());
    this.#moved();
  }

  #moved() {
    this.invalidate();
    this.redraw();
    this.#showProbe();
  }

  /** @param {HTMLCanvasElement} canvas */
  #listen(canvas) {
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event, false));
    canvas.addEventListener('pointercancel', (event) => this.#up(event, true));
    // A finger has left once it is lifted, and may have asked what lies there.
    canvas.addEventListener('pointerleave', (event) => { if (event.pointerType !== 'touch') this.#point(null); });
    canvas.addEventListener('contextmenu', (event) => { if (/** @type {PointerEvent} */ (event).pointerType === 'touch') event.preventDefault(); });
    canvas.addEventListener('dblclick', () => {
      const id = this.#placed;
      if (id && this.#before !== null) this.#simulation.set({ [id]: this.#before });
      this.resetView();
    });
    canvas.addEventListener('wheel', (event) => {
      // A page must scroll on over a figure that nobody has turned to.
      const root = /** @type {ShadowRoot | Document} */ (canvas.getRootNode());
      if (!event.ctrlKey && !event.metaKey && root.activeElement !== canvas) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      this.zoom(Math.exp(Math.max(-0.5, Math.min(0.5, -event.deltaY * lines * 0.0025))), this.#place(event));
    }, { passive: false });
    canvas.addEventListener('touchstart', (event) => {
      // One finger scrolls the page unless it takes hold of the start; two belong to the picture.
      const [first] = event.touches;
      if (event.touches.length > 1 || this.orbit.on || (first && this.#nearStart(first))) event.preventDefault();
    }, { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('blur', () => this.#aimAt(null));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button > 1) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#aimAt(null);
    if (this.#pointers.size === 2) {
      this.#gesture = { kind: 'pinch', id: -1, x: 0, y: 0, moved: true };
      return;
    }
    const touch = event.pointerType === 'touch';
    const pan = event.shiftKey || event.button === 1 || !this.#placed;
    // A finger that moves scrolls the page, unless it has taken hold of the start or of a surface.
    const flat = touch ? (this.#nearStart(event) ? 'place' : 'tap') : pan ? 'pan' : 'place';
    const kind = this.orbit.on && !event.shiftKey ? 'orbit' : flat;
    if (touch) this.#rest(this.#place(event));
    this.#gesture = { kind, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
    if (kind !== 'tap') this.#surface.canvas.setPointerCapture(event.pointerId);
  }

  /** A finger that rests wants to know what lies there, and starts nothing when it is lifted. @param {Place} place */
  #rest(place) {
    this.#point(null);
    clearTimeout(this.#hold);
    this.#hold = setTimeout(() => {
      const gesture = this.#gesture;
      if (!gesture || gesture.moved || gesture.kind === 'pinch') return;
      this.#gesture = null;
      this.#point(place);
      this.#say(this.#tip.text);
    }, HOLD);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerType !== 'touch') this.#point(this.#place(event));
    const last = this.#pointers.get(event.pointerId);
    const gesture = this.#gesture;
    if (!last || !gesture) return;
    // As large as it is seen: a host may have scaled the figure.
    const { width, height } = this.#surface.canvas.getBoundingClientRect();
    if (gesture.kind === 'pinch') {
      const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const middle = (/** @type {{ x: number, y: number }} */ a) => ({ x: (a.x + other.x) / 2, y: (a.y + other.y) / 2 });
        const spread = (/** @type {{ x: number, y: number }} */ a) => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
        const now = { x: event.clientX, y: event.clientY };
        const [from, to] = [middle(last), middle(now)];
        this.pan((to.x - from.x) / width, (to.y - from.y) / height);
        this.zoom(spread(now) / spread(last), this.#place({ clientX: to.x, clientY: to.y }));
      }
    } else if (event.pointerId === gesture.id) {
      gesture.moved ||= Math.hypot(event.clientX - gesture.x, event.clientY - gesture.y) > TREMBLE;
      if (gesture.moved && gesture.kind === 'pan') this.pan((event.clientX - last.x) / width, (event.clientY - last.y) / height);
      if (gesture.moved && gesture.kind === 'orbit') this.orbit.turn((event.clientX - last.x) / width, (event.clientY - last.y) / height);
      if (gesture.moved && gesture.kind === 'place') this.#put(this.#place(event), { final: false });
    }
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  /** @param {PointerEvent} event @param {boolean} cancelled */
  #up(event, cancelled) {
    const gesture = this.#gesture;
    clearTimeout(this.#hold);
    if (!this.#pointers.delete(event.pointerId) || !gesture) return;
    if (this.#pointers.size === 0) this.#gesture = null;
    if (gesture.kind === 'orbit') this.orbit.rest();
    if (event.pointerId !== gesture.id || !this.#placed) return;
    if (gesture.moved && gesture.kind === 'place') this.#put(this.#place(event), {});
    if (gesture.moved || cancelled || gesture.kind === 'pan') return;
    if (event.timeStamp - this.#clicked > DOUBLE) this.#before = this.#simulation.settings[this.#placed] ?? null;
    this.#clicked = event.timeStamp;
    this.#launch(this.#place(event));
  }

  /** Starts anew from a place. @param {Place} place */
  #launch(place) {
    if (!this.#data(place)) return;
    this.#put(place, { from: 0 });
    this.#simulation.play();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const directions = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
    const direction = directions[event.key];
    const aim = this.#aim;
    if (direction && aim) {
      const stride = event.shiftKey ? 0.005 : 0.025;
      this.#aimAt({
        x: Math.min(1, Math.max(0, aim.x + direction[0] * stride)),
        y: Math.min(1, Math.max(0, aim.y + direction[1] * stride)),
      });
    } else if (direction && event.shiftKey) {
      this.pan(-direction[0] * 0.08, -direction[1] * 0.08);
    } else if (direction && this.orbit.on) {
      this.orbit.nudge(...direction);
    } else if (event.key === 'Enter') {
      if (aim && this.#placed) this.#launch(aim);
      else this.#aimAt(this.#start() ?? { x: 0.5, y: 0.5 });
    } else if (event.key === 'Escape' && aim) {
      this.#aimAt(null);
    } else if (event.key === 'z') {
      this.zoom(ZOOM);
    } else if (event.key === 'Z') {
      this.zoom(1 / ZOOM);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Place | null} place */
  #aimAt(place) {
    if (!place && !this.#aim) return;
    this.#aim = place && { x: Math.min(1, Math.max(0, place.x)), y: Math.min(1, Math.max(0, place.y)) };
    this.#point(this.#aim);
    if (this.#aim) this.#say(this.#tip.text);
  }

  /** @param {Place | null} place */
  #point(place) {
    this.#hover = place;
    if (this.#aim) this.#showProbe();
    else if (!this.#hovering) {
      // Probing may cost a Hessian; once a frame is enough.
      this.#hovering = true;
      requestAnimationFrame(() => {
        this.#hovering = false;
        this.#showProbe();
      });
    }
  }

  #showProbe() {
    const place = this.#aim ?? this.#hover;
    const dragging = this.#gesture?.moved ?? false;
    const found = place && !dragging ? this.#simulation.ask((player) => player.probe(place.x, place.y)) : null;
    this.#tip.show(place, place ? this.#data(place) : undefined, found ?? [], this.size, this.#aim !== null);
  }
}
