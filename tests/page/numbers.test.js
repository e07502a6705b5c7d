/** Numbers as people read them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Numbers, significant } from '../../www/figure/format.js';

const en = new Numbers('en');
const de = new Numbers('de');

test('short numbers are those of the table that axes are held against', () => {
  const cases = JSON.parse(readFileSync(new URL('../numbers.json', import.meta.url), 'utf8'));
  assert.ok(cases.length > 20);
  for (const [number, text] of cases) assert.equal(en.short(Number(number.replace('inf', 'Infinity'))), text, number);
});

test('so many significant digits, in powers of ten where they help', () => {
  const cases = /** @type {const} */ ([
    [0, 4, '0'], [-0, 4, '0'], [NaN, 4, '–'], [Infinity, 4, '∞'], [-Infinity, 4, '−∞'],
    [1, 4, '1.000'], [-1.5, 3, '−1.50'], [0.00012345, 3, '0.000123'], [0.00001, 3, '1.00 × 10⁻⁵'],
    [999999, 4, '999999'], [1e6, 4, '1.000 × 10⁶'], [-2.5e7, 2, '−2.5 × 10⁷'],
    [1e-300, 4, '1.000 × 10⁻³⁰⁰'], [5e-324, 3, '4.94 × 10⁻³²⁴'], [Number.MAX_VALUE, 3, '1.80 × 10³⁰⁸'],
  ]);
  for (const [value, digits, text] of cases) assert.equal(en.number(value, digits), text, String(value));
  assert.equal(en.number(1 / 3), '0.3333');
});

test('the decimal mark is the language\'s, and never what stands between numbers', () => {
  assert.equal(de.number(-1.5, 3), '−1,50');
  assert.equal(de.number(1.25e-7, 3), '1,25 × 10⁻⁷');
  assert.equal(de.short(2.5e6), '2,5 × 10⁶');
  assert.equal(en.separator, ', ');
  assert.equal(de.separator, '; ');
  assert.equal(new Numbers('en-XA').mark, '.');
});

test('live numbers are short', () => {
  assert.equal(en.live(0), '0');
  assert.equal(en.live(-0), '0');
  assert.equal(en.live(-12345), '−12\u202f345');
  assert.equal(en.live(0.123456), '0.123');
  assert.equal(en.live(1234.56), '1235');
  assert.equal(en.live(2e6), '2.000 × 10⁶');
  assert.equal(de.live(0.5), '0,500');
});

test('thousands stand apart', () => {
  assert.equal(en.whole(999), '999');
  assert.equal(en.whole(1000), '1\u202f000');
  assert.equal(en.whole(-1234567), '−1\u202f234\u202f567');
  assert.equal(de.whole(1234567), '1\u202f234\u202f567');
});

test('a claim shows as many digits as its tolerance bears', () => {
  assert.equal(en.claim(1.23456789, 0.1), '1.23');
  assert.equal(en.claim(1.23456789, 0.01), '1.235');
  assert.equal(en.claim(1.23456789, 1e-9), '1.234568');
  assert.equal(en.claim(1.23456789, 10), '1.23');
  assert.equal(en.claim(0.5, 0), '0.5000000');
  assert.equal(en.claim(0, 0.1), '0');
  assert.equal(en.claim(NaN, 0.1), '–');
  assert.equal(en.claim(-Infinity, 0.1), '−∞');
});

test('rounding keeps what is no number', () => {
  assert.equal(significant(0.123456, 2), 0.12);
  assert.equal(significant(-98765, 2), -99000);
  assert.equal(significant(Infinity, 2), Infinity);
  assert.ok(Number.isNaN(significant(NaN, 2)));
});
