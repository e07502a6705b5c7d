/** The home page: every scene by chapter, alive where one looks. */

import { mount } from '../../saddleback.js';
import { writeAddress } from '../figure/address.js';
import { h } from '../figure/dom.js';
import { asset } from '../figure/loader.js';
import { math } from '../figure/mathml.js';
import { prefersStillness } from '../figure/theme.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Language } from '../figure/language.js' */
/** @import { Card, Handle } from '../../saddleback' */
/** @import { Words } from '../figure/words.js' */
/** @import { Shown } from './main.js' */

/** Seconds that a thumbnail shows before it begins again. */
const LOOP = 14;
/** Seconds in that a still thumbnail shows. */
const MOMENT = 6;

/**
 * A live thumbnail, which exists only while it is near the window.
 * @param {Card} scene
 * @param {'light' | 'dark' | null} theme
 * @param {Language} language
 */
function thumbnail(scene, theme, language) {
  const place = h('div', { class: 'thumb', 'aria-hidden': 'true' });
  /** @type {Handle | null} */
  let handle = null;
  const open = () => {
    if (handle) return;
    const still = prefersStillness();
    handle = mount(place, { scene: scene.id, controls: 'none', theme: theme ?? 'system', lang: language, autoplay: !still, t: still ? Math.round(MOMENT * scene.speed) : 0 });
    const again = Math.round(LOOP * scene.speed);
    handle.on('step', ({ step }) => { if (step >= again && handle?.state().playing) void handle.seek(0); });
  };
  const close = () => {
    handle?.destroy();
    handle = null;
  };
  return { place, open, close };
}

/**
 * @param {HTMLElement} main
 * @param {Card[]} scenes
 * @param {Address} address
 * @param {Words} words
 * @returns {Shown}
 */
export function showHome(main, scenes, address, { say, language }) {
  document.title = say('page.title');
  /** @type {Map<Element, ReturnType<typeof thumbnail>>} */
  const thumbnails = new Map();
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) thumbnails.get(target)?.open();
      else thumbnails.get(target)?.close();
    }
  }, { rootMargin: '120px' });

  /** @param {Card} scene */
  const card = (scene) => {
    const thumb = thumbnail(scene, address.theme, language);
    thumbnails.set(thumb.place, thumb);
    const href = writeAddress({ scene: scene.id, theme: address.theme, lecture: address.lecture, lang: address.lang });
    return h('li', {}, h('article', { class: 'card' }, thumb.place, h('h3', {}, h('a', { href }, scene.title)), h('p', {}, scene.summary), scene.formula ? h('div', { class: 'formula' }, math(scene.formula)) : null));
  };
  const chapters = [...new Set(scenes.map(({ chapter }) => chapter))];
  main.replaceChildren(
    h(
      'div',
      { class: 'home' },
      h('h1', {}, say('home.heading')),
      h('p', {}, say('home.introduction')),
      h('div', { class: 'chapters' }, ...chapters.map((chapter) => h('section', { 'aria-label': chapter }, h('h2', {}, chapter), h('ul', { class: 'cards' }, ...scenes.filter((scene) => scene.chapter === chapter).map(card))))),
      // A page of one file is that already.
      location.protocol === 'file:' ? null : h('p', { class: 'along' }, h('a', { href: asset('saddleback.html').href, download: '' }, say('home.download')), ' ', say('home.download-purpose')),
    ),
  );
  for (const place of thumbnails.keys()) near.observe(place);
  return {
    scene: '',
    language,
    leave() {
      near.disconnect();
      for (const { close } of thumbnails.values()) close();
      main.replaceChildren();
    },
  };
}
