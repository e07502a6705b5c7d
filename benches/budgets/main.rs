//! The budgets of the page in a real, headless Chromium, measured in one run: `cargo xtask bench`.
//!
//! Scenes named on the command line are measured alone. Each scene gets a browser with an empty profile, so that every first load is a cold one.
#![allow(missing_docs, reason = "a program has no interface to document")]

mod frames;
mod heap;
mod load;
mod speed;
mod swarm;
mod table;
mod visit;

use anyhow::Result;
use saddleback::scene::registry;
use std::process::ExitCode;
use support::browser::block_on;
use table::Table;
use visit::Visit;

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    match block_on(measure(quick)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Measures everything and prints the table as it grows; true when every budget is kept.
async fn measure(quick: bool) -> Result<bool> {
    let mut table = Table::new();
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for scene in registry() {
        let id = scene.about().id;
        if !named.is_empty() && !named.iter().any(|name| name == id) {
            continue;
        }
        let visit = Visit::start().await?;
        load::measure(&visit, id, &mut table).await?;
        frames::measure(&visit, id, quick, &mut table).await?;
        speed::measure(&visit, *scene, &mut table).await?;
        if id == "swarm" {
            swarm::measure(&visit, quick, &mut table).await?;
            visit.enter(id).await?;
        }
        heap::running(&visit, *scene, quick, &mut table).await?;
        heap::leaving(&visit, id, quick, &mut table).await?;
    }
    Ok(table.finish())
}
