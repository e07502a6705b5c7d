//! The door of a module in which scenes run: settings come in as texts, frames go out as bytes
//! ([`saddleback::handover`]). It runs on a page or in a worker, and draws nothing.

mod clock;
mod player;
mod study;

pub use player::ScenePlayer;
pub use study::SceneStudy;

use saddleback::error::{Error, find_by_id};
use saddleback::handover::encoded;
use saddleback::parameter::{Parameter, Settings};
use saddleback::scene::Scene;
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
    static SCENES: Cell<&'static [&'static dyn Scene]> = const { Cell::new(&[]) };
}

/// Says which scenes this module holds, and remembers a panic's message for [`last_panic`]. A module calls it as it starts.
pub fn open(scenes: &'static [&'static dyn Scene]) {
    SCENES.set(scenes);
    std::panic::set_hook(Box::new(|info| LAST_PANIC.with_borrow_mut(|last| *last = Some(info.to_string()))));
}

/// The scene of this module with an id.
fn find(id: &str) -> Result<&'static dyn Scene, JsValue> {
    find_by_id("scene", id, SCENES.get().iter().map(|scene| (scene.about().id, *scene))).map_err(to_error)
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

/// Settings read from texts.
#[derive(Serialize)]
struct Reading {
    settings: BTreeMap<String, String>,
    differing: BTreeMap<String, String>,
    /// A message for each invalid value, as bytes.
    problems: Vec<serde_wasm_bindgen_bytes::Bytes>,
    /// The steps of the story whose sentence does not hold under these settings.
    beyond: Vec<usize>,
}

/// How a typed text is understood as a formula: its LaTeX, or the fault and its place.
#[derive(Serialize)]
struct FormulaReading {
    latex: Option<String>,
    problem: Option<FormulaProblem>,
}

#[derive(Serialize)]
struct FormulaProblem {
    message: serde_wasm_bindgen_bytes::Bytes,
    start: usize,
    end: usize,
    suggestion: Option<String>,
}

/// Bytes that become a `Uint8Array`.
mod serde_wasm_bindgen_bytes {
    use serde::{Serialize, Serializer};

    pub struct Bytes(pub Vec<u8>);

    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&self.0)
        }
    }
}
use serde_wasm_bindgen_bytes::Bytes;

/// Settings of a scene in text form: `{settings, differing, problems, beyond}`. Invalid values are named in `problems`, and
/// their defaults are used.
///
/// # Errors
/// When the scene is unknown or `given` is not an object of strings.
#[wasm_bindgen]
pub fn read(scene: &str, given: JsValue) -> Result<JsValue, JsValue> {
    let scene = find(scene)?;
    let (settings, problems) = settings_of(scene.parameters(), given)?;
    let story = scene.about().story.iter().enumerate();
    let beyond = story.filter(|(_, step)| step.holds.is_some_and(|holds| !holds(&settings))).map(|(index, _)| index);
    to_js(&Reading {
        settings: settings.values().iter().map(|(id, value)| (id.clone(), value.to_string())).collect(),
        differing: settings.differing().into_iter().collect(),
        problems: problems.iter().map(|error| message(&error.text())).collect::<Result<_, _>>()?,
        beyond: beyond.collect(),
    })
}

/// How a text is understood as the formula that a scene's parameter is: `{latex, problem}`, the other one is null.
///
/// # Errors
/// When the scene is unknown or has no such formula.
#[wasm_bindgen]
pub fn formula(scene: &str, parameter: &str, text: &str) -> Result<JsValue, JsValue> {
    let scene = find(scene)?;
    let mut settings = Settings::new(scene.parameters());
    let reading = match settings.set(parameter, text) {
        Ok(()) => {
            let formula = settings.formula(parameter).map_err(to_error)?;
            FormulaReading { latex: Some(formula.latex().to_string()), problem: None }
        }
        Err(Error::Formula { error, .. }) => {
            let message = message(&error.message)?;
            let problem = FormulaProblem { message, start: error.start, end: error.end, suggestion: error.suggestion };
            FormulaReading { latex: None, problem: Some(problem) }
        }
        Err(error) => return Err(to_error(error)),
    };
    to_js(&reading)
}

/// A fresh seed below 2³² from the browser's own randomness.
///
/// # Errors
/// When the browser gives none.
#[wasm_bindgen]
pub fn fresh_seed() -> Result<u32, JsValue> {
    getrandom::u32().map_err(|error| JsValue::from_str(&error.to_string()))
}

/// Settings from an object of texts, with an error for each invalid value.
fn settings_of(parameters: Vec<Parameter>, given: JsValue) -> Result<(Settings, Vec<Error>), JsValue> {
    let given: BTreeMap<String, String> = serde_wasm_bindgen::from_value(given)?;
    let mut settings = Settings::new(parameters);
    let problems = given.iter().filter_map(|(id, text)| settings.set(id, text).err()).collect();
    Ok((settings, problems))
}

/// A text as bytes.
fn message(text: &saddleback::words::Text) -> Result<Bytes, JsValue> {
    encoded(text).map(Bytes).map_err(to_error)
}

/// A plain JavaScript object: maps become objects, `None` null.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false))?)
}

/// An error as JavaScript throws it; its property `told` is the message as bytes.
fn to_error(error: Error) -> JsValue {
    let thrown = js_sys::Error::new(&error.to_string());
    if let Ok(bytes) = encoded(&error.text()) {
        // A fresh error takes any property.
        let _ = js_sys::Reflect::set(&thrown, &"told".into(), &js_sys::Uint8Array::from(&bytes[..]).into());
    }
    thrown.into()
}
