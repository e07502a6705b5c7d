//! `cargo xtask fingerprints`: the list that native and browser runs are both held against.

use crate::command::{built, cargo, command, output, root, run};
use anyhow::{Context as _, Result};

/// Writes `tests/fingerprints.txt` and says how many lines of it are new.
pub fn fingerprints() -> Result<()> {
    run(cargo(&["build", "--quiet", "--workspace", "--example", "fingerprints"]))?;
    let text = output(command(built("examples/fingerprints")?, &[]))?;
    let file = root().join("tests/fingerprints.txt");
    let before = std::fs::read_to_string(&file).unwrap_or_default();
    std::fs::write(&file, &text).context("tests/fingerprints.txt")?;
    let new = text.lines().filter(|line| !before.lines().any(|old| old == *line)).count();
    println!("tests/fingerprints.txt: {} fingerprints, {new} of them new or changed", text.lines().count());
    Ok(())
}
