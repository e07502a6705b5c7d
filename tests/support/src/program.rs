//! Programs of this machine, by name.

use std::path::PathBuf;

/// The first of `names` that is a file in a folder of PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    })
}

/// ChromeDriver: what the environment variable CHROMEDRIVER says, else `chromedriver` on PATH.
pub fn chromedriver() -> Option<PathBuf> {
    std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find(&["chromedriver"]))
}

/// Chromium: what the environment variable CHROMIUM says, else one of its names on PATH.
pub fn chromium() -> Option<PathBuf> {
    std::env::var_os("CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]))
}
