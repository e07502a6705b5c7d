/** The picture: place the start, pan, zoom and probe, by mouse, touch and keyboard. */

import { h, write } from './dom.js';
import { number } from './format.js';
import { Surface } from './surface.js';

/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */

/** Pixels that a pointer may tremble and still click. */
const TREMBLE = 4;
/** Pixels around the start within which a finger takes hold of it. */
const GRASP = 36;
const ZOOM = 1.2;
/** Milliseconds within which two clicks may be a double click. */
const DOUBLE = 600;

/** @typedef {{ x: number, y: number }} Place in fractions from the left and the top */

export class Picture {
  #simulation;
  #surface;
  #tip = h('div', { class: 'probe', hidden: true });
  #cross = h('div', { class: 'cross', hidden: true });
  #where = h('output', { class: 'where', 'aria-live': 'off' });
  /** Pointers that are down, by id, in client pixels. @type {Map<number, { x: number, y: number }>} */
  #pointers = new Map();
  /** @type {null | { kind: 'place' | 'tap' | 'pan' | 'pinch', id: number, x: number, y: number, moved: boolean }} */
  #gesture = null;
  /** The start before the last click, so that a double click can undo what its first click did. */
  #before = /** @type {string | null} */ (null);
  #clicked = -Infinity;
  /** The keyboard's place, while it is in use. @type {Place | null} */
  #aim = null;
  /** @type {Place | null} */
  #hover = null;
  #hovering = false;
  #say;
  /** Whether all that stands behind has been drawn once. */
  #begun = false;

  /**
   * @param {Simulation} simulation
   * @param {{ redraw: () => void, lost: () => void, say: (text: string) => void, interactive: boolean }} context
   */
  constructor(simulation, { redraw, lost, say, interactive }) {
    this.#simulation = simulation;
    this.#say = say;
    this.redraw = redraw;
    this.#surface = new Surface({ class: 'canvas', role: 'img', 'aria-label': 'Loading', ...(interactive ? { tabindex: '0' } : {}) }, redraw);
    // When the graphics processor starts afresh, what the door keeps drawn is gone as well.
    this.#surface.canvas.addEventListener('contextrestored', lost);
    this.element = h('div', { class: 'picture', part: 'picture' }, this.#surface.canvas, this.#cross, this.#tip, this.#where);
    if (interactive) this.#listen(this.#surface.canvas);
  }

  get stale() {
    return this.#surface.stale;
  }

  invalidate() {
    this.#surface.stale = true;
  }

  /** @param {Shade} shade @param {number} text how large text is, 1 as usual */
  draw(shade, text) {
    const begun = this.#begun;
    const drawn = this.#surface.draw((canvas, scale) => {
      this.#simulation.ask((player) => {
        // The first picture comes in parts: all of it, cold, would hold the page up.
        if (begun) player.draw_picture(canvas, shade, scale * text);
        else this.#begun = player.draw_backdrop(canvas, shade, scale * text);
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

  /** @param {Place} place */
  #data({ x, y }) {
    return this.#simulation.ask((player) => player.locate(x, y));
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
    // Three decimals of the picture's own size are finer than a hand.
    const right = this.#data({ x: 1, y: 0 });
    const left = this.#data({ x: 0, y: 0 });
    const grain = 10 ** Math.floor(Math.log10(Math.abs((right?.[0] ?? 1) - (left?.[0] ?? 0)) / 500 || 1e-3));
    const decimals = Math.max(0, -Math.floor(Math.log10(grain)));
    const text = at.map((value) => String(Number(Math.min(bound, Math.max(-bound, value)).toFixed(Math.min(12, decimals))))).join(',');
    this.#simulation.set({ [id]: text }, how);
  }

  /** Where the start stands, in fractions. @returns {Place | null} */
  #start() {
    const id = this.#placed;
    const text = id ? this.#simulation.settings[id] : undefined;
    const corner = this.#data({ x: 0, y: 0 });
    const opposite = this.#data({ x: 1, y: 1 });
    if (!text || !corner || !opposite) return null;
    const [x = NaN, y = NaN] = text.split(',').map(Number);
    return { x: (x - corner[0]) / (opposite[0] - corner[0]), y: (y - corner[1]) / (opposite[1] - corner[1]) };
  }

  /** @param {{ clientX: number, clientY: number }} event */
  #nearStart(event) {
    const start = this.#start();
    if (!start) return false;
    const at = this.#place(event);
    const { width, height } = this.size;
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
    canvas.addEventListener('pointerleave', () => this.#point(null));
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
      if (event.touches.length > 1 || (first && this.#nearStart(first))) event.preventDefault();
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
    // A finger that moves scrolls the page, unless it has taken hold of the start.
    const kind = touch ? (this.#nearStart(event) ? 'place' : 'tap') : pan ? 'pan' : 'place';
    this.#gesture = { kind, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
    if (kind !== 'tap') this.#surface.canvas.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerType !== 'touch') this.#point(this.#place(event));
    const last = this.#pointers.get(event.pointerId);
    const gesture = this.#gesture;
    if (!last || !gesture) return;
    const { width, height } = this.size;
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
      if (gesture.moved && gesture.kind === 'place') this.#put(this.#place(event), { final: false });
    }
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  /** @param {PointerEvent} event @param {boolean} cancelled */
  #up(event, cancelled) {
    const gesture = this.#gesture;
    if (!this.#pointers.delete(event.pointerId) || !gesture) return;
    if (this.#pointers.size === 0) this.#gesture = null;
    if (event.pointerId !== gesture.id || !this.#placed) return;
    if (gesture.moved && gesture.kind === 'place') this.#put(this.#place(event), {});
    if (gesture.moved || cancelled || gesture.kind === 'pan') return;
    if (event.timeStamp - this.#clicked > DOUBLE) this.#before = this.#simulation.settings[this.#placed] ?? null;
    this.#clicked = event.timeStamp;
    this.#launch(this.#place(event));
  }

  /** Starts anew from a place. @param {Place} place */
  #launch(place) {
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
    const lines = [this.#where.textContent, this.#tip.hidden ? '' : this.#tip.innerText];
    if (this.#aim) this.#say(lines.filter(Boolean).join('; '));
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
    this.#cross.hidden = !this.#aim;
    const at = place && this.#data(place);
    const found = place && this.#simulation.ask((player) => player.probe(place.x, place.y));
    const dragging = this.#gesture?.moved ?? false;
    write(this.#where, at ? `${number(at[0], 4)}, ${number(at[1], 4)}` : '');
    this.#tip.hidden = !found || found.lines.length === 0 || dragging;
    if (!place) return;
    const { width, height } = this.size;
    this.#cross.style.setProperty('translate', `${place.x * width}px ${place.y * height}px`);
    if (!found || this.#tip.hidden) return;
    this.#tip.replaceChildren(...found.lines.map((line) => h('div', {}, line)));
    const box = { width: this.#tip.offsetWidth, height: this.#tip.offsetHeight };
    const x = place.x * width + 16 + box.width > width ? place.x * width - box.width - 16 : place.x * width + 16;
    const y = place.y * height + 16 + box.height > height ? place.y * height - box.height - 12 : place.y * height + 16;
    this.#tip.style.setProperty('translate', `${Math.round(Math.max(2, x))}px ${Math.round(Math.max(2, y))}px`);
  }
}
