//! What a first visit loads, and when the first picture moves.

use crate::table::Table;
use crate::visit::{Visit, dist};
use anyhow::{Context as _, Result};
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeSet;
use std::io::Write as _;

/// Every file that the page asked for, gzipped, and the time from the navigation to the first animated frame.
pub async fn measure(visit: &Visit, scene: &str, table: &mut Table) -> Result<()> {
    visit.enter(scene).await?;
    let loaded: BTreeSet<String> =
        visit.run("return performance.getEntriesByType('resource').map(({ name }) => name.split(/[?#]/)[0]);").await?;
    let mut bytes = gzipped("index.html")?;
    for url in loaded {
        let file = url.strip_prefix(&format!("{}/", visit.origin())).with_context(|| format!("{url} is elsewhere"))?;
        bytes += gzipped(file)?;
    }
    let first: f64 =
        visit.run("return performance.getEntriesByName('saddleback-first-frame')[0].startTime / 1000;").await?;
    table.at_most(scene, "first load, gzipped", bytes as f64 / 1000.0, 400.0, "kB");
    table.at_most(scene, "first animated frame, cold", first, 1.0, "s");
    Ok(())
}

/// The size of one file of the page as a server with gzip at its best level sends it, in bytes.
fn gzipped(file: &str) -> Result<usize> {
    let file = if file.is_empty() { "index.html" } else { file };
    let content = std::fs::read(dist().join(file)).with_context(|| file.to_string())?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&content)?;
    Ok(encoder.finish()?.len())
}
