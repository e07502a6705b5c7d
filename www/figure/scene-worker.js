/** A heavy scene in time, away from the page: a worker with a WebAssembly instance of its own. */

// It imports nothing but its module's glue, and is no module: from a disk a worker cannot be one.

/** @typedef {import('./remote.js').Request} SceneRequest */
/** @typedef {import('./remote.js').Answer} SceneAnswer */

{
  /** @type {import('./door').Door | null} */
  let opened = null;
  /** @type {import('./door').Player | null} */
  let player = null;

  /**
   * Gets on, and gives the parts that are to be shown.
   * @param {import('./door').Player} running
   * @param {SceneRequest} request
   * @returns {SceneAnswer}
   */
  const turn = (running, { target, budget, telling }) => {
    const step = running.advance(target, budget);
    const told = telling ? { panel: running.panel(), claims: running.claims(), csv: running.csv(), digest: running.digest() } : null;
    return { step, latest: running.latest, moving: running.moving(), told };
  };

  /** The memory of an answer that a worker may give away. @param {SceneAnswer} answer */
  const transferred = ({ moving, told }) => [moving.buffer, ...(told ? [told.panel.buffer, told.claims.buffer] : [])];

  /**
   * @param {{ data: { glue: string, module: WebAssembly.Module } | { scene: string, settings: Record<string, string>, seed: number, run: number } | { request: SceneRequest, run: number } }} message
   */
  const receive = async ({ data }) => {
    try {
      if ('module' in data) {
        /** @type {import('./door').Glue} */
        const loaded = await import(data.glue);
        await loaded.default({ module_or_path: data.module });
        opened = loaded;
        postMessage({ ready: true });
      } else if ('scene' in data) {
        player?.free();
        player = opened ? new opened.Player(data.scene, data.settings, data.seed) : null;
      } else if (player) {
        const answer = turn(player, data.request);
        postMessage({ answer, run: data.run }, { transfer: transferred(answer) });
      }
    } catch (error) {
      postMessage({ error: opened?.last_panic() ?? (error instanceof Error ? error.message : String(error)) });
    }
  };

  /** Messages are served one after the other. @type {Promise<void>} */
  let last = Promise.resolve();
  addEventListener('message', (message) => { last = last.then(() => receive(message)); });
}
