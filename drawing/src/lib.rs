//! The module that draws: it takes frames as bytes ([`saddleback::handover`]), says their texts in the reader's language, and
//! draws them on canvases. One serves all scenes of a page.
#![cfg(target_arch = "wasm32")]

mod book;
mod canvas;
mod pane;
mod picture;
mod still;
mod study;
mod told;

pub use book::WebBook;
pub use picture::Picture;

use saddleback::error::Error;
use saddleback::view::Theme;
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Remembers a panic's message for [`last_panic`].
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| LAST_PANIC.with_borrow_mut(|last| *last = Some(info.to_string()))));
}

/// The message of the last panic, if there was one.
#[wasm_bindgen]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.with_borrow(Clone::clone)
}

/// A plain JavaScript object: maps become objects, `None` null.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// An error as JavaScript throws it.
fn to_error(error: Error) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}

fn theme_named(name: &str) -> Theme {
    Theme::named(name).unwrap_or_default()
}

fn positive(scale: f64) -> f64 {
    if scale.is_finite() && scale > 0.0 { scale.clamp(0.1, 16.0) } else { 1.0 }
}

/// A sheet's size within its bounds, in CSS pixels.
fn sheet(width: f64, height: f64) -> (f64, f64) {
    (width.clamp(200.0, 8000.0), height.clamp(200.0, 8000.0))
}
