//! How many tests passed and failed, read from what the runners print.

use crate::command::typed;
use anyhow::{Context as _, Result};
use std::io::{BufRead as _, BufReader};
use std::ops::Add;
use std::process::{Command, Stdio};

/// Tests, or whole stages that have none, by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Tally {
    /// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`, and Node's `# pass 12` and `# fail 0`.
    fn of_line(line: &str) -> Option<Self> {
        if let Some(count) = line.trim().strip_prefix("# pass ") {
            return Some(Self { passed: count.parse().ok()?, failed: 0 });
        }
        if let Some(count) = line.trim().strip_prefix("# fail ") {
            return Some(Self { passed: 0, failed: count.parse().ok()? });
        }
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            let part = counts.split(';').find_map(|part| part.trim().strip_suffix(word))?;
            part.trim().parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }
}

/// Runs a command that counts as one: passed when it succeeds.
pub fn passing(mut command: Command) -> Result<Tally> {
    let success = command.status().with_context(|| typed(&command))?.success();
    Ok(Tally { passed: usize::from(success), failed: usize::from(!success) })
}

/// Runs a command that runs tests, its output passed through, and sums what its runners report. What fails without
/// a failed test, a compilation say, counts as one failure; so does a run in which there was no test at all.
pub fn counted(mut command: Command) -> Result<Tally> {
    let mut process = command.stdout(Stdio::piped()).spawn().with_context(|| typed(&command))?;
    let mut tally = Tally::default();
    if let Some(stdout) = process.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut bytes = Vec::new();
        // Bytes, not text: a test may print anything.
        while lines.read_until(b'\n', &mut bytes)? > 0 {
            let line = String::from_utf8_lossy(&bytes);
            print!("{line}");
            tally = tally + Tally::of_line(&line).unwrap_or_default();
            bytes.clear();
        }
    }
    let success = process.wait()?.success();
    if tally.failed == 0 && (!success || tally.passed == 0) {
        println!("`{}`: {}", typed(&command), if success { "no test ran" } else { "failed" });
        tally.failed = 1;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_lines_are_read() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.02s\n";
        assert_eq!(Tally::of_line(line), Some(Tally { passed: 12, failed: 3 }));
        let wasm = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.10s";
        assert_eq!(Tally::of_line(wasm), Some(Tally { passed: 2, failed: 0 }));
        assert_eq!(Tally::of_line("# pass 12\n"), Some(Tally { passed: 12, failed: 0 }));
        assert_eq!(Tally::of_line("# fail 3\n"), Some(Tally { passed: 0, failed: 3 }));
        assert_eq!(Tally::of_line("test a::b ... ok"), None);
        assert_eq!(Tally::of_line("# Subtest: pass 12"), None);
    }

    #[cfg(unix)]
    #[test]
    fn failing_without_a_failed_test_and_having_no_test_both_fail() {
        let shell = |script: &str| crate::command::command("sh", &["-c", script]);
        let good = "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'";
        assert_eq!(counted(shell(&format!("{good}; {good}"))).unwrap(), Tally { passed: 4, failed: 0 });
        assert_eq!(counted(shell(&format!("{good}; exit 1"))).unwrap(), Tally { passed: 2, failed: 1 });
        assert_eq!(counted(shell("true")).unwrap(), Tally { passed: 0, failed: 1 });
        assert_eq!(passing(shell("exit 3")).unwrap(), Tally { passed: 0, failed: 1 });
    }
}
