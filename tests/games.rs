//! Endurance: every method on every game, from several starts at several step sizes, without a panic or an unexplained number.
#![cfg(not(target_arch = "wasm32"))]

use anyhow::{Context as _, Result, ensure};
use saddleback::method::dynamics::{DYNAMICS, Domain};
use saddleback::parameter::Settings;
use saddleback::problem::game::GAMES;
use saddleback::scene::competitor::Competitor;
use saddleback::scene::find;

const STEPS: u64 = 10_000;
const STARTS: [[f64; 2]; 5] = [[1.7, 1.2], [-0.3, 0.05], [0.0, 0.0], [3.0, -4.0], [-40.0, 2.0]];

/// A competitor that stops has grown beyond this, or foreseen answers that have: nothing else may end a path.
const GROWN: f64 = 1e6;

fn endure(step_size: &str) -> Result<()> {
    let (scene, eta) = (find("gda-spiral")?, step_size.parse::<f64>()?);
    for info in GAMES {
        let mut settings = Settings::new(scene.parameters());
        settings.set("game", info.id)?;
        settings.set("eta", step_size)?;
        let game = (info.build)(&settings)?;
        for rule in DYNAMICS {
            for start in STARTS {
                let name = format!("{} on {} from {start:?} at η = {step_size}", rule.info.id, info.id);
                let mut competitor = Competitor::new(rule, &settings, 7, &start).context(name.clone())?;
                for step in 1..=STEPS {
                    if !competitor.advance(game.as_ref(), Domain::from_half_width(0.0), step, 1e3) {
                        break;
                    }
                }
                ensure!(competitor.at.iter().all(|coordinate| coordinate.is_finite()), "{name}: {:?}", competitor.at);
                if competitor.stopped().is_some() {
                    let grown = competitor.at.iter().any(|coordinate| coordinate.abs() > GROWN);
                    let foreseen = competitor
                        .excursion()
                        .is_some_and(|looked| looked.path.iter().any(|z| !z.is_finite() || z.abs() > GROWN));
                    // A look ahead of this length is where it would have overflowed.
                    let mut field = vec![0.0; competitor.at.len()];
                    game.field(&competitor.at, &mut field);
                    let far = field.iter().any(|slope| eta * slope.abs() > GROWN);
                    ensure!(grown || foreseen || far, "{name}: stopped at {:?}", competitor.at);
                    let mut notices = Vec::new();
                    competitor.notices(&mut notices);
                    ensure!(!notices.is_empty(), "{name}: stopped without a word");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn every_method_endures_every_game_at_short_steps() -> Result<()> {
    endure("0.02")
}

#[test]
fn every_method_endures_every_game_at_the_default_step() -> Result<()> {
    endure("0.2")
}

#[test]
fn every_method_endures_every_game_at_long_steps() -> Result<()> {
    endure("1.5")
}
