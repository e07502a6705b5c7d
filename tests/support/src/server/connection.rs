//! One connection: requests in, answers out, as HTTP/1.1 has it.

use super::answer::Answer;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// Longer heads are not read: a browser's have a few hundred bytes.
const LONGEST_HEAD: u64 = 64 * 1024;

/// A silent connection is given up after this time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request's head; bodies are not read, as neither GET nor HEAD has one.
pub(super) struct Request {
    /// GET, HEAD, …
    pub(super) method: String,
    /// Path and query, as sent.
    pub(super) target: String,
    /// Whether this is the last request of its connection.
    last: bool,
}

/// Answers the requests of a connection in turn until either side has had enough.
pub(super) fn serve(stream: TcpStream, answer: impl Fn(&Request) -> Answer) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader)? {
        let answer = answer(&request);
        // What may have sent a body, which is not read, cannot be followed any further.
        let last = request.last || answer.status.starts_with('4') && request.method != "GET";
        let headers: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let connection = if last { "close" } else { "keep-alive" };
        let (status, length) = (answer.status, answer.body.len());
        let head =
            format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: {connection}\r\n\r\n");
        let mut bytes = head.into_bytes();
        if request.method != "HEAD" {
            bytes.extend(answer.body);
        }
        reader.get_mut().write_all(&bytes)?;
        if last {
            break;
        }
    }
    Ok(())
}

/// The next request, or none where the connection ends or does not speak HTTP/1.
fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Request>> {
    let mut head = reader.by_ref().take(LONGEST_HEAD);
    let mut line = String::new();
    head.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(ToString::to_string);
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let mut last = version != "HTTP/1.1";
    loop {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            return Ok(Some(Request { method, target, last }));
        }
        if let Some(value) = header.strip_prefix("connection:") {
            last |= value.trim() == "close";
        }
    }
}
