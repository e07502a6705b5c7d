/** How a column ranks the rows of a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../www/figure/tables.js';

test('numbers come by size, then words by the alphabet, then what is missing', () => {
  const cells = ['diverged', NaN, 2, '', -Infinity, 'asleep', undefined, 1e-300, 0, Infinity];
  const sorted = [...cells.keys()].sort((a, b) => compare(cells[a], cells[b])).map((at) => cells[at]);
  assert.deepEqual(sorted.slice(0, 7), [-Infinity, 0, 1e-300, 2, Infinity, 'asleep', 'diverged']);
  assert.deepEqual(new Set(sorted.slice(7)), new Set([NaN, '', undefined]));
});

test('it is an order', () => {
  const cells = [1, 2, NaN, 'a', 'b', '', undefined, -0, 0];
  for (const a of cells) {
    assert.equal(compare(a, a), 0);
    for (const b of cells) assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)) + 0);
  }
  assert.equal(compare(-0, 0), 0);
});
