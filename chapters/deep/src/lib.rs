//! Deep learning: networks, matrices and leaderboards, as a WebAssembly module of the page.
#![cfg(target_arch = "wasm32")]

use saddleback::scene;
use wasm_bindgen::prelude::wasm_bindgen;

/// Opens the door with the scenes of this module.
#[wasm_bindgen(start)]
pub fn start() {
    saddleback_door::open(scene::DEEP.scenes);
}
