//! How fast the browser's build computes, beside the native build in the same run.

use crate::table::Table;
use crate::visit::Visit;
use anyhow::Result;
use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::Scene;
use std::time::Instant;

/// Steps of one repetition.
const STEPS: u32 = 2000;
/// Repetitions, of which the fastest counts: whatever else the machine does only makes it slower.
const TIMES: usize = 5;

/// Steps per second at the defaults in WebAssembly, and their ratio to the native build's.
pub async fn measure(visit: &Visit, scene: &'static dyn Scene, table: &mut Table) -> Result<()> {
    let id = scene.about().id;
    let mut native = f64::INFINITY;
    let mut web = f64::INFINITY;
    visit.run::<()>("handle().pause();").await?;
    for _ in 0..TIMES {
        let mut player = Player::new(scene, Settings::new(scene.parameters()), 0)?;
        let start = Instant::now();
        player.seek(u64::from(STEPS));
        native = native.min(start.elapsed().as_secs_f64());
        let seconds: f64 = visit
            .run(&format!(
                "const {{ Player }} = await engine();
                 const player = new Player('{id}', {{}}, 0);
                 const start = performance.now();
                 while (player.advance({STEPS}, 1000) < {STEPS});
                 const seconds = (performance.now() - start) / 1000;
                 player.free();
                 return seconds;"
            ))
            .await?;
        web = web.min(seconds);
    }
    table.tell(id, "steps per second, WebAssembly", &format!("{:.0}", f64::from(STEPS) / web));
    table.tell(id, "speed, WebAssembly / native", &format!("{:.2}", native / web));
    Ok(())
}
