//! What theory says of the chains on the circles, beside what was measured.

use super::ensemble::{CHAINS, WINDOW, WINDOWS};
use super::run::CirclesRun;
use crate::frame::Claim;
use crate::scene::orbits::estimated::{allowing, estimated};
use crate::source::Source;
use crate::theory::orbits::OrbitLaw;
use crate::words::{Notation, text};

/// The greatest 4ηβ at which the chain's variance across a circle is taken from its linear part.
const STIFFNESS: f64 = 0.4;
/// How many chains may be expected to change circles where it is claimed that none does.
const EXPECTED: f64 = 1e-4;

const MANIFOLD: Source = Source {
    text: "Moitra & Risteski (2020); Off the convex path (2021), Beyond log-concave sampling, part 3",
    url: "https://arxiv.org/abs/2002.05576",
};
/// How many of the chains may be expected to change circles within a time, at most: the chain's law is wider by 1/(1 − 4ηβ)
/// across a circle, as if it were so much hotter.
pub(in crate::scene::orbits) fn expected_crossings(beta: f64, eta: f64, time: f64) -> f64 {
    let hotter = OrbitLaw::new(beta * (1.0 - 4.0 * eta * beta).max(0.1));
    // Who passes has changed the determinant's sign; as many turn back after they did.
    2.0 * hotter.passage_rate * CHAINS as f64 * time
}

/// The claims: only where M = I, the step is small against the stiffness, and no chain is expected to change circles.
pub(super) fn claims(run: &CirclesRun) -> Vec<Claim> {
    let (beta, eta, ensemble) = (run.setup.beta, run.eta(), &run.ensemble);
    let Some(law) = run.setup.law else { return Vec::new() };
    let stiffness = 4.0 * eta * beta;
    let time = ensemble.horizon(eta);
    let expected = expected_crossings(beta, eta, time);
    if stiffness > STIFFNESS || expected > EXPECTED {
        return Vec::new();
    }
    let excess = stiffness / (1.0 - stiffness);
    let statement = text("claim.rotation-rate").with("windows", WINDOWS).with("chains", CHAINS).with("time", WINDOW);
    let rotation = Claim::equal("rotation-rate", law.rotation_rate, MANIFOLD).saying(statement);
    let rotation = estimated(rotation, ensemble.rotation_rate(eta), 0.0145, ensemble.progress());
    let allowance = law.rotation_rate * 0.5 * eta
        + (law.rotation_rate - 0.5).abs() * excess
        + law.rotation_rate_variance / (8.0 * beta);
    let rotation = allowing(rotation, allowance, "rotation");

    let across = Claim::equal("normal-variance", law.normal_variance / (1.0 - stiffness), MANIFOLD);
    let across = estimated(across, ensemble.normal_variance(), 0.012, ensemble.progress_of_looks());
    let allowance = 2.0 * excess * (law.normal_variance - 1.0 / (8.0 * beta)).abs() / (1.0 - stiffness);
    let across = allowing(across, allowance, "valley");

    let expected = |id: &'static str| text(id).number("expected", expected, Notation::Scientific(0));
    let statement = expected("claim.one-circle").with("chains", CHAINS).number("time", time, Notation::Fixed(1));
    let sign = Claim::equal("one-circle", 0.0, MANIFOLD)
        .saying(statement)
        .within_by(0.0, expected("tolerance.markov"))
        .measured((ensemble.progress() >= 1.0).then(|| ensemble.crossings() as f64))
        .progressing(ensemble.progress());
    vec![rotation, across, sign]
}
