/** A scene's page: one full figure, and an address that follows it. */

import { SaddlebackScene } from '../../saddleback.js';
import { DEFAULT_SEED, writeAddress } from '../figure/address.js';
import { h } from '../figure/dom.js';
import { engine } from '../figure/loader.js';
import { prefersStillness, shadeOf } from '../figure/theme.js';
import { note } from './history.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Language } from '../figure/language.js' */
/** @import { Words } from '../figure/words.js' */
/** @import { Handle, Scene } from '../../saddleback' */
/** @import { Header } from './header.js' */
/** @import { Shown } from './main.js' */

/** Milliseconds between addresses written while a control is dragged; browsers allow few. */
const CALM = 300;

/** Asks for the code that a scene needs. @param {string} scene @param {Language} language */
export const preload = (scene, language) => engine(scene, language);

/** Where a scene has come to. @typedef {{ t: number, playing: boolean }} Moment */

/**
 * The one setting in which two states differ; none where it is not one.
 * @param {{ params: Record<string, string>, seed: number | null }} before
 * @param {{ params: Record<string, string>, seed: number | null }} after
 */
function changed(before, after) {
  const names = new Set([...Object.keys(before.params), ...Object.keys(after.params)]);
  const different = [...names].filter((name) => before.params[name] !== after.params[name]);
  if ((before.seed ?? DEFAULT_SEED) !== (after.seed ?? DEFAULT_SEED)) different.push('seed');
  return different.length === 1 ? different[0] ?? null : null;
}

/**
 * @param {HTMLElement} main
 * @param {Scene} scene
 * @param {Address} address
 * @param {{ header: Header, navigate: (query: string, moment: Moment) => void, words: Words }} page
 * @param {Moment} [moment] where the scene has come to, if not to where the address says
 * @returns {Shown}
 */
export function showScene(main, scene, address, { header, navigate, words }, moment) {
  document.title = words.say('page.scene-title', { scene: scene.title });

  let now = { ...address };
  /** Whether the figure is being put as an address says, so that it must not write one. */
  let restoring = true;
  /** Whether a control is being dragged, which has its entry in the history already. */
  let dragging = false;
  let timer = 0;
  /** What alone the last change changed. @type {string | null} */
  let last = null;

  const element = new SaddlebackScene({
    scene: scene.id,
    params: address.params,
    seed: address.seed ?? DEFAULT_SEED,
    t: moment?.t ?? address.t ?? 0,
    autoplay: moment?.playing ?? address.autoplay ?? address.t === null,
    controls: address.embed ? 'transport' : 'full',
    theme: address.theme ?? 'system',
    lang: words.language,
    lecture: address.lecture,
    view: address.view ?? '2d',
    keys: 'page',
    tools: address.embed,
  });
  // Without a header the page still has its heading for those who hear it.
  const heading = address.embed ? [h('h1', { class: 'hearable' }, scene.title)] : [];
  main.replaceChildren(...heading, h('div', { class: 'scene' }, element));
  const handle = /** @type {Handle} */ (element.handle);

  const present = () => {
    document.documentElement.classList.toggle('lecture', now.lecture);
    document.documentElement.dataset['theme'] = shadeOf(now.theme);
    header.show(now, words, { scene, handle, lecture, theme, lang });
  };
  /** @param {'push' | 'replace'} how */
  const keep = (how) => {
    clearTimeout(timer);
    timer = 0;
    const query = writeAddress(now) || location.pathname;
    if (query === location.search) return;
    note(query, how);
  };
  const lecture = () => {
    now = { ...now, lecture: !now.lecture };
    handle.configure({ lecture: now.lecture });
    present();
    keep('replace');
  };
  const theme = () => {
    now = { ...now, theme: shadeOf(now.theme) === 'dark' ? 'light' : 'dark' };
    handle.configure({ theme: now.theme ?? 'system' });
    present();
    keep('replace');
  };
  /** @param {Language} language */
  const lang = (language) => {
    const { step, playing } = handle.state();
    navigate(writeAddress({ ...now, lang: language }), { t: step, playing });
  };
  present();

  void handle.ready.then(() => {
    // What was not allowed is out of the address as well, once it has been named.
    const { ready, params, seed } = handle.state();
    if (!ready) return;
    now = { ...now, params, seed };
    restoring = false;
    keep('replace');
  });
  handle.on('change', ({ params, seed, final }) => {
    if (restoring) return;
    const { playing, step } = handle.state();
    const what = changed(now, { params, seed });
    now = { ...now, params, seed, t: playing ? null : step };
    if (final) {
      // Twenty seeds in a row are one entry of the history.
      keep(dragging || (what !== null && what === last) ? 'replace' : 'push');
      last = what;
      dragging = false;
    } else if (!dragging) {
      dragging = true;
      keep('push');
    } else {
      timer ||= setTimeout(() => keep('replace'), CALM);
    }
  });
  handle.on('play', () => {
    if (restoring) return;
    now = { ...now, t: null };
    timer ||= setTimeout(() => keep('replace'), CALM);
  });
  for (const event of /** @type {const} */ (['pause', 'seek'])) {
    handle.on(event, ({ step }) => {
      if (restoring || handle.state().playing) return;
      now = { ...now, t: step };
      timer ||= setTimeout(() => keep('replace'), CALM);
    });
  }
  handle.on('view', ({ view }) => {
    if (restoring) return;
    now = { ...now, view: view === '3d' ? view : null };
    keep('replace');
  });
  handle.on('wish', ({ what }) => (what === 'lecture' ? lecture() : theme()));

  return {
    scene: scene.id,
    language: words.language,
    leave() {
      clearTimeout(timer);
      main.replaceChildren();
    },
    restore(next) {
      clearTimeout(timer);
      timer = 0;
      dragging = false;
      last = null;
      restoring = true;
      now = next;
      if (next.t !== null) handle.pause();
      handle.restore(next.params, next.seed ?? DEFAULT_SEED, next.t ?? 0);
      if (next.t === null && next.autoplay !== false && !prefersStillness()) handle.play();
      handle.configure({ lecture: next.lecture, theme: next.theme ?? 'system', view: next.view ?? '2d', controls: next.embed ? 'transport' : 'full' });
      present();
      restoring = false;
    },
  };
}
