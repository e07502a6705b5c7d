//! The messages of one language, and how a text is said with them.

use super::{Argument, Text, written};
use std::collections::BTreeMap;

/// All messages of one language that a scene may need: its own, and those that scenes share.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    messages: BTreeMap<String, String>,
    decimal: char,
}

/// How deep texts may stand in texts.
const DEPTH: usize = 8;

impl Book {
    /// A book of messages by id, and the language's decimal sign.
    pub fn new(messages: BTreeMap<String, String>, decimal: char) -> Self {
        Self { messages, decimal }
    }

    /// The language's decimal sign.
    pub fn decimal(&self) -> char {
        self.decimal
    }

    /// Takes more messages; one whose id is known already gives way.
    pub fn add(&mut self, messages: impl IntoIterator<Item = (String, String)>) {
        self.messages.extend(messages);
    }

    /// All messages, by id.
    pub fn messages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.messages.iter().map(|(id, message)| (id.as_str(), message.as_str()))
    }

    /// The message as it stands in `words/`.
    pub fn message(&self, id: &str) -> Option<&str> {
        self.messages.get(id).map(String::as_str)
    }

    /// A text in words. A message that is missing is said by its id; a place without a value keeps its braces, as numbers
    /// to drag in a story do.
    pub fn say(&self, text: &Text) -> String {
        self.said(text, DEPTH)
    }

    /// Puts a text's words in its place.
    pub fn tell(&self, text: &mut Text) {
        if text.id().is_some() {
            *text = Text::Signs(self.say(text).into());
        }
    }

    fn said(&self, text: &Text, depth: usize) -> String {
        match text {
            Text::Signs(signs) => signs.to_string(),
            Text::Message { id, .. } if depth == 0 => id.to_string(),
            Text::Message { id, arguments } => {
                let message = self.form(id, arguments).unwrap_or(id);
                self.filled(message, arguments, depth - 1)
            }
        }
    }

    /// The message, or its form for one or several where it has two: `ID.one` and `ID.other`, by the argument `count`.
    fn form(&self, id: &str, arguments: &[(std::borrow::Cow<'static, str>, Argument)]) -> Option<&str> {
        if let Some(message) = self.message(id) {
            return Some(message);
        }
        let is_one = arguments.iter().any(|(name, value)| {
            name == "count" && matches!(value, Argument::Number(count, _) if (*count - 1.0).abs() == 0.0)
        });
        self.message(&format!("{id}.{}", if is_one { "one" } else { "other" }))
    }

    fn filled(&self, message: &str, arguments: &[(std::borrow::Cow<'static, str>, Argument)], depth: usize) -> String {
        let mut filled = String::with_capacity(message.len());
        let mut formula = false;
        let mut rest = message;
        // In formulas braces are LaTeX's own, and a place is called \value{name}.
        while let Some(at) = rest.find(if formula { &['$', '\\'][..] } else { &['$', '{'][..] }) {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            let opening = if formula { r"\value{" } else { "{" };
            let place = rest.strip_prefix(opening).and_then(|inner| inner.split_once('}'));
            let value = place.and_then(|(name, after)| {
                let (_, value) = arguments.iter().find(|(known, _)| known == name)?;
                Some((value, after))
            });
            if let Some((value, after)) = value {
                filled.push_str(&self.argument(value, formula, depth));
                rest = after;
                continue;
            }
            formula ^= rest.starts_with('$');
            let one = rest.chars().next().map_or(0, char::len_utf8);
            filled.push_str(&rest[..one]);
            rest = &rest[one..];
        }
        filled.push_str(rest);
        filled
    }

    fn argument(&self, argument: &Argument, in_formula: bool, depth: usize) -> String {
        match argument {
            // Number signs as they are: LaTeX takes them in text.
            Argument::Number(value, notation) if in_formula => {
                format!(r"\text{{{}}}", written(*value, *notation, self.decimal))
            }
            Argument::Number(value, notation) => written(*value, *notation, self.decimal),
            Argument::Text(text) => self.said(text, depth),
            Argument::List(texts) => texts.iter().map(|text| self.said(text, depth)).collect::<Vec<_>>().join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Notation, signs, text};
    use super::*;

    fn book() -> Book {
        let messages = [
            ("left", "{method} left at step {step}, |z| = {size}"),
            ("method.gda", "GDA"),
            ("radius", r"The radius grows by $\frac{1}{\value{size}}$ per {unit}"),
            ("walkers.one", "{count} walker"),
            ("walkers.other", "{count} walkers"),
            ("story", "With step {eta} it leaves."),
        ];
        Book::new(messages.map(|(id, message)| (id.to_string(), message.to_string())).into(), ',')
    }

    #[test]
    fn places_are_filled_in_words_and_in_formulas() {
        let left = text("left").with("method", text("method.gda")).with("step", 3_u64);
        let left = left.number("size", 1.25e9, Notation::Scientific(2));
        assert_eq!(book().say(&left), "GDA left at step 3, |z| = 1,25 × 10⁹");
        let radius = text("radius").number("size", 0.5, Notation::Shortest).with("unit", signs("step"));
        assert_eq!(book().say(&radius), r"The radius grows by $\frac{1}{\text{0,5}}$ per step");
    }

    #[test]
    fn one_and_several_have_words_of_their_own() {
        assert_eq!(book().say(&text("walkers").with("count", 1_usize)), "1 walker");
        assert_eq!(book().say(&text("walkers").with("count", 20_usize)), "20 walkers");
    }

    #[test]
    fn what_is_missing_is_seen() {
        assert_eq!(book().say(&text("no-such")), "no-such");
        assert_eq!(book().say(&text("story")), "With step {eta} it leaves.");
    }
}
