//! The scenes as the page knows them before any of them runs: `index.json`, a card each, and `ID.json`, all of one.

use anyhow::{Context as _, Result};
use saddleback::declaration::{cards, declaration};
use saddleback::scene::{MODULES, registry};
use std::fs;
use std::path::Path;

/// Writes the files of all scenes into `folder`.
pub fn declare(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let index: Vec<_> = MODULES.iter().map(cards).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    write(folder, "index", &index)?;
    for scene in registry() {
        write(folder, scene.about().id, &declaration(*scene)?)?;
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

    #[test]
    fn every_scene_has_a_card_and_a_declaration_of_the_same_title() -> Result<()> {
        let folder = tempfile::tempdir()?;
        declare(folder.path())?;
        let read = |name: &str| -> Result<serde_json::Value> {
            Ok(serde_json::from_slice(&fs::read(folder.path().join(format!("{name}.json")))?)?)
        };
        let index = read("index")?;
        let cards = index.as_array().context("a list")?;
        assert_eq!(cards.len(), registry().len());
        for card in cards {
            let id = card["id"].as_str().context("an id")?;
            assert_eq!(read(id)?["title"], card["title"]);
            assert!(card["formula"].as_str().context("a formula")?.starts_with("<math"));
        }
        Ok(())
    }
}
