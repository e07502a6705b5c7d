/** The address is the state. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, writeAddress } from '../../www/figure/address.js';

const EMPTY = { scene: '', seed: null, t: null, autoplay: null, embed: false, lecture: false, theme: null, view: null, lang: null };

/** @param {string} query */
const read = (query) => {
  const { address, problems } = readAddress(query);
  const { params, ...rest } = address;
  return { address: { ...rest, params: { ...params } }, problems };
};

test('an empty query is the home page', () => {
  assert.deepEqual(read(''), { address: { ...EMPTY, params: {} }, problems: [] });
  assert.equal(writeAddress({ ...EMPTY, params: {} }), '');
});

test('what is read is written again', () => {
  for (const query of [
    '?scene=gda-spiral',
    '?scene=gda-spiral&seed=7&t=120&eta=0.3&start=1,-2.5',
    '?scene=gda-spiral&view=3d&embed=1&lecture=1&autoplay=0&theme=dark&lang=de',
    '?scene=swarm&f=x/y:2',
    '?theme=light&lang=en',
    '?lang=pseudo',
  ]) {
    const { address, problems } = read(query);
    assert.deepEqual(problems, []);
    assert.equal(writeAddress(address), query);
  }
});

test('defaults are left out', () => {
  assert.equal(writeAddress({ scene: 'a', seed: 0, t: null, autoplay: null, params: {} }), '?scene=a');
  assert.equal(writeAddress({ scene: 'a', seed: 0, t: 0, params: {} }), '?scene=a&t=0', 'a scene that rests at its start');
  assert.equal(read('?scene=a&seed=0&view=2d&embed=0').address.view, null);
  assert.equal(writeAddress({ params: { eta: '1' } }), '', 'no parameters without a scene');
});

test('what is not allowed is named and left out', () => {
  for (const [query, name] of [
    ['seed=-1', 'seed'], ['seed=1.5', 'seed'], ['seed=4294967296', 'seed'], ['seed=', 'seed'], ['seed=1e3', 'seed'],
    ['t=1e99', 't'], ['t=-1', 't'], ['t=1234567890', 't'],
    ['autoplay=maybe', 'autoplay'], ['embed=yes', 'embed'], ['lecture=', 'lecture'],
    ['theme=purple', 'theme'], ['view=4d', 'view'], ['lang=fr', 'lang'], ['lang=', 'lang'], ['lang=__proto__', 'lang'],
  ]) {
    const { address, problems } = read(`?${query}`);
    assert.deepEqual(address, { ...EMPTY, params: {} }, query);
    assert.equal(problems.length, 1, query);
    assert.equal(problems[0]?.args?.['name'], name);
  }
  assert.equal(read('?seed=4294967295').address.seed, 4294967295);
});

test('what was given is told, but not all of a long one', () => {
  const given = read(`?theme=${'x'.repeat(5000)}`).problems[0]?.args?.['given'];
  assert.equal(String(given).length, 40);
});

test('languages are known by their regions as well, and offered without those for tests', () => {
  assert.equal(read('?lang=de-AT').address.lang, 'de');
  assert.equal(read('?lang=EN').address.lang, 'en');
  assert.equal(read('?lang=fr').problems[0]?.args?.['allowed'], 'en, de');
});

test('parameters may have any name', () => {
  const { address } = readAddress('?scene=a&__proto__=1&constructor=2');
  assert.deepEqual(Object.entries(address.params), [['__proto__', '1'], ['constructor', '2']]);
  assert.equal(writeAddress(address), '?scene=a&__proto__=1&constructor=2');
});

test('a plus is a sum where people typed it, and a space where a form wrote it', () => {
  for (const [query, text] of [
    ['f=x^2+y^2', 'x^2+y^2'],
    ['f=x%5E2+y%5E2', 'x^2+y^2'],
    ['f=x^2%2By^2', 'x^2+y^2'],
    ['f=x%5E2+%2B+y%5E2', 'x^2 + y^2'],
    ['f=exp(-x^2)+*+y', 'exp(-x^2) * y'],
    ['f=1,+2', '1, 2'],
    ['f=x%20%2B%20y', 'x + y'],
    ['f=%E0%A4%A', '%E0%A4%A'],
    ['f', ''],
  ]) {
    assert.equal(readAddress(`?scene=a&${query}`).address.params['f'], text, query);
  }
});

test('every text comes back from an address', () => {
  for (const text of ['x^2 + y^2', 'a+b', '1 + 1 % 2', 'x & y = z', '−1 #?', 'x**2 + - y', '50%']) {
    assert.equal(readAddress(writeAddress({ scene: 'a', params: { f: text } })).address.params['f'], text, text);
  }
});
