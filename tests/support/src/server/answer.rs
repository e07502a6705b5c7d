//! What is answered to a request.

use super::connection::Request;
use super::{Content, Mount};
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// An answer, without its framing.
pub(super) struct Answer {
    /// The status and its phrase, e.g. `200 OK`.
    pub(super) status: &'static str,
    /// Headers.
    pub(super) headers: Vec<(String, String)>,
    /// The body.
    pub(super) body: Vec<u8>,
    /// The file that the body is of, if any.
    pub(super) file: Option<PathBuf>,
}

impl Answer {
    /// What the first mount that fits has to say.
    pub(super) fn to(request: &Request, mounts: &[Mount]) -> Self {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Self::refusal("405 Method Not Allowed").with_header("Allow", "GET, HEAD");
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
            return Self::refusal("400 Bad Request");
        };
        if let Some(mount) = mounts.iter().find(|mount| decoded.starts_with(&mount.path)) {
            let answer = match &mount.content {
                Content::Page(html) => Self::new("200 OK", "text/html; charset=utf-8", html.clone().into_bytes()),
                Content::Folder(folder) => Self::from_folder(folder, &decoded[mount.path.len()..], path),
            };
            return mount.headers.iter().fold(answer, |answer, (name, value)| answer.with_header(name, value));
        }
        let with_slash = format!("{decoded}/");
        if mounts.iter().any(|mount| mount.path == with_slash) {
            return Self::with_slash(path);
        }
        Self::refusal("404 Not Found")
    }

    fn from_folder(folder: &Path, rest: &str, path: &str) -> Self {
        let Some(mut file) = inside(folder, rest) else {
            return Self::refusal("404 Not Found");
        };
        if file.is_dir() {
            if !(rest.is_empty() || rest.ends_with('/')) {
                return Self::with_slash(path);
            }
            file.push("index.html");
        }
        match std::fs::read(&file) {
            Ok(bytes) => Self { file: Some(file.clone()), ..Self::new("200 OK", media_type(&file), bytes) },
            Err(_) => Self::refusal("404 Not Found"),
        }
    }

    fn new(status: &'static str, kind: &str, body: Vec<u8>) -> Self {
        // Nothing is kept without asking: after a new build the browser shows the new build.
        Self { status, headers: Vec::new(), body, file: None }
            .with_header("Content-Type", kind)
            .with_header("Cache-Control", "no-cache")
    }

    fn refusal(status: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{status}\n").into_bytes())
    }

    fn with_slash(path: &str) -> Self {
        Self::refusal("301 Moved Permanently").with_header("Location", &format!("{path}/"))
    }

    fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_string(), value.to_string()));
        self
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

    #[test]
    fn browsers_run_modules_and_compile_webassembly_only_under_their_types() {
        assert_eq!(media_type(Path::new("a/b.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a/b.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("a/b")), "application/octet-stream");
    }
}
