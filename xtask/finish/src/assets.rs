//! The files of the distribution by name, in the script that names them: a bundler moves a file and finds it again only where
//! its whole address stands in a script.

use anyhow::{Context as _, Result};
use saddleback_words::PSEUDO;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The script, from the root of the distribution.
const SCRIPT: &str = "www/figure/asset.js";
/// Where the root is, as the script sees it.
const UP: &str = "../../";

/// Whether a figure asks for a file by name as it runs.
fn is_asked_for(path: &str) -> bool {
    let is_data = ["scenes/", "words/"].iter().any(|folder| path.starts_with(folder));
    let is_of_figures = path.starts_with("www/figure/") && (path.ends_with(".css") || path.ends_with("-worker.js"));
    (is_data && !path.contains(&format!("/{PSEUDO}/"))) || path.starts_with("wasm/") || is_of_figures
}

/// Writes the script of a distribution whose files are given.
///
/// # Errors
/// When it cannot be written.
pub fn assets(dist: &Path, files: &[PathBuf]) -> Result<()> {
    let mut names = Vec::new();
    for file in files {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if is_asked_for(&name) {
            names.push(name);
        }
    }
    names.sort();
    let script = dist.join(SCRIPT);
    fs::write(&script, text(&names)).with_context(|| script.display().to_string())
}

fn text(names: &[String]) -> String {
    let mut text = String::from("const FILES = {\n");
    for name in names {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  '{name}': new URL('{UP}{name}', import.meta.url),");
    }
    text + &format!(
        "}};\nexport const asset = (path) => new URL(FILES[path] ?? new URL('{UP}' + path, import.meta.url));\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_figures_ask_for_is_named() {
        for name in [
            "wasm/games.js",
            "wasm/games_bg.wasm",
            "scenes/de/swarm.json",
            "www/figure/figure.css",
            "www/figure/scene-worker.js",
        ] {
            assert!(is_asked_for(name), "{name}");
        }
        for name in [
            "index.html",
            "posters/swarm-dark.png",
            "www/page/page.css",
            "www/figure/figure.js",
            "words/pseudo/page.json",
        ] {
            assert!(!is_asked_for(name), "{name}");
        }
    }

    #[test]
    fn whole_addresses_stand_in_the_script() {
        let text = text(&["wasm/games.js".to_string()]);
        assert!(text.contains("new URL('../../wasm/games.js', import.meta.url)"), "{text}");
    }
}
