/** Light or dark. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

/** The system's preferences, by query. @type {Record<string, { matches: boolean, listeners: Set<() => void> }>} */
const system = {};
globalThis.matchMedia = /** @type {any} */ ((/** @type {string} */ query) => {
  const media = { matches: false, listeners: new Set() };
  system[query] = media;
  return {
    get matches() { return media.matches; },
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ fn) => media.listeners.add(fn),
    removeEventListener: (/** @type {string} */ _, /** @type {() => void} */ fn) => media.listeners.delete(fn),
  };
});

/** @type {typeof import('../../www/figure/theme.js')} */
let theme;
before(async () => { theme = await import('../../www/figure/theme.js'); });

const dark = () => /** @type {{ matches: boolean, listeners: Set<() => void> }} */ (system['(prefers-color-scheme: dark)']);

test('what is asked for wins, otherwise the system decides, live', () => {
  assert.equal(theme.shadeOf('dark'), 'dark');
  assert.equal(theme.shadeOf('system'), 'light');
  assert.equal(theme.shadeOf(null), 'light');
  dark().matches = true;
  assert.equal(theme.shadeOf('light'), 'light');
  assert.equal(theme.shadeOf('purple'), 'dark');
  dark().matches = false;
});

test('a shade is one of two', () => {
  assert.ok(theme.isShade('light') && theme.isShade('dark'));
  for (const other of ['system', '', null, undefined, 1]) assert.ok(!theme.isShade(other));
});

test('who listens to the system hears it until it listens no longer', () => {
  let heard = 0;
  const deaf = theme.onSystemTheme(() => { heard += 1; });
  dark().listeners.forEach((fn) => fn());
  deaf();
  dark().listeners.forEach((fn) => fn());
  assert.equal(heard, 1);
});

test('stillness is the system\'s wish', () => {
  assert.equal(theme.prefersStillness(), false);
  const still = system['(prefers-reduced-motion: reduce)'];
  assert.ok(still);
  still.matches = true;
  assert.equal(theme.prefersStillness(), true);
});
