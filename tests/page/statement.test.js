import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statement } from '../../www/figure/statement.js';

const leaf = (/** @type {string} */ said) => ({ said, id: null, places: {} });

test('a message without formulas is said as it is', () => {
  assert.deepEqual(statement({ said: 'GDA leaves', id: 'claim.leaves', places: {} }, {}), [{ kind: 'text', value: 'GDA leaves' }]);
  assert.deepEqual(statement(leaf(''), {}), []);
});

test('values are filled in, in words and in formulas', () => {
  const typeset = {
    'claim.radius': [
      { kind: 'parameter', value: 'method' },
      { kind: 'text', value: ' grows by ' },
      { kind: 'math', value: '<math><mtext>⟪factor⟫</mtext></math>' },
    ],
  };
  const told = { said: 'GDA grows by $1,5 < 2$', id: 'claim.radius', places: { method: leaf('GDA'), factor: leaf('1,5 < 2') } };
  assert.deepEqual(statement(told, /** @type {any} */ (typeset)), [
    { kind: 'text', value: 'GDA' },
    { kind: 'text', value: ' grows by ' },
    { kind: 'math', value: '<math><mtext>1,5 &lt; 2</mtext></math>' },
  ]);
});

test('a value may be a message with a formula of its own, and a missing one is seen', () => {
  const typeset = { 'claim.all': [{ kind: 'parameter', value: 'rule' }, { kind: 'parameter', value: 'lost' }], 'claim.rule': [{ kind: 'math', value: '<math/>' }] };
  const told = { said: '', id: 'claim.all', places: { rule: { said: '$x$', id: 'claim.rule', places: {} } } };
  assert.deepEqual(statement(told, /** @type {any} */ (typeset)), [{ kind: 'math', value: '<math/>' }, { kind: 'text', value: '{lost}' }]);
});
