/** A scene's page: one full figure, and an address that follows it. */

import { SaddlebackScene } from '../../saddleback.js';
import { DEFAULT_SEED, writeAddress } from '../figure/address.js';
import { h } from '../figure/dom.js';
import { shadeOf } from '../figure/theme.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Notices } from '../figure/notices.js' */
/** @import { Handle, Scene } from '../../saddleback' */
/** @import { Header } from './header.js' */
/** @import { Shown } from './main.js' */

/** Milliseconds between addresses written while a control is dragged; browsers allow few. */
const CALM = 300;

/**
 * @param {HTMLElement} main
 * @param {Scene} scene
 * @param {Address} address
 * @param {{ header: Header, notices: Notices, navigate: (query: string) => void }} page
 * @returns {Shown}
 */
export function showScene(main, scene, address, { header }) {
  document.title = `${scene.title} – Saddleback`;

  let now = { ...address };
  /** Whether the figure is being put as an address says, so that it must not write one. */
  let restoring = true;
  /** Whether a control is being dragged, which has its entry in the history already. */
  let dragging = false;
  let timer = 0;

  const element = new SaddlebackScene({
    scene: scene.id,
    params: address.params,
    seed: address.seed ?? DEFAULT_SEED,
    t: address.t ?? 0,
    autoplay: address.autoplay ?? address.t === null,
    controls: address.embed ? 'transport' : 'full',
    theme: address.theme ?? 'system',
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
    header.show(now, { scene, handle, lecture, theme });
  };
  /** @param {'push' | 'replace'} how */
  const write = (how) => {
    clearTimeout(timer);
    timer = 0;
    const query = writeAddress(now) || location.pathname;
    if (query === location.search) return;
    if (how === 'push') history.pushState(null, '', query);
    else history.replaceState(null, '', query);
  };
  const lecture = () => {
    now = { ...now, lecture: !now.lecture };
    handle.configure({ lecture: now.lecture });
    present();
    write('replace');
  };
  const theme = () => {
    now = { ...now, theme: shadeOf(now.theme) === 'dark' ? 'light' : 'dark' };
    handle.configure({ theme: now.theme ?? 'system' });
    present();
    write('replace');
  };
  present();

  void handle.ready.then(() => {
    // What was not allowed is out of the address as well, once it has been named.
    const { params, seed } = handle.state();
    now = { ...now, params, seed };
    restoring = false;
    write('replace');
  });
  handle.on('change', ({ params, seed, final }) => {
    if (restoring) return;
    const { playing, step } = handle.state();
    now = { ...now, params, seed, t: playing ? null : step };
    if (final) {
      write(dragging ? 'replace' : 'push');
      dragging = false;
    } else if (!dragging) {
      dragging = true;
      write('push');
    } else {
      timer ||= setTimeout(() => write('replace'), CALM);
    }
  });
  handle.on('play', () => {
    if (restoring) return;
    now = { ...now, t: null };
    timer ||= setTimeout(() => write('replace'), CALM);
  });
  for (const event of /** @type {const} */ (['pause', 'seek'])) {
    handle.on(event, ({ step }) => {
      if (restoring || handle.state().playing) return;
      now = { ...now, t: step };
      timer ||= setTimeout(() => write('replace'), CALM);
    });
  }
  handle.on('view', ({ view }) => {
    if (restoring) return;
    now = { ...now, view: view === '3d' ? view : null };
    write('replace');
  });
  handle.on('wish', ({ what }) => (what === 'lecture' ? lecture() : theme()));

  return {
    scene: scene.id,
    leave() {
      clearTimeout(timer);
      main.replaceChildren();
    },
    restore(next) {
      clearTimeout(timer);
      timer = 0;
      dragging = false;
      restoring = true;
      now = next;
      if (next.t !== null) handle.pause();
      handle.restore(next.params, next.seed ?? DEFAULT_SEED, next.t ?? 0);
      if (next.t === null && next.autoplay !== false) handle.play();
      handle.configure({ lecture: next.lecture, theme: next.theme ?? 'system', view: next.view ?? '2d', controls: next.embed ? 'transport' : 'full' });
      present();
      restoring = false;
    },
  };
}
