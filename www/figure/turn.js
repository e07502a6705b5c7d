/** What a running scene is asked in one go, on the page or in a worker: to get on, and to give what is to be shown. */

/** @import { Player } from './door' */

/**
 * `target` and `budget` are those of `Player.advance`; `telling` asks for what stands beside the picture.
 * @typedef {{ target: number, budget: number, telling: boolean }} Request
 * @typedef {{ step: number, latest: number, moving: Uint8Array, told: null | { panel: Uint8Array, claims: Uint8Array, csv: string, digest: string } }} Answer
 */

/**
 * @param {Player} player
 * @param {Request} request
 * @returns {Answer}
 */
export function turn(player, { target, budget, telling }) {
  const step = player.advance(target, budget);
  const told = telling ? { panel: player.panel(), claims: player.claims(), csv: player.csv(), digest: player.digest() } : null;
  return { step, latest: player.latest, moving: player.moving(), told };
}

/** The memory of an answer that a worker may give away. @param {Answer} answer */
export const transferred = ({ moving, told }) => [moving.buffer, ...(told ? [told.panel.buffer, told.claims.buffer] : [])];
