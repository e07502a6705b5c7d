/** The WebAssembly modules: each loaded once a page, compiled once, started afresh after a panic. */

import { asset } from './asset.js';
import { card, unknownScene } from './declarations.js';
import { breathe } from './schedule.js';
import { Told } from './words.js';

/** @import { Door, Drawing, Typesetting } from './door' */
/** @import { Language } from './language.js' */

/**
 * A running instance of a WebAssembly module.
 * @template G
 * @typedef {{ glue: G, module: WebAssembly.Module, name: string, generation: number }} Instance
 */

/**
 * The modules that a figure needs: the one in which its scene runs, and the one that draws.
 * @typedef {{ scene: Instance<Door>, drawing: Instance<Drawing>, door: Door }} Engine
 */

/**
 * A module as it is known: its code, its present instance, and the number of instances that were broken before.
 * @typedef {{ compiled: Promise<WebAssembly.Module> | null, running: Promise<Instance<any>> | null, generation: number }} Loaded
 */

/** @type {Map<string, Loaded>} */
const modules = new Map();

/** The module that draws, for all scenes. */
const DRAWING = 'drawing';
/** The module that typesets what a reader types. */
const TYPESETTING = 'typesetting';

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

/** @param {string} name @param {Loaded} state */
async function start(name, state) {
  const { generation } = state;
  const address = asset(`wasm/${name}.js`);
  // A query makes the glue a module of its own, with state of its own: a panicked instance cannot be used again.
  if (generation > 0) address.search = `?instance=${generation}`;
  state.compiled ??= compile(name);
  const [module, glue] = await Promise.all([state.compiled, import(address.href)]);
  await glue.default({ module_or_path: module });
  await breathe();
  return { glue, module, name, generation };
}

/** The page's instance of a module. @param {string} name @returns {Promise<Instance<any>>} */
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

/** Both modules of a figure. @param {string} name the scene's module @returns {Promise<Engine>} */
async function both(name) {
  const [scene, drawing] = await Promise.all([instance(name), instance(DRAWING)]);
  return { scene, drawing, door: scene.glue };
}

/** The page's instances of the modules that a scene needs. @param {string} scene @param {Language} language @returns {Promise<Engine>} */
export async function engine(scene, language) {
  // The drawing is fetched while the scenes' list is on its way.
  instance(DRAWING).catch(() => {});
  const found = await card(scene, language);
  if (!found) throw await unknownScene(scene, language);
  return both(found.module);
}

/** Puts a fresh instance in place of a broken one. @param {Instance<unknown>} broken */
function replace(broken) {
  const state = loaded(broken.name);
  if (broken.generation !== state.generation) return;
  state.generation += 1;
  state.running = null;
}

/** The instances that replace broken ones; the same for all who held the broken ones. @param {Engine} broken */
export function renew(broken) {
  replace(broken.scene);
  replace(broken.drawing);
  return both(broken.scene.name);
}

/** Whether another instance has replaced one of these. @param {Engine} held */
export const outdated = ({ scene, drawing }) => [scene, drawing].some((held) => held.generation !== loaded(held.name).generation);

/** The module that typesets formulas, loaded when a reader types one. @returns {Promise<Typesetting>} */
export const typesetter = async () => (await instance(TYPESETTING)).glue;

/** @type {Promise<CSSStyleSheet[]> | null} */
let sheets = null;

/** Style sheets for shadow roots, loaded once a page; an empty one in place of one that cannot be had. */
export function styles() {
  sheets ??= Promise.all(
    ['theme.css', 'figure.css', 'panel.css'].map(async (name) => {
      const sheet = new CSSStyleSheet();
      try {
        const response = await fetch(asset(`www/figure/${name}`));
        await sheet.replace(response.ok ? await response.text() : '');
      } catch {
        sheets = null;
      }
      return sheet;
    }),
  );
  return sheets;
}
