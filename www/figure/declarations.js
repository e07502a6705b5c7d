/** What scenes declare, as written when the page was built: cards of all of them, and all of each when it is asked for. */

import { Told } from './words.js';

/** @import { Card, Scene } from './door' */

/** @type {Map<string, Promise<unknown>>} */
const files = new Map();

/** A file of `scenes/`, asked for once a page, and again if it could not be had. @param {string} name */
function file(name) {
  const known = files.get(name);
  if (known) return known;
  const loading = read(name);
  files.set(name, loading);
  loading.catch(() => files.delete(name));
  return loading;
}

/** @param {string} name */
async function read(name) {
  const response = await fetch(new URL(`../../scenes/${name}.json`, import.meta.url));
  if (!response.ok) throw new Told('error.scenes', { status: `${response.status} ${response.statusText}`.trim() });
  return response.json();
}

/** Every scene, in the order of the home page. @returns {Promise<Card[]>} */
export const catalogue = () => /** @type {Promise<Card[]>} */ (file('index'));

/** What is known of a scene before it is opened, null where there is none of that id. @param {string} id */
export async function card(id) {
  return (await catalogue()).find((known) => known.id === id) ?? null;
}

/** All that a scene declares, null where there is none of that id. @param {string} id @returns {Promise<Scene | null>} */
export const describe = async (id) => ((await card(id)) ? /** @type {Promise<Scene>} */ (file(id)) : null);
