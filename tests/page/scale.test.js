/** A slider's positions and values. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDigits, nudge, plain, position, scaleOf, valueAt } from '../../www/figure/scale.js';

const linear = { min: -2, max: 2, log: false, whole: false };
const log = { min: 1e-4, max: 10, log: true, whole: false };
const whole = { min: 1, max: 50, log: false, whole: true };

test('a parameter has a scale', () => {
  const parameter = (/** @type {object} */ more) => /** @type {any} */ ({ kind: 'number', min: 1, max: 9, ...more });
  assert.deepEqual(scaleOf(parameter({ scale: 'log' })), { min: 1, max: 9, log: true, whole: false });
  assert.equal(scaleOf(parameter({ scale: 'log', min: 0 })).log, false, 'no logarithm of zero');
  assert.equal(scaleOf(parameter({ kind: 'integer' })).whole, true);
  assert.deepEqual(scaleOf(/** @type {any} */ ({ kind: 'number' })), { min: 0, max: 1, log: false, whole: false });
});

test('the ends are the bounds exactly, and beyond them as well', () => {
  for (const scale of [linear, log, whole]) {
    assert.equal(valueAt(scale, 0), scale.min);
    assert.equal(valueAt(scale, 1), scale.max);
    assert.equal(valueAt(scale, -3), scale.min);
    assert.equal(valueAt(scale, 7), scale.max);
    assert.equal(position(scale, scale.min), 0);
    assert.equal(position(scale, scale.max), 1);
    assert.equal(position(scale, -1e9), 0);
    assert.equal(position(scale, 1e9), 1);
  }
});

test('what is no position is none', () => {
  assert.equal(position(log, 0), 0);
  assert.equal(position(log, -1), 0);
  assert.equal(position(linear, NaN), 0);
  assert.equal(position({ min: 3, max: 3, log: false, whole: false }, 3), 0);
});

test('values are round, and rounding keeps within the bounds', () => {
  assert.equal(valueAt(linear, 0.5), 0);
  assert.equal(valueAt(log, 0.5), 0.032);
  assert.equal(valueAt(whole, 0.5), 26);
  for (let at = 0; at <= 1; at += 1 / 997) {
    for (const scale of [linear, log, whole]) {
      const value = valueAt(scale, at);
      assert.ok(value >= scale.min && value <= scale.max);
      assert.ok(Math.abs(position(scale, value) - at) < 0.04, `${at} is ${value}`);
      if (scale.whole) assert.ok(Number.isInteger(value));
    }
  }
});

test('a nudge is at least one step, and stops at the bounds', () => {
  assert.equal(nudge(whole, 7, 1), 8);
  assert.equal(nudge(whole, 7, -1), 6);
  assert.equal(nudge(whole, 50, 1), 50);
  assert.equal(nudge(whole, 1, -10), 1);
  assert.ok(nudge(linear, 0, 1) > 0 && nudge(linear, 0, -1) < 0);
  assert.ok(nudge(log, 0.001, 10) > nudge(log, 0.001, 1));
});

test('every value can be reached from the other end by keys', () => {
  for (const scale of [linear, log, whole]) {
    let value = scale.min;
    for (let key = 0; key < 400 && value < scale.max; key += 1) {
      const next = nudge(scale, value, 1);
      assert.ok(next > value);
      value = next;
    }
    assert.equal(value, scale.max);
  }
});

test('the door reads what a slider gives', () => {
  assert.equal(plain(0.1), '0.1');
  assert.equal(plain(1e-7), '1e-7');
});

test('a number in digits has no exponent', () => {
  for (const [value, text] of /** @type {const} */ ([[1e-7, '0.0000001'], [2.5e-9, '0.0000000025'], [0.3, '0.3'], [12, '12'], [1e21, '1000000000000000000000'], [-1e-7, '-0.0000001'], [0, '0']])) {
    assert.equal(inDigits(value), text);
  }
});
