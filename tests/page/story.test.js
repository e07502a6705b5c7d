/** Where in its story a scene is, and whose settings it shows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOf, strayed } from '../../www/figure/story.js';

/** @param {Record<string, string>} preset @param {...string} spoken */
const step = (preset, ...spoken) => ({ segments: spoken.map((value) => ({ kind: /** @type {const} */ ('parameter'), value })), preset, from: 0 });
const parameters = /** @type {any} */ (['eta', 'start', 'methods'].map((id) => ({ id, label: id })));
const story = [step({}, 'eta'), step({ eta: '0.5' }, 'start'), step({ eta: '0.5', methods: 'gda' })];
const ids = (/** @type {number} */ index, /** @type {Record<string, string>} */ differing) => strayed({ story, parameters }, index, differing).map(({ id }) => id);

test('a step is known by exactly what it sets, in any order', () => {
  assert.equal(stepOf(story, {}), 0);
  assert.equal(stepOf(story, { eta: '0.5' }), 1);
  assert.equal(stepOf(story, { methods: 'gda', eta: '0.5' }), 2);
  assert.equal(stepOf(story, { eta: '0.7' }), 0, 'the first, where it is none of them');
  assert.equal(stepOf([], { eta: '0.7' }), 0);
});

test('a sentence may be changed by the numbers that it speaks of', () => {
  assert.deepEqual(ids(0, { eta: '0.9' }), []);
  assert.deepEqual(ids(1, { eta: '0.5', start: '1,1' }), []);
});

test('whatever else differs from the step is the reader\'s own', () => {
  assert.deepEqual(ids(0, { start: '1,1' }), ['start']);
  assert.deepEqual(ids(1, { eta: '0.6' }), ['eta']);
  assert.deepEqual(ids(2, { eta: '0.5' }), ['methods'], 'a default in place of what the step sets');
  assert.deepEqual(ids(2, {}), ['eta', 'methods']);
});

test('nobody has chosen the defaults that a scene opens with', () => {
  const own = [step({ eta: '0.5' }), step({})];
  const at = (/** @type {number} */ index) => strayed({ story: own, parameters }, index, {}).length;
  assert.equal(at(0), 0);
  assert.equal(at(1), 0);
  assert.deepEqual(strayed({ story: own, parameters }, 5, {}), [], 'there is no such step');
});
