/** Numbers as people read them, with the decimal mark of their language. */

const MINUS = '−';
/** Between thousands: a narrow space, in every language. */
const THIN = '\u202f';
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Decimals, at most, of a number written as short as it can be. */
const DECIMALS = 6;

/** @param {string} exponent */
const superscript = (exponent) =>
  (exponent.startsWith('-') ? '⁻' : '') + exponent.replace(/[-+]/, '').replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? digit);

/** Without zeros at the end, which say nothing. @param {string} digits */
const trimmed = (digits) => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);

/** What stands for a number that has no digits; none for any other. @param {number} value */
const special = (value) => (Number.isNaN(value) ? '–' : value === 0 ? '0' : Number.isFinite(value) ? null : value > 0 ? '∞' : `${MINUS}∞`);

export class Numbers {
  /** What stands before decimals: a point or a comma. */
  mark;

  /** @param {string} language a language tag, as `Intl` takes it */
  constructor(language) {
    this.mark = new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  }

  /** What stands between numbers in a row: never what stands within one. */
  get separator() {
    return this.mark === ',' ? '; ' : ', ';
  }

  /** A number in digits with a true minus and this language's decimal mark. @param {string} digits as a program writes them */
  typeset(digits) {
    return digits.replace('-', MINUS).replace('.', this.mark);
  }

  /** @param {string} mantissa @param {string} exponent */
  #power(mantissa, exponent) {
    return `${this.typeset(mantissa)} × 10${superscript(exponent)}`;
  }

  /**
   * A number with so many significant digits, in powers of ten below 10⁻⁴ and from 10⁶ on.
   * @param {number} value
   * @param {number} [digits]
   */
  number(value, digits = 4) {
    const word = special(value);
    if (word !== null) return word;
    const exponent = Math.floor(Math.log10(Math.abs(value)));
    if (exponent < -4 || exponent >= 6) {
      const [mantissa = '', power = ''] = value.toExponential(Math.min(digits, 4) - 1).split('e');
      return this.#power(mantissa, power);
    }
    return this.typeset(value.toFixed(Math.max(0, Math.min(12, digits - 1 - exponent))));
  }

  /**
   * A number as short as it can be, as axes have it: in powers of ten below 10⁻³ and from 10⁵ on.
   * `src/view/ticks.rs` does the same; both are held against `tests/numbers.json`.
   * @param {number} value
   */
  short(value) {
    const word = special(value);
    if (word !== null) return word;
    const size = Math.abs(value);
    if (size >= 1e-3 && size < 1e5) return this.typeset(trimmed(value.toFixed(DECIMALS)));
    const [digits = '', power = ''] = size.toExponential(DECIMALS).split('e');
    const mantissa = trimmed(digits);
    return (value < 0 ? MINUS : '') + (mantissa === '1' ? `10${superscript(power)}` : this.#power(mantissa, power));
  }

  /** A live number: short, of steady width. @param {number} value */
  live(value) {
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? this.whole(value) : this.number(value, Math.abs(value) >= 1000 ? 4 : 3);
  }

  /** A whole number with narrow spaces between thousands. @param {number} value */
  whole(value) {
    return this.typeset(String(value).replace(/\B(?=(\d{3})+$)/g, THIN));
  }

  /**
   * A claim's numbers: digits down to a tenth of the tolerance, between three and seven significant ones.
   * @param {number} value
   * @param {number} tolerance
   */
  claim(value, tolerance) {
    if (!Number.isFinite(value) || value === 0) return this.number(value);
    const size = Math.floor(Math.log10(Math.abs(value)));
    const wanted = tolerance > 0 ? size - Math.floor(Math.log10(tolerance)) + 2 : 7;
    return this.number(value, Math.max(3, Math.min(7, wanted)));
  }
}

/** Rounds to so many significant digits. @param {number} value @param {number} digits */
export const significant = (value, digits) => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
