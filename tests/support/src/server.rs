//! A small static HTTP server on 127.0.0.1: folders and single pages, each mounted under a path of its own.

use percent_encoding::percent_decode_str;
use std::io::{self, Cursor};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tiny_http::{Header, Method, Request, Response};

/// As many requests as are answered at the same time.
const WORKERS: usize = 4;

/// What is served under a mount.
#[derive(Debug, Clone)]
pub enum Content {
    /// The files of a folder, `index.html` where a path ends in `/`.
    Folder(PathBuf),
    /// One HTML page, whatever the rest of the path.
    Page(String),
}

/// Content under a path.
#[derive(Debug, Clone)]
pub struct Mount {
    /// Where, from `/` to `/`: `/`, `/some/where/`.
    pub path: String,
    /// What.
    pub content: Content,
    /// Headers added to every answer, e.g. `("Access-Control-Allow-Origin", "*")`.
    pub headers: Vec<(&'static str, String)>,
}

impl Mount {
    /// Content under a path, no headers added.
    pub fn new(path: &str, content: Content) -> Self {
        Self { path: path.to_string(), content, headers: Vec::new() }
    }

    /// The same with one header more.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    http: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
    served: Arc<Mutex<Vec<PathBuf>>>,
}

impl Server {
    /// Serves `mounts` on 127.0.0.1 at `port`, or at a free port where that is 0; the first mount that fits a path wins.
    ///
    /// # Errors
    /// When the port cannot be had; [`io::ErrorKind::AddrInUse`] when something else has it.
    pub fn start(port: u16, mounts: Vec<Mount>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let http = Arc::new(tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?);
        let mounts = Arc::new(mounts);
        let served = Arc::new(Mutex::new(Vec::new()));
        let workers = (0..WORKERS)
            .map(|_| {
                let (http, mounts, served) = (Arc::clone(&http), Arc::clone(&mounts), Arc::clone(&served));
                std::thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        let answer = answer(&request, &mounts);
                        if let Some(file) = answer.file {
                            served.lock().unwrap_or_else(PoisonError::into_inner).push(file);
                        }
                        // A browser may hang up at any time, which is its own affair.
                        let _ = request.respond(answer.response);
                    }
                })
            })
            .collect();
        Ok(Self { address, http, workers, served })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// `http://127.0.0.1:PORT`, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The files sent since the start or the last call, in order.
    pub fn take_served(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.served.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for worker in std::mem::take(&mut self.workers) {
            let _ = worker.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.http.unblock();
        }
        for worker in std::mem::take(&mut self.workers) {
            let _ = worker.join();
        }
    }
}

struct Answer {
    response: Response<Cursor<Vec<u8>>>,
    file: Option<PathBuf>,
}

impl Answer {
    fn new(status: u16, kind: &str, body: Vec<u8>) -> Self {
        let response = Response::from_data(body).with_status_code(status).with_chunked_threshold(usize::MAX);
        // Nothing is kept without asking: after a new build the browser shows the new build.
        Self { response, file: None }.with_header("Cache-Control", "no-cache").with_header("Content-Type", kind)
    }

    fn refusal(status: u16, words: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
    }

    fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Ok(header) = Header::from_bytes(name, value) {
            self.response.add_header(header);
        }
        self
    }
}

fn answer(request: &Request, mounts: &[Mount]) -> Answer {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Answer::refusal(405, "only GET and HEAD").with_header("Allow", "GET, HEAD");
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Answer::refusal(400, "the path is not UTF-8");
    };
    if let Some(mount) = mounts.iter().find(|mount| decoded.starts_with(&mount.path)) {
        let answer = match &mount.content {
            Content::Page(html) => Answer::new(200, "text/html; charset=utf-8", html.clone().into_bytes()),
            Content::Folder(folder) => from_folder(folder, &decoded[mount.path.len()..], path),
        };
        return mount.headers.iter().fold(answer, |answer, (name, value)| answer.with_header(name, value));
    }
    let with_slash = format!("{decoded}/");
    if mounts.iter().any(|mount| mount.path == with_slash) {
        return Answer::refusal(301, "with a slash").with_header("Location", &format!("{path}/"));
    }
    Answer::refusal(404, "not found")
}

fn from_folder(folder: &Path, rest: &str, path: &str) -> Answer {
    let Some(mut file) = inside(folder, rest) else {
        return Answer::refusal(404, "not found");
    };
    if file.is_dir() {
        if !(rest.is_empty() || rest.ends_with('/')) {
            return Answer::refusal(301, "with a slash").with_header("Location", &format!("{path}/"));
        }
        file.push("index.html");
    }
    match std::fs::read(&file) {
        Ok(bytes) => Answer { file: Some(file.clone()), ..Answer::new(200, media_type(&file), bytes) },
        Err(_) => Answer::refusal(404, "not found"),
    }
}

/// The file of `folder` that `rest` names, if it exists and lies in the folder, links followed.
fn inside(folder: &Path, rest: &str) -> Option<PathBuf> {
    let plain = |part: &str| part != ".." && !part.contains(['\\', ':', '\0']);
    if !rest.split('/').all(plain) {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    let parts = rest.split('/').filter(|part| !part.is_empty());
    let file = parts.fold(folder.clone(), |file, part| file.join(part)).canonicalize().ok()?;
    file.starts_with(&folder).then_some(file)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn get(server: &Server, request_line: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        write!(stream, "{request_line} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn serving() -> Server {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Server::start(
            0,
            vec![
                Mount::new("/some/where/", Content::Folder(here.join("src"))).with_header("X-More", "yes"),
                Mount::new("/page", Content::Page("<p>hello".to_string())),
            ],
        )
        .unwrap()
    }

    #[test]
    fn files_come_under_their_mount_with_their_type_and_headers() {
        let server = serving();
        let answer = get(&server, "GET /some/where/l%69b.rs?x=1");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("X-More: yes") && answer.contains("pub mod server;"), "{answer}");
        assert_eq!(server.take_served().len(), 1);
        assert!(get(&server, "GET /page/anything").ends_with("<p>hello"));
        assert_eq!(media_type(Path::new("a/b.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a/b.js")), "text/javascript; charset=utf-8");
    }

    #[test]
    fn a_folder_without_its_slash_is_sent_there() {
        let answer = get(&serving(), "GET /some/where");
        assert!(answer.starts_with("HTTP/1.1 301") && answer.contains("Location: /some/where/\r\n"), "{answer}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let server = serving();
        for path in [
            "/",
            "/some/where/absent.rs",
            "/some/where/../Cargo.toml",
            "/some/where/%2e%2e/Cargo.toml",
            "/some/where/..%2fCargo.toml",
            "/some/where/..%5cCargo.toml",
            "/some/where//etc/passwd",
            "/some/where/%00",
        ] {
            let answer = get(&server, &format!("GET {path}"));
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
        assert!(get(&server, "POST /page").starts_with("HTTP/1.1 405"));
        assert!(server.take_served().is_empty());
    }

    #[test]
    fn a_taken_port_is_said_to_be_in_use() {
        let server = serving();
        let error = Server::start(server.port(), Vec::new()).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }
}
