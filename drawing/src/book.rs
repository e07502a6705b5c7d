//! The words of a scene in the reader's language.

use crate::to_error;
use saddleback::handover::decoded;
use saddleback::words::{Book, Text};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A scene's messages, shared by its pictures and studies.
#[wasm_bindgen(js_name = Book)]
pub struct WebBook {
    pub(crate) book: Rc<Book>,
}

#[wasm_bindgen(js_class = Book)]
impl WebBook {
    /// A book from an object of messages by id, and the language's decimal sign.
    ///
    /// # Errors
    /// When `messages` is not an object of strings.
    #[wasm_bindgen(constructor)]
    pub fn new(messages: JsValue, decimal: &str) -> Result<WebBook, JsValue> {
        let messages: BTreeMap<String, String> = serde_wasm_bindgen::from_value(messages)?;
        let decimal = decimal.chars().next().unwrap_or('.');
        Ok(Self { book: Rc::new(Book::new(messages, decimal)) })
    }

    /// A text, given as bytes, in words.
    ///
    /// # Errors
    /// When the bytes are no text.
    pub fn say(&self, text: &[u8]) -> Result<String, JsValue> {
        let text: Text = decoded(text).map_err(to_error)?;
        Ok(self.book.say(&text))
    }

    /// Several texts, given as bytes, in words.
    ///
    /// # Errors
    /// When the bytes are no texts.
    pub fn say_all(&self, texts: &[u8]) -> Result<Vec<String>, JsValue> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let texts: Vec<Text> = decoded(texts).map_err(to_error)?;
        Ok(texts.iter().map(|text| self.book.say(text)).collect())
    }
}
