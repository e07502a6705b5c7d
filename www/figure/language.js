/** Which language a reader is spoken to in. */

/** The languages of `words/`, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };
/** Every message in brackets: made at build for tests, offered to nobody. */
export const PSEUDO = 'pseudo';

/** @typedef {keyof typeof LANGUAGES | typeof PSEUDO} Language */

/** The language of ours that a tag such as `de-AT` means; none where we have it not. @param {unknown} tag @returns {Language | null} */
export function languageOf(tag) {
  const [primary = ''] = String(tag ?? '').toLowerCase().split('-');
  if (primary === PSEUDO) return PSEUDO;
  return Object.hasOwn(LANGUAGES, primary) ? /** @type {Language} */ (primary) : null;
}

/** The languages that the elements around a place say they are in, the nearest first. @param {Element | null | undefined} place */
function* around(place) {
  for (let at = place?.closest('[lang]'); at; at = at.parentElement?.closest('[lang]')) yield at.getAttribute('lang');
}

/**
 * The language for a figure or the page: the first of ours among what is asked for, then that of the elements around it, then
 * those that the reader's browser prefers.
 * @param {unknown} asked
 * @param {Element | null} place
 * @param {readonly string[]} [preferred]
 * @returns {Language}
 */
export function chosen(asked, place, preferred = navigator.languages) {
  const tags = [asked, ...around(place), ...preferred];
  return tags.map(languageOf).find((language) => language !== null) ?? 'en';
}

/** The tag by which browsers know a language. @param {Language} language */
export const tagOf = (language) => (language === PSEUDO ? 'en-XA' : language);

/** @typedef {import('./words.js').Message} Message */

/** What is said of a language that we do not have. @param {unknown} given @returns {Message} */
export const languageProblem = (given) => ({
  key: 'address.not-allowed',
  args: { name: 'lang', given: String(given).slice(0, 40), allowed: Object.keys(LANGUAGES).join(', ') },
});
