/** The page's head: where we are, and what can be done with it. */

import { h } from '../figure/dom.js';
import { icon } from '../figure/icons.js';
import { writeAddress } from '../figure/address.js';
import { isShade, shadeOf } from '../figure/theme.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Handle, Scene } from '../../saddleback' */

export class Header {
  #place;

  /** @param {HTMLElement} place @param {(query: string) => void} navigate */
  constructor(place, navigate) {
    this.#place = place;
    this.navigate = navigate;
  }

  /**
   * @param {Address} address
   * @param {{ scene: Scene, handle: Handle, lecture: () => void, theme: () => void }} [open]
   */
  show(address, open) {
    this.#open = open ?? (address.scene && this.#open?.scene.id === address.scene ? this.#open : undefined);
    this.#place.hidden = address.embed;
    const home = writeAddress({ theme: address.theme }) || location.pathname;
    const scene = this.#open?.scene;
    /** @param {Parameters<typeof icon>[0]} name @param {string} label @param {string} title @param {(event: MouseEvent) => void} act */
    const word = (name, label, title, act) => h('button', { type: 'button', class: `word ${name}`, title, onclick: act }, icon(name), h('span', {}, label));
    const shade = shadeOf(address.theme);
    const theme = h('button', { type: 'button', class: 'plain', title: 'Light or dark (t)', 'aria-label': shade === 'dark' ? 'Light colours' : 'Dark colours', onclick: () => this.theme() }, icon('theme'));
    /** @type {HTMLElement[]} */
    let tools = [theme];
    if (this.#open) {
      const { handle, lecture } = this.#open;
      const stage = word('stage', 'Stage', 'Large text and picture, for a projector (l)', lecture);
      stage.setAttribute('aria-pressed', String(address.lecture));
      const menu = word('export', 'Export', 'Picture, data, embed code', () => handle.exportMenu(menu));
      menu.setAttribute('aria-haspopup', 'menu');
      tools = [
        stage,
        word('link', 'Share', 'Copy a link to this moment (c)', () => void handle.share()),
        menu,
        theme,
        h('button', { type: 'button', class: 'plain', 'aria-label': 'Keys and gestures', title: 'Keys and gestures (?)', onclick: () => handle.help() }, '?'),
      ];
    }
    this.#place.replaceChildren(
      h(
        'div',
        { class: 'masthead' },
        h('a', { class: 'brand', href: home }, 'Saddleback'),
        h('div', { class: 'crumbs' }, ...(scene ? [h('span', { class: 'chapter' }, `${scene.chapter} / `), h('h1', {}, scene.title)] : [])),
        h('nav', { 'aria-label': 'Figure' }, ...tools),
      ),
    );
  }

  /** @type {{ scene: Scene, handle: Handle, lecture: () => void, theme: () => void } | undefined} */
  #open;

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
