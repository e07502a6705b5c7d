//! What is wrong with a typed formula, where, and what may have been meant.

use crate::words::{Text, text};
use serde::Serialize;

/// A formula that cannot be read: one line, fit to show to whoever typed it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormulaError {
    /// The fault, e.g. `"sni" is unknown`.
    pub message: Text,
    /// The first character concerned, counted from 0; the text's length where something is missing at its end.
    pub start: usize,
    /// One past the last character concerned; equal to `start` where something is missing between characters.
    pub end: usize,
    /// What to write instead of the characters concerned, where something is near.
    pub suggestion: Option<String>,
}

impl FormulaError {
    /// An error at the characters `start..end`.
    pub(super) fn at([start, end]: [usize; 2], message: Text) -> Self {
        Self { message, start, end, suggestion: None }
    }

    /// The same error with what may have been meant.
    pub(super) fn suggesting(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

impl FormulaError {
    /// One line for the person who typed it: the fault, its place, and a suggestion.
    pub fn text(&self) -> Text {
        // People count characters from 1.
        let (first, last) = (self.start + 1, self.end);
        let place = match last.saturating_sub(self.start) {
            0 | 1 => text("formula.at").with("first", first),
            _ => text("formula.at-range").with("first", first).with("last", last),
        };
        let place = place.with("problem", self.message.clone());
        match &self.suggestion {
            Some(suggestion) => text("formula.suggest").with("problem", place).with("suggestion", suggestion.clone()),
            None => place,
        }
    }
}

impl std::fmt::Display for FormulaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for FormulaError {}
