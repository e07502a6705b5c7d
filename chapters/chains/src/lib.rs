//! Sampling, the first half: single chains and ladders of them, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
