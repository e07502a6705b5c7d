//! A study's chart, drawn from bytes.

use crate::book::WebBook;
use crate::picture::draw_on;
use crate::{positive, sheet, theme_named, to_error};
use saddleback::error::Error;
use saddleback::frame::Chart;
use saddleback::handover::decoded;
use saddleback::view::chart_svg;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A chart from its bytes, in words.
fn told(book: &WebBook, bytes: &[u8]) -> Result<Chart, Error> {
    let mut chart: Chart = decoded(bytes)?;
    chart.each_text(&mut |text| book.book.tell(text));
    Ok(chart)
}

/// The title of a study's chart.
///
/// # Errors
/// When the bytes are no chart.
#[wasm_bindgen]
pub fn study_title(book: &WebBook, chart: &[u8]) -> Result<String, JsValue> {
    Ok(told(book, chart).map_err(to_error)?.title.said().to_string())
}

/// Draws a study's chart on the whole of a canvas with `scale` device pixels per CSS pixel.
///
/// # Errors
/// When the bytes are no chart, or the canvas cannot be drawn on.
#[wasm_bindgen]
pub fn draw_study(
    book: &WebBook,
    chart: &[u8],
    canvas: &HtmlCanvasElement,
    theme: &str,
    scale: f64,
) -> Result<(), JsValue> {
    let chart = told(book, chart).map_err(to_error)?;
    draw_on(canvas, &chart, theme_named(theme), positive(scale), book.book.decimal()).map_err(to_error)
}

/// A study's chart under its title as SVG; `note` stands below the title.
///
/// # Errors
/// When the bytes are no chart, or it cannot be drawn.
#[wasm_bindgen]
pub fn study_svg(
    book: &WebBook,
    chart: &[u8],
    note: &str,
    width: f64,
    height: f64,
    theme: &str,
) -> Result<String, JsValue> {
    let chart = told(book, chart).map_err(to_error)?;
    chart_svg(&chart, note, sheet(width, height), theme_named(theme)).map_err(to_error)
}
