//! Which measurements the settings allow: those of methods that are switched on, on a saddle of which theory speaks.

use super::median::Median;
use super::probe::Probe;
use super::random_starts::RandomStarts;
use super::setup::Setup;
use crate::error::Error;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;

/// The instruments of every claim that applies.
pub(super) fn instruments(settings: &Settings, setup: &Setup, seed: u64) -> Result<Instruments<Setup>, Error> {
    let (eta, radius) = (setup.step_size, setup.radius);
    let chosen = settings.choices("methods")?;
    let on = |id: &str| chosen.iter().any(|method| method == id);
    let mut instruments = Instruments::new();
    match setup.info.id {
        "saddle" if setup.is_measured() => {
            if on("gd") {
                instruments.add(Probe::descent(eta, radius));
            }
            if on("momentum") {
                instruments.add(Probe::momentum(eta, settings.number("momentum.beta")?));
            }
            if on("perturbed-sgd") {
                instruments.add(Median::new(eta, settings.number("perturbed-sgd.sigma")?, radius, seed)?);
            }
            if on("gd") {
                instruments.add([RandomStarts::new(eta, true, seed)?]);
            }
        }
        "monkey-saddle" if on("gd") && setup.is_measured() => {
            instruments.add([Probe::monkey_descent(eta, radius)]);
            instruments.add([RandomStarts::new(eta, false, seed)?]);
        }
        "saddle" | "monkey-saddle" => {}
        // Of other saddles theory speaks where they are linear.
        _ if setup.pass.is_strict() => {
            if on("gd") {
                instruments.add([Probe::descent_at(setup)]);
            }
            if on("momentum") {
                instruments.add([Probe::momentum_at(setup, settings.number("momentum.beta")?)]);
            }
        }
        _ => {}
    }
    Ok(instruments)
}
