//! A real headless Chromium with a fresh profile, driven through WebDriver.

mod command;
mod driver;

use anyhow::{Context as _, Result, bail};
use command::{DevTools, Log};
use driver::Driver;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use fantoccini::key::Key;

/// Chromium's arguments, shared with the runner of the wasm tests, which reads the same file.
const CAPABILITIES: &str = include_str!("../../../../webdriver.json");

/// How long a page may take to become what is waited for; generous, as other work may share the cores.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a page is seen on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screen {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Device pixels in a CSS pixel.
    pub scale: f64,
    /// A telephone: touch, and the viewport of the page's meta tag.
    pub phone: bool,
    /// `prefers-color-scheme: dark`, or light.
    pub dark: bool,
    /// `prefers-reduced-motion: reduce`.
    pub still: bool,
}

impl Screen {
    /// A laptop.
    pub const LAPTOP: Self = Self { width: 1280, height: 800, scale: 1.0, phone: false, dark: false, still: false };
    /// A small telephone.
    pub const PHONE: Self = Self { width: 360, height: 740, scale: 2.0, phone: true, ..Self::LAPTOP };

    /// The same in the dark.
    pub const fn in_the_dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// Something that the page wrote to its console, an uncaught exception, or a file that did not load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Where it came from and what it says.
    pub text: String,
}

/// A browser with one window; dropping it ends its processes.
pub struct Browser {
    client: Client,
    // Ended on drop, and the browser with it.
    _driver: Driver,
}

impl Browser {
    /// Starts ChromeDriver on a free port and Chromium with a fresh profile.
    ///
    /// # Errors
    /// When either is missing or does not start.
    pub async fn start() -> Result<Self> {
        let driver = Driver::start().await?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities()?)
            .connect(&driver.url())
            .await
            .context("Chromium did not start")?;
        let browser = Self { client, _driver: driver };
        browser.show_on(Screen::LAPTOP).await?;
        Ok(browser)
    }

    /// Sets what the page is seen on, now and after each [`Browser::open`].
    ///
    /// # Errors
    /// When Chromium refuses.
    pub async fn show_on(&self, screen: Screen) -> Result<()> {
        let Screen { width, height, scale, phone, dark, still } = screen;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone })).await?;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
            { "name": "prefers-reduced-motion", "value": if still { "reduce" } else { "no-preference" } },
        ] });
        self.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Opens an address and waits until it has loaded.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| format!("opening {url}"))
    }

    /// The address shown.
    ///
    /// # Errors
    /// When the session has ended.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Looks into a frame of the page, the first being 0, until the next [`Browser::open`].
    ///
    /// # Errors
    /// When there is no such frame.
    pub async fn enter_frame(&self, index: u16) -> Result<()> {
        Ok(self.client.enter_frame(index).await?)
    }

    /// Goes back in the history.
    ///
    /// # Errors
    /// When the session has ended.
    pub async fn back(&self) -> Result<()> {
        Ok(self.client.back().await?)
    }

    /// Runs the body of an asynchronous function in the page, `given` bound to a value, and gives what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate_with(&self, given: Value, body: &str) -> Result<Value> {
        let script = format!("const given = arguments[0]; return (async () => {{ {body} }})();");
        self.client.execute(&script, vec![given]).await.with_context(|| format!("evaluating {body}"))
    }

    /// Runs the body of an asynchronous function in the page and gives what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, body: &str) -> Result<Value> {
        self.evaluate_with(Value::Null, body).await
    }

    /// Waits until an expression is truthy in the page and gives its value.
    ///
    /// # Errors
    /// When that does not happen in twenty seconds, or the expression still throws then.
    pub async fn until(&self, expression: &str) -> Result<Value> {
        let start = Instant::now();
        loop {
            // An expression may throw as long as what it speaks of is not there yet.
            let last = self.evaluate(&format!("return {expression};")).await;
            match last {
                Ok(value) if truthy(&value) => return Ok(value),
                last if start.elapsed() > PATIENCE => {
                    let last = last.map_or_else(|error| format!("{error:#}"), |value| value.to_string());
                    bail!("{expression} did not come true in {} s: {last}", PATIENCE.as_secs());
                }
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Presses one key after another on whatever has the focus.
    ///
    /// # Errors
    /// When the session has ended.
    pub async fn press(&self, keys: &str) -> Result<()> {
        use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
        let actions = keys.chars().fold(KeyActions::new("keyboard".to_string()), |actions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses the pointer at one point of the page, moves it to others, and releases it.
    ///
    /// # Errors
    /// When a point lies outside the window.
    pub async fn drag(&self, points: &[[f64; 2]]) -> Result<()> {
        use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
        let mut actions = MouseActions::new("mouse".to_string());
        for (index, [x, y]) in points.iter().copied().enumerate() {
            let duration = Some(Duration::from_millis(if index == 0 { 0 } else { 50 }));
            actions = actions.then(PointerAction::MoveTo { duration, x, y });
            if index == 0 {
                actions = actions.then(PointerAction::Down { button: fantoccini::actions::MOUSE_BUTTON_LEFT });
            }
        }
        let actions = actions.then(PointerAction::Up { button: fantoccini::actions::MOUSE_BUTTON_LEFT });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Whatever came to the console since the start or the last call: messages of every level, uncaught exceptions,
    /// rejected promises, files that did not load, and what a Content-Security-Policy refused.
    ///
    /// # Errors
    /// When the session has ended.
    pub async fn take_console(&self) -> Result<Vec<Message>> {
        let entries = self.client.issue_cmd(Log).await?;
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_string();
        let messages = entries.as_array().context("the console is not a list")?;
        Ok(messages.iter().map(|entry| Message { level: text(entry, "level"), text: text(entry, "message") }).collect())
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// When Chromium refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        let command = DevTools { method: method.to_string(), parameters };
        self.client.issue_cmd(command).await.with_context(|| method.to_string())
    }

    /// Writes a picture of the window to a PNG file.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        let png = self.client.screenshot().await?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, png).with_context(|| file.display().to_string())
    }

    /// Writes a picture named `NAME.png` to the folder that the environment variable SADDLEBACK_SCREENSHOTS names, if any.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn show(&self, name: &str) -> Result<()> {
        match std::env::var_os("SADDLEBACK_SCREENSHOTS") {
            Some(folder) => self.screenshot(&PathBuf::from(folder).join(format!("{name}.png"))).await,
            None => Ok(()),
        }
    }
}

/// Runs a future on a runtime of its own to its end.
///
/// # Errors
/// When the runtime does not start, or those of the future.
pub fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?.block_on(future)
}

fn capabilities() -> Result<Map<String, Value>> {
    let mut capabilities: Map<String, Value> = serde_json::from_str(CAPABILITIES).context("webdriver.json")?;
    if let Some(chromium) = crate::program::chromium() {
        capabilities["goog:chromeOptions"]["binary"] = json!(chromium);
    }
    capabilities.insert("goog:loggingPrefs".to_string(), json!({ "browser": "ALL" }));
    capabilities.insert("pageLoadStrategy".to_string(), json!("normal"));
    Ok(capabilities)
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(value) => value.as_f64() != Some(0.0),
        Value::String(value) => !value.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
