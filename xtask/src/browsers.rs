//! Chromium and ChromeDriver, which the browser tests drive.

use crate::debian::{self, Debian};
use anyhow::{Result, bail};
use support::program;

/// Installs both on Debian and its kin; elsewhere says what is missing and how to get it.
pub fn install() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    match Debian::here() {
        Some(Debian::Ubuntu) => debian::install(&["chromium-browser", "chromium-chromedriver"], "the browser tests")?,
        Some(Debian::Other) => debian::install(&["chromium", "chromium-driver"], "the browser tests")?,
        None => {}
    }
    let missing = self::missing();
    if !missing.is_empty() {
        let need = missing.join(" and ");
        bail!("the browser tests need {need}: {}, or name their files in CHROMIUM and CHROMEDRIVER", advice());
    }
    Ok(())
}

fn missing() -> Vec<&'static str> {
    let chromium = program::chromium().is_none().then_some("Chromium (or Chrome)");
    let driver = program::chromedriver().is_none().then_some("ChromeDriver of the same version");
    chromium.into_iter().chain(driver).collect()
}

fn advice() -> &'static str {
    match std::env::consts::OS {
        "macos" => "`brew install --cask chromium chromedriver`",
        "windows" => "`winget install Google.Chrome Chromium.ChromeDriver`",
        _ => "install your distribution's packages of Chromium and ChromeDriver",
    }
}
