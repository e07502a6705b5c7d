//! `cargo xtask bench`: the page's budgets, measured in a real browser.

use crate::browsers;
use crate::build::{Finisher, build};
use crate::command::{cargo, command, root, run, typed};
use crate::tools::wasm_bindgen;
use anyhow::{Context as _, Result};

/// Builds the page and measures it, scenes named alone; true when every budget is kept.
pub fn bench(quick: bool, scenes: &[String]) -> Result<bool> {
    browsers::install()?;
    build(Finisher::Fresh)?;
    kernel("vectors", "+simd128")?;
    kernel("scalars", "-simd128")?;
    let mut bench = cargo(&["bench", "--quiet", "--bench", "budgets", "--"]);
    bench.args(quick.then_some("--quick")).args(scenes);
    Ok(bench.status().with_context(|| typed(&bench))?.success())
}

/// Builds the swarm's kernel as a module into `target/kernel/NAME`, with or without vectors.
fn kernel(name: &str, feature: &str) -> Result<()> {
    let target = root().join("target/kernel").join(name);
    let mut build = cargo(&["build", "--quiet", "--profile", "web", "--package", "kernel"]);
    build
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("-C target-feature={feature}"));
    run(build)?;
    let mut bindgen = command(wasm_bindgen()?, &["--target", "web", "--no-typescript", "--out-dir"]);
    bindgen.arg(&target).arg(target.join("wasm32-unknown-unknown/web/kernel.wasm"));
    run(bindgen)
}
