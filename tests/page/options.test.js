/** What a figure is asked for, in texts that people write. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOn, refused, stepOf } from '../../www/figure/options.js';

test('an attribute that is there turns on, unless it says no', () => {
  for (const text of ['', '1', 'on', 'true', 'autoplay']) assert.equal(isOn(text), true, text);
  for (const text of [null, '0', 'false', 'off', 'no', ' No ']) assert.equal(isOn(text), false, String(text));
});

test('steps are whole numbers', () => {
  assert.equal(stepOf('120'), 120);
  assert.equal(stepOf(7), 7);
  for (const text of ['1.5', 'Infinity', '-1', '1e9', '', '12345678901', NaN]) assert.equal(stepOf(text), null, String(text));
});

test('looks that are not allowed are named with those that are', () => {
  assert.deepEqual(refused({ scene: 'a' }), []);
  assert.deepEqual(refused({ scene: 'a', controls: true, theme: 'dark', view: '3d' }), []);
  assert.deepEqual(refused({ scene: 'a', controls: 'all', view: '4d' }), [
    { name: 'controls', given: 'all', allowed: 'full, transport, none' },
    { name: 'view', given: '4d', allowed: '2d, 3d' },
  ]);
});
