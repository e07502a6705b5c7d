//! A small static HTTP server on 127.0.0.1: folders and single pages, each mounted under a path of its own.

mod answer;
mod connection;

use answer::Answer;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

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
    pub headers: Vec<(String, String)>,
}

impl Mount {
    /// Content under a path, no headers added.
    pub fn new(path: &str, content: Content) -> Self {
        Self { path: path.to_string(), content, headers: Vec::new() }
    }

    /// The same with one header more.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_string(), value.to_string()));
        self
    }
}

/// What all connections share.
struct Shared {
    mounts: Vec<Mount>,
    served: Mutex<Vec<PathBuf>>,
    stopped: AtomicBool,
}

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `mounts` on 127.0.0.1 at `port`, or at a free port where that is 0; the first mount that fits a path wins.
    ///
    /// # Errors
    /// When the port cannot be had; [`io::ErrorKind::AddrInUse`] when something else has it.
    pub fn start(port: u16, mounts: Vec<Mount>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { mounts, served: Mutex::default(), stopped: AtomicBool::new(false) });
        let listening = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || listen(&listener, &shared))
        };
        Ok(Self { address, shared, listening: Some(listening) })
    }

    /// `http://127.0.0.1:PORT`, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The files sent since the start or the last call, in order.
    pub fn take_served(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.shared.served.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // Wakes the listener, which looks at `stopped` after each connection.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Serves each connection on a thread of its own: a browser holds a few of them open, whatever it has to ask.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::Relaxed) {
            return;
        }
        let shared = Arc::clone(shared);
        // A connection that fails or is hung up is the browser's own affair.
        let serve = move |stream| connection::serve(stream, |request| answer(request, &shared));
        std::thread::spawn(move || stream.and_then(serve));
    }
}

fn answer(request: &connection::Request, shared: &Shared) -> Answer {
    let answer = Answer::to(request, &shared.mounts);
    if let Some(file) = &answer.file {
        shared.served.lock().unwrap_or_else(PoisonError::into_inner).push(file.clone());
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn get(server: &Server, request_line: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", server.address.port())).unwrap();
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
    fn many_connections_stay_open_side_by_side_and_each_answers_again_and_again() {
        let server = serving();
        let mut streams: Vec<TcpStream> =
            (0..32).map(|_| TcpStream::connect(("127.0.0.1", server.address.port())).unwrap()).collect();
        for _ in 0..3 {
            for stream in &mut streams {
                write!(stream, "HEAD /page HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
            }
            for stream in &mut streams {
                stream.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
                let mut bytes = [0; 512];
                let length = stream.read(&mut bytes).unwrap();
                let answer = String::from_utf8_lossy(&bytes[..length]);
                assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("keep-alive\r\n\r\n"), "{answer}");
            }
        }
    }

    #[test]
    fn a_taken_port_is_said_to_be_in_use() {
        let server = serving();
        let error = Server::start(server.address.port(), Vec::new()).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }
}
