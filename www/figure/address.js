/** The URL is the state: only what differs from the default, in a form that people can read and edit. */

import { languageOf, languageProblem } from './language.js';
import { asset } from './asset.js';
import { isSeed, seedProblem } from './seed.js';

/** @import { Language } from './language.js' */
/** @import { Message } from './words.js' */

/**
 * @typedef {object} Address
 * @property {string} scene the empty string for the home page
 * @property {number | null} seed
 * @property {number | null} t
 * @property {boolean | null} autoplay
 * @property {boolean} embed
 * @property {boolean} lecture
 * @property {'light' | 'dark' | null} theme
 * @property {'3d' | null} view as a surface, or from above
 * @property {Language | null} lang
 * @property {Record<string, string>} params
 */

export const DEFAULT_SEED = 0;

/** @param {string} name @param {string} given @param {string[]} allowed @returns {Message} */
const refuse = (name, given, ...allowed) => ({ key: 'address.not-allowed', args: { name, given: given.slice(0, 40), allowed: allowed.join(', ') } });

/** A part of a query, its escapes undone. @param {string} text */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A value of a query. A form writes a space as a plus and a plus as %2B; people type a plus and mean it. So a plus is a space
 * only in a text that has an escaped plus as well, or beside another sign, where no sum can be meant.
 * @param {string} text
 */
function valueOf(text) {
  if (/%2b/i.test(text)) return plain(text.replaceAll('+', ' '));
  return plain(text.replace(/(?<=[-*/^,+])\+|\+(?=[-*/^,+])/g, ' '));
}

/** The names and values of a query, in order. @param {string} query @returns {[string, string][]} */
function entries(query) {
  return query.replace(/^\?/, '').split('&').filter(Boolean).map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [plain(part), ''] : [plain(part.slice(0, at)), valueOf(part.slice(at + 1))];
  });
}

/**
 * Reads a query; what is not allowed is named, and left out.
 * @param {string} query
 * @returns {{ address: Address, problems: Message[] }}
 */
export function readAddress(query) {
  /** @type {Address} */
  const address = { scene: '', seed: null, t: null, autoplay: null, embed: false, lecture: false, theme: null, view: null, lang: null, params: Object.create(null) };
  /** @type {Message[]} */
  const problems = [];
  /** @param {string} name @param {string} value */
  const flag = (name, value) => {
    if (value === '1' || value === '0') return value === '1';
    problems.push(refuse(name, value, '0', '1'));
    return null;
  };
  for (const [name, value] of entries(query)) {
    switch (name) {
      case 'scene':
        address.scene = value;
        break;
      case 'seed':
        if (isSeed(value)) address.seed = Number(value);
        else problems.push(seedProblem(value));
        break;
      case 't':
        if (/^\d{1,9}$/.test(value)) address.t = Number(value);
        else problems.push({ key: 'address.not-whole', args: { name, given: value.slice(0, 40), most: '999999999' } });
        break;
      case 'autoplay':
        address.autoplay = flag(name, value);
        break;
      case 'embed':
        address.embed = flag(name, value) ?? false;
        break;
      case 'lecture':
        address.lecture = flag(name, value) ?? false;
        break;
      case 'theme':
        if (value === 'light' || value === 'dark') address.theme = value;
        else problems.push(refuse(name, value, 'light', 'dark'));
        break;
      case 'view':
        if (value === '3d') address.view = value;
        else if (value !== '2d') problems.push(refuse(name, value, '2d', '3d'));
        break;
      case 'lang':
        address.lang = languageOf(value);
        if (!address.lang) problems.push(languageProblem(value));
        break;
      default:
        address.params[name] = value;
    }
  }
  return { address, problems };
}

/** @param {Partial<Address>} address */
export function writeAddress({ scene, seed, t, autoplay, embed, lecture, theme, view, lang, params }) {
  const query = new URLSearchParams();
  if (scene) query.set('scene', scene);
  if (seed !== null && seed !== undefined && seed !== DEFAULT_SEED) query.set('seed', String(seed));
  if (t !== null && t !== undefined) query.set('t', String(t));
  if (scene) for (const [id, text] of Object.entries(params ?? {})) query.set(id, text);
  if (view) query.set('view', view);
  if (embed) query.set('embed', '1');
  if (lecture) query.set('lecture', '1');
  if (autoplay !== null && autoplay !== undefined) query.set('autoplay', autoplay ? '1' : '0');
  if (theme) query.set('theme', theme);
  if (lang) query.set('lang', lang);
  // Commas and the like may stand in a query as they are, and read better so. A plus would be read as a sum.
  const text = query.toString().replaceAll('+', '%20').replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}

/** The laboratory's own address for a state. @param {Partial<Address>} address */
export function linkTo(address) {
  const url = asset('');
  url.search = writeAddress(address);
  return url.href;
}
