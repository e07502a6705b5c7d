//! Typesets formulas as a reader types them. Formulas known when the page is built are typeset then.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// A formula in LaTeX as a MathML element.
///
/// # Errors
/// When it is not LaTeX that is understood.
#[wasm_bindgen]
pub fn mathml(latex: &str) -> Result<String, JsValue> {
    saddleback::typeset::mathml(latex).map_err(|error| js_sys::Error::new(&error.to_string()).into())
}
