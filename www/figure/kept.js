/** Files of this distribution that are read once a page. */

import { asset } from './asset.js';

/** @type {Map<string, Promise<unknown>>} */
const files = new Map();

/**
 * The value of a JSON file, asked for once a page, and again if it could not be had.
 * @param {string} path
 * @param {(status: string) => Error} failed what the server's refusal is told as
 * @returns {Promise<any>}
 */
export function kept(path, failed) {
  const known = files.get(path);
  if (known) return known;
  const loading = read(path, failed);
  files.set(path, loading);
  loading.catch(() => files.delete(path));
  return loading;
}

/** @param {string} path @param {(status: string) => Error} failed @returns {Promise<unknown>} */
async function read(path, failed) {
  const response = await fetch(asset(path));
  if (!response.ok) throw failed(`${response.status} ${response.statusText}`.trim());
  return response.json();
}
