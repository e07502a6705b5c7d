//! `cargo xtask build`: the page, as static files in `dist/`.

use crate::command::{cargo, command, root, run};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;

/// The folder that [`build`] writes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the page with Trunk, and finishes it: see `xtask/finish`.
pub fn build() -> Result<()> {
    tools::install()?;
    // Trunk.toml says offline, as Trunk must fetch no tools of its own; so the crates have to be here before.
    run(cargo(&["fetch", "--quiet", "--locked"]))?;
    let mut trunk = command(tools::tool("trunk"), &["build"]);
    // NO_COLOR=1, which many terminals set, Trunk takes for a value of its own flag and refuses.
    trunk.env("PATH", tools::path()?).env_remove("NO_COLOR");
    run(trunk)?;
    let mut finish = cargo(&["run", "--quiet", "--package", "finish", "--"]);
    finish.arg(dist());
    run(finish)
}
