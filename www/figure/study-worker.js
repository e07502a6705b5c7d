/** Computes parts of a study, away from the page: a module worker with a WebAssembly instance of its own. */

import init, { last_panic, Study } from '../../wasm/saddleback.js';

/** @import { StudyOrder } from './study-pool.js' */

/** @type {import('./door').Study | null} */
let study = null;

/** @param {{ data: { module: WebAssembly.Module, order: StudyOrder } | { index: number } }} message */
async function receive({ data }) {
  try {
    if ('module' in data) {
      await init({ module_or_path: data.module });
      const { scene, id, settings, seed } = data.order;
      study = new Study(scene, id, settings, seed);
      postMessage({ ready: true });
    } else if (study) {
      const values = study.part(data.index);
      postMessage({ index: data.index, values }, { transfer: [values.buffer] });
    }
  } catch (error) {
    postMessage({ error: last_panic() ?? (error instanceof Error ? error.message : String(error)) });
  }
}

addEventListener('message', (message) => void receive(message));
