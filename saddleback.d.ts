/** Saddleback: live figures of optimizers and samplers on nonconvex ground. */

import type { Card, Claim, Readout, Scene, Table } from './www/figure/door';

export type { Card, Claim, Readout, Row, Scene, Table } from './www/figure/door';

/** A parameter's value: the text that URLs use, or its natural JavaScript form; `null` for its default. */
export type ParameterValue = string | number | boolean | readonly (string | number)[] | null;

/** Parameters by id, e.g. `{ eta: 0.2, start: [1, 2], methods: ['gda', 'extragradient'] }`. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** How much is shown around the picture. */
export type Controls = 'none' | 'transport' | 'full';

/** The colours; `system` follows the reader's preference, live. */
export type Theme = 'light' | 'dark' | 'system';

/** From above, or as a surface. */
export type View = '2d' | '3d';

export interface MountOptions {
  /** The scene's id, as `catalogue()` lists it. */
  scene: string;
  /** Parameters that differ from the default. A value that is not allowed is named in a notice, and the default used. */
  params?: Parameters;
  /** A whole number from 0 to 2³² − 1; default 0. */
  seed?: number;
  /** The step to show first; default 0. */
  t?: number;
  /** Whether to play at once; default false. Ignored under `prefers-reduced-motion`. */
  autoplay?: boolean;
  /** `true` is `'full'`, `false` is `'none'`; default `'transport'`. */
  controls?: Controls | boolean;
  /** Default `'system'`. */
  theme?: Theme;
  /** Large text and a dominant picture, for a projector; default false. */
  lecture?: boolean;
  /** From above, or the picture's field as a surface, where it has one; default `'2d'`. */
  view?: View;
  /** Where keyboard shortcuts are heard: in the figure, or in the whole page; default `'figure'`. */
  keys?: 'figure' | 'page';
  /** Whether the transport offers sharing and exporting; default true. */
  tools?: boolean;
  /**
   * The language of all texts, `'en'` or `'de'`. By default that of the nearest element around the figure with a `lang` that
   * Saddleback has, then the first such one that the reader's browser prefers, then English.
   */
  lang?: string;
}

export interface State {
  /** The scene's id. */
  scene: string;
  /** Its title. */
  title: string;
  /** False until the scene can run; until then there are no readouts, claims, tables and notices, and no digest. */
  ready: boolean;
  /** The step shown. */
  step: number;
  /** The furthest step computed so far. */
  latest: number;
  seed: number;
  /** Whether it plays (it still rests while it cannot be seen). */
  playing: boolean;
  /** Steps per second. */
  speed: number;
  /** The language of its texts. */
  lang: string;
  /** What was asked for; a picture without a field is seen from above in any case. */
  view: View;
  /** The parameters that differ from the default, as text. */
  params: Record<string, string>;
  /** All parameters, as text. */
  settings: Record<string, string>;
  readouts: Readout[];
  claims: Claim[];
  tables: Table[];
  /** What the run has to say, e.g. that a method diverged. */
  notices: string[];
  /** A fingerprint of the exact state: equal for equal scene, parameters, seed and step, in every browser. */
  digest: string;
}

export interface Events {
  /** The scene can run. */
  ready: { scene: string };
  /** The step shown has changed. */
  step: { step: number };
  /** Parameters or seed have changed; `final` is false while a control is being dragged. */
  change: { params: Record<string, string>; seed: number; final: boolean };
  play: { step: number };
  pause: { step: number };
  /** The reader moved in time, other than by playing. */
  seek: { step: number };
  /** From above or as a surface. */
  view: { view: View };
  /** Something was not allowed, or the run has something to say. */
  notice: { message: string };
  /** The scene has stopped; `report` is fit for a bug report. */
  error: { message: string; report: string };
  /** One animated frame: main-thread milliseconds spent on simulating and drawing it. */
  frame: { step: number; milliseconds: number };
  /** The reader asked for a presentation that only the page can give. */
  wish: { what: 'lecture' | 'theme' };
}

export interface Handle {
  /** Fulfilled once the scene can run, or once it is clear that it cannot: then `state().ready` is false. Never rejected. */
  readonly ready: Promise<void>;
  play(): void;
  pause(): void;
  /** Pauses and goes `n` steps on (back, if negative); default 1. Fulfilled with the step reached. */
  step(n?: number): Promise<number>;
  /** Goes to step `t`, forward or back. Fulfilled with the step reached. */
  seek(t: number): Promise<number>;
  /**
   * Changes parameters (those not named stay) and, under the key `seed`, the seed. The time stays.
   * A value that is not allowed changes nothing and is named in a notice.
   */
  set(params: Parameters): void;
  state(): State;
  /** Calls `fn` at each event; returns a function that ends this. */
  on<E extends keyof Events>(event: E, fn: (detail: Events[E]) => void): () => void;
  /** Changes how the figure is shown. */
  configure(options: { controls?: Controls | boolean; theme?: Theme; lecture?: boolean; speed?: number; view?: View }): void;
  /** Puts exactly this: parameters not named get their defaults. */
  restore(params: Readonly<Record<string, string>>, seed: number, t: number): void;
  /** The address of this very moment in the laboratory. */
  link(): string;
  /** Copies that address, visibly. */
  share(): Promise<void>;
  /** Opens the menu of exports at an element. */
  exportMenu(anchor: HTMLElement): void;
  /** The picture and its charts, at twice their size. */
  exportPNG(): Promise<Blob>;
  /** The picture as SVG. */
  exportSVG(): string;
  /** The recorded series as CSV. */
  exportCSV(): string;
  /** Opens the sheet of keyboard shortcuts. */
  help(): void;
  /** Ends the scene and frees all that it holds. */
  destroy(): void;
}

/** Puts a live figure into `element`. */
export function mount(element: Element, options: MountOptions): Handle;

/** One scene: parameters, methods, story, sources; null where there is none of that id. */
export function describe(scene: string, language?: string): Promise<Scene | null>;

/** Every scene: title, chapter, summary, formula. */
export function catalogue(language?: string): Promise<Card[]>;

/** `<saddleback-scene scene="gda-spiral" seed="7" eta="0.2" autoplay>`: every other attribute is a parameter. */
export class SaddlebackScene extends HTMLElement {
  /** @param options how to begin, where a script knows better than attributes. */
  constructor(options?: MountOptions);
  /** The same handle that `mount` returns, while the element is in the page. */
  readonly handle: Handle | null;
  /** The scene's id, as the attribute `scene`. */
  scene: string;
  /** The seed, as the attribute `seed`. */
  get seed(): number;
  set seed(seed: number | string);
  /** The parameters that differ from the default. Setting changes those named; the others stay. */
  get params(): Parameters;
  set params(params: Parameters);
  /** The events of the handle, which do not bubble. */
  addEventListener<K extends keyof Events>(event: K, listener: (event: CustomEvent<Events[K]>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(event: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'saddleback-scene': SaddlebackScene;
  }
}
