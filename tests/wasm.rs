//! Equal bits everywhere: natively and as WebAssembly in a browser, every scene has the fingerprints of one and the
//! same list, `tests/fingerprints.txt`. A change meant to alter them is followed by `cargo xtask fingerprints`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "fingerprints/fingerprint.rs"]
mod fingerprint;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const EXPECTED: &str = include_str!("fingerprints.txt");

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_scene_has_its_fingerprints() {
    let computed: Vec<String> =
        fingerprint::all().iter().map(|(name, value)| fingerprint::line(name, *value)).collect();
    let wrong: Vec<&str> = computed
        .iter()
        .map(String::as_str)
        .filter(|line| !EXPECTED.lines().any(|expected| expected == *line))
        .collect();
    assert!(wrong.is_empty(), "tests/fingerprints.txt lacks these lines:\n{}", wrong.join("\n"));
    let stale: Vec<&str> = EXPECTED.lines().filter(|line| !computed.iter().any(|known| known == line)).collect();
    assert!(stale.is_empty(), "tests/fingerprints.txt has lines of no scene:\n{}", stale.join("\n"));
}
