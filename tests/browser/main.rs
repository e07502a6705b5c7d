//! The page as people meet it, in a real Chromium, served from a path of its own choosing. Needs what
//! `cargo xtask build` wrote to `dist/`; `cargo xtask test` does both. Pictures go where SADDLEBACK_SCREENSHOTS says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod embed;
mod home;
mod keyboard;
mod language;
mod look;
mod pair;
mod panel;
mod scene;
mod single;
mod story;
mod studies;
mod surface;
mod trouble;
mod url;
mod visit;
