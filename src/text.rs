//! Small help with names and with text that a user typed.

/// Shortens what a user typed, so that no message grows without bound or carries control characters.
pub fn shorten(given: &str) -> String {
    let clean: String = given.chars().filter(|c| !c.is_control()).take(60).collect();
    if clean.chars().count() < given.chars().count() { format!("\"{clean}…\"") } else { format!("\"{clean}\"") }
}

/// A number with all its digits, for files: with an exponent where it would otherwise have a row of zeros; empty for NaN.
pub fn digits(value: f64) -> String {
    let size = value.abs();
    if value.is_nan() {
        String::new()
    } else if size.is_finite() && size != 0.0 && !(1e-7..1e21).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// The candidate nearest to `given` in Jaro–Winkler similarity, where one is near (at least 0.7).
pub fn nearest<'a>(given: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let short: String = given.chars().take(60).collect();
    candidates
        .map(|name| (strsim::jaro_winkler(&short, name), name))
        .filter(|(similarity, _)| *similarity >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_all_there_and_no_more() {
        for (value, text) in [
            (5e173, "5e173"),
            (-1.25e-300, "-1.25e-300"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e20, "100000000000000000000"),
            (0.0, "0"),
            (f64::NAN, ""),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(digits(value), text);
            assert!(text.is_empty() || text.parse::<f64>() == Ok(value), "{text}");
        }
    }
}
