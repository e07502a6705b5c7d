//! The swarm: its kernel in WebAssembly beside the native build and beside JavaScript written by hand, in one run, and a
//! million particles on the page.

use crate::table::Table;
use crate::visit::Visit;
use anyhow::Result;
use kernel::Kernel;
use std::time::Instant;

const MILLION: u32 = 1_000_000;
/// Steps of one repetition, and repetitions, of which the fastest counts.
const STEPS: u32 = 30;
const TIMES: usize = 6;
/// What a person would write, with the same density.
const JAVASCRIPT: &str = include_str!("typed_array_swarm.js");

/// Steps per second of a million particles, their ratio to others, and the page's frame rate with them.
pub async fn measure(visit: &Visit, quick: bool, table: &mut Table) -> Result<()> {
    visit.run::<()>("handle().pause();").await?;
    let (mut native, mut vectors, mut scalars) = (0.0_f64, 0.0_f64, 0.0_f64);
    let mut script = 0.0_f64;
    // In turns, so that whatever else the machine does meets all of them.
    for _ in 0..TIMES {
        native = native.max(natively());
        vectors = vectors.max(in_browser(visit, "vectors").await?);
        scalars = scalars.max(in_browser(visit, "scalars").await?);
        script = script.max(visit.run(JAVASCRIPT).await?);
    }
    table.at_least("swarm", "a million particles, WebAssembly", vectors, 60.0, "steps/s");
    table.at_least("swarm", "speed, WebAssembly / native SSE2", vectors / native, 0.85, "");
    table.at_least("swarm", "speed, WebAssembly / typed arrays", vectors * f64::from(MILLION) / script, 7.0, "");
    table.tell("swarm", "speed, with / without simd128", &format!("{:.2}", vectors / scalars));
    table.tell("swarm", "typed arrays, particles a second", &format!("{:.1} M", script / f64::from(MILLION)));
    for (ground, density) in [("a formula", "formula"), ("a landscape", "himmelblau")] {
        let rate = without_kernel(visit, density).await?;
        table.tell("swarm", &format!("50 000 particles on {ground}"), &format!("{rate:.0} steps/s"));
    }
    visit.enter("swarm&particles=1000000").await?;
    let seconds = if quick { 4 } else { 15 };
    let rate: f64 = visit
        .run(&format!(
            "let frames = 0;
             const end = handle().on('frame', () => frames++);
             const began = performance.now();
             await sleep({seconds});
             end();
             return (1000 * frames) / (performance.now() - began);"
        ))
        .await?;
    table.at_least("swarm", "a million particles on the page", rate, 30.0, "frames/s");
    Ok(())
}

/// Steps per second of the default number of particles on a density that has no kernel of its own.
async fn without_kernel(visit: &Visit, density: &str) -> Result<f64> {
    visit
        .run(&format!(
            "const {{ Player }} = await engine('swarm');
             const player = new Player('swarm', {{ density: '{density}' }}, 0);
             player.advance(2, 10_000);
             const start = performance.now();
             while (player.advance({STEPS}, 1000) < {STEPS});
             const seconds = (performance.now() - start) / 1000;
             player.free();
             return ({STEPS} - 2) / seconds;"
        ))
        .await
}

/// Steps per second of this program's own build.
fn natively() -> f64 {
    let mut kernel = Kernel::new(MILLION as usize);
    kernel.step(2);
    let start = Instant::now();
    kernel.step(STEPS);
    f64::from(STEPS) / start.elapsed().as_secs_f64()
}

/// Steps per second of a module that `cargo xtask bench` has built.
async fn in_browser(visit: &Visit, module: &str) -> Result<f64> {
    visit
        .run(&format!(
            "const {{ default: init, Kernel }} = await import(new URL('kernel/{module}/kernel.js', document.baseURI));
             await init();
             const kernel = new Kernel({MILLION});
             kernel.step(2);
             const start = performance.now();
             kernel.step({STEPS});
             const seconds = (performance.now() - start) / 1000;
             kernel.free();
             return {STEPS} / seconds;"
        ))
        .await
}
