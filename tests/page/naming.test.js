/** Which parameter a name means. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { named, pairs, slip } from '../../www/figure/naming.js';

const ids = ['eta', 'start', 'methods', 'landscape', 'adam.lr', 'adam.beta1', 'cubic-newton.M', 'walkers', 'r'];

test('names are known without case and dots', () => {
  for (const [name, id] of [['ETA', 'eta'], ['cubic-newton.m', 'cubic-newton.M'], ['adam-lr', 'adam.lr'], ['adam_lr', 'adam.lr'], ['r', 'r']]) {
    assert.equal(named(String(name), ids), id);
  }
  assert.equal(named('a-b-c', ['a.b-c', 'a-b.c']), 'a-b-c', 'two are meant');
  assert.equal(named('fbclid', ids), 'fbclid');
});

test('a slip of the pen is worth a word', () => {
  for (const [name, id] of [['etta', 'eta'], ['landscpae', 'landscape'], ['method', 'methods'], ['walker', 'walkers'], ['adam.learning', 'adam.lr'], ['strat', 'start']]) {
    assert.equal(slip(String(name), ids), id);
  }
});

test("other people's names are passed over", () => {
  for (const name of ['fbclid', 'gclid', 'utm_source', '_ngcontent-abc-c12', 'width', 'height', 'v-cloak', 'x-data', 'key', 'ref', 'q', 'align', 'loading', '__proto__']) {
    assert.equal(slip(name, ids), null, name);
  }
});

test('one attribute may hold all parameters', () => {
  assert.deepEqual({ ...pairs('adam.lr=0.1; eta = 0.3;formula=x^2; ; nonsense') }, { 'adam.lr': '0.1', eta: '0.3', formula: 'x^2' });
});
