/** The page's texts in a reader's language: `words/LANGUAGE/*.toml`, as the build wrote them. */

import { Numbers } from './format.js';
import { tagOf } from './language.js';

/** @import { Language } from './language.js' */

/** @typedef {Readonly<Record<string, string | number>>} Arguments */
/** Something to be said once the reader's language is known. @typedef {{ key: string, args?: Arguments }} Message */

/** An error that readers are told in their language. */
export class Told extends Error {
  /** @param {string} key @param {Arguments} [args] */
  constructor(key, args = {}) {
    super([key, ...Object.values(args)].join(' '));
    this.key = key;
    this.args = args;
  }
}

export class Words {
  #messages;
  #plural;

  /** @param {Language} language @param {Readonly<Record<string, string>>} messages */
  constructor(language, messages) {
    this.language = language;
    this.numbers = new Numbers(tagOf(language));
    this.#messages = messages;
    this.#plural = new Intl.PluralRules(tagOf(language));
  }

  /**
   * A message with its `{name}`s filled in. Where there are variants, `count` chooses among them. A message that could not be
   * loaded is told by its key.
   * @param {string} key
   * @param {Arguments} [args]
   */
  say = (key, args = {}) => {
    const variant = typeof args['count'] === 'number' ? `${key}.${this.#plural.select(args['count'])}` : key;
    const message = this.#messages[variant] ?? this.#messages[`${key}.other`] ?? this.#messages[key] ?? key.replace(/^.*\./, '').replaceAll('-', ' ');
    return message.replace(/\{([a-z-]+)\}/g, (place, name) => {
      const value = args[name];
      if (value === undefined) return place;
      return typeof value === 'number' ? this.numbers.live(value) : value;
    });
  };

  /** @param {Message} message */
  tell = ({ key, args }) => this.say(key, args);

  /** What went wrong, in words. @param {unknown} error */
  explain(error) {
    if (error instanceof Told) return this.tell(error);
    return error instanceof Error ? error.message : String(error);
  }
}

/** @type {Map<string, Promise<Record<string, string>>>} */
const files = new Map();

/** The messages of a file of `words/`, asked for once a page, and again if it could not be had. @param {Language} language @param {string} name */
export function messages(language, name) {
  const path = `${language}/${name}`;
  const known = files.get(path);
  if (known) return known;
  const loading = read(path);
  files.set(path, loading);
  loading.catch(() => files.delete(path));
  return loading;
}

/** @param {string} path @returns {Promise<Record<string, string>>} */
async function read(path) {
  const response = await fetch(new URL(`../../words/${path}.json`, import.meta.url));
  if (!response.ok) throw new Error(`words/${path}.json: ${response.status}`);
  return response.json();
}

/** The page's words in a language; in English where that cannot be had. @param {Language} language @returns {Promise<Words>} */
export async function wordsIn(language) {
  try {
    return new Words(language, await messages(language, 'page'));
  } catch {
    return language === 'en' ? new Words('en', {}) : wordsIn('en');
  }
}
