/** Formulas are read without a parser of the page's. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { math } from '../../www/figure/mathml.js';

/** As much of an element as formulas need, written out again as markup. */
class FakeElement {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    /** @type {[string, string][]} */
    this.attributes = [];
    /** @type {unknown[]} */
    this.children = [];
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) { this.attributes.push([name, value]); }

  /** @param {...unknown} children */
  append(...children) { this.children.push(...children); }

  /** @returns {string} */
  toString() {
    return `<${this.name}${this.attributes.map(([name, value]) => ` ${name}="${value}"`).join('')}>${this.children.join('')}</${this.name}>`;
  }
}
globalThis.document = /** @type {any} */ ({
  createElementNS: (/** @type {string} */ space, /** @type {string} */ name) => {
    assert.equal(space, 'http://www.w3.org/1998/Math/MathML');
    return new FakeElement(name);
  },
  createTextNode: (/** @type {string} */ text) => ({ toString: () => `text:${text}` }),
});

test('a formula is what its markup says', () => {
  for (const text of [
    '<math display="inline"><mi>η</mi><mi>a</mi><mo><</mo><mn>1</mn></math>',
    '<math><mo symmetric="true" stretchy="true" minsize="1.2em">(</mo></math>',
    '<math><msup><mi>e</mi><mrow><mo>−</mo><mi>β</mi></mrow></msup><mspace width="0.2em"></mspace></math>',
    '<math><mo stretchy="false">(</mo><mtable columnalign="left right"><mtr><mtd><mn>1</mn></mtd></mtr></mtable></math>',
  ]) {
    assert.equal(String(math(/** @type {any} */ (text))), text);
  }
});

test('attributes may follow one another without a space', () => {
  assert.equal(String(math(/** @type {any} */ ('<math><mo symmetric="true"minsize="1.2em">(</mo></math>'))), '<math><mo symmetric="true" minsize="1.2em">(</mo></math>');
});

test('escapes are undone, and single tags closed', () => {
  assert.equal(String(math(/** @type {any} */ ('<math><mo>&lt;</mo><mo>&#x3C;&#60;&amp;</mo><mspace width="1em"/></math>'))), '<math><mo><</mo><mo><<&</mo><mspace width="1em"></mspace></math>');
});

test('styles and handlers are left out, and what is no formula is text', () => {
  assert.equal(String(math(/** @type {any} */ ('<math style="x" onclick="y" href="z"><mi>a</mi></math>'))), '<math><mi>a</mi></math>');
  assert.equal(String(math(/** @type {any} */ ('a < b'))), 'text:a < b');
});
