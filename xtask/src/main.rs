//! The project's own chores: `cargo xtask --help`.

mod bench;
mod browsers;
mod build;
mod command;
mod debian;
mod fingerprints;
mod node;
mod serve;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Saddleback's own chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Build the page and serve it on 127.0.0.1
    Serve {
        /// The port
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Open the page in the default browser
        #[arg(long)]
        open: bool,
    },
    /// Build the page into dist/: static files, to be served from any path
    Build,
    /// Run every check and every test, the quick ones first
    Test {
        /// Only this stage; may be repeated
        #[arg(long, value_name = "STAGE")]
        only: Vec<test::Stage>,
    },
    /// Measure the page's budgets in a real browser
    Bench {
        /// Shorter runs, for a first impression
        #[arg(long)]
        quick: bool,
        /// Only these scenes
        scenes: Vec<String>,
    },
    /// Write tests/fingerprints.txt anew, after a change meant to alter what a scene computes
    Fingerprints,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().chore {
        Chore::Serve { port, open } => serve::serve(port, open),
        Chore::Build => build::build(build::Finisher::Fresh).map(|()| true),
        Chore::Test { only } => test::test(&only),
        Chore::Bench { quick, scenes } => bench::bench(quick, &scenes),
        Chore::Fingerprints => fingerprints::fingerprints().map(|()| true),
    };
    ended(result)
}

fn ended(result: Result<bool>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
