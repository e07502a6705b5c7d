//! Chromium and ChromeDriver, which the browser tests drive.

use crate::command::{command, run};
use anyhow::{Result, bail};
use support::program;

/// Installs both on Debian and its kin; elsewhere says what is missing and how to get it.
pub fn install() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    if let Some(packages) = debian_packages() {
        println!("installing {} for the browser tests", packages.join(" and "));
        apt(&["update"])?;
        apt(&[&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat())?;
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

fn debian_packages() -> Option<[&'static str; 2]> {
    let release = std::fs::read_to_string("/etc/os-release").ok()?;
    let field = |name: &str| {
        let line = release.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default().trim_matches('"').to_string()
    };
    let (id, like) = (field("ID="), field("ID_LIKE="));
    match id.as_str() {
        "ubuntu" => Some(["chromium-browser", "chromium-chromedriver"]),
        _ if id == "debian" || like.split(' ').any(|kin| kin == "debian") => Some(["chromium", "chromium-driver"]),
        _ => None,
    }
}

fn apt(arguments: &[&str]) -> Result<()> {
    let root = std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut apt = if root { command("apt-get", &[]) } else { command("sudo", &["apt-get"]) };
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run(apt)
}

fn advice() -> &'static str {
    match std::env::consts::OS {
        "macos" => "`brew install --cask chromium chromedriver`",
        "windows" => "`winget install Google.Chrome Chromium.ChromeDriver`",
        _ => "install your distribution's packages of Chromium and ChromeDriver",
    }
}
