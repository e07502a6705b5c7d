//! The messages in the reader's language: `--lang`, then the language of the environment, then English.

use saddleback::words::{Book, Text, text};
use saddleback_words::{LANGUAGES, PSEUDO, decimal, file, messages};
use std::sync::OnceLock;

/// The file of the command line's own messages.
const FILE: &str = "command-line";
/// The option that chooses a language.
const OPTION: &str = "--lang";

/// The language asked for on the command line, as it was typed.
fn asked(arguments: &[String]) -> Option<&str> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == OPTION {
            return rest.next().map(String::as_str);
        }
        if let Some(value) = argument.strip_prefix(OPTION).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value);
        }
    }
    None
}

/// The known language of a tag such as `de_DE.UTF-8`.
fn known(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['_', '-', '.', '@']).next().unwrap_or_default().to_lowercase();
    LANGUAGES.into_iter().chain([PSEUDO]).find(|language| *language == primary)
}

/// The language of this run.
fn language() -> &'static str {
    static LANGUAGE: OnceLock<&'static str> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        let arguments: Vec<String> =
            std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
        // Of the variables that POSIX names, the first that is set counts.
        let environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let asked = asked(&arguments).map(str::to_string);
        asked.or(environment).and_then(|tag| known(&tag)).unwrap_or(LANGUAGES[0])
    })
}

/// The book of a scene's messages and the command line's; of the shared ones and these where there is no such scene.
pub(crate) fn book(scene: &str) -> Book {
    let language = language();
    let mut book = Book::new(messages(language, scene), decimal(language));
    book.add(file(LANGUAGES[0], FILE));
    book.add(file(language, FILE));
    book
}

/// A text in the reader's language.
pub(crate) fn say(told: &Text) -> String {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| book("")).say(told)
}

/// The message with an id in the reader's language.
pub(crate) fn message(id: &str) -> String {
    say(&text(id.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_in_options_and_tags() {
        let typed = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(asked(&typed(&["saddleback", "list", "--lang", "de"])), Some("de"));
        assert_eq!(asked(&typed(&["saddleback", "--lang=de", "list"])), Some("de"));
        assert_eq!(asked(&typed(&["saddleback", "list", "--language"])), None);
        assert_eq!([known("de_AT.UTF-8"), known("de"), known("C"), known("fr")], [Some("de"), Some("de"), None, None]);
    }
}
