/** A slider's positions in [0, 1] and the values they stand for. */

import { significant } from './format.js';

/** @import { Parameter } from './door' */

/** @typedef {{ min: number, max: number, log: boolean, whole: boolean }} Scale */

/** @param {Parameter} parameter @returns {Scale} */
export const scaleOf = (parameter) => ({
  min: parameter.min ?? 0,
  max: parameter.max ?? 1,
  log: parameter.scale === 'log' && (parameter.min ?? 0) > 0,
  whole: parameter.kind === 'integer',
});

/** @param {Scale} scale @param {number} value */
export function position({ min, max, log }, value) {
  const place = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Number.isFinite(place) ? Math.min(1, Math.max(0, place)) : 0;
}

/**
 * The value at a position, rounded to what a hand can aim at.
 * @param {Scale} scale
 * @param {number} place
 */
export function valueAt({ min, max, log, whole }, place) {
  const at = Math.min(1, Math.max(0, place));
  if (at === 0) return min;
  if (at === 1) return max;
  const raw = log ? min * (max / min) ** at : min + (max - min) * at;
  const grain = 10 ** Math.floor(Math.log10((max - min) / 100));
  const round = whole ? Math.round(raw) : log ? significant(raw, 2) : significant(Math.round(raw / grain) * grain, 12);
  return Math.min(max, Math.max(min, round));
}

/**
 * The value so many of a hundred positions further, at least the next one.
 * @param {Scale} scale
 * @param {number} value
 * @param {number} steps
 */
export function nudge(scale, value, steps) {
  const at = position(scale, value);
  for (let size = Math.abs(steps); size <= 100; size += 1) {
    const next = valueAt(scale, at + (Math.sign(steps) * size) / 100);
    if (Math.sign(next - value) === Math.sign(steps)) return next;
  }
  return value;
}

/** As the door reads it. @param {number} value */
export const plain = (value) => String(value);

/** A number in digits alone, since `aria-…` values know no exponent. @param {number} value */
export function inDigits(value) {
  const text = String(value);
  if (!text.includes('e') || !Number.isFinite(value)) return text;
  if (Math.abs(value) >= 1) return String(BigInt(value));
  return value.toFixed(Math.min(100, 6 - Math.floor(Math.log10(Math.abs(value))))).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
