//! The stages of the tests.

use super::tally::{Tally, counted, passing};
use crate::build::{Finisher, build};
use crate::command::{built, cargo, command, root, run};
use crate::node::node;
use crate::tools::test_runner;
use anyhow::{Context as _, Result};
use clap::ValueEnum;
use std::fs;
use support::program;

const WASM: [&str; 3] = ["--target", "wasm32-unknown-unknown", "--no-default-features"];

const UNIT: [&str; 5] = ["test", "--workspace", "--lib", "--bins", "--tests"];

/// A stage, in the order of running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The source is formatted
    Format,
    /// Clippy finds nothing, natively
    Clippy,
    /// Clippy finds nothing in the library as the browser has it
    ClippyWasm,
    /// Unit, property, golden and command-line tests
    Unit,
    /// The examples of the documentation
    Doc,
    /// Every claim of every scene holds
    Claims,
    /// The bits of the browser are the bits of the native build
    Wasm,
    /// The page's scripts: their types, and what they compute, in Node
    Page,
    /// The page, driven in Chromium
    Browser,
}

impl Stage {
    /// What `--only` calls it.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string())
    }

    /// Whether it drives a browser.
    pub fn needs_browser(self) -> bool {
        matches!(self, Self::Wasm | Self::Browser)
    }

    /// Whether it compiles to WebAssembly.
    pub fn needs_wasm(self) -> bool {
        matches!(self, Self::ClippyWasm | Self::Wasm | Self::Browser)
    }

    /// Runs it.
    pub fn run(self) -> Result<Tally> {
        match self {
            Self::Format => formatted(),
            Self::Clippy => passing(cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
            Self::ClippyWasm => {
                let mut clippy = cargo(&[
                    "clippy",
                    "--lib",
                    "--package",
                    "saddleback",
                    "--package",
                    "saddleback-door",
                    "--package",
                    "drawing",
                    "--package",
                    "typesetting",
                ]);
                clippy.args(WASM).args(["--", "-D", "warnings"]);
                passing(clippy)
            }
            Self::Unit => counted(cargo(&[&UNIT[..], &["--no-fail-fast"]].concat())),
            Self::Doc => counted(cargo(&["test", "--workspace", "--doc", "--no-fail-fast"])),
            Self::Claims => {
                compiled()?;
                passing(command(built("saddleback")?, &["check"]))
            }
            Self::Wasm => wasm(),
            Self::Page => {
                let types = passing(node(&["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"]))?;
                Ok(types + counted(node(&["--test", "--test-reporter=tap"]))?)
            }
            Self::Browser => {
                compiled()?;
                build(Finisher::Compiled)?;
                // Each test has a browser of its own, and each browser keeps more than one core busy.
                counted(cargo(&["test", "--workspace", "--test", "browser", "--", "--test-threads", "2"]))
            }
        }
    }
}

/// The formatter follows `mod` where it is written out. A macro declares the scenes' modules, so each is named to it.
fn formatted() -> Result<Tally> {
    let mut scenes = command("rustfmt", &["--edition", "2024", "--check"]);
    for entry in fs::read_dir(root().join("src/scene"))? {
        let scene = entry?.path().join("mod.rs");
        if scene.is_file() {
            scenes.arg(scene);
        }
    }
    Ok(passing(cargo(&["fmt", "--all", "--check"]))? + passing(scenes)?)
}

/// Compiles what the unit tests compile, programs included. Cargo decides on the features of dependencies by what is
/// compiled together: whatever were asked for by itself would be compiled anew.
fn compiled() -> Result<()> {
    run(cargo(&[&UNIT[..], &["--quiet", "--no-run"]].concat()))
}

fn wasm() -> Result<Tally> {
    // The very code that the page runs; its dependencies are then compiled once for both.
    let mut test = cargo(&["test", "--profile", "web", "--test", "wasm"]);
    test.args(WASM)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", test_runner()?)
        .env("CHROMEDRIVER", program::chromedriver().context("chromedriver is missing")?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    counted(test)
}
