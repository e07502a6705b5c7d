/** Computes parts of a study, away from the page: a module worker with a WebAssembly instance of its own. */

/** @import { Door, Glue, Study } from './door' */
/** @import { StudyOrder } from './study-pool.js' */

/** @type {Door | null} */
let door = null;
/** @type {Study | null} */
let study = null;

/** @param {{ data: { glue: string, module: WebAssembly.Module, order: StudyOrder } | { index: number } }} message */
async function receive({ data }) {
  try {
    if ('module' in data) {
      /** @type {Glue} */
      const loaded = await import(data.glue);
      await loaded.default({ module_or_path: data.module });
      door = loaded;
      const { scene, id, settings, seed } = data.order;
      study = new loaded.Study(scene, id, settings, seed);
      postMessage({ ready: true });
    } else if (study) {
      const values = study.part(data.index);
      postMessage({ index: data.index, values }, { transfer: [values.buffer] });
    }
  } catch (error) {
    postMessage({ error: door?.last_panic() ?? (error instanceof Error ? error.message : String(error)) });
  }
}

addEventListener('message', (message) => void receive(message));
