/** The page's texts in a reader's language: `words/LANGUAGE/*.toml`, as the build wrote them. */

import { Numbers } from './format.js';
import { kept } from './kept.js';
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

/** The messages of a file of `words/`. @param {Language} language @param {string} name @returns {Promise<Record<string, string>>} */
export function messages(language, name) {
  const path = `words/${language}/${name}.json`;
  return kept(path, (status) => new Error(`${path}: ${status}`));
}

/** The page's words in a language; in English where that cannot be had. @param {Language} language @returns {Promise<Words>} */
export async function wordsIn(language) {
  try {
    return new Words(language, await messages(language, 'page'));
  } catch {
    return language === 'en' ? new Words('en', {}) : wordsIn('en');
  }
}
