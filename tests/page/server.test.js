/** A server that renders pages imports the module too: nothing happens, and nothing breaks. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the module loads where there is no browser', async () => {
  const { mount, SaddlebackScene } = await import('../../saddleback.js');
  assert.equal(typeof mount, 'function');
  assert.equal(typeof SaddlebackScene, 'function');
});
