/** Theory against measurement, live. */

import { h, write } from './dom.js';
import { claimNumber, number } from './format.js';
import { sentence } from './mathml.js';
import { sourceLink } from './sources.js';

/** @import { Claim } from './door' */

/** What stands before a prediction. */
const RELATION = { equal: '', 'at-most': '≤ ', 'at-least': '≥ ' };

/** @typedef {{ key: string, row: HTMLElement, statement: HTMLElement, tolerance: HTMLElement, predicted: HTMLElement, measured: HTMLElement, verdict: HTMLElement }} Row */

export class Claims {
  #body = h('tbody', { role: 'rowgroup' });
  element = h(
    'section',
    { class: 'block claims', 'aria-label': 'Theory against measurement', hidden: true },
    h('h2', {}, 'Theory against measurement'),
    h('table', { role: 'table' }, h('thead', { role: 'rowgroup' }, this.#head()), this.#body),
  );
  /** @type {Map<string, Row>} */
  #rows = new Map();

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
    const [statement, predicted, measured, verdict] = ['claim', 'predicted', 'measured', 'verdict'].map((text, index) =>
      h('th', { scope: 'col', role: 'columnheader', class: index === 0 ? 'statement' : 'numeric' }, index % 3 === 0 ? h('span', { class: 'hearable' }, text) : text),
    );
    return h('tr', { role: 'row' }, statement, predicted, measured, verdict);
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
    const key = JSON.stringify(claim.statement);
    if (key !== row.key) {
      row.key = key;
      const open = row.statement.querySelector('details')?.open ?? false;
      row.statement.replaceChildren(
        h('details', { open }, h('summary', {}, sentence(claim.statement)), row.tolerance, h('p', { class: 'source' }, sourceLink(claim.source))),
      );
    }
    write(row.tolerance, `Tolerance ± ${number(claim.tolerance, 2)}: ${claim.tolerance_origin}`);
    write(row.predicted, RELATION[claim.relation] + claimNumber(claim.predicted, claim.tolerance));
    if (claim.measured === null || claim.measured === undefined) {
      const done = Math.floor(Math.max(0, Math.min(1, claim.progress)) * 100);
      write(row.measured, done > 0 ? `measuring… ${done} %` : 'measuring…');
      row.measured.classList.add('pending');
    } else {
      write(row.measured, claimNumber(claim.measured, claim.tolerance));
      row.measured.classList.remove('pending');
    }
    const verdict = claim.holds === null || claim.holds === undefined ? '' : claim.holds ? 'holds' : 'fails';
    if (row.verdict.dataset['verdict'] === verdict) return;
    row.verdict.dataset['verdict'] = verdict;
    const sign = verdict === 'holds' ? '✓' : verdict === 'fails' ? '✗' : '';
    row.verdict.replaceChildren(h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'hearable' }, verdict || 'not measured yet'));
  }
}
