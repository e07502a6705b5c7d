/** Which keys a figure obeys. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, obey } from '../../www/figure/keyboard.js';

/** As much of an element as the keyboard looks at: the selectors that it matches, itself and above. */
class FakeElement {
  /** @param {string[]} matches @param {{ within?: string, editable?: boolean }} [more] */
  constructor(matches, { within = '', editable = false } = {}) {
    this.selectors = matches;
    this.within = within;
    this.isContentEditable = editable;
  }

  /** @param {string} selector */
  matches(selector) {
    // `input:not([type=range], [type=checkbox])` is one alternative, in spite of its comma.
    return selector.replace(/\([^)]*\)/g, '').split(',').some((part) => this.selectors.includes(part.trim()));
  }

  /** @param {string} selector */
  closest(selector) {
    return this.within !== '' && selector.split(', ').includes(this.within) ? this : null;
  }
}
globalThis.HTMLElement = /** @type {any} */ (FakeElement);

/** What a key does on a target: which shortcut, whether the page is kept from scrolling, and whether it hears of the key. @param {string} key @param {object} [event] @param {object} [target] */
function press(key, event = {}, target = new FakeElement([])) {
  let done = '';
  let prevented = false;
  let stopped = false;
  const shortcuts = [
    { keys: ['ArrowRight', 'n'], label: '→', what: 'on', act: () => { done = 'on'; } },
    { keys: ['s'], label: 's', what: 'faster', held: true, act: () => { done += 's'; } },
    { keys: [' '], label: 'Space', what: 'play', act: () => { done = 'play'; } },
    { keys: ['n'], label: '', what: 'second', act: () => { done = 'second'; } },
  ];
  obey(/** @type {any} */ ({ key, composedPath: () => [target], preventDefault: () => { prevented = true; }, stopPropagation: () => { stopped = true; }, ...event }), shortcuts);
  return [done, prevented, stopped];
}

test('the first shortcut that has the key acts', () => {
  assert.deepEqual(press('n'), ['on', true, true]);
  assert.deepEqual(press(' '), ['play', true, true]);
});

test('other keys, keys with modifiers, and keys that somebody took are left alone', () => {
  assert.deepEqual(press('q'), ['', false, false]);
  for (const held of ['ctrlKey', 'metaKey', 'altKey', 'defaultPrevented']) assert.deepEqual(press('n', { [held]: true }), ['', false, false]);
  assert.deepEqual(press('n', { shiftKey: true }), ['on', true, true]);
});

test('controls keep the keys that they need', () => {
  assert.deepEqual(press('n', {}, new FakeElement(['select'])), ['', false, true]);
  assert.deepEqual(press('n', {}, new FakeElement(['textarea'])), ['', false, true]);
  assert.deepEqual(press('n', {}, new FakeElement([], { editable: true })), ['', false, true]);
  assert.deepEqual(press('n', {}, new FakeElement([], { within: 'dialog' })), ['', false, true]);
  assert.deepEqual(press('n', {}, new FakeElement([], { within: '.menu' })), ['', false, true]);
  assert.deepEqual(press(' ', {}, new FakeElement(['button'])), ['', false, true]);
  assert.deepEqual(press('n', {}, new FakeElement(['button'])), ['on', true, true]);
  assert.deepEqual(press('ArrowRight', {}, new FakeElement(['[role=slider]'])), ['', false, true]);
  assert.deepEqual(press(' ', {}, new FakeElement(['[role=slider]'])), ['play', true, true]);
});

test('an event from nowhere in particular is obeyed', () => {
  assert.deepEqual(press('n', {}, {}), ['on', true, true]);
});

test('letters count whatever Caps Lock and the layout make of them', () => {
  assert.equal(keyOf({ key: 'N' }), 'n', 'Caps Lock');
  assert.equal(keyOf({ key: 'Z', shiftKey: true }), 'Z');
  assert.equal(keyOf({ key: 'т', code: 'KeyN' }), 'n', 'a Russian layout');
  assert.equal(keyOf({ key: 'é', code: 'Digit2' }), 'é');
  assert.equal(keyOf({ key: 'ArrowLeft', code: 'ArrowLeft' }), 'ArrowLeft');
});

test('a key that is held acts once, unless it is one to hold', () => {
  assert.deepEqual(press('n', { repeat: true }), ['', true, true]);
  assert.deepEqual(press('s', { repeat: true }), ['s', true, true]);
});
