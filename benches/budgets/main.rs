//! The budgets of the page in a real, headless Chromium, measured in one run: `cargo xtask bench`.
//!
//! Each scene gets a browser with an empty profile, so that every first load is a cold one.
#![allow(missing_docs, reason = "a program has no interface to document")]

mod frames;
mod heap;
mod load;
mod speed;
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
    for scene in registry() {
        let id = scene.about().id;
        let visit = Visit::start().await?;
        load::measure(&visit, id, &mut table).await?;
        frames::measure(&visit, id, quick, &mut table).await?;
        speed::measure(&visit, *scene, &mut table).await?;
        heap::running(&visit, *scene, quick, &mut table).await?;
        heap::leaving(&visit, id, quick, &mut table).await?;
    }
    Ok(table.finish())
}
