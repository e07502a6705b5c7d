/** What each key does to a figure. */

import { notch } from './transport.js';

/** @import { Shortcut } from './keyboard.js' */

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
 * @returns {Shortcut[]}
 */
export function shortcuts(does, { lecture, surface }) {
  /** @param {string[]} keys @param {string} label @param {string} what @param {() => void} act @returns {Shortcut} */
  const key = (keys, label, what, act) => ({ keys, label, what, act });
  const { turn } = does;
  const arrows = lecture && turn
    ? [key(['ArrowRight'], '→, n, Page Down', 'next step of the story', () => turn(1)), key(['ArrowLeft'], '←, p, Page Up', 'previous step of the story', () => turn(-1))]
    : [key(['ArrowRight'], '→', 'one step', () => does.step(1)), key(['ArrowLeft'], '←', 'one step back', () => does.step(-1))];
  return [
    key([' '], 'Space', 'play or pause', does.toggle),
    ...arrows,
    key(['.'], lecture ? '.' : '', 'one step', () => does.step(1)),
    key([','], lecture ? ',' : '', 'one step back', () => does.step(-1)),
    key(['Home'], 'Home', 'back to the start', () => does.seek(0)),
    key(['End'], 'End', 'to the furthest step reached', does.latest),
    key(['+', '='], '+', 'faster', () => does.speed((speed) => notch(speed, 1))),
    key(['-', '−'], '−', 'slower', () => does.speed((speed) => notch(speed, -1))),
    ...(turn
      ? [
          key(['n', 'PageDown'], lecture ? '' : 'n, Page Down', 'next step of the story', () => turn(1)),
          key(['p', 'PageUp'], lecture ? '' : 'p, Page Up', 'previous step of the story', () => turn(-1)),
        ]
      : []),
    key(['s'], 's', 'another seed', does.seed),
    key(['0'], '0', 'the whole picture again', does.resetView),
    ...(surface ? [key(['v'], 'v', 'the picture as a surface, or from above', does.view)] : []),
    key(['c'], 'c', 'copy a link to this moment', does.share),
    key(['f'], 'f', 'full screen', does.fullscreen),
    key(['l'], 'l', 'lecture: large text, large picture', does.lecture),
    key(['t'], 't', 'light or dark', does.theme),
    key(['?'], '?', 'this sheet', does.help),
  ];
}
