//! The messages in the reader's language.

use saddleback::words::Book;

/// The book of a scene's messages; of those that all scenes share where there is no such scene.
pub(crate) fn book(scene: &str) -> Book {
    let language = saddleback_words::LANGUAGES[0];
    Book::new(saddleback_words::messages(language, scene), saddleback_words::decimal(language))
}
