/** What scenes declare, as written when the page was built, by language: cards of all of them, and all of each when it is asked for. */

import { kept } from './kept.js';
import { nearest } from './naming.js';
import { Told } from './words.js';

/** @import { Card, Scene } from './door' */
/** @import { Language } from './language.js' */

/** A file of `scenes/`. @param {string} path */
const file = (path) => kept(`scenes/${path}.json`, (status) => new Told('error.scenes', { status }));

/** Every scene, in the order of the home page. @param {Language} [language] @returns {Promise<Card[]>} */
export const catalogue = (language = 'en') => file(`${language}/index`);

/** A scene's card, null where there is none of that id. @param {string} id @param {Language} [language] */
export async function card(id, language) {
  return (await catalogue(language)).find((known) => known.id === id) ?? null;
}

/** All that a scene declares, null where there is none of that id. @param {string} id @param {Language} [language] @returns {Promise<Scene | null>} */
export const describe = async (id, language = 'en') => ((await card(id, language)) ? file(`${language}/${id}`) : null);

/** That there is no such scene, with those that there are. @param {string} given @param {Language} language */
export async function unknownScene(given, language) {
  const known = (await catalogue(language)).map(({ id }) => id);
  const near = nearest(given, known);
  const args = { scene: given.slice(0, 40), known: known.join(', ') };
  return near ? new Told('error.unknown-scene-nearest', { ...args, nearest: near }) : new Told('error.unknown-scene', args);
}
