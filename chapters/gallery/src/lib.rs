//! Sampling, the second part: every sampler on every density, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
