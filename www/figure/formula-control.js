/** A formula's field: set in type as one types, and where it cannot be read, the place and what may have been meant. */

import { freshId, h, mark, write } from './dom.js';
import { typesetter } from './loader.js';
import { math } from './mathml.js';

/** @import { FormulaProblem, Parameter } from './door' */
/** @import { Change, Control } from './parameter-control.js' */
/** @import { Words } from './words.js' */

/**
 * Reads a text as the formula that a parameter is.
 * @callback Understand
 * @param {string} id
 * @param {string} text
 * @returns {{ latex: string | null, problem: FormulaProblem | null } | undefined}
 */

/** Milliseconds after the last key at which an error is told: half a formula is no error yet. */
const PATIENCE = 450;

/** Texts are counted in characters, as the door counts them. @param {string} text @param {number} start @param {number} [end] */
const part = (text, start, end) => [...text].slice(start, end).join('');

/**
 * @param {Parameter} parameter
 * @param {Change} change
 * @param {Understand} understand
 * @param {Node} name what stands above the field
 * @param {Words} words
 * @returns {Control}
 */
export function formulaControl(parameter, change, understand, name, { say }) {
  const typeset = h('div', { class: 'typeset', id: freshId('typeset') });
  const problem = h('div', { class: 'problem', id: freshId('problem'), role: 'status', hidden: true });
  let value = '';
  let timer = 0;
  const input = h('input', {
    class: 'entry long',
    type: 'text',
    inputmode: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: '500',
    'aria-label': parameter.label,
    'aria-describedby': `${problem.id} ${typeset.id}`,
    oninput: () => look(false),
    onchange: () => take(),
    /** @param {KeyboardEvent} event */
    onkeydown: (event) => {
      if (event.key !== 'Escape') return;
      input.value = value;
      look(true);
      input.blur();
    },
  });

  /** The LaTeX that is shown, or on its way. */
  let shown = '';
  /** Sets a formula in type. @param {string} latex */
  const show = async (latex) => {
    if (latex === shown) return;
    shown = latex;
    try {
      const { mathml } = await typesetter();
      if (latex === shown) typeset.replaceChildren(math(mathml(latex)));
    } catch {
      // Without the typesetter the field works as well: the formula is only not set in type.
      if (latex === shown) shown = '';
    }
  };

  /** Shows how the text is understood; errors after a pause, or `now`. @param {boolean} now */
  const look = (now) => {
    clearTimeout(timer);
    const reading = understand(parameter.id, input.value);
    const wrong = reading?.problem ?? null;
    if (reading?.latex) void show(reading.latex);
    typeset.classList.toggle('outdated', wrong !== null);
    if (!wrong) complain(null);
    else if (now) complain(wrong);
    else timer = setTimeout(() => complain(wrong), PATIENCE);
    return !wrong;
  };

  /** @param {FormulaProblem | null} wrong */
  const complain = (wrong) => {
    problem.hidden = wrong === null;
    mark(input, 'aria-invalid', wrong ? 'true' : null);
    if (!wrong) {
      problem.replaceChildren();
      return;
    }
    const { message, start, end, suggestion } = wrong;
    const text = input.value;
    const place = h('div', { class: 'place', 'aria-hidden': 'true' }, part(text, 0, start), h('mark', {}, part(text, start, end)), part(text, end));
    const repaired = suggestion ? part(text, 0, start) + suggestion + part(text, end) : '';
    const repair = suggestion
      ? h('button', {
          type: 'button',
          class: 'repair',
          onclick: () => {
            input.value = repaired;
            input.focus();
            if (look(true)) take();
          },
        }, say('parameter.write', { suggestion }))
      : null;
    problem.replaceChildren(place, h('span', {}, say('parameter.problem', { message, place: start + 1 })), repair ? ' ' : '', repair ?? '');
  };

  /** Makes it the figure's; what cannot be read stays in the field. */
  const take = () => {
    if (!look(true)) return;
    const wrong = change(parameter.id, input.value.trim(), true);
    if (!wrong) return;
    problem.hidden = false;
    write(problem, wrong);
    mark(input, 'aria-invalid', 'true');
  };

  return {
    element: h('div', { class: 'control formulacontrol', title: parameter.help }, h('div', { class: 'line' }, name), input, typeset, problem),
    update(text) {
      if (text === value) return;
      value = text;
      // What is being typed is not overwritten by what it has brought about.
      if (input.value.trim() === text && typeset.firstChild) return;
      input.value = text;
      look(true);
    },
  };
}
