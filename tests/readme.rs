//! The command lines that README.md shows print what it says they print.
#![cfg(all(unix, not(target_arch = "wasm32")))]

use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// What a shell prints, errors included, for a line that may call `saddleback`.
fn printed(line: &str) -> Result<String> {
    let folder = Path::new(env!("CARGO_BIN_EXE_saddleback")).parent().context("a program lies in a folder")?;
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("({line}) 2>&1")])
        .env("PATH", format!("{}:{path}", folder.display()))
        // The README shows English, whatever the language of who tests.
        .env("LC_ALL", "C")
        .output()?;
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn its_examples_are_real() -> Result<()> {
    let readme = std::fs::read_to_string("README.md")?;
    let examples: Vec<&str> =
        readme.split("```console\n$ ").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 4, "{} examples", examples.len());
    for example in examples {
        let (line, shown) = example.split_once('\n').context("an example has output")?;
        assert_eq!(printed(line)?, shown, "{line}");
    }
    Ok(())
}
