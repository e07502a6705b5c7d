/** Live tables: ranked as the scene ranks them, or by the column that the reader chose. */

import { arrange, h, mark, write } from './dom.js';

/** @import { Method, Row, Table } from './door' */
/** @import { Shade } from './theme.js' */
/** @import { Words } from './words.js' */

/**
 * What is a number comes first, by size; then words; then what is missing.
 * @param {number | string | undefined} a
 * @param {number | string | undefined} b
 */
export function compare(a, b) {
  const rank = (/** @type {unknown} */ cell) => (typeof cell === 'number' ? (Number.isNaN(cell) ? 2 : 0) : cell === undefined || cell === '' ? 2 : 1);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return String(a).localeCompare(String(b));
}

/** @typedef {{ element: HTMLElement, swatch: HTMLElement, label: HTMLElement, cells: HTMLElement[] }} Shown */

class LiveTable {
  #methods;
  #columns;
  /** Which column ranks the rows, and which way; null for the scene's own order. @type {{ column: number, down: boolean } | null} */
  #sort = null;
  #title = h('h2');
  #heads;
  #body = h('tbody');
  /** @type {Map<string, Shown>} */
  #rows = new Map();
  /** @type {Row[]} */
  #latest = [];
  /** @type {Shade} */
  #shade = 'light';
  #words;

  /** @param {Table} table @param {Map<string, Method>} methods @param {Words} words */
  constructor(table, methods, words) {
    this.#words = words;
    this.#methods = methods;
    this.#columns = table.columns;
    this.#heads = table.columns.map((name, column) =>
      h('th', { scope: 'col' }, h('button', { type: 'button', class: 'ranker', onclick: () => this.#rankBy(column) }, name)),
    );
    const scroller = h(
      'div',
      { class: 'scroller', tabindex: '-1', role: 'group', 'aria-label': table.title },
      h('table', { 'aria-label': table.title }, h('thead', {}, h('tr', {}, h('td'), ...this.#heads)), this.#body),
    );
    // Whoever can only press keys must reach what scrolls.
    const reach = new ResizeObserver(() => { scroller.tabIndex = scroller.scrollWidth > scroller.clientWidth + 1 ? 0 : -1; });
    reach.observe(scroller);
    this.element = h('div', { class: 'livetable' }, this.#title, scroller);
  }

  /** @param {string[]} columns */
  has(columns) {
    return columns.join('\n') === this.#columns.join('\n');
  }

  /** Up, then down, then as the scene has it. @param {number} column */
  #rankBy(column) {
    const sort = this.#sort;
    if (sort?.column !== column) this.#sort = { column, down: false };
    else this.#sort = sort.down ? null : { column, down: true };
    this.#heads.forEach((head, at) => {
      const now = this.#sort?.column === at ? this.#sort : null;
      mark(head, 'aria-sort', now && (now.down ? 'descending' : 'ascending'));
    });
    this.#fill(this.#latest);
  }

  /** @param {Table} table */
  update(table) {
    write(this.#title, table.title);
    this.#latest = table.rows;
    this.#fill(table.rows);
  }

  /** @param {Row[]} rows */
  #fill(rows) {
    const sort = this.#sort;
    const ranked = sort ? rows.toSorted((a, b) => (sort.down ? -1 : 1) * compare(a.cells[sort.column], b.cells[sort.column])) : rows;
    for (const id of [...this.#rows.keys()]) if (!rows.some((row) => row.id === id)) this.#rows.delete(id);
    const shown = ranked.map(({ id, label, cells }) => {
      const row = this.#rows.get(id) ?? this.#row(id);
      write(row.label, label);
      cells.forEach((cell, at) => {
        const place = row.cells[at];
        if (!place) return;
        write(place, typeof cell === 'number' ? this.#words.numbers.live(cell) : cell);
        place.classList.toggle('words', typeof cell === 'string');
      });
      return row.element;
    });
    // A row in use keeps its place in the document unless its rank has changed.
    arrange(this.#body, shown);
  }

  /** @param {string} id */
  #row(id) {
    const swatch = h('span', { class: 'swatch', hidden: !this.#methods.has(id) });
    const label = h('span');
    const cells = this.#columns.map(() => h('td', { class: 'numeric' }));
    const row = { element: h('tr', {}, h('th', { scope: 'row' }, swatch, label), ...cells), swatch, label, cells };
    this.#rows.set(id, row);
    this.#color(id, swatch);
    return row;
  }

  /** @param {string} id @param {HTMLElement} swatch */
  #color(id, swatch) {
    const color = this.#methods.get(id)?.color[this.#shade];
    if (color) swatch.style.setProperty('background-color', color);
  }

  /** @param {Shade} shade */
  paint(shade) {
    this.#shade = shade;
    for (const [id, { swatch }] of this.#rows) this.#color(id, swatch);
  }
}

export class Tables {
  element;
  #words;
  #methods;
  /** @type {Map<string, LiveTable>} */
  #tables = new Map();
  /** @type {Shade} */
  #shade = 'light';

  /** @param {Method[]} methods @param {Words} words */
  constructor(methods, words) {
    this.#words = words;
    this.element = h('section', { class: 'block tables', 'aria-label': words.say('panel.tables'), hidden: true });
    this.#methods = new Map(methods.map((method) => [method.id, method]));
  }

  /** @param {Table[]} tables */
  update(tables) {
    this.element.hidden = tables.length === 0;
    for (const id of [...this.#tables.keys()]) if (!tables.some((table) => table.id === id)) this.#tables.delete(id);
    const shown = tables.map((table) => {
      let known = this.#tables.get(table.id);
      if (!known?.has(table.columns)) {
        known = new LiveTable(table, this.#methods, this.#words);
        known.paint(this.#shade);
        this.#tables.set(table.id, known);
      }
      known.update(table);
      return known.element;
    });
    arrange(this.element, shown);
  }

  /** @param {Shade} shade */
  paint(shade) {
    this.#shade = shade;
    for (const table of this.#tables.values()) table.paint(shade);
  }
}
