//! ChromeDriver's process.

use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long ChromeDriver may take to start or to end its browsers.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running ChromeDriver; dropping it ends it and the browsers it started.
pub(super) struct Driver {
    process: Child,
    address: SocketAddr,
}

impl Driver {
    /// Starts ChromeDriver on a free port and waits until it listens.
    pub(super) async fn start() -> Result<Self> {
        let program = crate::program::chromedriver()
            .context("chromedriver is not on PATH: `cargo xtask test` installs it or says how")?;
        // Another process may take the port between here and there, though hardly ever; then the wait below fails.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let process = Command::new(&program)
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| program.display().to_string())?;
        let mut driver = Self { process, address };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = driver.process.try_wait()? {
                bail!("{} ended at once: {status}", program.display());
            }
            if start.elapsed() > PATIENCE {
                bail!("{} does not listen on {address}", program.display());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Asks it to close its browsers and end; killed outright it would leave them running.
    fn shut_down(&mut self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let start = Instant::now();
        while self.process.try_wait()?.is_none() && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Nothing more can be done about a process that neither answers nor can be killed.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
