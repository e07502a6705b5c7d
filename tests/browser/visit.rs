//! A visit to the laboratory: a fresh browser, a server, and a page that must not say a word to the console.

use anyhow::{Context as _, Result, ensure};
use futures_util::FutureExt as _;
use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::find;
use serde_json::{Value, json};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use support::browser::{Browser, block_on};
use support::server::{Content, Mount, Server};

/// Where the laboratory is mounted: anywhere but at the root.
const PLACE: &str = "/some/where/";

/// What every script of a visit may use. `handle()` is that of the page's scene; `all(selector)` looks into
/// shadow trees as well; `colors(canvas)` counts a canvas' colours without reading it back itself, of which
/// Chromium would warn.
const VOCABULARY: &str = "
    const handle = () => document.querySelector('saddleback-scene').handle;
    const all = (selector, root = document) => [
        ...root.querySelectorAll(selector),
        ...[...root.querySelectorAll('*')].flatMap((node) => node.shadowRoot ? all(selector, node.shadowRoot) : []),
    ];
    const colors = (canvas) => {
        const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
        if (!canvas.width || !canvas.height) return 0;
        const context = copy.getContext('2d', { willReadFrequently: true });
        context.drawImage(canvas, 0, 0);
        return new Set(new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer)).size;
    };
    const notices = () => all('[role=status], [role=alert]')
        .filter((node) => node.checkVisibility()).map((node) => node.innerText).join('\\n');
";

/// A browser and a served laboratory.
pub struct Visit {
    browser: Browser,
    server: Server,
}

impl Deref for Visit {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Visit {
    /// The laboratory's address with a query, `?scene=…` or empty.
    pub fn at(&self, query: &str) -> String {
        format!("{}{PLACE}{query}", self.server.origin())
    }

    /// Opens the laboratory.
    pub async fn enter(&self, query: &str) -> Result<()> {
        self.open(&self.at(query)).await
    }

    /// Opens a scene's page and waits until the scene can run.
    pub async fn enter_scene(&self, query: &str) -> Result<()> {
        self.enter(query).await?;
        self.wait("handle().state().ready").await.map(|_| ())
    }

    /// What an asynchronous function's body returns in the page.
    pub async fn run(&self, body: &str) -> Result<Value> {
        self.evaluate(&format!("{VOCABULARY} {body}")).await
    }

    /// An expression's value in the page.
    pub async fn value(&self, expression: &str) -> Result<Value> {
        self.run(&format!("return {expression};")).await
    }

    /// Waits until an expression is true in the page.
    pub async fn wait(&self, expression: &str) -> Result<Value> {
        self.until(&format!("(() => {{ {VOCABULARY} return {expression}; }})()")).await
    }

    /// Waits until the page's notices hold all of these words.
    pub async fn wait_for_notice(&self, words: &[&str]) -> Result<()> {
        let words = json!(words);
        let noticed = self.wait(&format!("{words}.every((word) => notices().includes(word))")).await;
        match noticed {
            Ok(_) => Ok(()),
            Err(error) => Err(error.context(format!("the notices are {}", self.value("notices()").await?))),
        }
    }

    /// The page says nothing on its console.
    pub async fn silent(&self, place: &str) -> Result<()> {
        let console = self.take_console().await?;
        ensure!(console.is_empty(), "{place}: the console says {console:#?}");
        Ok(())
    }
}

/// Runs a test in a browser of its own; afterwards the console must be empty. What fails leaves a picture behind.
pub fn visit(test: impl AsyncFnOnce(&Visit) -> Result<()>) {
    let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let outcome = block_on(async {
        let visit = Visit { browser: Browser::start().await?, server: serve()? };
        let outcome = AssertUnwindSafe(test(&visit)).catch_unwind().await;
        let silent = visit.silent("at the end").await;
        if !matches!(outcome, Ok(Ok(()))) || silent.is_err() {
            let file = PathBuf::from(format!("target/browser-failures/{name}.png"));
            let taken = visit.screenshot(&file).await;
            eprintln!("picture: {}", taken.map_or_else(|error| format!("{error:#}"), |()| file.display().to_string()));
        }
        match (outcome, silent) {
            (Ok(Ok(())), silent) => silent,
            (Ok(Err(error)), Ok(())) => Err(error),
            (Ok(Err(error)), Err(said)) => Err(error.context(said)),
            (Err(panic), said) => {
                said.unwrap_or_else(|said| eprintln!("{said:#}"));
                resume_unwind(panic)
            }
        }
    });
    if let Err(error) = outcome {
        panic!("{error:#}");
    }
}

/// What the native build says of the state that an address names: `step` steps of a scene under a seed and settings.
pub fn native(scene: &str, seed: u64, params: &[(&str, &str)], step: u64) -> Result<Player> {
    let scene = find(scene)?;
    let mut settings = Settings::new(scene.parameters());
    for (id, value) in params {
        settings.set(id, value)?;
    }
    let mut player = Player::new(scene, settings, seed)?;
    player.seek(step);
    Ok(player)
}

/// The player's digest as the page gives it.
pub fn digest(player: &Player) -> String {
    format!("{:016x}", player.digest())
}

fn serve() -> Result<Server> {
    // Cargo runs tests in the project's folder.
    let dist = PathBuf::from("dist");
    ensure!(dist.join("index.html").is_file(), "dist/ is not there: cargo xtask build makes it");
    // Pages of other origins import its module, as from any public host.
    let lab = Mount::new(PLACE, Content::Folder(dist)).with_header("Access-Control-Allow-Origin", "*");
    Server::start(0, vec![lab]).context("the laboratory's server")
}
