//! What is wrong with a typed formula, where, and what may have been meant.

use serde::Serialize;

/// A formula that cannot be read: one line, fit to show to whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormulaError {
    /// What is wrong, e.g. `"sni" is unknown`.
    pub message: String,
    /// The first character concerned, counted from 0; the text's length where something is missing at its end.
    pub start: usize,
    /// One past the last character concerned; equal to `start` where something is missing between characters.
    pub end: usize,
    /// What to write instead of the characters concerned, where something is near.
    pub suggestion: Option<String>,
}

impl FormulaError {
    /// An error at the characters `start..end`.
    pub(super) fn at([start, end]: [usize; 2], message: impl Into<String>) -> Self {
        Self { message: message.into(), start, end, suggestion: None }
    }

    /// The same error with what may have been meant.
    pub(super) fn suggesting(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

impl std::fmt::Display for FormulaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // People count characters from 1.
        let (first, last) = (self.start + 1, self.end);
        match last.saturating_sub(self.start) {
            0 | 1 => write!(f, "{} at character {first}", self.message)?,
            _ => write!(f, "{} at characters {first} to {last}", self.message)?,
        }
        self.suggestion.as_ref().map_or(Ok(()), |suggestion| write!(f, "; did you mean {suggestion}?"))
    }
}

impl std::error::Error for FormulaError {}
