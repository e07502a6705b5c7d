/** Numbers and values as people read them. */

/** @import { Parameter } from './door' */

const MINUS = '−';
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** @param {string} text */
const typeset = (text) => text.replace('-', MINUS);

/** @param {number} exponent */
const superscript = (exponent) =>
  (exponent < 0 ? '⁻' : '') + [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)]).join('');

/**
 * A number with so many significant digits, in powers of ten when very large or small.
 * @param {number} value
 * @param {number} [digits]
 */
export function number(value, digits = 4) {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -4 || exponent >= 6) {
    const [mantissa = '', power] = value.toExponential(Math.min(digits, 4) - 1).split('e');
    return `${typeset(mantissa)} × 10${superscript(Number(power))}`;
  }
  return typeset(value.toFixed(Math.max(0, Math.min(12, digits - 1 - exponent))));
}

/** A live number: short, of steady width. @param {number} value */
export const live = (value) =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? typeset(whole(value)) : number(value, Math.abs(value) >= 1000 ? 4 : 3);

/** A whole number with thin spaces between thousands. @param {number} value */
export const whole = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');

/**
 * A claim's numbers: digits down to a tenth of the tolerance, between three and seven significant ones.
 * @param {number} value
 * @param {number} tolerance
 */
export function claimNumber(value, tolerance) {
  if (!Number.isFinite(value) || value === 0) return number(value);
  const size = Math.floor(Math.log10(Math.abs(value)));
  const wanted = tolerance > 0 ? size - Math.floor(Math.log10(tolerance)) + 2 : 7;
  return number(value, Math.max(3, Math.min(7, wanted)));
}

/**
 * A setting as people read it.
 * @param {Parameter} parameter
 * @param {string} text
 */
export function setting(parameter, text) {
  switch (parameter.kind) {
    case 'number': {
      const value = Number(text);
      const size = Math.abs(value);
      // The digits that it has, and two decimals at least where it is small.
      if (size >= 1e5 || (size < 1e-3 && size > 0)) return number(value, 3).replace(/^1\.?0* × /, '');
      const decimals = (String(value).split('.')[1] ?? '').length;
      return typeset(value.toFixed(Math.min(6, Math.max(decimals, size < 10 ? 2 : 0))));
    }
    case 'integer':
      return typeset(whole(Number(text)));
    case 'choice':
      return parameter.options?.find((option) => option.id === text)?.label ?? text;
    case 'choices':
      return text.split(',').map((id) => parameter.options?.find((option) => option.id === id)?.label ?? id).join(', ');
    case 'point':
      return `(${text.split(',').map((part) => typeset(part.trim())).join(', ')})`;
    default:
      return text;
  }
}

/** A parameter's value in the form that URLs and the door use. @param {unknown} value */
export function textOf(value) {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(',');
  return String(value).slice(0, 2000);
}

/** Rounds to so many significant digits. @param {number} value @param {number} digits */
export const significant = (value, digits) => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
