/** Settings as people read them and type them. Addresses and the door have a form of their own, the same in every language. */

/** @import { Parameter } from './door' */
/** @import { Words } from './words.js' */

/**
 * A setting as people read it.
 * @param {Words} words
 * @param {Parameter} parameter
 * @param {string} text
 */
export function setting({ numbers, say }, parameter, text) {
  const label = (/** @type {string} */ id) => parameter.options?.find((option) => option.id === id)?.label ?? id;
  switch (parameter.kind) {
    case 'number': {
      const value = Number(text);
      const size = Math.abs(value);
      if (!Number.isFinite(value) || size >= 1e5 || (size < 1e-3 && size > 0)) return numbers.short(value);
      // The digits that it has, and two decimals at least where it is small.
      const decimals = (String(value).split('.')[1] ?? '').length;
      return numbers.typeset(value.toFixed(Math.min(6, Math.max(decimals, size < 10 ? 2 : 0))));
    }
    case 'integer':
      return numbers.whole(Number(text));
    case 'choice':
      return label(text);
    case 'choices':
      return text.split(',').map(label).join(', ');
    case 'toggle':
      return text === 'on' ? say('parameter.on') : say('parameter.off');
    case 'point':
      return `(${coordinates(numbers, text)})`;
    default:
      return text;
  }
}

/** A point's coordinates, as they are read and typed. @param {Words['numbers']} numbers @param {string} text */
export const coordinates = (numbers, text) => text.split(',').map((part) => numbers.typeset(part.trim())).join(numbers.separator);

/** A value with all its digits and the signs of a keyboard, to be edited. @param {Words['numbers']} numbers @param {Parameter['kind']} kind @param {string} text */
export function asEdited({ mark, separator }, kind, text) {
  if (mark === '.') return text;
  if (kind === 'point') return text.split(',').map((part) => part.trim().replace('.', mark)).join(separator);
  return kind === 'number' ? text.replace('.', mark) : text;
}

/**
 * What somebody has typed, in the form that addresses and the door use: people type the minus and the decimal comma that they
 * read. Points in that form are understood as well.
 * @param {Words['numbers']} numbers
 * @param {Parameter['kind']} kind
 * @param {string} typed
 */
export function asTyped({ mark }, kind, typed) {
  const text = typed.trim().replaceAll('−', '-');
  if (mark === '.') return text;
  if (kind === 'number' || kind === 'integer') return text.replace(mark, '.');
  if (kind === 'point' && text.includes(';')) return text.replaceAll(mark, '.').split(';').map((part) => part.trim()).join(',');
  return text;
}

/** A parameter's value in the form that addresses and the door use. @param {unknown} value */
export function textOf(value) {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(',');
  return String(value).slice(0, 2000);
}
