//! The last step of building the page, `finish DIST`: writes what scenes declare, the texts, the palette and
//! the posters as the page loads them, leaves out of scripts and modules what no reader needs, and puts all of it once more into one file.

mod addressed;
mod assets;
mod compact;
mod declare;
mod palette;
mod posters;
mod single;
mod slim;
mod words;

use anyhow::{Context as _, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let dist = PathBuf::from(std::env::args_os().nth(1).context("usage: finish DIST")?);
    declare::declare(&dist.join("scenes"))?;
    words::words(&dist.join("words"), &dist.join("index.html"))?;
    posters::posters(&dist.join("posters"))?;
    palette::palette(&dist.join("www/figure/theme.css"))?;
    let files = files(&dist)?;
    assets::assets(&dist, &files)?;
    for file in &files {
        match file.extension().and_then(OsStr::to_str) {
            Some("js") => compact::compact(file)?,
            Some("wasm") => slim::slim(file)?,
            _ => {}
        }
    }
    single::write(&dist, &files)
}

/// Every file in a folder and in those that it holds.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}
