//! Where an axis has its ticks, and how their numbers are written.

/// Round numbers in [min, max], about `count` of them: 1, 2 or 5 times a power of ten apart.
pub fn linear(min: f64, max: f64, count: usize) -> Vec<f64> {
    let span = max - min;
    if !(span > 0.0 && span.is_finite()) {
        return Vec::new();
    }
    let rough = span / count.max(1) as f64;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= rough * 0.999).unwrap_or(rough);
    let first = libm::ceil(min / step - 1e-9);
    (0..=2 * count + 2)
        .map(|k| (first + k as f64) * step)
        .take_while(|tick| *tick <= max + 1e-9 * step)
        // Rounding may leave a 1e-17 where a zero belongs.
        .map(|tick| if tick.abs() < 1e-9 * step { 0.0 } else { tick })
        .collect()
}

/// Ticks of a logarithmic axis over [min, max], 0 < min < max: powers of ten, thinned to about `count`,
/// joined by 2 and 5 where the axis spans little.
pub fn log(min: f64, max: f64, count: usize) -> Vec<f64> {
    if !(min > 0.0 && max > min && max.is_finite()) {
        return Vec::new();
    }
    let (low, high) = (libm::log10(min), libm::log10(max));
    if high - low < 1.0 {
        return linear(min, max, count.min(4)).into_iter().filter(|tick| *tick > 0.0).collect();
    }
    let multiples: &[f64] = if high - low < 2.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let stride = libm::ceil((high - low) / count.max(1) as f64).max(1.0);
    let first = libm::floor(low / stride) * stride;
    let decades = (0..).map(|k| first + f64::from(k) * stride).take_while(|decade| *decade <= high + 1e-9);
    decades
        .flat_map(|decade| multiples.iter().map(move |m| m * libm::pow(10.0, decade)))
        .filter(|tick| *tick >= min * (1.0 - 1e-9) && *tick <= max * (1.0 + 1e-9))
        .collect()
}

/// A number as short as it can be, with a true minus, and in powers of ten below 10⁻³ and from 10⁵ on: `2 × 10⁶`.
///
/// `www/figure/format.js` writes numbers the same way; both are held against `tests/numbers.json`.
pub fn label(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    if value.is_nan() {
        return "–".to_string();
    }
    if size == 0.0 {
        // Negative zero, too.
        return "0".to_string();
    }
    if size.is_infinite() {
        return format!("{sign}∞");
    }
    if (1e-3..1e5).contains(&size) {
        return format!("{sign}{}", trimmed(&format!("{size:.6}")));
    }
    let text = format!("{size:.6e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: String = power.chars().map(superscript).collect();
    match trimmed(digits) {
        "1" => format!("{sign}10{power}"),
        mantissa => format!("{sign}{mantissa} × 10{power}"),
    }
}

/// Decimals without zeros at the end, which say nothing.
fn trimmed(decimals: &str) -> &str {
    decimals.trim_end_matches('0').trim_end_matches('.')
}

fn superscript(c: char) -> char {
    match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32(0x2070 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(linear(-1.0, 1.0, 4), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(linear(0.0, 60.0, 4), [0.0, 20.0, 40.0, 60.0]);
        assert!(linear(1.0, 1.0, 4).is_empty() && linear(f64::NAN, 1.0, 4).is_empty());
    }

    #[test]
    fn log_ticks_are_decades_or_finer() {
        assert_eq!(log(0.5, 2000.0, 5), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(log(0.9, 30.0, 5), [1.0, 2.0, 5.0, 10.0, 20.0]);
        assert!(log(1e-90, 1.0, 5).len() <= 6);
    }

    #[test]
    fn labels_are_those_of_the_shared_table() {
        let table = include_str!("../../tests/numbers.json");
        let cases: Vec<(String, String)> = serde_json::from_str(table).unwrap();
        assert!(cases.len() > 20);
        for (number, text) in cases {
            assert_eq!(label(number.parse().unwrap()), text, "{number}");
        }
    }
}
