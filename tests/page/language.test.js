/** Which language is spoken, and how messages are filled in. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { chosen, LANGUAGES, languageOf, PSEUDO, tagOf } from '../../www/figure/language.js';
import { Told, Words, wordsIn } from '../../www/figure/words.js';

test('the languages offered are those of words/', () => {
  const folders = readdirSync(new URL('../../words', import.meta.url)).filter((name) => /^[a-z]{2}$/.test(name)).sort();
  assert.deepEqual(folders, Object.keys(LANGUAGES).sort());
});

test('a tag means a language of ours, or none', () => {
  assert.equal(languageOf('de'), 'de');
  assert.equal(languageOf('de-CH'), 'de');
  assert.equal(languageOf('EN-gb'), 'en');
  assert.equal(languageOf(PSEUDO), PSEUDO);
  for (const other of ['fr', '', null, undefined, 'den', 'toString', '__proto__', 'constructor-x']) assert.equal(languageOf(other), null);
});

/** A place within elements that say their languages, the nearest first. @param {...string} langs @returns {any} */
const within = (...langs) => ({
  closest: () => (langs.length === 0 ? null : { getAttribute: () => langs[0], parentElement: within(...langs.slice(1)) }),
});

test('what is asked for comes first, then the page around, then the browser, then English', () => {
  assert.equal(chosen('de', within('en'), ['en']), 'de');
  assert.equal(chosen('fr', within('de'), ['en']), 'de');
  assert.equal(chosen(null, within('fr'), ['fr', 'de-AT', 'en']), 'de');
  assert.equal(chosen(null, within(), ['fr', 'en', 'de']), 'en');
  assert.equal(chosen('fr', within('tlh', 'de', 'en'), ['en']), 'de');
  assert.equal(chosen(undefined, null, []), 'en');
});

test('messages are filled in, with numbers as the language writes them', () => {
  const words = new Words('de', { greet: 'Hallo {name}, {n} von {n}', left: '{other}' });
  assert.equal(words.say('greet', { name: '{n}', n: 0.5 }), 'Hallo {n}, 0,500 von 0,500');
  assert.equal(words.say('left', { name: 'x' }), '{other}', 'what is not given stays to be seen');
});

test('a count chooses its variant', () => {
  const words = new Words('en', { 'more.one': '{count} method', 'more.other': '{count} methods' });
  assert.equal(words.say('more', { count: 1 }), '1 method');
  assert.equal(words.say('more', { count: 0 }), '0 methods');
  assert.equal(words.say('more', { count: 12 }), '12 methods');
});

test('a message that is not there is told by its key', () => {
  const words = new Words('en', {});
  assert.equal(words.say('page.start-failed'), 'start failed');
  assert.equal(words.explain(new Told('page.start-failed')), 'start failed');
  assert.equal(words.explain(new Error('boom')), 'boom');
  assert.equal(words.explain('boom'), 'boom');
});

test('the pseudo-language is English to the browser', () => {
  assert.equal(tagOf(PSEUDO), 'en-XA');
  assert.equal(tagOf('de'), 'de');
});

const { fetch } = globalThis;
afterEach(() => { globalThis.fetch = fetch; });

/** Serves these files of words/, and counts what is asked for. @param {Record<string, object>} files */
function serve(files) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    const path = String(url).replace(/^.*\/words\//, '');
    asked.push(path);
    return files[path] ? new Response(JSON.stringify(files[path])) : new Response('', { status: 404 });
  };
  return asked;
}

test('a language that cannot be had is English, and is asked for again', async () => {
  let asked = serve({ 'en/page.json': { a: 'A' } });
  const english = await wordsIn('de');
  assert.equal(english.language, 'en');
  assert.equal(english.say('a'), 'A');
  assert.deepEqual(asked, ['de/page.json', 'en/page.json']);
  asked = serve({ 'de/page.json': { a: 'Ä' } });
  assert.equal((await wordsIn('de')).say('a'), 'Ä');
  assert.equal((await wordsIn('de')).say('a'), 'Ä');
  assert.deepEqual(asked, ['de/page.json'], 'once a page');
});
