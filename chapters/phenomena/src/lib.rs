//! Descent, the second part: what single optimizers do that surprises, as a WebAssembly module of the page.

#[cfg(target_arch = "wasm32")]
pub use saddleback::web;
