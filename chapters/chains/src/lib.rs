//! Sampling, the first part: one chain that cannot cross and ladders that can, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
