/** The laboratory's page: reads the address, shows the home page or a scene, keeps the address true. */

import { readAddress } from '../figure/address.js';
import { catalogue, describe } from '../figure/declarations.js';
import { h } from '../figure/dom.js';
import { chosen, tagOf } from '../figure/language.js';
import { nearest } from '../figure/naming.js';
import { Notices } from '../figure/notices.js';
import { breathe } from '../figure/schedule.js';
import { shadeOf } from '../figure/theme.js';
import { wordsIn } from '../figure/words.js';
import { Header } from './header.js';
import { note } from './history.js';
import { showHome } from './home.js';

/** @import { Address } from '../figure/address.js' */
/** @import { Language } from '../figure/language.js' */
/** @import { Moment } from './scene.js' */

/**
 * What is shown now.
 * @typedef {object} Shown
 * @property {string} scene its id, empty for the home page
 * @property {Language} language
 * @property {() => void} leave
 * @property {(address: Address) => void} [restore] takes another address of the same scene
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const header = new Header(/** @type {HTMLElement} */ (document.getElementById('header')), navigate);

/** @type {Shown | null} */
let shown = null;

/** Goes to another address of this page, at a scene's present moment if it is to stay. @param {string} query @param {Moment} [moment] */
function navigate(query, moment) {
  note(query || location.pathname, 'push');
  void route(moment);
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

/** @param {Moment} [moment] */
async function route(moment) {
  const { address, problems } = readAddress(location.search);
  const asked = location.search;
  const language = chosen(address.lang, null);
  // The code of figures is only for scenes. The simulation's comes beside it; the figure names what may go wrong with it.
  const figures = address.scene ? import('./scene.js') : null;
  figures?.then(({ preload }) => preload(address.scene, language)).catch(() => {});
  document.documentElement.classList.toggle('embedded', address.embed);
  document.documentElement.classList.toggle('lecture', address.lecture);
  document.documentElement.dataset['theme'] = shadeOf(address.theme);
  // Asked for beside the words.
  describe(address.scene, language).catch(() => {});
  const words = await wordsIn(language);
  if (asked !== location.search) return;
  const { say } = words;
  document.documentElement.lang = tagOf(words.language);
  const skip = document.querySelector('.skip');
  if (skip) skip.textContent = say('page.skip');
  if (shown && shown.scene === address.scene && shown.language === words.language && shown.restore) {
    header.show(address, words);
    shown.restore(address);
    return;
  }
  shown?.leave();
  shown = null;
  const notices = new Notices(words);
  document.getElementById('notices')?.replaceChildren(notices.element);
  for (const problem of problems) notices.say(words.tell(problem));

  let scene;
  let scenes;
  try {
    scene = await describe(address.scene, language);
    scenes = scene ? [] : await catalogue(language);
  } catch (error) {
    header.show(address, words);
    main.replaceChildren(
      h(
        'div',
        { class: 'waiting', role: 'alert' },
        h('h1', {}, say('page.start-failed')),
        h('p', {}, words.explain(error)),
        h('button', { type: 'button', class: 'button', onclick: () => void route() }, say('page.try-again')),
      ),
    );
    return;
  }
  await breathe();
  if (asked !== location.search) return;
  if (scene) {
    const { showScene } = await (figures ?? import('./scene.js'));
    if (asked !== location.search) return;
    shown = showScene(main, scene, address, { header, navigate, words }, moment);
    return;
  }
  if (address.scene) {
    const known = scenes.map(({ id }) => id);
    const near = nearest(address.scene, known);
    const unknown = { given: address.scene.slice(0, 40), known: known.join(', ') };
    notices.say(near ? say('page.scene-unknown-nearest', { ...unknown, nearest: near }) : say('page.scene-unknown', unknown));
  }
  header.show(address, words);
  shown = showHome(main, scenes, address, words);
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
