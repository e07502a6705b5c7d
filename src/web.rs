//! The browser's door, thin: plain JavaScript objects in and out, drawing on canvases.

mod canvas;
mod describe;
mod pane;
mod player;
mod still;
mod study;

pub use player::WebPlayer;
pub use study::WebStudy;

use crate::error::Error;
use crate::parameter::Settings;
use crate::scene::find;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Remembers a panic's message for [`last_panic`]; the page shows it with a way back.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| LAST_PANIC.with_borrow_mut(|last| *last = Some(info.to_string()))));
}

/// The message of the last panic, if there was one.
#[wasm_bindgen]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.with_borrow(Clone::clone)
}

/// The version of this build.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}

/// What a scene makes of settings in text form: `{settings, differing, problems}`; bad values are named, defaults used.
///
/// # Errors
/// When the scene is unknown or `given` is not an object of strings.
#[wasm_bindgen]
pub fn read(scene: &str, given: JsValue) -> Result<JsValue, JsValue> {
    let scene = find(scene).map_err(to_error)?;
    let (settings, problems) = settings_of(scene.parameters(), given)?;
    to_js(&describe::Reading {
        settings: describe::texts(&settings),
        differing: describe::differing(&settings),
        problems,
    })
}

/// How a text is understood as the formula that a scene's parameter is: `{formula, problem}`, MathML or what is wrong
/// and where; the other one is null.
///
/// # Errors
/// When the scene is unknown or has no such formula.
#[wasm_bindgen]
pub fn formula(scene: &str, parameter: &str, text: &str) -> Result<JsValue, JsValue> {
    to_js(&describe::formula(find(scene).map_err(to_error)?, parameter, text).map_err(to_error)?)
}

/// A fresh seed below 2³² from the browser's own randomness.
///
/// # Errors
/// When the browser gives none.
#[wasm_bindgen]
pub fn fresh_seed() -> Result<u32, JsValue> {
    getrandom::u32().map_err(|error| JsValue::from_str(&error.to_string()))
}

/// Settings from an object of texts, with a line for each value that is not allowed.
fn settings_of(
    parameters: Vec<crate::parameter::Parameter>,
    given: JsValue,
) -> Result<(Settings, Vec<String>), JsValue> {
    let given: BTreeMap<String, String> = serde_wasm_bindgen::from_value(given)?;
    let mut settings = Settings::new(parameters);
    let problems = given.iter().filter_map(|(id, text)| settings.set(id, text).err()).map(|e| e.to_string()).collect();
    Ok((settings, problems))
}

/// A plain JavaScript object: maps become objects, `None` null.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// An error as JavaScript throws it.
fn to_error(error: Error) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
