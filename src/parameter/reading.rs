//! Values as people write them: other signs, other brackets, other names.

use super::Choice;
use crate::formula::Formula;
use crate::text::nearest;

/// The typographic minus, which pages show and people copy.
pub(super) const MINUS: char = '\u{2212}';

/// Names by which other software calls a method of ours.
const OTHER_NAMES: [(&str, &str); 9] = [
    ("sgd", "gd"),
    ("gradient-descent", "gd"),
    ("heavy-ball", "momentum"),
    ("nag", "nesterov"),
    ("simgd", "gda"),
    ("optimistic", "ogda"),
    ("eg", "extragradient"),
    ("metropolis", "rwm"),
    ("ula", "langevin"),
];

/// The option that somebody meant by an id: that of another name, or the nearest.
pub(super) fn meant(id: &str, options: &[Choice]) -> Option<String> {
    let lower = id.to_lowercase();
    let offered = |id: &&str| options.iter().any(|option| option.id == *id);
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == lower).map(|(_, ours)| *ours);
    other.filter(offered).map(str::to_string).or_else(|| nearest(&lower, options.iter().map(|option| option.id)))
}

/// A number as people write it: `0.3`, `−1`, `1/3`, `pi/4`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.replace(MINUS, "-");
    text.parse().ok().or_else(|| {
        let value = Formula::parse(&text, &[]).ok()?.value(&[]);
        value.is_finite().then_some(value)
    })
}

/// The number that a text with a decimal comma means.
pub(super) fn with_point(text: &str) -> Option<String> {
    let pointed = text.replace(MINUS, "-").replacen(',', ".", 1);
    pointed.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value.to_string())
}

/// Numbers between commas, in brackets or without. Between semicolons they may have decimal commas.
pub(super) fn coordinates(text: &str) -> Option<Vec<f64>> {
    let inner = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    match inner.contains(';') {
        true => {
            inner.split(';').map(|part| number(part.trim()).or_else(|| with_point(part.trim())?.parse().ok())).collect()
        }
        false => inner.split(',').map(|part| number(part.trim())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Parameter, Value};
    use crate::error::Error;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let parameter = Parameter::number("reach", "", [-10.0, 10.0], 1.0);
        for (text, value) in [
            ("0.3", 0.3),
            ("\u{2212}1", -1.0),
            ("1/3", 1.0 / 3.0),
            ("pi/4", core::f64::consts::FRAC_PI_4),
            (" 2e-3 ", 2e-3),
        ] {
            assert_eq!(parameter.parse(text).unwrap(), Value::Number(value), "{text}");
        }
        for (text, suggestion) in
            [("0,3", Some("0.3")), ("\u{2212}0,5", Some("-0.5")), ("x/3", None), ("1/0", None), ("", None)]
        {
            match parameter.parse(text) {
                Err(Error::Value { nearest, .. }) => assert_eq!(nearest.as_deref(), suggestion, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn points_may_stand_in_brackets() {
        let parameter = Parameter::point("start", 10.0, [0.0, 0.0]);
        for text in ["1.5,-2", "(1.5, \u{2212}2)", "[3/2, -2]", "(1,5; -2)", "1.5;-2"] {
            assert_eq!(parameter.parse(text).unwrap(), Value::Point([1.5, -2.0]), "{text}");
        }
        for text in ["1.5", "1,2,3", "(a, b)", "11,0"] {
            assert!(parameter.parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_names_of_a_method_lead_to_ours() {
        let options = ["gd", "sgld", "momentum"].map(Choice::option).to_vec();
        let parameter = Parameter::choices("methods", options, &["gd"]);
        for (name, ours) in [("sgd", "gd"), ("Heavy-Ball", "momentum"), ("sgdl", "sgld")] {
            match parameter.parse(name) {
                Err(Error::Value { nearest, .. }) => assert_eq!(nearest.as_deref(), Some(ours), "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
