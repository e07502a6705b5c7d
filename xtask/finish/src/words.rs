//! The texts as the page loads them: `words/LANGUAGE/NAME.toml` becomes `words/LANGUAGE/NAME.json`, one map from key to message.
//!
//! Tables are flattened with dots. A language's missing messages are English. `words/pseudo/` has every English message in
//! brackets: a test that finds a word outside of brackets has found a text outside of `words/`.

use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// The language that is complete by definition.
const ENGLISH: &str = "en";
/// The language that only tests ask for.
pub const PSEUDO: &str = "pseudo";

/// Messages by key.
pub type Messages = BTreeMap<String, String>;
/// A language's messages, file by file.
type Files = BTreeMap<String, Messages>;

/// Rewrites the folder of words, and fills in the placeholders `{{LANGUAGE:KEY}}` of the page, whose file is `page.toml`.
///
/// # Errors
/// When a file is not TOML of texts and tables, or the page asks for a message that there is not.
pub fn words(folder: &Path, page: &Path) -> Result<()> {
    let mut languages = read(folder)?;
    let english = languages.get(ENGLISH).with_context(|| format!("{} has no {ENGLISH}", folder.display()))?.clone();
    for files in languages.values_mut() {
        complete(files, &english);
    }
    languages.insert(PSEUDO.to_string(), english.iter().map(|(name, file)| (name.clone(), bracketed(file))).collect());
    for (language, files) in &languages {
        let folder = folder.join(language);
        fs::create_dir_all(&folder)?;
        for (name, messages) in files {
            fs::write(folder.join(format!("{name}.json")), serde_json::to_vec(messages)?)?;
            let source = folder.join(format!("{name}.toml"));
            if source.is_file() {
                fs::remove_file(source)?;
            }
        }
    }
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    fs::write(page, filled(&text, &languages)?).with_context(|| page.display().to_string())
}

/// Every file of every language.
fn read(folder: &Path) -> Result<BTreeMap<String, Files>> {
    let mut languages = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let language = entry?.path();
        let mut files = Files::new();
        for entry in fs::read_dir(&language).with_context(|| language.display().to_string())? {
            let file = entry?.path();
            if file.extension() == Some(OsStr::new("toml")) {
                let text = fs::read_to_string(&file)?;
                files.insert(name(&file), flat(&text).with_context(|| file.display().to_string())?);
            }
        }
        languages.insert(name(&language), files);
    }
    Ok(languages)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The messages of a TOML text, the names of tables before their keys, joined by dots.
///
/// # Errors
/// When it is not TOML, or something in it is neither a text nor a table.
pub fn flat(text: &str) -> Result<Messages> {
    let mut messages = Messages::new();
    flatten(&text.parse()?, "", &mut messages)?;
    Ok(messages)
}

fn flatten(table: &toml::Table, before: &str, messages: &mut Messages) -> Result<()> {
    for (key, value) in table {
        let key = format!("{before}{key}");
        match value {
            toml::Value::String(message) => {
                messages.insert(key, message.clone());
            }
            toml::Value::Table(table) => flatten(table, &format!("{key}."), messages)?,
            other => bail!("{key} is no text, but {}", other.type_str()),
        }
    }
    Ok(())
}

/// Puts English messages where a language has none.
fn complete(files: &mut Files, english: &Files) {
    for (name, messages) in english {
        let own = files.entry(name.clone()).or_default();
        for (key, message) in messages {
            own.entry(key.clone()).or_insert_with(|| message.clone());
        }
    }
}

fn bracketed(messages: &Messages) -> Messages {
    messages.iter().map(|(key, message)| (key.clone(), format!("⟦{message}⟧"))).collect()
}

/// A page with its placeholders replaced by messages.
fn filled(page: &str, languages: &BTreeMap<String, Files>) -> Result<String> {
    let mut parts = page.split("{{");
    let mut text = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (placeholder, rest) = part.split_once("}}").context("a placeholder has no end")?;
        let message = placeholder
            .split_once(':')
            .and_then(|(language, key)| languages.get(language)?.get("page")?.get(key))
            .with_context(|| format!("there is no message {placeholder}"))?;
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
    fn tables_become_dots_and_what_is_no_text_is_refused() -> Result<()> {
        let messages = flat("top = \"a\"\n[one]\ntwo = \"b\"\nmany = { one = \"c\", other = \"d\" }\n")?;
        let pairs: Vec<_> = messages.iter().map(|(key, message)| (key.as_str(), message.as_str())).collect();
        assert_eq!(pairs, [("one.many.one", "c"), ("one.many.other", "d"), ("one.two", "b"), ("top", "a")]);
        assert!(flat("count = 3").is_err() && flat("[").is_err());
        Ok(())
    }

    #[test]
    fn a_missing_message_is_english_and_the_pseudo_language_is_in_brackets() -> Result<()> {
        let dist = tempfile::tempdir()?;
        let words_folder = dist.path().join("words");
        let page = dist.path().join("index.html");
        for (language, text) in [("en", "[page]\na = \"A {x}\"\nb = \"B\""), ("de", "[page]\na = \"Ä {x}\"")] {
            fs::create_dir_all(words_folder.join(language))?;
            fs::write(words_folder.join(language).join("page.toml"), text)?;
        }
        fs::write(&page, "<title>{{de:page.b}}</title><p>{{pseudo:page.a}}</p>")?;
        words(&words_folder, &page)?;
        let read = |language: &str| -> Result<Messages> {
            Ok(serde_json::from_slice(&fs::read(words_folder.join(language).join("page.json"))?)?)
        };
        assert_eq!(read("de")?, flat("[page]\na = \"Ä {x}\"\nb = \"B\"")?);
        assert_eq!(read(PSEUDO)?, flat("[page]\na = \"⟦A {x}⟧\"\nb = \"⟦B⟧\"")?);
        assert!(!words_folder.join("de/page.toml").exists());
        assert_eq!(fs::read_to_string(&page)?, "<title>B</title><p>⟦A {x}⟧</p>");
        Ok(())
    }

    #[test]
    fn a_page_gets_only_messages_that_there_are_and_that_html_can_hold() -> Result<()> {
        let page = Files::from([("page".to_string(), flat("a = \"A\"\nb = \"1 < 2\"")?)]);
        let languages = BTreeMap::from([("en".to_string(), page)]);
        assert_eq!(filled("<p>{{en:a}}</p>", &languages)?, "<p>A</p>");
        for wrong in ["{{en:c}}", "{{de:a}}", "{{en:a", "{{en:b}}", "{{a}}"] {
            assert!(filled(wrong, &languages).is_err(), "{wrong}");
        }
        Ok(())
    }
}
