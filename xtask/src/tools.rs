//! The pinned tools that build the page, installed once into `.tools`.

use crate::command::{cargo, command, output, root, run};
use anyhow::{Context as _, Result};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;

const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// Installs whatever is missing of the wasm target, Trunk and wasm-bindgen.
pub fn install() -> Result<()> {
    wasm_target()?;
    // Trunk's own lock file is known to build.
    cargo_install("trunk", "trunk", TRUNK, &["--locked"])?;
    cargo_install("wasm-bindgen-cli", "wasm-bindgen", &wasm_bindgen_version()?, &[])
}

/// A tool that [`install`] has put into `.tools`.
pub fn tool(name: &str) -> PathBuf {
    root().join(".tools/bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// PATH with `.tools/bin` first, so that Trunk finds the wasm-bindgen of this project.
pub fn path() -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(root().join(".tools/bin")).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("PATH")
}

fn wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = output(command(rustc, &["--print", "target-libdir", "--target", TARGET]))?;
    if std::path::Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    run(command("rustup", &["target", "add", TARGET]))
        .with_context(|| format!("the Rust target {TARGET} is missing, and rustup could not add it"))
}

/// The version that the library is built with: the tool must be of exactly the same.
fn wasm_bindgen_version() -> Result<String> {
    let text = std::fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    locked_version(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let found = packages.iter().find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))?;
    found.get("version")?.as_str().map(ToString::to_string)
}

fn cargo_install(package: &str, binary: &str, version: &str, more: &[&str]) -> Result<()> {
    if installed(binary).is_some_and(|installed| installed == version) {
        return Ok(());
    }
    println!("installing {package} {version} into .tools: once, for some minutes");
    let mut install = cargo(&["install", "--quiet", "--root", ".tools", "--version", &format!("={version}")]);
    install.args(more).arg("--force").arg(package);
    // A thoroughly optimized tool would take longer to build than it could ever save.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(install).with_context(|| format!("{package} {version} could not be installed"))
}

/// What `BINARY --version` says: `trunk 0.21.14`, `wasm-bindgen 0.2.130`.
fn installed(binary: &str) -> Option<String> {
    let output = command(tool(binary), &["--version"]).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.split_whitespace().nth(1).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
        assert!(wasm_bindgen_version().is_ok());
    }
}
