//! The swarm: a million particles in WebAssembly beside the native build and beside JavaScript written by hand, in one run.

use crate::table::Table;
use crate::visit::Visit;
use anyhow::Result;
use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::find;
use std::time::Instant;

const MILLION: f64 = 1_000_000.0;
/// Steps of one repetition, and repetitions, of which the fastest counts.
const STEPS: u32 = 40;
const TIMES: usize = 4;
/// What a person would write, with the same density.
const JAVASCRIPT: &str = include_str!("typed_array_swarm.js");

/// Steps per second of a million particles, their ratio to others, and the page's frame rate with them.
pub async fn measure(visit: &Visit, quick: bool, table: &mut Table) -> Result<()> {
    let scene = find("swarm")?;
    let (mut native, mut web, mut script) = (f64::INFINITY, f64::INFINITY, 0.0_f64);
    visit.run::<()>("handle().pause();").await?;
    for _ in 0..TIMES {
        let mut settings = Settings::new(scene.parameters());
        settings.set("particles", "1000000")?;
        let mut player = Player::new(scene, settings, 0)?;
        let start = Instant::now();
        player.seek(u64::from(STEPS));
        native = native.min(start.elapsed().as_secs_f64());
        let seconds: f64 = visit
            .run(&format!(
                "const {{ Player }} = await engine();
                 const player = new Player('swarm', {{ particles: '1000000' }}, 0);
                 const start = performance.now();
                 while (player.advance({STEPS}, 1000) < {STEPS});
                 const seconds = (performance.now() - start) / 1000;
                 player.free();
                 return seconds;"
            ))
            .await?;
        web = web.min(seconds);
        script = script.max(visit.run(JAVASCRIPT).await?);
    }
    let steps = f64::from(STEPS) / web;
    table.at_least("swarm", "a million particles, WebAssembly", steps, 60.0, "steps/s");
    table.at_least("swarm", "speed, WebAssembly / native SSE2", native / web, 0.85, "");
    table.at_least("swarm", "speed, WebAssembly / typed arrays", steps * MILLION / script, 7.0, "");
    table.tell("swarm", "typed arrays, particles a second", &format!("{:.1} M", script / MILLION));
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
