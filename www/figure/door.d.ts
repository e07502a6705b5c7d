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

export interface Claim {
  id: string;
  statement: Segment[];
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

export interface PlayerState {
  step: number;
  latest: number;
  seed: number;
  settings: Record<string, string>;
  differing: Record<string, string>;
  readouts: Readout[];
  notices: string[];
  tables: Table[];
  charts: { id: string; title: string }[];
}

export interface Reading {
  settings: Record<string, string>;
  differing: Record<string, string>;
  problems: string[];
}

/** How a typed formula is understood: the one or the other is null. */
export interface FormulaReading {
  formula: MathML | null;
  problem: FormulaProblem | null;
}

export interface FormulaProblem {
  message: string;
  /** The characters concerned, counted from 0; equal where something is missing between them. */
  start: number;
  end: number;
  /** What to write instead of these characters. */
  suggestion: string | null;
}

/** A scene in time. */
export declare class Player {
  constructor(scene: string, settings: Record<string, string>, seed: number);
  readonly step: number;
  readonly latest: number;
  /** Runs towards `target` for at most `budget` milliseconds; returns the step reached. */
  advance(target: number, budget: number): number;
  /** Computes the next of what charts and claims will ask for; whether there was something. */
  prepare(): boolean;
  /** Says whether the scene stands still: then what the last step was made of is drawn as well. */
  rest(resting: boolean): void;
  state(): PlayerState;
  claims(): Claim[];
  /** A hash of every bit of the state. */
  digest(): string;
  draw_backdrop(canvas: HTMLCanvasElement, theme: string, scale: number): boolean;
  draw_picture(canvas: HTMLCanvasElement, theme: string, scale: number): void;
  draw_chart(id: string, canvas: HTMLCanvasElement, theme: string, scale: number): void;
  /** By fractions of the picture's width and height. */
  pan(dx: number, dy: number): void;
  zoom(factor: number, fx: number, fy: number): void;
  reset_view(): void;
  /** Whether the state is shown in two pictures, side by side or one above the other. */
  readonly paired: boolean;
  /** Whether there is a field to be seen as a surface; known once the picture has been drawn. */
  readonly has_surface: boolean;
  /** Looks at the field as a surface, turned and tilted by some radians. */
  look_from(around: number, up: number, turning: boolean): void;
  look_down(): void;
  /** Data coordinates of a point given by fractions from the left and the top; empty beside a surface. */
  locate(fx: number, fy: number): [number, number] | [];
  /** The reverse; empty where the point is not seen. */
  project(x: number, y: number): [number, number] | [];
  probe(fx: number, fy: number): { lines: string[] } | null | undefined;
  svg(width: number, height: number, theme: string): string;
  csv(): string;
  free(): void;
}

/** A long computation in parts. */
export declare class Study {
  constructor(scene: string, id: string, settings: Record<string, string>, seed: number);
  readonly parts: number;
  part(index: number): Float64Array;
  put(index: number, values: Float64Array): void;
  title(): string;
  draw(canvas: HTMLCanvasElement, theme: string, scale: number): void;
  svg(width: number, height: number, theme: string): string;
  csv(): string;
  free(): void;
}

/** What a module's glue gives: the door, and the function that opens it. */
export interface Glue extends Door {
  default(from: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}

export interface Door {
  read(scene: string, given: Record<string, string>): Reading;
  formula(scene: string, parameter: string, text: string): FormulaReading;
  fresh_seed(): number;
  last_panic(): string | undefined;
  version(): string;
  Player: typeof Player;
  Study: typeof Study;
}
