/** Where a picture's charts stand. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBeside } from '../../www/figure/layout.js';

/** What a laptop of 1366 × 768 pixels leaves for picture and charts. */
const [width, height] = [1322, 560];

test('a square picture and one of any shape have their charts beside them', () => {
  assert.equal(isBeside(1, width, height), true);
  assert.equal(isBeside(0.6, width, height), true);
  assert.equal(isBeside(0, width, height), true);
});

test('a wide picture has its charts below', () => {
  assert.equal(isBeside(2, width, height), false);
  assert.equal(isBeside(5, width, height), false);
});

test('where the room is tall, charts stand below again', () => {
  assert.equal(isBeside(1, 1200, 1400), false);
});

test('a room too low for a row of charts changes nothing', () => {
  for (const low of [-50, 0, 150]) assert.equal(isBeside(1, width, low), false);
});
