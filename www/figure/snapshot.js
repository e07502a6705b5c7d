/** A figure's state as pages read it. */

import { DEFAULT_SEED } from './address.js';
import { isSeed } from './seed.js';

/** @import { State } from '../../saddleback' */
/** @import { Language } from './language.js' */
/** @import { Wishes } from './options.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { View } from './orbit.js' */

/**
 * @param {Simulation} simulation
 * @param {{ scene: string, here: boolean, view: View, lang: Language }} figure `here` once it has done what was asked of it at first
 * @returns {State}
 */
export function snapshot(simulation, { scene, here, view, lang }) {
  // Whoever asks before the figure is there must not hold its start up.
  const now = here ? simulation.state() : undefined;
  return {
    scene: simulation.scene?.id ?? scene,
    title: simulation.scene?.title ?? '',
    ready: here && simulation.ready && !simulation.trouble,
    step: simulation.step,
    latest: simulation.latest,
    seed: simulation.seed,
    playing: simulation.playing,
    speed: simulation.speed,
    view,
    lang,
    params: { ...simulation.differing },
    settings: { ...simulation.settings },
    readouts: now?.readouts ?? [],
    claims: now ? simulation.claims() : [],
    tables: now?.tables ?? [],
    notices: now?.notices ?? [],
    digest: (now && simulation.ask((player) => player.digest())) ?? '',
  };
}

/** The state of a figure whose words are still on their way. @param {Wishes} options @param {Language} lang @returns {State} */
export function unborn({ scene, seed = DEFAULT_SEED, view }, lang) {
  return {
    scene,
    title: '',
    ready: false,
    step: 0,
    latest: 0,
    seed: isSeed(seed) ? Number(seed) : DEFAULT_SEED,
    playing: false,
    speed: 0,
    view: view === '3d' ? '3d' : '2d',
    lang,
    params: {},
    settings: {},
    readouts: [],
    claims: [],
    tables: [],
    notices: [],
    digest: '',
  };
}
