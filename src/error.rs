//! The library's one error type.

use crate::problem::formula::FormulaError;
use serde::Serialize;

/// What a caller did that cannot be done; each message is one line, fit to show to a user.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum Error {
    /// A parameter's value is not allowed.
    #[error("{parameter}: {given} is not allowed; allowed: {allowed}{}", suggest(nearest))]
    Value {
        /// The parameter's id, e.g. `eta` or `adam.lr`.
        parameter: String,
        /// What was given, shortened for display.
        given: String,
        /// What is allowed, in words.
        allowed: String,
        /// The nearest valid value, where there is one.
        nearest: Option<String>,
    },
    /// A parameter's value is no formula.
    #[error("{parameter}: {given} is not allowed: {error}; allowed: {allowed}")]
    Formula {
        /// The parameter's id.
        parameter: String,
        /// What was given, shortened for display.
        given: String,
        /// What is allowed, in words.
        allowed: String,
        /// What is wrong, where, and what may have been meant.
        error: Box<FormulaError>,
    },
    /// A name (scene, parameter) is unknown.
    #[error("{kind} {given} is unknown; known: {allowed}{}", suggest(nearest))]
    Unknown {
        /// What was looked up: `scene` or `parameter`.
        kind: String,
        /// What was given, shortened for display.
        given: String,
        /// The known names.
        allowed: String,
        /// The nearest known name, where one is near.
        nearest: Option<String>,
    },
    /// A picture could not be drawn.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    /// A numerical routine could not give its result.
    #[error("{0}")]
    Numerical(String),
}

fn suggest(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |name| format!("; nearest: {name}"))
}

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

/// The entry of a registry with the given id, from its pairs of id and entry; `kind` says what is looked up.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find_by_id<T>(
    kind: &str,
    given: &str,
    mut entries: impl Iterator<Item = (&'static str, T)> + Clone,
) -> Result<T, Error> {
    let ids = entries.clone().map(|(id, _)| id);
    entries.find(|(id, _)| *id == given).map(|(_, entry)| entry).ok_or_else(|| Error::Unknown {
        kind: kind.to_string(),
        given: shorten(given),
        allowed: ids.clone().collect::<Vec<_>>().join(", "),
        nearest: nearest(given, ids),
    })
}
