/** The WebAssembly modules: each loaded once a page, compiled once, started afresh after a panic. */

import { card } from './declarations.js';
import { breathe } from './schedule.js';
import { Told } from './words.js';

/** @import { Door } from './door' */

/**
 * A running instance of a WebAssembly module.
 * @typedef {{ door: Door, module: WebAssembly.Module, name: string, generation: number }} Engine
 */

/** The address of a file of this distribution, wherever it is served from. @param {string} path */
export const asset = (path) => new URL(`../../${path}`, import.meta.url);

/**
 * What is known of a module: its code, its present instance, and how many instances were broken before.
 * @typedef {{ compiled: Promise<WebAssembly.Module> | null, running: Promise<Engine> | null, generation: number }} Loaded
 */

/** @type {Map<string, Loaded>} */
const modules = new Map();

/** @param {string} name @returns {Loaded} */
function loaded(name) {
  const known = modules.get(name) ?? { compiled: null, running: null, generation: 0 };
  modules.set(name, known);
  return known;
}

/** @param {string} name */
async function compile(name) {
  const response = await fetch(asset(`wasm/${name}_bg.wasm`));
  if (!response.ok) throw new Told('error.simulation', { status: `${response.status} ${response.statusText}`.trim() });
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {string} name @param {Loaded} state @returns {Promise<Engine>} */
async function start(name, state) {
  const { generation } = state;
  const glue = asset(`wasm/${name}.js`);
  // A query makes the glue a module of its own, with state of its own: a panicked instance cannot be used again.
  if (generation > 0) glue.search = `?instance=${generation}`;
  state.compiled ??= compile(name);
  const [module, door] = await Promise.all([state.compiled, import(glue.href)]);
  await door.default({ module_or_path: module });
  await breathe();
  return { door, module, name, generation };
}

/** The page's instance of a module. @param {string} name @returns {Promise<Engine>} */
function instance(name) {
  const state = loaded(name);
  if (!state.running) {
    const running = start(name, state);
    state.running = running;
    running.catch(() => {
      if (state.running !== running) return;
      state.running = null;
      state.compiled = null;
      state.generation += 1;
    });
  }
  return state.running;
}

/** The page's instance of the module that holds a scene. @param {string} scene @returns {Promise<Engine>} */
export async function engine(scene) {
  const found = await card(scene);
  if (!found) throw new Told('error.unknown-scene', { scene });
  return instance(found.module);
}

/** The instance that replaces a broken one; the same for all who held the broken one. @param {Engine} broken */
export function renew(broken) {
  const state = loaded(broken.name);
  if (broken.generation === state.generation) {
    state.generation += 1;
    state.running = null;
  }
  return instance(broken.name);
}

/** Whether another instance has replaced this one. @param {Engine} held */
export const outdated = (held) => held.generation !== loaded(held.name).generation;

/** @type {Promise<CSSStyleSheet[]> | null} */
let sheets = null;

/** Style sheets for shadow roots, loaded once a page; an empty one in place of one that cannot be had. */
export function styles() {
  sheets ??= Promise.all(
    ['theme.css', 'figure.css', 'panel.css'].map(async (name) => {
      const sheet = new CSSStyleSheet();
      try {
        const response = await fetch(new URL(name, import.meta.url));
        await sheet.replace(response.ok ? await response.text() : '');
      } catch {
        sheets = null;
      }
      return sheet;
    }),
  );
  return sheets;
}
