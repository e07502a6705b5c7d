//! A browser with an empty profile, and the built page on a server of its own.

use anyhow::{Context as _, Result, ensure};
use serde::de::DeserializeOwned;
use std::ops::Deref;
use std::path::PathBuf;
use support::browser::Browser;
use support::server::{Content, Mount, Server};

/// What every script may use.
const VOCABULARY: &str = "
    const handle = () => document.querySelector('saddleback-scene').handle;
    const glue = (name) => import(new URL(`wasm/${name}.js`, document.baseURI));
    const cards = async () => (await fetch(new URL('scenes/en/index.json', document.baseURI))).json();
    const engine = async (scene = handle().state().scene) => {
        const door = await glue((await cards()).find(({ id }) => id === scene).module);
        // Where a worker computes the scene, the page has not started the module.
        await door.default();
        return door;
    };
    const engines = () => {
        const files = performance.getEntriesByType('resource').map(({ name }) => /wasm\\/(\\w+)_bg\\.wasm/.exec(name)?.[1]);
        return Promise.all([...new Set(files)].filter((name) => name).map(glue));
    };
    const sleep = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
";

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
    pub async fn start() -> Result<Self> {
        ensure!(dist().join("index.html").is_file(), "dist/ is not there: cargo xtask build makes it");
        let mounts = vec![
            Mount::new("/kernel/", Content::Folder("target/kernel".into())),
            Mount::new("/", Content::Folder(dist())),
        ];
        let server = Server::start(0, mounts)?;
        Ok(Self { browser: Browser::start().await?, server })
    }

    /// Opens a scene's page, playing, and waits until it moves.
    pub async fn enter(&self, scene: &str) -> Result<()> {
        self.open(&format!("{}/?scene={scene}&autoplay=1", self.server.origin())).await?;
        self.until("document.querySelector('saddleback-scene').handle.state().step > 1").await.map(|_| ())
    }

    /// What an asynchronous function's body returns in the page.
    pub async fn run<T: DeserializeOwned>(&self, body: &str) -> Result<T> {
        let value = self.evaluate(&format!("{VOCABULARY} {body}")).await?;
        serde_json::from_value(value).with_context(|| body.to_string())
    }

    /// The server's address, without a slash at its end.
    pub fn origin(&self) -> String {
        self.server.origin()
    }
}

/// What `cargo xtask build` wrote; Cargo runs this program in the project's folder.
pub fn dist() -> PathBuf {
    PathBuf::from("dist")
}
