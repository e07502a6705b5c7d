/** Settings as people read and type them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asEdited, asTyped, coordinates, setting, textOf } from '../../www/figure/setting.js';
import { Words } from '../../www/figure/words.js';

const en = new Words('en', { 'parameter.on': 'on', 'parameter.off': 'off' });
const de = new Words('de', { 'parameter.on': 'an', 'parameter.off': 'aus' });

/** @param {string} kind @param {object} [more] */
const parameter = (kind, more = {}) => /** @type {any} */ ({ id: 'p', kind, ...more });

test('numbers keep the digits that they have', () => {
  const number = parameter('number');
  const read = (/** @type {string} */ text) => setting(en, number, text);
  assert.equal(read('0.1'), '0.10');
  assert.equal(read('0'), '0.00');
  assert.equal(read('-0'), '0.00');
  assert.equal(read('-2.125'), '−2.125');
  assert.equal(read('12'), '12');
  assert.equal(read('0.0001'), '10⁻⁴');
  assert.equal(read('0.00025'), '2.5 × 10⁻⁴');
  assert.equal(read('1e5'), '10⁵');
  assert.equal(read('-1e-300'), '−10⁻³⁰⁰');
  assert.equal(setting(de, number, '0.25'), '0,25');
});

test('every other kind has its own form', () => {
  const options = [{ id: 'a', label: 'First' }, { id: 'b', label: 'Second' }];
  assert.equal(setting(en, parameter('integer'), '12345'), '12\u202f345');
  assert.equal(setting(en, parameter('choice', { options }), 'b'), 'Second');
  assert.equal(setting(en, parameter('choice', { options }), 'c'), 'c');
  assert.equal(setting(en, parameter('choices', { options }), 'a,c,b'), 'First, c, Second');
  assert.equal(setting(de, parameter('toggle'), 'on'), 'an');
  assert.equal(setting(de, parameter('toggle'), 'off'), 'aus');
  assert.equal(setting(en, parameter('point'), '-1.5,2'), '(−1.5, 2)');
  assert.equal(setting(de, parameter('point'), '-1.5,2'), '(−1,5; 2)');
  assert.equal(setting(en, parameter('formula'), 'x^2 - y'), 'x^2 - y');
});

test('what is edited and typed back is the same value, in every language', () => {
  for (const { numbers } of [en, de]) {
    for (const [kind, text] of /** @type {const} */ ([['number', '-0.25'], ['number', '1e-7'], ['integer', '-3'], ['point', '-1.5,2'], ['formula', 'x+1.5']])) {
      assert.equal(asTyped(numbers, kind, asEdited(numbers, kind, text)), text);
    }
    assert.equal(asTyped(numbers, 'point', coordinates(numbers, '-1.5,2')).replace(' ', ''), '-1.5,2');
  }
});

test('people type the minus and the comma that they read', () => {
  assert.equal(asTyped(en.numbers, 'number', ' −0.3 '), '-0.3');
  assert.equal(asTyped(en.numbers, 'number', '0,3'), '0,3');
  assert.equal(asTyped(de.numbers, 'number', '−0,3'), '-0.3');
  assert.equal(asTyped(de.numbers, 'number', '0.3'), '0.3');
  assert.equal(asTyped(de.numbers, 'point', '1,5; −2'), '1.5,-2');
  assert.equal(asTyped(de.numbers, 'point', '1.5,-2'), '1.5,-2');
  assert.equal(asTyped(de.numbers, 'formula', 'max(x,y)'), 'max(x,y)');
});

test('values get the form that addresses use, and no more than the door reads', () => {
  assert.equal(textOf(true), 'on');
  assert.equal(textOf(false), 'off');
  assert.equal(textOf([1, -2.5]), '1,-2.5');
  assert.equal(textOf(0.2), '0.2');
  assert.equal(textOf('9'.repeat(5000)).length, 2000);
});
