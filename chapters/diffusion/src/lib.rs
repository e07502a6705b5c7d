//! Sampling, the third part: laws, swarms and generators, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
