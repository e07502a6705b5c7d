//! The programs that build the page: those of this machine where their version is right, otherwise compiled once.

use crate::command::{built, cargo, command, output, root, run};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The target of the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Sees to the wasm target and wasm-bindgen.
///
/// # Errors
/// When one of them is missing and cannot be had.
pub fn install() -> Result<()> {
    wasm_target()?;
    let wasm_bindgen = wasm_bindgen_version()?;
    if found("wasm-bindgen", &wasm_bindgen).is_none() {
        run(cargo(&["build", "--quiet", "--package", "bindgen"]))?;
    }
    Ok(())
}

/// Sees to wasm-bindgen's test runner, which the page does not need.
///
/// # Errors
/// When it is missing and cannot be compiled.
pub fn install_test_runner() -> Result<()> {
    cargo_install("wasm-bindgen-cli", "wasm-bindgen-test-runner", &wasm_bindgen_version()?)
}

/// wasm-bindgen, once [`install`] has seen to it.
///
/// # Errors
/// When this program has no place.
pub fn wasm_bindgen() -> Result<PathBuf> {
    found("wasm-bindgen", &wasm_bindgen_version()?).map_or_else(|| built("wasm-bindgen"), Ok)
}

/// The test runner, once [`install_test_runner`] has seen to it.
///
/// # Errors
/// When it is missing.
pub fn test_runner() -> Result<PathBuf> {
    found("wasm-bindgen-test-runner", &wasm_bindgen_version()?).context("wasm-bindgen-test-runner is missing")
}

/// Sees to the standard library for the browser.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub fn wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = output(command(rustc, &["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
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

fn cargo_install(package: &str, program: &str, version: &str) -> Result<()> {
    if found(program, version).is_some() {
        return Ok(());
    }
    println!("compiling {package} {version} into .tools: once, for some minutes");
    // A tool that is optimized takes longer to compile than it ever saves; no feature that is left out matters without a network.
    // Not --locked: a registry's mirror may not have the very versions yet that the package was published with.
    let mut install = cargo(&["install", "--quiet", "--debug", "--no-default-features", "--force"]);
    install.args(["--root", ".tools", "--version", &format!("={version}"), "--bin", program, package]);
    install.env("CARGO_PROFILE_DEV_DEBUG", "false").env("CARGO_INCREMENTAL", "0");
    run(install).with_context(|| format!("{package} {version} could not be compiled"))
}

/// The program of that very version, from `.tools` or a folder of PATH: a package manager may have put it there.
fn found(program: &str, version: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    of_version(std::iter::once(root().join(".tools/bin")).chain(std::env::split_paths(&path)), program, version)
}

fn of_version(folders: impl Iterator<Item = PathBuf>, program: &str, version: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    folders.map(|folder| folder.join(&name)).find(|file| version_of(file).is_some_and(|found| found == version))
}

/// The version in what `PROGRAM --version` says: `wasm-bindgen 0.2.130`.
fn version_of(program: &Path) -> Option<String> {
    let output = program.is_file().then(|| command(program, &["--version"]).stderr(Stdio::null()).output())?.ok()?;
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
    }

    #[test]
    fn the_project_has_one_version_of_wasm_bindgen() -> Result<()> {
        let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
        let version = wasm_bindgen_version()?;
        for package in ["bindgen", "wasm-bindgen-cli-support"] {
            assert_eq!(locked_version(&lock, package).as_ref(), Some(&version), "{package}");
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_program_of_this_machine_is_used_where_its_version_is_right() -> Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir()?;
        let mut folders = vec![place.path().join("none")];
        for version in ["0.21.13", "0.21.14", "0.22.0"] {
            let folder = place.path().join(version);
            std::fs::create_dir(&folder)?;
            let file = folder.join("wasm-bindgen");
            std::fs::write(&file, format!("#!/bin/sh\ntest \"$1\" = --version && echo wasm-bindgen {version}\n"))?;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755))?;
            folders.push(folder);
        }
        let found = |program: &str, version: &str| of_version(folders.iter().cloned(), program, version);
        assert_eq!(found("wasm-bindgen", "0.21.14"), Some(place.path().join("0.21.14/wasm-bindgen")));
        assert_eq!(found("wasm-bindgen", "0.21"), None);
        assert_eq!(found("another", "0.21.14"), None);
        Ok(())
    }
}
