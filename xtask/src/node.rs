//! Node, which checks the page's scripts and runs their tests. Readers of the page need none.

use crate::command::{command, root, run};
use crate::debian::{Debian, install as install_packages};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The oldest version that runs the tests.
const OLDEST: u32 = 18;
/// Npm's program, which is a script.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Installs Node and npm on Debian and its kin, elsewhere says what is missing; then installs what the checks need, if that
/// has changed.
///
/// # Errors
/// When something is missing that cannot be installed.
pub fn install() -> Result<()> {
    if missing().is_some() && Debian::here().is_some() {
        let packages: &[&str] = if version().is_some() { &["npm"] } else { &["nodejs", "npm"] };
        install_packages(packages, "the checks of the page's scripts")?;
    }
    if let Some(missing) = missing() {
        bail!("the checks of the page's scripts need {missing}: {}", advice());
    }
    if outdated() {
        let mut npm = command(NPM, &["ci", "--no-audit", "--no-fund", "--loglevel", "error"]);
        npm.current_dir(folder());
        run(npm)?;
    }
    Ok(())
}

/// A command of Node's in the folder of the checks.
pub fn node(arguments: &[&str]) -> Command {
    let mut node = command("node", arguments);
    node.current_dir(folder());
    node
}

/// Where the checks are, and the packages that they need.
fn folder() -> PathBuf {
    root().join("tests/page")
}

fn missing() -> Option<String> {
    match version() {
        None => Some("Node and npm".to_string()),
        Some(version) if version < OLDEST => Some(format!("Node {OLDEST} or newer, not {version}")),
        Some(_) => said(NPM).is_none().then(|| "npm".to_string()),
    }
}

/// The main version of the Node that is installed.
fn version() -> Option<u32> {
    main_version(&said("node")?)
}

/// 20 of `v20.19.1`.
fn main_version(said: &str) -> Option<u32> {
    said.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn said(program: &str) -> Option<String> {
    let output = command(program, &["--version"]).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the packages are older than the list of them, or not there.
fn outdated() -> bool {
    let changed = |file: &str| std::fs::metadata(folder().join(file)).and_then(|file| file.modified()).ok();
    changed("node_modules/.package-lock.json") < changed("package-lock.json")
}

fn advice() -> &'static str {
    match std::env::consts::OS {
        "macos" => "`brew install node`",
        "windows" => "`winget install OpenJS.NodeJS`",
        _ => "install your distribution's packages of Node and npm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(main_version("v20.19.1\n"), Some(20));
        assert_eq!(main_version("v8.1.0"), Some(8));
        assert_eq!(main_version("20.1"), None);
        assert_eq!(main_version(""), None);
    }
}
