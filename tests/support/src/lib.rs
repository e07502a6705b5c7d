//! What the project's own tests, benchmarks and chores share: a static server and a driven browser.

#[cfg(feature = "browser")]
pub mod browser;
pub mod program;
pub mod server;
