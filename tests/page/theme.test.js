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

/** Who watches the attributes of the page. @type {Set<() => void>} */
const watching = new Set();
globalThis.MutationObserver = /** @type {any} */ (class {
  /** @param {() => void} fn */
  constructor(fn) { this.fn = fn; }
  observe() { watching.add(this.fn); }
  disconnect() { watching.delete(this.fn); }
});
globalThis.document = /** @type {any} */ ({ documentElement: {}, body: {} });
globalThis.getComputedStyle = /** @type {any} */ ((/** @type {{ scheme: string }} */ { scheme }) => ({ colorScheme: scheme }));

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
  const tell = () => [...dark().listeners, ...watching].forEach((fn) => fn());
  tell();
  deaf();
  tell();
  assert.equal(heard, 2, 'the system, and a switch on the page');
});

test('the page around a figure chooses before the system does', () => {
  const host = (/** @type {string} */ scheme) => /** @type {any} */ ({ isConnected: true, scheme });
  dark().matches = true;
  assert.equal(theme.shadeOf('system', host('light')), 'light');
  assert.equal(theme.shadeOf('system', host('only light')), 'light');
  assert.equal(theme.shadeOf('dark', host('light')), 'dark');
  for (const either of ['normal', 'light dark', 'dark light', '']) assert.equal(theme.shadeOf('system', host(either)), 'dark', either);
  dark().matches = false;
  assert.equal(theme.shadeOf('system', host('dark')), 'dark');
  assert.equal(theme.shadeOf('system', host('light dark')), 'light');
});

test('who wants stillness is heard once it is wanted', () => {
  let heard = 0;
  const still = system['(prefers-reduced-motion: reduce)'];
  const deaf = theme.onStillness(() => { heard += 1; });
  still?.listeners.forEach((fn) => fn());
  assert.equal(heard, 0, 'it is not wanted yet');
  if (still) still.matches = true;
  still?.listeners.forEach((fn) => fn());
  assert.equal(heard, 1);
  deaf();
  if (still) still.matches = false;
});

test('stillness is the system\'s wish', () => {
  assert.equal(theme.prefersStillness(), false);
  const still = system['(prefers-reduced-motion: reduce)'];
  assert.ok(still);
  still.matches = true;
  assert.equal(theme.prefersStillness(), true);
});
