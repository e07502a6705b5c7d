//! Prints `tests/fingerprints.txt` as it should be for the scenes as they are; `cargo xtask fingerprints` writes it.
#![allow(clippy::expect_used, reason = "a scene that fails under its own preset has no fingerprint")]

mod fingerprint;

fn main() {
    for (name, value) in fingerprint::all() {
        println!("{}", fingerprint::line(&name, value));
    }
}
