/** What scenes declare, as written when the page was built, by language: cards of all of them, and all of each when it is asked for. */

import { Told } from './words.js';

/** @import { Card, Scene } from './door' */
/** @import { Language } from './language.js' */

/** @type {Map<string, Promise<unknown>>} */
const files = new Map();

/** A file of `scenes/`, asked for once a page, and again if it could not be had. @param {string} path */
function file(path) {
  const known = files.get(path);
  if (known) return known;
  const loading = read(path);
  files.set(path, loading);
  loading.catch(() => files.delete(path));
  return loading;
}

/** @param {string} path */
async function read(path) {
  const response = await fetch(new URL(`../../scenes/${path}.json`, import.meta.url));
  if (!response.ok) throw new Told('error.scenes', { status: `${response.status} ${response.statusText}`.trim() });
  return response.json();
}

/** Every scene, in the order of the home page. @param {Language} [language] @returns {Promise<Card[]>} */
export const catalogue = (language = 'en') => /** @type {Promise<Card[]>} */ (file(`${language}/index`));

/** A scene's card, null where there is none of that id. @param {string} id @param {Language} [language] */
export async function card(id, language) {
  return (await catalogue(language)).find((known) => known.id === id) ?? null;
}

/** All that a scene declares, null where there is none of that id. @param {string} id @param {Language} [language] @returns {Promise<Scene | null>} */
export const describe = async (id, language = 'en') => ((await card(id, language)) ? /** @type {Promise<Scene>} */ (file(`${language}/${id}`)) : null);
