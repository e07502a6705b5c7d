//! Numbers as a reader reads them: − for minus, powers of ten with raised digits, the language's decimal sign.

use serde::{Deserialize, Serialize};

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notation {
    /// As few digits as tell it from other doubles; powers of ten from 10⁶ on and below 10⁻⁴.
    Shortest,
    /// So many digits after the decimal sign.
    Fixed(u8),
    /// So many digits in all; powers of ten where plain digits would be long.
    Significant(u8),
    /// A power of ten with so many digits after the decimal sign.
    Scientific(u8),
    /// A share as a percentage with so many digits after the decimal sign: 0.25 is `25 %`.
    Percent(u8),
}

/// The sizes that are written without a power of ten.
const PLAIN: std::ops::Range<f64> = 1e-4..1e6;

/// A number in a notation, with the language's decimal sign.
pub fn written(value: f64, notation: Notation, decimal: char) -> String {
    let ascii = if value.is_finite() {
        plain(value, notation)
    } else if value.is_nan() {
        return "–".to_string();
    } else {
        "∞".to_string()
    };
    let minus = if value < 0.0 && ascii.chars().any(|digit| ('1'..='9').contains(&digit) || digit == '∞') {
        "−"
    } else {
        ""
    };
    let digits = ascii.trim_start_matches('-').replace('.', &decimal.to_string());
    format!("{minus}{digits}")
}

fn plain(value: f64, notation: Notation) -> String {
    let is_plain = value == 0.0 || PLAIN.contains(&value.abs());
    match notation {
        Notation::Shortest if is_plain => format!("{value}"),
        Notation::Shortest => raised(&format!("{value:e}")),
        Notation::Fixed(digits) => format!("{value:.*}", usize::from(digits)),
        Notation::Significant(digits) => {
            let rounded = format!("{value:.*e}", usize::from(digits.max(1)) - 1);
            // Rounding may carry into the next decade; zeros at the end say nothing.
            let value: f64 = rounded.parse().unwrap_or(value);
            plain(value, Notation::Shortest)
        }
        Notation::Scientific(digits) => raised(&format!("{value:.*e}", usize::from(digits))),
        Notation::Percent(digits) => format!("{:.*}\u{202f}%", usize::from(digits), 100.0 * value),
    }
}

/// `1.5e-7` as `1.5 × 10⁻⁷`, `1e3` as `10³`.
fn raised(scientific: &str) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific.to_string() };
    if exponent == "0" {
        return mantissa.to_string();
    }
    let digits: String = exponent
        .chars()
        .map(|sign| match sign {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => digit.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(digit),
        })
        .collect();
    match mantissa {
        "1" | "-1" => format!("{}10{digits}", mantissa.trim_end_matches('1')),
        _ => format!("{mantissa} × 10{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (value, notation, expected) in [
            (0.5, Notation::Shortest, "0.5"),
            (-3.0, Notation::Shortest, "−3"),
            (-0.0, Notation::Fixed(2), "0.00"),
            (-0.001, Notation::Fixed(2), "0.00"),
            (1.2e9, Notation::Scientific(1), "1.2 × 10⁹"),
            (-1e-12, Notation::Shortest, "−10⁻¹²"),
            (0.25, Notation::Percent(0), "25\u{202f}%"),
            (123_456.0, Notation::Significant(2), "120000"),
            (0.099_99, Notation::Significant(2), "0.1"),
            (9_999_999.0, Notation::Significant(3), "10⁷"),
            (f64::NAN, Notation::Shortest, "–"),
            (f64::NEG_INFINITY, Notation::Fixed(1), "−∞"),
        ] {
            assert_eq!(written(value, notation, '.'), expected, "{value} {notation:?}");
        }
        assert_eq!(written(-0.25, Notation::Fixed(2), ','), "−0,25");
    }
}
