/** A heavy scene in time, away from the page: a module worker with a WebAssembly instance of its own. */

import { transferred, turn } from './turn.js';

/** @import { Door, Glue, Player } from './door' */
/** @import { Request } from './turn.js' */

/** @type {Door | null} */
let door = null;
/** @type {Player | null} */
let player = null;

/**
 * @param {{ data: { glue: string, module: WebAssembly.Module } | { scene: string, settings: Record<string, string>, seed: number, run: number } | { request: Request, run: number } }} message
 */
async function receive({ data }) {
  try {
    if ('module' in data) {
      /** @type {Glue} */
      const loaded = await import(data.glue);
      await loaded.default({ module_or_path: data.module });
      door = loaded;
      postMessage({ ready: true });
    } else if ('scene' in data) {
      player?.free();
      player = door ? new door.Player(data.scene, data.settings, data.seed) : null;
    } else if (player) {
      const answer = turn(player, data.request);
      postMessage({ answer, run: data.run }, { transfer: transferred(answer) });
    }
  } catch (error) {
    postMessage({ error: door?.last_panic() ?? (error instanceof Error ? error.message : String(error)) });
  }
}

/** Messages are served one after the other. @type {Promise<void>} */
let turnOf = Promise.resolve();
addEventListener('message', (message) => { turnOf = turnOf.then(() => receive(message)); });
