//! `cargo xtask test`: everything that has to hold, the quick things first.

mod stage;
mod tally;

pub use stage::Stage;

use crate::{browsers, node, tools};
use anyhow::Result;
use clap::ValueEnum as _;
use std::time::{Duration, Instant};
use tally::Tally;

/// Runs the stages asked for, all where none is; true when nothing failed.
pub fn test(only: &[Stage]) -> Result<bool> {
    let stages: Vec<Stage> =
        Stage::value_variants().iter().copied().filter(|stage| only.is_empty() || only.contains(stage)).collect();
    if stages.iter().any(|stage| stage.needs_browser()) {
        browsers::install()?;
    }
    if stages.contains(&Stage::Page) {
        node::install()?;
    }
    if stages.iter().any(|stage| stage.needs_wasm()) {
        tools::wasm_target()?;
    }
    if stages.contains(&Stage::Wasm) {
        tools::install_test_runner()?;
    }
    if stages.contains(&Stage::Browser) {
        tools::install()?;
    }
    let mut results = Vec::new();
    for stage in stages {
        println!("\n── {} ──", stage.name());
        let start = Instant::now();
        let tally = stage.run().unwrap_or_else(|error| {
            println!("error: {error:#}");
            Tally { passed: 0, failed: 1 }
        });
        results.push((stage, tally, start.elapsed()));
    }
    Ok(report(&results))
}

fn report(results: &[(Stage, Tally, Duration)]) -> bool {
    println!("\n{:<12} {:<6} {:>7} {:>7} {:>8}", "stage", "result", "passed", "failed", "seconds");
    for (stage, tally, time) in results {
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        let Tally { passed, failed } = tally;
        println!("{:<12} {verdict:<6} {passed:>7} {failed:>7} {:>8.1}", stage.name(), time.as_secs_f64());
    }
    let total = results.iter().fold(Tally::default(), |total, (_, tally, _)| total + *tally);
    println!("{} passed, {} failed", total.passed, total.failed);
    total.failed == 0
}
