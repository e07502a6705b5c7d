//! `cargo xtask bench`: the page's budgets, measured in a real browser.

use crate::browsers;
use crate::build::build;
use crate::command::{cargo, typed};
use anyhow::{Context as _, Result};

/// Builds the page and measures it; true when every budget is kept.
pub fn bench(quick: bool) -> Result<bool> {
    browsers::install()?;
    build()?;
    let mut bench = cargo(&["bench", "--quiet", "--bench", "budgets", "--"]);
    bench.args(quick.then_some("--quick"));
    Ok(bench.status().with_context(|| typed(&bench))?.success())
}
