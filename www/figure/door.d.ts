/** What the WebAssembly door (`src/web.rs`) and the files of `scenes/` (`src/declaration.rs`) give, as plain objects. */

/** A MathML element as text. */
export type MathML = string;

export interface Source {
  text: string;
  url: string;
}

/** A piece of a sentence: plain text, MathML, or the id of a parameter whose value stands there. */
export interface Segment {
  kind: 'text' | 'math' | 'parameter';
  value: string;
}

export interface Parameter {
  id: string;
  label: string;
  symbol: MathML | '';
  kind: 'number' | 'integer' | 'choice' | 'choices' | 'toggle' | 'point' | 'formula';
  /** Of numbers and integers. */
  min?: number;
  max?: number;
  scale?: 'linear' | 'log';
  unit?: string;
  /** Of choices. */
  options?: { id: string; label: string }[];
  /** Of points: the greatest absolute coordinate. */
  bound?: number;
  default: string;
  help: string;
  /** The choice that this parameter belongs to, `[id, option]`; null where it always matters. */
  when: [string, string[]] | null;
}

export interface Method {
  id: string;
  label: string;
  color: { light: string; dark: string };
  formula: MathML;
  source: Source;
}

export interface StoryStep {
  segments: Segment[];
  /** The sentence where the settings are beyond those for which the first one holds; empty where it always does. */
  beyond: Segment[];
  preset: Record<string, string>;
  from: number;
}

/** What is known of a scene before it is opened (`scenes/index.json`). */
export interface Card {
  id: string;
  /** The WebAssembly module that holds it. */
  module: string;
  title: string;
  chapter: string;
  summary: string;
  formula: MathML;
  /** Steps per second at which it plays by default. */
  speed: number;
}

/** All that a scene declares (`scenes/ID.json`). */
export interface Scene extends Omit<Card, 'module'> {
  axes: [MathML, MathML];
  /** The parameter that a click in the picture places. */
  placed: string | null;
  parameters: Parameter[];
  methods: Method[];
  story: StoryStep[];
  studies: StudyInfo[];
  /** Whether it runs in a worker. */
  heavy: boolean;
  /** The messages that the running scene may need, by id. */
  words: Record<string, string>;
  /** Those of them that claims say and that have formulas; a value's place in a formula is marked ⟪name⟫. */
  typeset: Record<string, Segment[]>;
  sources: Source[];
}

export interface StudyInfo {
  id: string;
  title: string;
  help: string;
}

export interface Readout {
  id: string;
  label: string;
  value: number;
  unit: string;
}

/** A live table, its rows in the order in which the scene ranks them. */
export interface Table {
  id: string;
  title: string;
  /** The columns' names, without that of the row's own label. */
  columns: string[];
  rows: Row[];
}

export interface Row {
  /** A method's id, or another. */
  id: string;
  label: string;
  /** One for each column; NaN where there is no number. */
  cells: (number | string)[];
}

/** A claim's statement: its words, and the message and values that they come from. */
export interface Statement {
  said: string;
  id: string | null;
  places: Record<string, Statement>;
}

export interface Claim {
  id: string;
  statement: Statement;
  predicted: number;
  measured: number | null;
  tolerance: number;
  tolerance_origin: string;
  relation: 'equal' | 'at-most' | 'at-least';
  /** How much of the measurement is done, in [0, 1]. */
  progress: number;
  holds: boolean | null;
  source: Source;
}

/** A frame's parts beside the picture, in words. */
export interface Panel {
  readouts: Readout[];
  notices: string[];
  tables: Table[];
  charts: { id: string; title: string }[];
}

export interface PlayerState extends Panel {
  step: number;
  latest: number;
}

export interface Reading {
  settings: Record<string, string>;
  differing: Record<string, string>;
  /** A message for each invalid value, as bytes. */
  problems: Uint8Array[];
  /** The steps of the story whose sentence does not hold under these settings. */
  beyond: number[];
}

/** How a typed text is understood as a formula: the one or the other is null. */
export interface FormulaReading {
  latex: string | null;
  problem: (Omit<FormulaProblem, 'message'> & { message: Uint8Array }) | null;
}

export interface FormulaProblem {
  message: string;
  /** The characters concerned, counted from 0; equal where something is missing between them. */
  start: number;
  end: number;
  /** What to write instead of these characters. */
  suggestion: string | null;
}

/** A scene in time; bytes are for the module that draws. */
export declare class Player {
  constructor(scene: string, settings: Record<string, string>, seed: number);
  readonly step: number;
  readonly latest: number;
  /** Runs towards `target` for at most `budget` milliseconds; returns the step reached. */
  advance(target: number, budget: number): number;
  /** Computes the next prediction that charts and claims will ask for; false once there is none left. */
  prepare(): boolean;
  /** View, axes and second picture. */
  setting(): Uint8Array;
  /** The present layers. */
  moving(): Uint8Array;
  /** The present charts, readouts, tables and notices. */
  panel(): Uint8Array;
  claims(): Uint8Array;
  /** The ground behind the first picture (0) or the second (1) in a view. */
  backdrop(index: number, x0: number, x1: number, y0: number, y1: number): Uint8Array;
  /** The lines about a point of the first picture; empty where there is nothing to say. */
  probe(x: number, y: number): Uint8Array;
  /** The point of the first picture that a point of the second shows; empty where there is none. */
  pull_back(x: number, y: number): Float64Array;
  csv(): string;
  /** A hash of every bit of the state. */
  digest(): string;
  free(): void;
}

/** A long computation in parts. */
export declare class Study {
  constructor(scene: string, id: string, settings: Record<string, string>, seed: number);
  readonly parts: number;
  part(index: number): Float64Array;
  put(index: number, values: Float64Array): void;
  /** The chart, as far as the study is done, as bytes. */
  chart(): Uint8Array;
  csv(): string;
  free(): void;
}

/** The door of a module in which scenes run (`door/`). */
export interface Door {
  read(scene: string, given: Record<string, string>): Reading;
  formula(scene: string, parameter: string, text: string): FormulaReading;
  fresh_seed(): number;
  last_panic(): string | undefined;
  version(): string;
  Player: typeof Player;
  Study: typeof Study;
}

/** What a module's glue gives: the door, and the function that opens it. */
export interface Glue extends Door {
  default(from: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}

/** A scene's messages in a language. */
export declare class Book {
  constructor(messages: Record<string, string>, decimal: string);
  say(text: Uint8Array): string;
  say_all(texts: Uint8Array): string[];
  free(): void;
}

/** Gives the bytes of the ground behind picture `index` in a view. */
export type Ground = (index: number, x0: number, x1: number, y0: number, y1: number) => Uint8Array;

/** The picture and the charts of one run. */
export declare class Picture {
  constructor(book: Book, setting: Uint8Array);
  put_moving(bytes: Uint8Array): void;
  put_panel(bytes: Uint8Array): Panel;
  claims(bytes: Uint8Array): Claim[];
  draw_backdrop(canvas: HTMLCanvasElement, theme: string, scale: number, ground: Ground): boolean;
  draw_picture(canvas: HTMLCanvasElement, theme: string, scale: number, ground: Ground): void;
  draw_chart(id: string, canvas: HTMLCanvasElement, theme: string, scale: number): void;
  /** By fractions of the picture's width and height. */
  pan(dx: number, dy: number): void;
  zoom(factor: number, across: number, down: number): void;
  reset_view(): void;
  /** The picture's index, x and y of a place given by fractions from the left and the top; empty where there is no point. */
  locate(across: number, down: number): Float64Array;
  /** The fractions at which a point of the first picture lies; empty where it is not seen. */
  project(x: number, y: number): Float64Array;
  readonly paired: boolean;
  readonly shape: number;
  readonly has_surface: boolean;
  look_from(around: number, up: number, turning: boolean): void;
  look_down(): void;
  rest(resting: boolean): void;
  svg(title: string, note: string, width: number, height: number, theme: string, ground: Ground): string;
  free(): void;
}

/** The module that draws (`drawing/`). */
export interface Drawing {
  last_panic(): string | undefined;
  Book: typeof Book;
  Picture: typeof Picture;
  study_title(book: Book, chart: Uint8Array): string;
  draw_study(book: Book, chart: Uint8Array, canvas: HTMLCanvasElement, theme: string, scale: number): void;
  study_svg(book: Book, chart: Uint8Array, note: string, width: number, height: number, theme: string): string;
}

/** The module that typesets what a reader types (`typesetting/`). */
export interface Typesetting {
  mathml(latex: string): MathML;
}
