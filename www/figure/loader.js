/** The WebAssembly module: loaded once a page, compiled once, started afresh after a panic. */

import { breathe } from './schedule.js';

/** @import { Door, Scene } from './door' */

/**
 * A running instance of the WebAssembly module.
 * @typedef {{ door: Door, module: WebAssembly.Module, scene: (id: string) => Scene | null, generation: number }} Engine
 */

/** The address of a file of this distribution, wherever it is served from. @param {string} path */
export const asset = (path) => new URL(`../../${path}`, import.meta.url);

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;
/** @type {Promise<Engine> | null} */
let running = null;
let generation = 0;

async function compile() {
  const response = await fetch(asset('wasm/saddleback_bg.wasm'));
  if (!response.ok) throw new Error(`The simulation could not be loaded (${response.status} ${response.statusText}).`);
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** @returns {Promise<Engine>} */
async function start() {
  const glue = asset('wasm/saddleback.js');
  // A query makes the glue a module of its own, with state of its own: a panicked instance cannot be used again.
  if (generation > 0) glue.search = `?instance=${generation}`;
  compiled ??= compile();
  const [module, door] = await Promise.all([compiled, import(glue.href)]);
  await door.default({ module_or_path: module });
  await breathe();
  return { door, module, scene: described(door), generation };
}

/** Scenes by id, each described when first asked for: formulas take time to typeset. @param {Door} door */
function described(door) {
  const ids = door.scenes();
  /** @type {Map<string, Scene>} */
  const known = new Map();
  return (/** @type {string} */ id) => {
    if (!ids.includes(id)) return null;
    const scene = known.get(id) ?? door.describe(id);
    known.set(id, scene);
    return scene;
  };
}

/** The page's instance. @returns {Promise<Engine>} */
export function engine() {
  if (!running) {
    running = start();
    running.catch(() => {
      running = null;
      compiled = null;
      generation += 1;
    });
  }
  return running;
}

/** The instance that replaces a broken one; the same for all who held the broken one. @param {Engine} broken */
export function renew(broken) {
  if (broken.generation === generation) {
    generation += 1;
    running = null;
  }
  return engine();
}

/** Whether another instance has replaced this one. @param {Engine} held */
export const outdated = (held) => held.generation !== generation;

/** One scene, null where there is none of that id. @param {string} id @returns {Promise<Scene | null>} */
export const describe = async (id) => (await engine()).scene(id);

/** Every scene. @returns {Promise<Scene[]>} */
export async function catalogue() {
  const { door, scene } = await engine();
  const scenes = [];
  for (const id of door.scenes()) {
    scenes.push(scene(id));
    await breathe();
  }
  return scenes.filter((found) => found !== null);
}

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
