/** Listeners, and what waits until it can be done. */

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Emitter } from '../../www/figure/events.js';
import { level } from '../../www/figure/options.js';
import { Queue } from '../../www/figure/queue.js';

/** @type {unknown[]} */
let reported = [];
globalThis.reportError = (error) => { reported.push(error); };
afterEach(() => { reported = []; });

test('each listener hears its event until it listens no longer', () => {
  /** @type {Emitter<{ a: number, constructor: number }>} */
  const emitter = new Emitter();
  /** @type {number[]} */
  const heard = [];
  const deaf = emitter.on('a', (detail) => heard.push(detail));
  emitter.emit('a', 1);
  emitter.emit('constructor', 2);
  deaf();
  emitter.emit('a', 3);
  assert.deepEqual(heard, [1]);
});

test('a listener that throws is reported and stops nobody', () => {
  /** @type {Emitter<{ a: number }>} */
  const emitter = new Emitter();
  let heard = 0;
  emitter.on('a', () => { throw new Error('boom'); });
  emitter.on('a', () => { heard += 1; });
  emitter.emit('a', 1);
  assert.equal(heard, 1);
  assert.equal(reported.length, 1);
});

test('a listener may leave, or join, while others are called', () => {
  /** @type {Emitter<{ a: number }>} */
  const emitter = new Emitter();
  let late = 0;
  const deaf = emitter.on('a', () => {
    deaf();
    emitter.on('a', () => { late += 1; });
  });
  emitter.emit('a', 1);
  assert.equal(late, 0);
  emitter.emit('a', 2);
  assert.equal(late, 1);
  emitter.clear();
  emitter.emit('a', 3);
  assert.equal(late, 1);
});

test('what is asked too early is done in its order, once', () => {
  const queue = new Queue();
  /** @type {string[]} */
  const done = [];
  queue.soon(() => { done.push('first'); queue.soon(() => done.push('within')); });
  queue.soon(() => done.push('second'));
  assert.deepEqual(done, []);
  queue.release();
  assert.deepEqual(done, ['first', 'within', 'second']);
  queue.release();
  queue.soon(() => done.push('now'));
  assert.deepEqual(done, ['first', 'within', 'second', 'now']);
});

test('what waits can be forgotten', () => {
  const queue = new Queue();
  queue.soon(() => assert.fail('it was forgotten'));
  queue.clear();
  queue.release();
});

test('controls have three levels', () => {
  for (const full of [true, 'full', '']) assert.equal(level(full), 'full');
  for (const none of [false, 'none']) assert.equal(level(none), 'none');
  for (const other of ['transport', undefined, null, 'banana']) assert.equal(level(other), 'transport');
});
