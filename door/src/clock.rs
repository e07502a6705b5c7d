//! Time on a page and in a worker: only to keep budgets, never in what is computed.

use wasm_bindgen::JsCast as _;

/// A clock in milliseconds; none where the browser gives none.
pub(crate) struct Clock(Option<web_sys::Performance>);

impl Clock {
    /// The page's clock, or the worker's.
    pub(crate) fn new() -> Self {
        let of_page = web_sys::window().and_then(|window| window.performance());
        let of_worker = || js_sys::global().dyn_into::<web_sys::WorkerGlobalScope>().ok()?.performance();
        Self(of_page.or_else(of_worker))
    }

    /// Milliseconds since some fixed time.
    pub(crate) fn now(&self) -> f64 {
        self.0.as_ref().map_or(0.0, web_sys::Performance::now)
    }
}
