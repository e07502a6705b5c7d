//! Small help with names and with text that a user typed.

/// Shortens what a user typed, so that no message grows without bound or carries control characters.
pub fn shorten(given: &str) -> String {
    let clean: String = given.chars().filter(|c| !c.is_control()).take(60).collect();
    if clean.chars().count() < given.chars().count() { format!("\"{clean}…\"") } else { format!("\"{clean}\"") }
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
