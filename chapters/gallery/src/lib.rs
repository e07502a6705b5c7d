//! Sampling, the second part: every sampler, and optimizing beside sampling, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
