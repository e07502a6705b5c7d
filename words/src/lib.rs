//! Every text that a reader sees, by language and file: `LANGUAGE/SCENE.toml` for each scene, [`SHARED`] for what scenes
//! share, `page.toml` for the page and `command-line.toml` for the command line.
//!
//! The files are plain TOML: an engine of translation such as Fluent would weigh more on the page than all of the drawing's
//! letters do, and two languages with one and several need no more than `ID.one` and `ID.other`. In a message `{name}` is a
//! place for a value, `$…$` is LaTeX, and `\value{name}` is a place in LaTeX.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The languages, English first: each has every message that English has.
pub const LANGUAGES: [&str; 2] = ["en", "de"];
/// The language of tests: English with every message in ⟦brackets⟧, so that a text which is no message is seen.
pub const PSEUDO: &str = "pseudo";
/// The files whose messages all scenes share.
pub const SHARED: [&str; 3] = ["shared", "methods", "problems"];

/// Language, file name and content.
static FILES: &[(&str, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Messages by id.
pub type Messages = BTreeMap<String, String>;

fn files() -> &'static BTreeMap<(&'static str, &'static str), Messages> {
    static READ: OnceLock<BTreeMap<(&'static str, &'static str), Messages>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = |(language, name, content): &(&'static str, &'static str, &str)| {
            let mut messages = Messages::new();
            // A file that is no TOML has no messages; a test finds it.
            if let Ok(table) = content.parse::<toml::Table>() {
                flatten("", &table, &mut messages);
            }
            ((*language, *name), messages)
        };
        FILES.iter().map(read).collect()
    })
}

fn flatten(prefix: &str, table: &toml::Table, messages: &mut Messages) {
    for (key, value) in table {
        let id = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&id, inner, messages),
            toml::Value::String(message) => {
                messages.insert(id, message.clone());
            }
            _ => {}
        }
    }
}

/// The names of English files.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter(|(language, ..)| *language == LANGUAGES[0]).map(|(_, name, _)| *name)
}

/// The messages of one file; none where there is no such file. In the pseudo-language, those of English in brackets.
pub fn file(language: &str, name: &str) -> Messages {
    if language == PSEUDO {
        return file(LANGUAGES[0], name).into_iter().map(|(id, message)| (id, format!("⟦{message}⟧"))).collect();
    }
    files()
        .iter()
        .find(|((of, known), _)| *of == language && *known == name)
        .map_or_else(Messages::new, |(_, m)| m.clone())
}

/// All messages that a scene may need: the shared ones and its own, which come first; English where a language has none.
pub fn messages(language: &str, scene: &str) -> Messages {
    let mut messages = Messages::new();
    for language in [LANGUAGES[0], language] {
        for name in SHARED.into_iter().chain([scene]) {
            messages.extend(file(language, name));
        }
    }
    messages
}

/// The decimal sign of a language.
pub fn decimal(language: &str) -> char {
    if language == "de" { ',' } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The `{name}` and `\value{name}` places of a message.
    fn places(message: &str) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for (index, part) in message.split('$').enumerate() {
            let opening = if index % 2 == 0 { "{" } else { r"\value{" };
            places.extend(
                part.split(opening).skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_string()),
            );
        }
        places
    }

    #[test]
    fn every_file_is_read() {
        for (language, name, content) in FILES {
            assert!(
                content.parse::<toml::Table>().is_ok(),
                "{language}/{name}.toml: {:?}",
                content.parse::<toml::Table>()
            );
        }
    }

    #[test]
    fn every_language_has_every_message_with_the_same_places() {
        let mut faults = Vec::new();
        for language in LANGUAGES {
            for name in names() {
                let (english, other) = (file(LANGUAGES[0], name), file(language, name));
                for id in english.keys().filter(|id| !other.contains_key(*id)) {
                    faults.push(format!("{language}/{name}.toml lacks {id}"));
                }
                for (id, message) in &other {
                    match english.get(id) {
                        None => faults.push(format!("{language}/{name}.toml: {id} is not in English")),
                        Some(original) if places(original) != places(message) => {
                            faults.push(format!("{language}/{name}.toml: the places of {id} differ"));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn the_pseudo_language_is_bracketed() {
        assert!(file(PSEUDO, "shared").values().all(|message| message.starts_with('⟦') && message.ends_with('⟧')));
    }
}
