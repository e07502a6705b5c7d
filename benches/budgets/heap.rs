//! What the page keeps in memory while a scene runs, and once it is left.

use crate::table::Table;
use crate::visit::Visit;
use anyhow::{Context as _, Result};
use saddleback::scene::Scene;
use serde_json::json;
use std::time::Instant;

/// Growth that is allowed, in kilobytes: what the engine's own bookkeeping moves about.
const ALLOWED: f64 = 1000.0;

/// The heap's growth over ten minutes of play, extrapolated from two.
///
/// A run keeps snapshots and a thinned history of itself up to fixed numbers of them, and those of its youth, which are
/// small, give way one by one; so it is first brought to the step that two hours of play reach, or as far as it gets in a
/// minute. From there on any slope is a leak.
pub async fn running(visit: &Visit, scene: &'static dyn Scene, quick: bool, table: &mut Table) -> Result<()> {
    let (samples, pause) = if quick { (6, 2) } else { (13, 10) };
    let about = scene.about();
    let reached = 7200.0 * about.speed;
    let there = "const end = performance.now() + 60_000;
                 let { step } = handle().state();
                 while (step < reached && performance.now() < end) step = await handle().seek(Math.min(reached, step + 500));
                 return step;";
    visit.run::<u64>(&format!("const reached = {reached}; {there}")).await?;
    visit.run::<()>("handle().play(); await sleep(5);").await?;
    let start = Instant::now();
    let mut points = Vec::new();
    for sample in 0..samples {
        if sample > 0 {
            visit.run::<()>(&format!("await sleep({pause});")).await?;
        }
        points.push((start.elapsed().as_secs_f64(), kilobytes(visit).await?));
    }
    let level = points.iter().map(|point| point.1).sum::<f64>() / points.len() as f64;
    table.tell(about.id, "heap", &format!("{:.1} MB", level / 1000.0));
    let figure = if quick { "heap, 10 s extrapolated to 10 min" } else { "heap, 2 min extrapolated to 10 min" };
    table.at_most(about.id, figure, 600.0 * slope(&points), ALLOWED, "kB");
    Ok(())
}

/// What visits to the scene leave behind, after the first have filled what caches there are.
///
/// The thumbnails of the home page count too: they play between the visits, and need some of them to come to their size.
pub async fn leaving(visit: &Visit, scene: &str, quick: bool, table: &mut Table) -> Result<()> {
    let (first, more) = if quick { (1, 2) } else { (8, 8) };
    visit.open(&format!("{}/", visit.origin())).await?;
    there_and_back(visit, scene, first).await?;
    let before = kilobytes(visit).await?;
    there_and_back(visit, scene, more).await?;
    let after = kilobytes(visit).await?;
    table.at_most(scene, &format!("heap left by {more} visits"), after - before, ALLOWED, "kB");
    Ok(())
}

/// Goes from home to the scene by its card, and back, `times` times.
async fn there_and_back(visit: &Visit, scene: &str, times: usize) -> Result<()> {
    let card = format!("document.querySelector('main a[href*=\"scene={scene}\"]')");
    visit.until(&card).await?;
    for _ in 0..times {
        visit.run::<()>(&format!("{card}.click();")).await?;
        visit.until("document.querySelector('saddleback-scene')?.handle.state().ready").await?;
        visit.run::<()>("handle().play(); await sleep(1); history.back();").await?;
        visit.until(&card).await?;
    }
    Ok(())
}

/// What is alive after a garbage collection, with WebAssembly's memory, which only ever grows; in kilobytes.
async fn kilobytes(visit: &Visit) -> Result<f64> {
    visit.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let usage = visit.devtools("Runtime.getHeapUsage", json!({})).await?;
    let used = usage["usedSize"].as_f64().context("Chromium tells no heap size")?;
    let wasm: f64 = visit
        .run(
            "const instances = await Promise.all((await engines()).map((door) => door.default()));
             return instances.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0);",
        )
        .await?;
    Ok((used + wasm) / 1000.0)
}

/// The slope of the least-squares line.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let (xy, xx) = points
        .iter()
        .fold((0.0, 0.0), |(xy, xx), point| (xy + (point.0 - x) * (point.1 - y), xx + (point.0 - x) * (point.0 - x)));
    xy / xx
}
