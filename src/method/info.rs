//! What a method says of itself to legends, documentation and the command line.

use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;
use crate::words::{Text, text};
use std::fmt;

/// A method's colour, formula and hyper-parameters; the same in every scene. Its names stand in `words/`.
#[derive(Clone, Copy)]
pub struct MethodInfo {
    /// Kebab-case id.
    pub id: &'static str,
    /// Its colour in every scene.
    pub color: Color,
    /// Its update rule in LaTeX.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// Its own hyper-parameters, ids without the `method.` prefix.
    pub parameters: fn() -> Vec<Parameter>,
}

impl MethodInfo {
    /// What a reader calls it.
    pub fn label(&self) -> Text {
        text(format!("method.{}.label", self.id))
    }

    /// What it is called where there is little room, as in a picture.
    pub fn name(&self) -> Text {
        text(format!("method.{}.name", self.id))
    }

    /// The hyper-parameters under their full ids, `method.name`.
    pub fn hyper_parameters(&self) -> Vec<Parameter> {
        (self.parameters)().into_iter().map(|p| p.of_method(self.id)).collect()
    }
}

impl fmt::Debug for MethodInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MethodInfo").field("id", &self.id).finish_non_exhaustive()
    }
}
