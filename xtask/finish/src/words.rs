//! The page's own texts as the page loads them: `words/LANGUAGE/page.json`, one map from id to message.
//!
//! A language's missing messages are English. The pseudo-language has every English message in brackets: a test that finds a
//! word outside of brackets has found a text outside of `words/`.

use anyhow::{Context as _, Result, ensure};
use saddleback_words::{LANGUAGES, Messages, PSEUDO, file};
use std::fs;
use std::path::Path;

/// The file of the page's texts.
const PAGE: &str = "page";

/// Every language that is built, that of tests last.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().chain([PSEUDO])
}

/// Writes the texts into `folder`, and fills in the placeholders `{{LANGUAGE:ID}}` of the file `page`.
///
/// # Errors
/// When a file cannot be written, or the page asks for a message that does not exist.
pub fn words(folder: &Path, page: &Path) -> Result<()> {
    for language in languages() {
        let folder = folder.join(language);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{PAGE}.json")), serde_json::to_vec(&messages(language))?)?;
    }
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    fs::write(page, filled(&text)?).with_context(|| page.display().to_string())
}

fn messages(language: &str) -> Messages {
    let mut messages = file(LANGUAGES[0], PAGE);
    messages.extend(file(language, PAGE));
    messages
}

/// A page with its placeholders replaced by messages.
fn filled(page: &str) -> Result<String> {
    let mut parts = page.split("{{");
    let mut text = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (placeholder, rest) = part.split_once("}}").context("a placeholder has no end")?;
        let (language, id) = placeholder.split_once(':').with_context(|| format!("{placeholder} names no language"))?;
        let messages = messages(language);
        let message = messages.get(id).with_context(|| format!("there is no message {placeholder}"))?;
        ensure!(!message.contains(['<', '&', '"']), "{placeholder} cannot stand in HTML: {message}");
        text += message;
        text += rest;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_of_the_page_and_the_pseudo_language_is_in_brackets() -> Result<()> {
        let dist = tempfile::tempdir()?;
        let page = dist.path().join("index.html");
        fs::write(&page, "<title>{{en:transport.play}}</title>")?;
        words(dist.path(), &page)?;
        let read = |language: &str| -> Result<Messages> {
            Ok(serde_json::from_slice(&fs::read(dist.path().join(language).join("page.json"))?)?)
        };
        let english = read("en")?;
        for language in languages() {
            assert!(read(language)?.keys().eq(english.keys()), "{language}");
        }
        assert!(read(PSEUDO)?.values().all(|message| message.starts_with('⟦')));
        assert_eq!(fs::read_to_string(&page)?, format!("<title>{}</title>", english["transport.play"]));
        Ok(())
    }

    #[test]
    fn a_page_gets_only_messages_that_exist() {
        for wrong in ["{{en:no-such}}", "{{en:transport.play", "{{transport.play}}"] {
            assert!(filled(wrong).is_err(), "{wrong}");
        }
    }
}
