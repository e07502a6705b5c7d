//! How long the main thread works for a frame of the running scene.

use crate::table::Table;
use crate::visit::Visit;
use anyhow::{Result, ensure};
use serde::Deserialize;

#[derive(Deserialize)]
struct Seen {
    frames: Vec<f64>,
    seconds: f64,
    longest: f64,
}

/// Simulating and drawing at the defaults: median and 95th percentile; the longest task since the page was opened.
pub async fn measure(visit: &Visit, scene: &str, quick: bool, table: &mut Table) -> Result<()> {
    let seconds = if quick { 4 } else { 20 };
    let mut seen: Seen = visit
        .run(&format!(
            "const frames = [];
             const began = performance.now();
             const end = handle().on('frame', ({{ milliseconds }}) => frames.push(milliseconds));
             await sleep({seconds});
             end();
             const seconds = (performance.now() - began) / 1000;
             // Only tasks of 50 ms and more are reported.
             const tasks = await new Promise((done) => {{
               new PerformanceObserver((list) => done(list.getEntries())).observe({{ type: 'longtask', buffered: true }});
               setTimeout(() => done([]), 500);
             }});
             return {{ frames, seconds, longest: Math.max(0, ...tasks.map(({{ duration }}) => duration)) }};"
        ))
        .await?;
    ensure!(seen.frames.len() > 30, "{scene}: only {} frames", seen.frames.len());
    seen.frames.sort_by(f64::total_cmp);
    let quantile = |share: f64| seen.frames[((seen.frames.len() - 1) as f64 * share).round() as usize];
    table.at_most(scene, "simulate and draw, median", quantile(0.5), 8.0, "ms");
    table.at_most(scene, "simulate and draw, 95th percentile", quantile(0.95), 16.0, "ms");
    table.at_most(scene, "longest task (of those over 50)", seen.longest, 50.0, "ms");
    table.tell(scene, "frames per second", &format!("{:.1}", seen.frames.len() as f64 / seen.seconds));
    Ok(())
}
