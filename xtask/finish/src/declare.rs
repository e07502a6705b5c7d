//! The scenes as the page knows them before any of them runs, in every language: `LANGUAGE/index.json`, a card each, and
//! `LANGUAGE/ID.json`, all of one.

use crate::words::languages;
use anyhow::{Context as _, Result};
use saddleback::declaration::{card, declaration};
use saddleback::scene::MODULES;
use saddleback::words::Book;
use saddleback_words::{decimal, messages};
use std::fs;
use std::path::Path;

/// Writes the files of all scenes into `folder`.
pub fn declare(folder: &Path) -> Result<()> {
    for language in languages() {
        let folder = folder.join(language);
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let mut cards = Vec::new();
        for module in MODULES {
            for scene in module.scenes {
                let id = scene.about().id;
                let book = Book::new(messages(language, id), decimal(language));
                cards.push(card(module, *scene, &book)?);
                write(&folder, id, &declaration(*scene, &book)?)?;
            }
        }
        write(&folder, "index", &cards)?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, content: &impl serde::Serialize) -> Result<()> {
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, serde_json::to_vec(content)?).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use saddleback::scene::registry;

    #[test]
    fn every_scene_has_a_card_and_a_declaration_of_the_same_title() -> Result<()> {
        let folder = tempfile::tempdir()?;
        declare(folder.path())?;
        for language in languages() {
            let read = |name: &str| -> Result<serde_json::Value> {
                let file = folder.path().join(language).join(format!("{name}.json"));
                Ok(serde_json::from_slice(&fs::read(file)?)?)
            };
            let index = read("index")?;
            let cards = index.as_array().context("a list")?;
            assert_eq!(cards.len(), registry().len());
            for card in cards {
                let id = card["id"].as_str().context("an id")?;
                assert_eq!(read(id)?["title"], card["title"]);
                assert!(card["formula"].as_str().context("a formula")?.starts_with("<math"));
            }
        }
        Ok(())
    }
}
