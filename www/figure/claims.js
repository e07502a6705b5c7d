/** Theory against measurement, live. */

import { h, write } from './dom.js';
import { sentence } from './mathml.js';
import { statement } from './statement.js';
import { sourceLink } from './sources.js';

/** @import { Claim, Scene } from './door' */
/** @import { Words } from './words.js' */

/** What stands before a prediction. */
const RELATION = { equal: '', 'at-most': '≤ ', 'at-least': '≥ ' };

/** @typedef {{ key: string, row: HTMLElement, statement: HTMLElement, tolerance: HTMLElement, predicted: HTMLElement, measured: HTMLElement, verdict: HTMLElement }} Row */

export class Claims {
  #body = h('tbody', { role: 'rowgroup' });
  #words;
  #typeset;
  /** @type {Map<string, Row>} */
  #rows = new Map();

  /** @param {Words} words @param {Scene['typeset']} typeset the scene's messages with formulas, as they were typeset when the page was built */
  constructor(words, typeset) {
    this.#words = words;
    this.#typeset = typeset;
    const label = words.say('claims.label');
    this.element = h(
      'section',
      { class: 'block claims', 'aria-label': label, hidden: true },
      h('h2', {}, label),
      h('table', { role: 'table' }, h('thead', { role: 'rowgroup' }, this.#head()), this.#body),
    );
  }

  /** @param {Claim[]} claims */
  update(claims) {
    this.element.hidden = claims.length === 0;
    if (claims.map(({ id }) => id).join() !== [...this.#rows.keys()].join()) {
      this.#rows = new Map(claims.map((claim) => [claim.id, this.#rows.get(claim.id) ?? this.#row()]));
      this.#body.replaceChildren(...[...this.#rows.values()].map(({ row }) => row));
    }
    for (const claim of claims) this.#fill(claim);
  }

  // Roles are said outright, since rows are laid out as grids.
  #head() {
    const { say } = this.#words;
    /** @param {string} look @param {Node | string} name */
    const column = (look, name) => h('th', { scope: 'col', role: 'columnheader', class: look }, name);
    /** @param {string} name */
    const heard = (name) => h('span', { class: 'hearable' }, name);
    return h(
      'tr',
      { role: 'row' },
      column('statement', heard(say('claims.claim'))),
      column('numeric', say('claims.predicted')),
      column('numeric', say('claims.measured')),
      column('numeric', heard(say('claims.verdict'))),
    );
  }

  /** @returns {Row} */
  #row() {
    const predicted = h('td', { class: 'numeric', role: 'cell' });
    const measured = h('td', { class: 'numeric', role: 'cell' });
    const verdict = h('td', { class: 'verdict', role: 'cell' });
    const statement = h('th', { class: 'statement', scope: 'row', role: 'rowheader' });
    const row = h('tr', { role: 'row' }, statement, predicted, measured, verdict);
    return { key: '', row, statement, tolerance: h('p'), predicted, measured, verdict };
  }

  /** @param {Claim} claim */
  #fill(claim) {
    const row = this.#rows.get(claim.id);
    if (!row) return;
    const { say, numbers } = this.#words;
    const key = JSON.stringify(claim.statement);
    if (key !== row.key) {
      row.key = key;
      const open = row.statement.querySelector('details')?.open ?? false;
      row.statement.replaceChildren(
        h('details', { open }, h('summary', {}, sentence(statement(claim.statement, this.#typeset))), row.tolerance, h('p', { class: 'source' }, sourceLink(claim.source))),
      );
    }
    write(row.tolerance, say('claims.tolerance', { tolerance: numbers.number(claim.tolerance, 2), origin: claim.tolerance_origin }));
    write(row.predicted, RELATION[claim.relation] + numbers.claim(claim.predicted, claim.tolerance));
    if (claim.measured === null || claim.measured === undefined) {
      const done = Math.floor(Math.max(0, Math.min(1, claim.progress)) * 100);
      write(row.measured, done > 0 ? say('claims.measuring-part', { percent: done }) : say('claims.measuring'));
      row.measured.classList.add('pending');
    } else {
      write(row.measured, numbers.claim(claim.measured, claim.tolerance));
      row.measured.classList.remove('pending');
    }
    const verdict = claim.holds === null || claim.holds === undefined ? '' : claim.holds ? 'holds' : 'fails';
    if (row.verdict.dataset['verdict'] === verdict) return;
    row.verdict.dataset['verdict'] = verdict;
    const sign = verdict === 'holds' ? '✓' : verdict === 'fails' ? '✗' : '';
    const word = verdict === 'holds' ? say('claims.holds') : verdict === 'fails' ? say('claims.fails') : say('claims.pending');
    row.verdict.replaceChildren(h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'hearable' }, word));
  }
}
