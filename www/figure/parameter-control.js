/** One parameter's control, made from its declaration. */

import { freshId, h, mark, write } from './dom.js';
import { formulaControl } from './formula-control.js';
import { math } from './mathml.js';
import { nudge, plain, position, scaleOf, valueAt } from './scale.js';
import { asEdited, asTyped, coordinates, setting } from './setting.js';

/** @import { Parameter } from './door' */
/** @import { Understand } from './formula-control.js' */
/** @import { Words } from './words.js' */

/**
 * Changes a parameter; returns what is wrong with the value, or the empty string.
 * @callback Change
 * @param {string} id
 * @param {string} text
 * @param {boolean} final false while dragging
 * @returns {string}
 */

/** @typedef {{ element: HTMLElement, update: (text: string) => void }} Control */

/** @param {Parameter} parameter */
const name = ({ label, symbol, unit }) =>
  h('span', { class: 'name' }, label, ...(symbol ? [' ', math(symbol)] : []), unit ? ` (${unit})` : null);

/**
 * A field for typing a value; what is not allowed is said under it and changes nothing.
 * @param {Parameter} parameter
 * @param {Change} change
 * @param {{ class: string, label: string }} look
 * @param {Words} words
 */
function entry(parameter, change, look, words) {
  const problem = h('p', { class: 'problem', id: freshId('problem'), role: 'alert', hidden: true });
  let value = '';
  const input = h('input', {
    class: look.class,
    type: 'text',
    inputmode: parameter.kind === 'number' || parameter.kind === 'integer' ? 'decimal' : 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': look.label,
    'aria-describedby': problem.id,
    onfocus: () => {
      input.value = editable();
      input.select();
    },
    onchange: () => {
      const wrong = change(parameter.id, asTyped(words.numbers, parameter.kind, input.value), true);
      write(problem, wrong);
      problem.hidden = wrong === '';
      mark(input, 'aria-invalid', wrong ? 'true' : null);
    },
    onblur: () => {
      if (problem.hidden) show();
    },
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      if (event.key !== 'Escape') return;
      problem.hidden = true;
      mark(input, 'aria-invalid', null);
      input.value = editable();
      input.blur();
    },
  });
  /** All its digits, as one types them. */
  const editable = () => asEdited(words.numbers, parameter.kind, value);
  const show = () => {
    const text = parameter.kind === 'point' ? coordinates(words.numbers, value) : setting(words, parameter, value);
    if (input.value !== text) input.value = text;
  };
  return {
    input,
    problem,
    /** @param {string} text */
    update(text) {
      if (text !== value) {
        problem.hidden = true;
        mark(input, 'aria-invalid', null);
      }
      value = text;
      if (!input.matches(':focus')) show();
    },
  };
}

/** @param {Parameter} parameter @param {Change} change @param {Words} words @returns {Control} */
function numberControl(parameter, change, words) {
  const scale = scaleOf(parameter);
  const field = entry(parameter, change, { class: 'entry', label: words.say('parameter.value', { label: parameter.label }) }, words);
  let value = NaN;
  /** @param {number} next @param {boolean} final */
  const send = (next, final) => {
    if (next !== value || final) change(parameter.id, plain(next), final);
  };
  const slider = h('input', {
    type: 'range',
    min: '0',
    max: '1',
    step: 'any',
    'aria-label': parameter.label,
    title: parameter.help,
    oninput: () => send(valueAt(scale, Number(slider.value)), false),
    onchange: () => send(valueAt(scale, Number(slider.value)), true),
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      const strides = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 });
      const stride = strides[event.key];
      if (stride === undefined) return;
      event.preventDefault();
      send(nudge(scale, value, stride), true);
    },
  });
  const element = h('div', { class: 'control slide' }, name(parameter), slider, field.input, field.problem);
  return {
    element,
    update(text) {
      value = Number(text);
      const place = position(scale, value);
      if (Number(slider.value) !== place) slider.value = String(place);
      slider.style.setProperty('--place', `${place * 100}%`);
      mark(slider, 'aria-valuetext', setting(words, parameter, text));
      field.update(text);
    },
  };
}

/** @param {Parameter} parameter @param {Change} change @returns {Control} */
function choiceControl(parameter, change) {
  const select = h(
    'select',
    { 'aria-label': parameter.label, title: parameter.help, onchange: () => change(parameter.id, select.value, true) },
    ...(parameter.options ?? []).map(({ id, label }) => h('option', { value: id }, label)),
  );
  return {
    element: h('div', { class: 'control' }, h('label', { class: 'line' }, name(parameter), select)),
    update(text) {
      if (select.value !== text) select.value = text;
    },
  };
}

/** @param {Parameter} parameter @param {Change} change @returns {Control} */
function choicesControl(parameter, change) {
  const boxes = (parameter.options ?? []).map(({ id, label }) => {
    const box = h('input', {
      type: 'checkbox',
      value: id,
      onchange: () => {
        const wrong = change(parameter.id, boxes.filter((other) => other.box.checked).map((other) => other.box.value).join(','), true);
        if (wrong) box.checked = !box.checked;
      },
    });
    return { box, label: h('label', { class: 'option' }, box, label) };
  });
  return {
    element: h('fieldset', { class: 'control' }, h('legend', {}, name(parameter)), ...boxes.map(({ label }) => label)),
    update(text) {
      const chosen = text.split(',');
      for (const { box } of boxes) box.checked = chosen.includes(box.value);
    },
  };
}

/** @param {Parameter} parameter @param {Change} change @returns {Control} */
function toggleControl(parameter, change) {
  const box = h('input', { type: 'checkbox', role: 'switch', class: 'switch', onchange: () => change(parameter.id, box.checked ? 'on' : 'off', true) });
  return {
    element: h('div', { class: 'control' }, h('label', { class: 'line', title: parameter.help }, name(parameter), box)),
    update(text) {
      box.checked = text === 'on';
    },
  };
}

/** A point: typed. @param {Parameter} parameter @param {Change} change @param {Words} words @returns {Control} */
function typedControl(parameter, change, words) {
  const field = entry(parameter, change, { class: 'entry wide', label: parameter.label }, words);
  const element = h('div', { class: 'control', title: parameter.help }, h('div', { class: 'line' }, name(parameter), field.input), field.problem);
  return { element, update: field.update };
}

/** @param {Parameter} parameter @param {Change} change @param {Words} words @param {Understand} [understand] reads formulas @returns {Control} */
export function parameterControl(parameter, change, words, understand) {
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return numberControl(parameter, change, words);
    case 'choice':
      return choiceControl(parameter, change);
    case 'choices':
      return choicesControl(parameter, change);
    case 'toggle':
      return toggleControl(parameter, change);
    case 'formula':
      return formulaControl(parameter, change, understand ?? (() => undefined), name(parameter), words);
    default:
      return typedControl(parameter, change, words);
  }
}
