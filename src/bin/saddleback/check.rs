//! `check`: every claim of every case, measured natively.

use crate::Failure;
use crate::arguments::progress;
use crate::parallel::on_every_core;
use crate::speech::{message, say};
use saddleback::frame::{Claim, Relation};
use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::{Case, Scene, find, registry};
use saddleback::words::{self, Notation};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Mutex;

/// Steps between two looks at the progress bar.
const STRIDE: u64 = 256;

/// One case of one scene, and what came of it.
struct Job {
    scene: &'static dyn Scene,
    case: &'static Case,
    claims: Mutex<Option<Result<Vec<Claim>, saddleback::Error>>>,
}

/// Measures the claims of the scenes asked for (all if none), prints them as they stand at the end of their case.
pub(crate) fn check(ids: &[String], seed: u64) -> Result<String, Failure> {
    let mut scenes = ids.iter().map(|id| find(id)).collect::<Result<Vec<_>, _>>()?;
    if scenes.is_empty() {
        scenes = registry().to_vec();
    }
    let jobs: Vec<Job> = scenes
        .iter()
        .flat_map(|scene| scene.cases().iter().map(|case| Job { scene: *scene, case, claims: Mutex::new(None) }))
        .collect();
    run_all(&jobs, seed);

    let mut text = String::new();
    let (mut held, mut failed) = (0_usize, 0_usize);
    for job in jobs {
        let preset = job.case.preset.iter().map(|(id, value)| format!("{id}={value}")).collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "\n{} {preset}", job.scene.about().id);
        let [claim, predicted, measured, tolerance, holds] =
            ["claim", "predicted", "measured", "tolerance", "holds"].map(|name| message(&format!("check.{name}")));
        let _ = writeln!(text, "  {claim:<30} {predicted:>14} {measured:>14} {tolerance:>12}  {holds}");
        // A poisoned lock would mean a panic in a scene, which is a failure of its claims.
        let outcome = job.claims.into_inner().ok().flatten();
        for claim in outcome.ok_or(Failure::Claims)?? {
            if claim.holds() == Some(true) {
                held += 1
            } else {
                failed += 1
            }
            text += &line(&claim);
        }
    }
    let summary = words::text("check.summary").with("held", held).with("failed", failed);
    let _ = writeln!(text, "\n{}", say(&summary.with("seed", seed.to_string())));
    if failed == 0 {
        return Ok(text.trim_start().to_string());
    }
    let _ = std::io::stdout().write_all(text.trim_start().as_bytes());
    Err(Failure::Claims)
}

/// One claim in one line.
fn line(claim: &Claim) -> String {
    let predicted = match claim.relation {
        Relation::Equal => number(claim.predicted),
        Relation::AtMost => format!("≤ {}", number(claim.predicted)),
        Relation::AtLeast => format!("≥ {}", number(claim.predicted)),
    };
    let measured = claim
        .measured
        .map_or_else(|| say(&words::text("check.part").number("share", claim.progress, Notation::Percent(0))), number);
    let verdict = match claim.holds() {
        Some(true) => "check.yes",
        Some(false) => "check.no",
        None => "check.open",
    };
    let verdict = message(verdict);
    format!("  {:<30} {predicted:>14} {measured:>14} {:>12.2e}  {verdict}\n", claim.id, claim.tolerance)
}

fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e6).contains(&size) { format!("{value:.6e}") } else { format!("{value:.6}") }
}

/// Runs the jobs on every core, each to the end of its case.
fn run_all(jobs: &[Job], seed: u64) {
    let bar = progress(jobs.iter().map(|job| job.case.steps).sum(), "check");
    on_every_core(jobs.len(), |index| {
        let claims = claims(&jobs[index], seed, || bar.inc(STRIDE));
        if let Ok(mut slot) = jobs[index].claims.lock() {
            *slot = Some(claims);
        }
    });
    bar.finish_and_clear();
}

fn claims(job: &Job, seed: u64, on_stride: impl Fn()) -> Result<Vec<Claim>, saddleback::Error> {
    let mut settings = Settings::new(job.scene.parameters());
    for (id, value) in job.case.preset {
        settings.set(id, value)?;
    }
    let mut player = Player::new(job.scene, settings, seed)?;
    while player.step() < job.case.steps {
        player.seek((player.step() + STRIDE).min(job.case.steps));
        on_stride();
    }
    Ok(player.claims())
}
