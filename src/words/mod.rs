//! Messages by id: code says which message and with what numbers; a [`Book`] of one language says it in words.
//!
//! A scene's messages stand in `words/LANGUAGE/SCENE.toml`, those that scenes share in the other files of that folder.

mod book;
mod number;

pub use book::Book;
pub use number::{Notation, written};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What a reader is told: a message of `words/`, or signs that no language changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Text {
    /// Signs such as `|∇f|`, a name, what a reader has typed.
    Signs(Cow<'static, str>),
    /// A message of `words/` with the values of its `{name}` places.
    Message {
        /// Its id, e.g. `notice.left-picture`; looked up in the scene's own words first, then in those that scenes share.
        id: Cow<'static, str>,
        /// The values by name.
        arguments: Vec<(Cow<'static, str>, Argument)>,
    },
}

/// What stands at a `{name}` place of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Argument {
    /// A number, and how it is written.
    Number(f64, Notation),
    /// Another text.
    Text(Box<Text>),
    /// Several texts, separated by commas.
    List(Vec<Text>),
}

/// The message with an id, e.g. `text("notice.at-rest")`.
pub fn text(id: impl Into<Cow<'static, str>>) -> Text {
    Text::Message { id: id.into(), arguments: Vec::new() }
}

/// Signs that are the same in every language, e.g. `signs("|F|")`.
pub fn signs(signs: impl Into<Cow<'static, str>>) -> Text {
    Text::Signs(signs.into())
}

impl Text {
    /// No text.
    pub const NONE: Self = Self::Signs(Cow::Borrowed(""));

    /// The same message with a value at the place `name`; signs have no places.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        if let Self::Message { arguments, .. } = &mut self {
            arguments.push((Cow::Borrowed(name), value.into()));
        }
        self
    }

    /// The same message with a number at the place `name`, written in a notation.
    pub fn number(self, name: &'static str, value: f64, notation: Notation) -> Self {
        self.with(name, Argument::Number(value, notation))
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Signs(signs) if signs.is_empty())
    }

    /// The signs; of a message that no [`Book`] has said yet, its id.
    pub fn said(&self) -> &str {
        match self {
            Self::Signs(signs) => signs,
            Self::Message { id, .. } => id,
        }
    }

    /// The message's id, where it is a message.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Message { id, .. } => Some(id),
            Self::Signs(_) => None,
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::NONE
    }
}

/// For tests and messages of programs: the id with its values, no sentence.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signs(signs) => f.write_str(signs),
            Self::Message { id, arguments } => {
                f.write_str(id)?;
                for (name, argument) in arguments {
                    match argument {
                        Argument::Number(value, notation) => write!(f, " {name}={}", written(*value, *notation, '.'))?,
                        Argument::Text(text) => write!(f, " {name}={text}")?,
                        Argument::List(texts) => {
                            write!(f, " {name}=")?;
                            texts.iter().try_for_each(|text| write!(f, "{text},"))?;
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

impl From<String> for Text {
    fn from(given: String) -> Self {
        signs(given)
    }
}

impl From<&'static str> for Text {
    fn from(given: &'static str) -> Self {
        signs(given)
    }
}

impl From<Text> for Argument {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

impl From<Vec<Text>> for Argument {
    fn from(texts: Vec<Text>) -> Self {
        Self::List(texts)
    }
}

impl From<String> for Argument {
    fn from(given: String) -> Self {
        signs(given).into()
    }
}

impl From<&'static str> for Argument {
    fn from(given: &'static str) -> Self {
        signs(given).into()
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Number(count as f64, Notation::Shortest)
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Number(count as f64, Notation::Shortest)
    }
}

impl From<f64> for Argument {
    fn from(value: f64) -> Self {
        Self::Number(value, Notation::Shortest)
    }
}
