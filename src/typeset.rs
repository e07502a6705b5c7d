//! LaTeX of scenes' declarations to MathML, and sentences with formulas and draggable numbers to segments.

use crate::error::Error;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use serde::Serialize;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Segment {
    /// Plain words.
    Text(String),
    /// A formula as MathML.
    Math(String),
    /// The value of the parameter with this id, to be shown and dragged.
    Parameter(String),
}

/// A formula as a MathML element.
///
/// # Errors
/// [`Error::Drawing`] naming the formula when it is not LaTeX that is understood.
pub fn mathml(latex: &str) -> Result<String, Error> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Numerical(format!("the formula {latex} cannot be typeset: {error}").into()))?;
    let config = RenderConfig { display_mode: DisplayMode::Inline, ..RenderConfig::default() };
    let mut markup = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut markup, events, config)
        .map_err(|error| Error::Numerical(format!("the formula {latex} cannot be typeset: {error}").into()))?;
    // pulldown-latex 0.8 escapes the space that `\ ` stands for once too often.
    Ok(markup.replace("&amp;nbsp;", "\u{a0}"))
}

/// A sentence's segments: `$…$` is LaTeX, `{id}` outside of it a parameter.
///
/// # Errors
/// Those of [`mathml`], and [`Error::Drawing`] for an unclosed `$` or `{`.
pub fn segments(sentence: &str) -> Result<Vec<Segment>, Error> {
    let mut segments = Vec::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(['$', '{']) {
        if at > 0 {
            segments.push(Segment::Text(rest[..at].to_string()));
        }
        let close = if rest[at..].starts_with('$') { '$' } else { '}' };
        let inner = &rest[at + 1..];
        let end =
            inner.find(close).ok_or_else(|| Error::Numerical(format!("{sentence}: {close} is missing").into()))?;
        segments.push(match close {
            '$' => Segment::Math(mathml(&inner[..end])?),
            _ => Segment::Parameter(inner[..end].to_string()),
        });
        rest = &inner[end + 1..];
    }
    if !rest.is_empty() {
        segments.push(Segment::Text(rest.to_string()));
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::registry;
    use crate::words::Book;

    #[test]
    fn a_sentence_has_words_formulas_and_numbers() {
        let parts = segments(r"Step {eta} of $\eta^2$.").unwrap();
        assert_eq!(parts.len(), 5);
        assert_eq!(parts[1], Segment::Parameter("eta".to_string()));
        assert!(matches!(&parts[3], Segment::Math(markup) if markup.starts_with("<math") && markup.contains("msup")));
        assert!(segments("an unclosed $x").is_err());
    }

    #[test]
    fn spaces_are_spaces() {
        let markup = mathml(r"a,\ b \text{ or } c").unwrap();
        assert!(markup.contains("<mtext>\u{a0}</mtext>") && !markup.contains("&amp;"), "{markup}");
    }

    #[test]
    fn everything_that_scenes_declare_can_be_typeset() {
        for scene in registry() {
            let about = scene.about();
            let book = Book::new(saddleback_words::messages("en", about.id), '.');
            mathml(about.formula).unwrap();
            about.axes.iter().for_each(|axis| assert!(mathml(axis).is_ok()));
            for number in 1..=about.story.len() {
                let sentence = book.message(&format!("story.{number}")).unwrap();
                for segment in segments(sentence).unwrap() {
                    if let Segment::Parameter(id) = segment {
                        assert!(scene.parameters().iter().any(|p| p.id == id), "{}: {{{id}}}", about.id);
                    }
                }
            }
            scene.methods().iter().for_each(|method| assert!(mathml(method.formula).is_ok(), "{}", method.id));
            scene.parameters().iter().for_each(|p| assert!(mathml(p.symbol).is_ok(), "{}", p.id));
            let presets = std::iter::once(&[][..]).chain(scene.cases().iter().map(|case| case.preset));
            for preset in presets {
                let mut settings = crate::parameter::Settings::new(scene.parameters());
                preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
                for claim in scene.start(&settings, 0).unwrap().claims() {
                    let words = [&claim.statement, &claim.tolerance_origin].map(|text| book.say(text));
                    assert!(segments(&words[0]).is_ok(), "{}: {}", claim.id, words[0]);
                    assert!(!words.iter().any(|words| words.contains(char::is_control)), "{}: {words:?}", claim.id);
                }
            }
        }
    }
}
