//! The literature behind a statement.

use serde::Serialize;

/// Where a statement comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Authors, year, title, equation.
    pub text: &'static str,
    /// A link.
    pub url: &'static str,
}
