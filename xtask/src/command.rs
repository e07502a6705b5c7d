//! Commands run in the project's folder.

use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
///
/// Cargo says where it is now; what was compiled in is where it was then, and folders move.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// A command that will run in the project's folder.
pub fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo: the one that runs this.
pub fn cargo(arguments: &[&str]) -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// A program of the project that has been compiled as this one was.
///
/// # Errors
/// When this program has no place.
pub fn built(program: &str) -> Result<PathBuf> {
    let here = std::env::current_exe().context("this program's own place")?;
    Ok(here.with_file_name(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}

/// The command as one would type it.
pub fn typed(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs a command, its output passed through.
///
/// # Errors
/// When it does not start or fails.
pub fn run(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| typed(&command))?;
    if !status.success() {
        bail!("`{}` failed: {status}", typed(&command));
    }
    Ok(())
}

/// Runs a command and gives what it wrote to its standard output.
///
/// # Errors
/// When it does not start or fails.
pub fn output(mut command: Command) -> Result<String> {
    let output = command.stderr(std::process::Stdio::inherit()).output().with_context(|| typed(&command))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", typed(&command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
