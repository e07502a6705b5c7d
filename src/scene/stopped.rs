//! The notice of a method that stopped at its last finite state.

use crate::words::{Notation, Text, text};

/// The message `id` with the method, the step, and |z| there.
pub fn stopped(id: &'static str, method: &str, step: u64, size: f64) -> Text {
    let method = text(format!("method.{method}.name"));
    text(id).with("method", method).with("step", step).number("size", size, Notation::Scientific(1))
}
