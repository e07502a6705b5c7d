//! The whole page in one file, `saddleback.html`: opened from a disk, without a server and without a network.

use crate::addressed::addressed;
use crate::compact::compacted;
use anyhow::{Context as _, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use flate2::{Compression, write::GzEncoder};
use saddleback_words::PSEUDO;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The file's name in `dist/`.
pub const NAME: &str = "saddleback.html";
/// Where its modules pretend to be; a reader who copies embed code out of it fills in an address of their own.
const PLACE: &str = "https://your-site.example/saddleback/";
/// What lets its own scripts and styles run, and no others: nothing in it comes from elsewhere.
const NONCE: &str = "saddleback";
const POLICY: &str = "default-src 'none'; script-src 'nonce-saddleback' blob: 'wasm-unsafe-eval'; \
    style-src 'nonce-saddleback'; img-src data: blob:; connect-src data:; worker-src blob:; base-uri 'none'; \
    form-action 'none'";
/// What makes the files in the page stand for a server's.
const BEGINNING: &str = include_str!("single.js");

/// Writes the page of one file from all the others.
pub fn write(dist: &Path, files: &[PathBuf]) -> Result<()> {
    let index = fs::read_to_string(dist.join("index.html")).context("index.html")?;
    let mut held = BTreeMap::new();
    for file in files {
        let path = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if ["words", "scenes"].iter().any(|folder| path.starts_with(&format!("{folder}/{PSEUDO}/"))) {
            continue;
        }
        match path.rsplit('.').next() {
            Some("js") => held.insert(path.clone(), addressed(&text(file)?, PLACE, &path)?),
            Some("css" | "json" | "svg") => held.insert(path, text(file)?),
            Some("png") => held.insert(path, BASE64.encode(fs::read(file)?)),
            Some("wasm") => held.insert(path, BASE64.encode(gzipped(&fs::read(file)?)?)),
            _ => None,
        };
    }
    fs::write(dist.join(NAME), page(&index, &held)?).context(NAME)
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

fn gzipped(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// The page `index` with what it refers to inside of it.
fn page(index: &str, held: &BTreeMap<String, String>) -> Result<String> {
    let file = |path: &str| held.get(path).with_context(|| format!("index.html refers to {path}"));
    let mut lines = Vec::new();
    let mut styled = false;
    for line in index.lines() {
        let tag = line.trim();
        if tag.starts_with("<meta http-equiv=\"Content-Security-Policy\"") {
            lines.push(format!("  <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"));
        } else if tag.starts_with("<link rel=\"icon\"") {
            let icon = BASE64.encode(file(&attribute(tag, "href")?)?);
            lines.push(format!(
                "  <link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\" type=\"image/svg+xml\">"
            ));
        } else if tag.starts_with("<link rel=\"stylesheet\"") {
            styled = true;
            lines.push(format!("  <style nonce=\"{NONCE}\">\n{}</style>", file(&attribute(tag, "href")?)?));
        } else if tag == "</body>" {
            // In a script's text nothing may look like its end.
            let files = serde_json::to_string(held)?.replace('<', "\\u003c");
            lines.push(format!(
                "  <script type=\"application/json\" id=\"files\" data-place=\"{PLACE}\" data-nonce=\"{NONCE}\">{files}</script>\n  \
                 <script nonce=\"{NONCE}\">{}</script>\n</body>",
                compacted(BEGINNING)?
            ));
        } else if !tag.is_empty() && !tag.starts_with("<link") && !tag.starts_with("<script") {
            lines.push(line.to_string());
        }
    }
    ensure!(styled && lines.iter().any(|line| line.ends_with("</body>")), "index.html is not what it was");
    Ok(lines.join("\n") + "\n")
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Result<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\"")).with_context(|| format!("{tag} has no {name}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "<!doctype html>\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">\n\
        <link rel=\"preload\" href=\"a.json\">\n<link rel=\"stylesheet\" href=\"a.css\">\n\
        <script type=\"module\" src=\"a.js\"></script>\n</head>\n<body>\n<main></main>\n</body>\n</html>\n";

    #[test]
    fn nothing_in_it_comes_from_elsewhere() -> Result<()> {
        let held =
            [("a.css", "main{}"), ("a.js", "'</script>'")].map(|(path, text)| (path.to_string(), text.to_string()));
        let page = page(INDEX, &held.into())?;
        assert!(page.contains("main{}") && page.contains("<main></main>"), "{page}");
        assert!(!page.contains("'</script>'") && !page.contains("src=") && !page.contains("preload"), "{page}");
        assert_eq!(page.matches("</script>").count(), 2, "{page}");
        Ok(())
    }

    #[test]
    fn another_page_than_ours_is_refused() {
        assert!(page("<p>hello", &BTreeMap::new()).is_err());
        assert!(page(INDEX, &BTreeMap::new()).is_err());
    }
}
