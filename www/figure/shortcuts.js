/** What each key does to a figure. */

import { notch } from './transport.js';

/** @import { Shortcut } from './keyboard.js' */
/** @import { Words } from './words.js' */

/**
 * @typedef {object} Keyed what keys can do
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(t: number) => void} seek
 * @property {() => void} latest
 * @property {(change: (speed: number) => number) => void} speed
 * @property {((by: number) => void) | null} turn the story's steps, where there is a story
 * @property {() => void} seed
 * @property {() => void} resetView
 * @property {() => void} view
 * @property {() => void} share
 * @property {() => void} fullscreen
 * @property {() => void} lecture
 * @property {() => void} theme
 * @property {() => void} help
 */

/**
 * @param {Keyed} does
 * @param {{ lecture: boolean, surface: boolean }} state
 * @param {Words} words
 * @returns {Shortcut[]}
 */
export function shortcuts(does, { lecture, surface }, { say }) {
  /** @param {string[]} keys @param {string} label @param {string} what @param {() => void} act @returns {Shortcut} */
  const key = (keys, label, what, act) => ({ keys, label, what, act });
  /** @type {typeof key} */
  const held = (...given) => ({ ...key(...given), held: true });
  const { turn } = does;
  const arrows = lecture && turn
    ? [key(['ArrowRight'], say('keys.right-story'), say('keys.story-next'), () => turn(1)), key(['ArrowLeft'], say('keys.left-story'), say('keys.story-previous'), () => turn(-1))]
    : [held(['ArrowRight'], '→', say('keys.step'), () => does.step(1)), held(['ArrowLeft'], '←', say('keys.step-back'), () => does.step(-1))];
  return [
    key([' '], say('keys.space'), say('keys.play'), does.toggle),
    ...arrows,
    held(['.'], lecture ? '.' : '', say('keys.step'), () => does.step(1)),
    held([','], lecture ? ',' : '', say('keys.step-back'), () => does.step(-1)),
    key(['Home'], say('keys.home'), say('keys.start'), () => does.seek(0)),
    key(['End'], say('keys.end'), say('keys.latest'), does.latest),
    held(['+', '='], '+', say('keys.faster'), () => does.speed((speed) => notch(speed, 1))),
    held(['-', '−'], '−', say('keys.slower'), () => does.speed((speed) => notch(speed, -1))),
    ...(turn
      ? [
          key(['n', 'PageDown'], lecture ? '' : say('keys.next-story'), say('keys.story-next'), () => turn(1)),
          key(['p', 'PageUp'], lecture ? '' : say('keys.previous-story'), say('keys.story-previous'), () => turn(-1)),
        ]
      : []),
    key(['s'], 's', say('keys.seed'), does.seed),
    key(['0'], '0', say('keys.reset-view'), does.resetView),
    ...(surface ? [key(['v'], 'v', say('keys.view'), does.view)] : []),
    key(['c'], 'c', say('keys.share'), does.share),
    key(['f'], 'f', say('keys.fullscreen'), does.fullscreen),
    key(['l'], 'l', say('keys.lecture'), does.lecture),
    key(['t'], 't', say('keys.theme'), does.theme),
    key(['?'], '?', say('keys.help'), does.help),
  ];
}
