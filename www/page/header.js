/** The page's head: where we are, and what can be done with it. */

import { h } from '../figure/dom.js';
import { icon } from '../figure/icons.js';
import { writeAddress } from '../figure/address.js';
import { LANGUAGES } from '../figure/language.js';
import { openMenu } from '../figure/menu.js';
import { isShade, shadeOf } from '../figure/theme.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Language } from '../figure/language.js' */
/** @import { Words } from '../figure/words.js' */
/** @import { Handle, Scene } from '../../saddleback' */

/** A scene's page as its head knows it. @typedef {{ scene: Scene, handle: Handle, lecture: () => void, theme: () => void, lang: (language: Language) => void }} Open */

export class Header {
  #place;

  /** @param {HTMLElement} place @param {(query: string) => void} navigate */
  constructor(place, navigate) {
    this.#place = place;
    this.navigate = navigate;
  }

  /**
   * @param {Address} address
   * @param {Words} words
   * @param {Open} [open]
   */
  show(address, words, open) {
    const { say } = words;
    this.#open = open ?? (address.scene && this.#open?.scene.id === address.scene ? this.#open : undefined);
    this.#place.hidden = address.embed;
    const home = writeAddress({ theme: address.theme, lang: address.lang }) || location.pathname;
    const scene = this.#open?.scene;
    /** @param {Parameters<typeof icon>[0]} name @param {string} label @param {string} title @param {(event: MouseEvent) => void} act */
    const word = (name, label, title, act) => h('button', { type: 'button', class: `word ${name}`, title, onclick: act }, icon(name), h('span', {}, label));
    const shade = shadeOf(address.theme);
    const theme = h('button', { type: 'button', class: 'plain', title: say('header.theme-hint'), 'aria-label': shade === 'dark' ? say('header.light') : say('header.dark'), onclick: () => this.theme() }, icon('theme'));
    const language = this.#language(words);
    /** @type {HTMLElement[]} */
    let tools = [language, theme];
    if (this.#open) {
      const { handle, lecture } = this.#open;
      const stage = word('stage', say('header.lecture'), say('header.lecture-hint'), lecture);
      stage.setAttribute('aria-pressed', String(address.lecture));
      const menu = word('export', say('header.export'), say('header.export-hint'), () => handle.exportMenu(menu));
      menu.setAttribute('aria-haspopup', 'menu');
      tools = [
        stage,
        word('link', say('header.share'), say('transport.hint', { label: say('transport.share'), key: 'c' }), () => void handle.share()),
        menu,
        language,
        theme,
        h('button', { type: 'button', class: 'plain', 'aria-label': say('header.help'), title: say('header.help-hint'), onclick: () => handle.help() }, '?'),
      ];
    }
    this.#place.replaceChildren(
      h(
        'div',
        { class: 'masthead' },
        h('a', { class: 'brand', href: home }, say('page.name')),
        h('div', { class: 'crumbs' }, ...(scene ? [h('span', { class: 'chapter' }, `${scene.chapter} / `), h('h1', {}, scene.title)] : [])),
        h('nav', { 'aria-label': say('header.tools') }, ...tools),
      ),
    );
  }

  /** @type {Open | undefined} */
  #open;

  /** The button that opens the menu of languages. @param {Words} words */
  #language({ say, language }) {
    const now = language in LANGUAGES ? LANGUAGES[/** @type {keyof typeof LANGUAGES} */ (language)] : language;
    const label = say('header.language', { language: now });
    const languages = /** @type {[keyof typeof LANGUAGES, string][]} */ (Object.entries(LANGUAGES));
    const items = languages.map(([id, name]) => ({ label: name, lang: id, act: () => this.lang(id) }));
    const button = h('button', { type: 'button', class: 'plain', title: label, 'aria-label': label, 'aria-haspopup': 'menu', onclick: () => openMenu(button, items) }, icon('language'));
    return button;
  }

  /** @param {Language} language */
  lang(language) {
    if (this.#open) {
      this.#open.lang(language);
      return;
    }
    const query = new URLSearchParams(location.search);
    query.set('lang', language);
    this.navigate(`?${query}`);
  }

  theme() {
    if (this.#open) {
      this.#open.theme();
      return;
    }
    const query = new URLSearchParams(location.search);
    const asked = query.get('theme');
    query.set('theme', shadeOf(isShade(asked) ? asked : null) === 'dark' ? 'light' : 'dark');
    this.navigate(`?${query}`);
  }
}
