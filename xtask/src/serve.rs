//! `cargo xtask serve`: the page on 127.0.0.1.

use crate::build::{Finisher, build, dist};
use crate::command::command;
use anyhow::{Context as _, Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use support::server::{Content, Mount, Server};

/// Builds the page and serves it until interrupted.
pub fn serve(port: u16, open: bool) -> Result<bool> {
    // Asked before the build too, which may take minutes.
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| in_words(&error, port))?);
    build(Finisher::Fresh)?;
    let server =
        Server::start(port, vec![Mount::new("/", Content::Folder(dist()))]).map_err(|error| in_words(&error, port))?;
    let address = format!("{}/", server.origin());
    println!("Saddleback is at {address} (Ctrl-C ends it)");
    if open {
        open_in_browser(&address)?;
    }
    server.wait();
    Ok(true)
}

fn in_words(error: &std::io::Error, port: u16) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!("port {port} is in use; choose another: cargo xtask serve --port PORT"),
        _ => anyhow::anyhow!("port {port} cannot be had: {error}"),
    }
}

fn open_in_browser(address: &str) -> Result<()> {
    let mut opener = match std::env::consts::OS {
        "macos" => command("open", &[address]),
        "windows" => command("cmd", &["/C", "start", address]),
        _ => command("xdg-open", &[address]),
    };
    let status = opener.status().with_context(|| format!("no program opens {address}"))?;
    if !status.success() {
        bail!("{address} could not be opened in a browser: {status}");
    }
    Ok(())
}
