/** Seeds: whole numbers below 2³². */

/** @import { Message } from './words.js' */

export const SEED_LIMIT = 2 ** 32;

/** @param {unknown} value */
export const isSeed = (value) => /^\d{1,10}$/.test(String(value).trim()) && Number(value) < SEED_LIMIT;

/** @param {unknown} value @returns {Message} */
export const seedProblem = (value) => ({ key: 'address.not-whole', args: { name: 'seed', given: String(value).slice(0, 40), most: String(SEED_LIMIT - 1) } });
