//! The library's one error type.

use crate::formula::FormulaError;
use crate::text::{nearest, shorten};
use crate::words::{Text, text};
use serde::Serialize;

/// An invalid request. [`Error::text`] says it in one line, fit to show to a user.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[error("{}", self.text())]
pub enum Error {
    /// A parameter's value is invalid.
    Value {
        /// The parameter's id, e.g. `eta` or `adam.lr`.
        parameter: String,
        /// The given value, shortened for display.
        given: String,
        /// The valid values.
        allowed: Text,
        /// The nearest valid value, where there is one.
        nearest: Option<String>,
    },
    /// A parameter's value is no formula.
    Formula {
        /// The parameter's id.
        parameter: String,
        /// The given value, shortened for display.
        given: String,
        /// The valid values.
        allowed: Text,
        /// The fault, its place, and a suggestion.
        error: Box<FormulaError>,
    },
    /// A name (scene, parameter) is unknown.
    Unknown {
        /// The kind of thing that was looked up: `scene`, `parameter`, `study`, `landscape` and so on.
        kind: &'static str,
        /// The given name, shortened for display.
        given: String,
        /// The known names.
        known: Vec<String>,
        /// The nearest known name, where one is near.
        nearest: Option<String>,
    },
    /// A picture could not be drawn; the backend says why.
    Drawing(String),
    /// A numerical routine could not give its result.
    Numerical(Text),
}

impl Error {
    /// An unknown name among the known ones, with the nearest of them; `kind` says what was looked up.
    pub fn unknown<'a>(kind: &'static str, given: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let known: Vec<String> = known.map(str::to_string).collect();
        let nearest = nearest(given, known.iter().map(String::as_str));
        Self::Unknown { kind, given: shorten(given), known, nearest }
    }

    /// The error in one line: what was given, what is valid, and the nearest valid value.
    pub fn text(&self) -> Text {
        match self {
            Self::Value { parameter, given, allowed, nearest } => {
                let line = text("error.value").with("parameter", parameter.clone()).with("given", given.clone());
                suggesting(line.with("allowed", allowed.clone()), nearest)
            }
            Self::Formula { parameter, given, allowed, error } => text("error.formula")
                .with("parameter", parameter.clone())
                .with("given", given.clone())
                .with("problem", error.text())
                .with("allowed", allowed.clone()),
            Self::Unknown { kind, given, known, nearest } => {
                let line = text(if known.is_empty() { "error.unknown-of-none" } else { "error.unknown" });
                let line = line.with("kind", text(format!("kind.{kind}"))).with("given", given.clone());
                suggesting(line.with("known", known.join(", ")), nearest)
            }
            Self::Drawing(reason) => text("error.drawing").with("reason", reason.clone()),
            Self::Numerical(reason) => reason.clone(),
        }
    }
}

fn suggesting(line: Text, nearest: &Option<String>) -> Text {
    match nearest {
        Some(name) => text("error.nearest").with("problem", line).with("nearest", name.clone()),
        None => line,
    }
}

/// The entry of a registry with the given id, from its pairs of id and entry; `kind` says what is looked up.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find_by_id<T>(
    kind: &'static str,
    given: &str,
    mut entries: impl Iterator<Item = (&'static str, T)> + Clone,
) -> Result<T, Error> {
    let ids = entries.clone().map(|(id, _)| id);
    entries.find(|(id, _)| *id == given).map(|(_, entry)| entry).ok_or_else(|| Error::unknown(kind, given, ids))
}
