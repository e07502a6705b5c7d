/** Texts stand in words/: every language has each, each is used, and none is left in the code. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, ROOT), 'utf8');
const list = (/** @type {string} */ path) => readdirSync(new URL(path, ROOT));

const LANGUAGES = list('words').filter((name) => /^[a-z]{2}$/.test(name));
const FILES = list('words/en').filter((name) => name.endsWith('.toml'));
const SCRIPTS = ['saddleback.js', ...['www/figure/', 'www/page/'].flatMap((folder) => list(folder).filter((name) => name.endsWith('.js')).map((name) => folder + name))];

/** Messages by key, as the build flattens them. @param {string} text @returns {Map<string, string>} */
function flat(text) {
  /** @type {Map<string, string>} */
  const messages = new Map();
  /** @param {object} table @param {string} before */
  const walk = (table, before) => {
    for (const [key, value] of Object.entries(table)) {
      if (typeof value === 'string') messages.set(before + key, value);
      else walk(value, `${before}${key}.`);
    }
  };
  walk(parse(text), '');
  return messages;
}

const messages = (/** @type {string} */ language, /** @type {string} */ file) => flat(read(`words/${language}/${file}`));
/** The places of a message: `{name}` in words, `\\value{name}` in formulas, whose other braces are LaTeX. @param {string} message */
const placeholders = (message) => {
  const parts = message.split('$').flatMap((part, index) => part.match(index % 2 === 0 ? /\{[^}]*\}/g : /\\value\{[^}]*\}/g) ?? []);
  return [...new Set(parts)].sort();
};

/** The forms that a language counts with. */
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
/** A key without the form of a count. @param {string} key */
const stem = (key) => key.replace(new RegExp(`\\.(${CATEGORIES.join('|')})$`), '');

for (const language of LANGUAGES) {
  test(`${language} has every file and every message, and no other`, () => {
    assert.deepEqual(list(`words/${language}`).sort(), list('words/en').sort());
    for (const file of FILES) {
      const stems = (/** @type {string} */ of) => [...new Set([...messages(of, file).keys()].map(stem))].sort();
      assert.deepEqual(stems(language), stems('en'), file);
    }
  });

  test(`${language} fills in what English fills in, and leaves no message empty`, () => {
    for (const file of FILES) {
      const english = messages('en', file);
      for (const [key, message] of messages(language, file)) {
        const model = english.get(key) ?? english.get(`${stem(key)}.other`) ?? '';
        assert.deepEqual(placeholders(message), placeholders(model), `${file}: ${key}`);
        assert.notEqual(message.trim(), '', `${file}: ${key}`);
      }
    }
  });

  test(`${language} has each form that it counts with`, () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.slice().sort();
    for (const file of FILES) {
      const all = messages(language, file);
      for (const key of new Set([...all.keys()].filter((key) => key.endsWith('.other')).map(stem))) {
        assert.deepEqual(CATEGORIES.filter((form) => all.has(`${key}.${form}`)).sort(), forms, key);
        assert.ok(all.get(`${key}.other`)?.includes('{count}'), key);
      }
    }
  });
}

/** A script as TypeScript reads it. @param {string} path @param {string} [text] */
const parsed = (path, text = read(path)) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);

/** Each node of a tree. @param {ts.Node} node @returns {Generator<ts.Node>} */
function* nodes(node) {
  yield node;
  for (const child of node.getChildren()) yield* nodes(child);
}

/** What a script says by key, `say('…')` and `key: '…'` and `new Told('…')`. @param {ts.SourceFile} script */
function* said(script) {
  for (const node of nodes(script)) {
    if (!ts.isStringLiteral(node)) continue;
    const { parent } = node;
    const called = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.arguments?.[0] === node ? parent.expression.getText() : '';
    const named = ts.isPropertyAssignment(parent) && parent.name.getText() === 'key' && /^[a-z-]+(\.[a-z-]+)+$/.test(node.text);
    if (/(^|\.)say$|^Told$/.test(called) || named) yield node.text;
  }
}

const PAGE = messages('en', 'page.toml');

test('every message that the page asks for is there', () => {
  const known = new Set([...PAGE.keys()].map(stem));
  for (const path of SCRIPTS) for (const key of said(parsed(path))) assert.ok(known.has(key), `${path} says ${key}`);
});

test('every message of the page is asked for', () => {
  const used = new Set(SCRIPTS.flatMap((path) => [...said(parsed(path))]));
  for (const [, key = ''] of read('index.html').matchAll(/\{\{[a-z]+:([^}]+)\}\}/g)) used.add(key);
  assert.deepEqual([...PAGE.keys()].filter((key) => !used.has(stem(key))), []);
});

/** Attributes of which readers see or hear the value. */
const VISIBLE = /^(title|placeholder|alt|label|aria-(label|valuetext|description|roledescription))$/;
/** Properties of elements of which they see the value. */
const SHOWN = /^(textContent|innerText|title|placeholder|ariaLabel|label|message)$/;
/** What hands a text on to readers. */
const TELLS = /(^|\.)(append|prepend|replaceChildren|write|complain|hand|flash|notice|createTextNode|alert)$|notices\.say$|^Error$/;

/** Whether a text has a word: letters that are no key, unit, sign or name of a key. @param {string} text */
const wordy = (text) => /\p{L}{2,}/u.test(text);

/** The constant parts of a text. @param {ts.Expression} node @returns {string[]} */
function constants(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.flatMap(({ literal, expression }) => [literal.text, ...constants(expression)])];
  if (ts.isConditionalExpression(node)) return [...constants(node.whenTrue), ...constants(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return constants(node.expression);
  if (ts.isBinaryExpression(node) && /^(\+|\?\?|\|\|)$/.test(node.operatorToken.getText())) return [...constants(node.left), ...constants(node.right)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(constants);
  return [];
}

/** Texts in a script that readers see. @param {ts.SourceFile} script @returns {Generator<string>} */
function* visible(script) {
  for (const node of nodes(script)) {
    /** @type {ts.Expression[]} */
    let texts = [];
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = node.expression.getText();
      const all = [...(node.arguments ?? [])];
      if (name === 'h') texts = all.slice(2);
      else if (/(^|\.)(setAttribute|mark)$/.test(name)) {
        const at = all.findIndex((argument) => ts.isStringLiteral(argument) && VISIBLE.test(argument.text));
        if (at >= 0) texts = all.slice(at + 1);
      } else if (TELLS.test(name)) texts = all.slice(0, /say$|^Error$/.test(name) ? 1 : all.length);
    } else if (ts.isPropertyAssignment(node)) {
      const name = node.name.getText().replace(/^['"]|['"]$/g, '');
      if (VISIBLE.test(name) || SHOWN.test(name)) texts = [node.initializer];
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left)) {
      if (SHOWN.test(node.left.name.text)) texts = [node.right];
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)) {
      const isClass = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'class';
      // A sentence wherever it stands: three words in a row.
      if (!isClass && /\p{L}{2,} \p{L}{2,} \p{L}{2,}/u.test(node.text) && !/^\s*[.#:[]|[{}();=]/.test(node.text)) yield node.text;
    }
    yield* texts.flatMap(constants).filter(wordy);
  }
}

/** What only programmers see: errors of the page's own files, which readers are told in words of their own. */
const TECHNICAL = [/^words\//, /^\.json: $/];

test('no text that readers see is left in a script', () => {
  const found = SCRIPTS.flatMap((path) => [...visible(parsed(path))].filter((text) => !TECHNICAL.some((known) => known.test(text))).map((text) => `${path}: ${text}`));
  assert.deepEqual(found, []);
});

test('the scan for texts finds them', () => {
  for (const code of [
    "h('p', {}, 'Play')",
    "h('p', { class: 'note', 'aria-label': 'Play' })",
    "h('p', {}, on ? `${n} methods` : '')",
    "element.textContent = 'off';",
    "mark(node, 'title', 'Play (space)')",
    "node.setAttribute('aria-label', `Step ${n}`)",
    "const all = ['put the start elsewhere'];",
    "throw new Error('Broken.')",
    "notices.say('Broken')",
    "write(label, running ? 'Cancel' : 'Run')",
  ]) assert.equal([...visible(parsed('code.js', code))].length > 0, true, code);
  for (const code of [
    "h('p', { class: 'notice warning sign' }, say('page.name'))",
    "h('span', {}, '✓', ' = ', 'x')",
    "node.querySelector('saddleback-scene[autoplay] .big .canvas')",
    "matchMedia('(prefers-color-scheme: dark)')",
    "mark(node, 'aria-sort', 'descending')",
  ]) assert.deepEqual([...visible(parsed('code.js', code))], [], code);
});

test('no text that readers see is left in the page', () => {
  const body = read('index.html').replace(/\{\{[^}]*\}\}/g, '');
  const texts = [...body.matchAll(/>([^<]*)</g)].map(([, text = '']) => text.trim()).filter(wordy);
  const attributes = [...body.matchAll(/ (title|alt|placeholder|aria-label)="([^"]*)"/g)].map(([, , text = '']) => text).filter(wordy);
  assert.deepEqual([...texts, ...attributes], []);
  assert.match(body, /<meta name="description" content="">/);
});
