//! `cargo xtask build`: the page, as static files in `dist/`.

use crate::command::{built, cargo, command, root, run};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;

/// The folder that [`build`] writes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Who does the last step, `xtask/finish`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finisher {
    /// The program is compiled first, with no more than it needs.
    Fresh,
    /// The program has been compiled, together with everything else.
    Compiled,
}

/// Builds the page with Trunk, and finishes it.
pub fn build(finisher: Finisher) -> Result<()> {
    tools::install()?;
    // Trunk.toml says offline, as Trunk must fetch no tools of its own; so the crates have to be here before.
    run(cargo(&["fetch", "--quiet", "--locked"]))?;
    let mut trunk = command(tools::trunk()?, &["build"]);
    // NO_COLOR=1, which many terminals set, Trunk takes for a value of its own flag and refuses.
    trunk.env("PATH", tools::path()?).env_remove("NO_COLOR");
    run(trunk)?;
    let mut finish = match finisher {
        Finisher::Fresh => cargo(&["run", "--quiet", "--package", "finish", "--"]),
        Finisher::Compiled => command(built("finish")?, &[]),
    };
    finish.arg(dist());
    run(finish)
}
