//! The library's one error type.

use crate::formula::FormulaError;
use crate::text::{nearest, shorten};
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
