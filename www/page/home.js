/** The home page: every scene by chapter, a still picture of each, alive where one looks. */

import { writeAddress } from '../figure/address.js';
import { asset } from '../figure/asset.js';
import { h } from '../figure/dom.js';
import { math } from '../figure/mathml.js';
import { prefersStillness, shadeOf } from '../figure/theme.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Language } from '../figure/language.js' */
/** @import { Card, Handle } from '../../saddleback' */
/** @import { Words } from '../figure/words.js' */
/** @import { Shown } from './main.js' */

/** Seconds that a thumbnail shows before it begins again. */
const LOOP = 14;
/** Width and height of a poster, in pixels. */
const POSTER = { width: 432, height: 270 };

/**
 * A scene's poster, with a live figure over it while it is looked at.
 * @param {Card} scene
 * @param {'light' | 'dark' | null} theme
 * @param {Language} language
 */
function thumbnail(scene, theme, language) {
  const poster = h('img', { class: 'poster', alt: '', width: POSTER.width, height: POSTER.height });
  const live = h('div', { class: 'live' });
  const place = h('div', { class: 'thumb', 'aria-hidden': 'true' }, poster, live);
  /** @type {Handle | null} */
  let handle = null;
  let wanted = false;
  const show = async () => {
    const { href } = asset(`posters/${scene.id}-${shadeOf(theme)}.png`);
    // In a page of one file an image cannot be asked for by its address, but fetched.
    poster.src = location.protocol === 'file:' ? URL.createObjectURL(await (await fetch(href)).blob()) : href;
  };
  const open = async () => {
    if (wanted || prefersStillness()) return;
    wanted = true;
    const { mount } = await import('../figure/mount.js');
    if (!wanted || handle) return;
    const figure = mount(live, { scene: scene.id, controls: 'none', theme: theme ?? 'system', lang: language, autoplay: true });
    handle = figure;
    const again = Math.round(LOOP * scene.speed);
    figure.on('step', ({ step }) => { if (step >= again && figure.state().playing) void figure.seek(0); });
  };
  const close = () => {
    wanted = false;
    handle?.destroy();
    handle = null;
  };
  return { place, show, open, close };
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
      if (isIntersecting) void thumbnails.get(target)?.show();
      else thumbnails.get(target)?.close();
    }
  }, { rootMargin: '60px' });
  // Posters are of one theme.
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => { for (const [place, { show }] of thumbnails) if (place.querySelector('img[src]')) void show(); };
  dark.addEventListener('change', repaint);

  /** @param {Card} scene */
  const card = (scene) => {
    const thumb = thumbnail(scene, address.theme, language);
    thumbnails.set(thumb.place, thumb);
    const href = writeAddress({ scene: scene.id, theme: address.theme, lecture: address.lecture, lang: address.lang });
    const looked = { onpointerenter: () => void thumb.open(), onpointerleave: thumb.close, onfocusin: () => void thumb.open(), onfocusout: thumb.close };
    return h('li', {}, h('article', { class: 'card', ...looked }, thumb.place, h('h3', {}, h('a', { href }, scene.title)), h('p', {}, scene.summary), scene.formula ? h('div', { class: 'formula' }, math(scene.formula)) : null));
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
      dark.removeEventListener('change', repaint);
      for (const { close } of thumbnails.values()) close();
      main.replaceChildren();
    },
  };
}
