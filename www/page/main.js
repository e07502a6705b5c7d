/** The laboratory's page: reads the address, shows the home page or a scene, keeps the address true. */

import { catalogue, describe } from '../../saddleback.js';
import { readAddress } from '../figure/address.js';
import { h } from '../figure/dom.js';
import { engine } from '../figure/loader.js';
import { Notices } from '../figure/notices.js';
import { breathe } from '../figure/schedule.js';
import { shadeOf } from '../figure/theme.js';
import { Header } from './header.js';
import { showHome } from './home.js';
import { showScene } from './scene.js';

/** @import { Address } from '../figure/address.js' */

/**
 * What is shown now.
 * @typedef {object} Shown
 * @property {string} scene its id, empty for the home page
 * @property {() => void} leave
 * @property {(address: Address) => void} [restore] takes another address of the same scene
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const notices = new Notices();
document.getElementById('notices')?.append(notices.element);
const header = new Header(/** @type {HTMLElement} */ (document.getElementById('header')), navigate);

/** @type {Shown | null} */
let shown = null;

/** Goes to another address of this page. @param {string} query */
function navigate(query) {
  history.pushState(null, '', query || location.pathname);
  void route();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

/** The nearest of some names, by common pairs of letters. @param {string} given @param {string[]} names */
function nearest(given, names) {
  const pairs = (/** @type {string} */ text) => new Set([...text].map((letter, at) => letter + (text[at + 1] ?? '')));
  const wanted = pairs(given.toLowerCase().slice(0, 60));
  const likeness = (/** @type {string} */ name) => {
    const has = pairs(name);
    return (2 * [...wanted].filter((pair) => has.has(pair)).length) / (wanted.size + has.size);
  };
  const [best] = names.toSorted((a, b) => likeness(b) - likeness(a));
  return best !== undefined && likeness(best) > 0.3 ? best : null;
}

async function route() {
  const { address, problems } = readAddress(location.search);
  document.documentElement.classList.toggle('embedded', address.embed);
  document.documentElement.classList.toggle('lecture', address.lecture);
  document.documentElement.dataset['theme'] = shadeOf(address.theme);
  if (shown && shown.scene === address.scene && shown.restore) {
    header.show(address);
    shown.restore(address);
    return;
  }
  shown?.leave();
  shown = null;
  notices.clear();
  for (const problem of problems) notices.say(problem);

  const asked = location.search;
  let scene;
  let scenes;
  // The simulation's code comes while the page is built; the figure names what may go wrong with it.
  if (address.scene) engine(address.scene).catch(() => {});
  try {
    scene = await describe(address.scene);
    scenes = scene ? [] : await catalogue();
  } catch (error) {
    header.show(address);
    const why = error instanceof Error ? error.message : String(error);
    main.replaceChildren(
      h(
        'div',
        { class: 'waiting', role: 'alert' },
        h('h1', {}, 'Saddleback could not start'),
        h('p', {}, why),
        h('button', { type: 'button', class: 'button', onclick: () => void route() }, 'Try again'),
      ),
    );
    return;
  }
  await breathe();
  if (asked !== location.search) return;
  if (scene) {
    shown = showScene(main, scene, address, { header, notices, navigate });
    return;
  }
  if (address.scene) {
    const known = scenes.map(({ id }) => id);
    const near = nearest(address.scene, known);
    notices.say(`scene: "${address.scene.slice(0, 40)}" is unknown; known: ${known.join(', ')}${near ? `; nearest: ${near}` : ''}`);
  }
  header.show(address);
  shown = showHome(main, scenes, address);
}

addEventListener('popstate', () => void route());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  document.documentElement.dataset['theme'] = shadeOf(readAddress(location.search).address.theme);
});
document.addEventListener('click', (event) => {
  // Links within the laboratory change the address without loading the page again.
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hash || link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  if (link.search !== location.search) navigate(link.search);
});
void route();
