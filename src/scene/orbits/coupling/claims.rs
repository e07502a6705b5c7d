//! What theory says of the meetings, beside what was measured.

use super::meetings::LEGS;
use super::run::CouplingRun;
use crate::frame::Claim;
use crate::measure::estimate::Estimate;
use crate::scene::orbits::estimated::{allowing, estimated};
use crate::source::Source;
use crate::theory::coupling::{plane_meeting_probability, sphere_mean_meeting_time};
use crate::words::{Notation, text};

const REFLECTION: Source = Source {
    text: "Lindvall & Rogers (1986), Coupling of multidimensional diffusions by reflection",
    url: "https://doi.org/10.1214/aop/1176992442",
};
const CURVED: Source = Source {
    text: "Kendall (1986), Nonnegative Ricci curvature and the Brownian coupling property",
    url: "https://doi.org/10.1080/17442508608833419",
};

/// The claims about the pairs that are timed.
pub(super) fn claims(run: &CouplingRun) -> Vec<Claim> {
    let time = run.eta * run.median as f64;
    let by_then = plane_meeting_probability(run.distance, time);
    let planned = (1.0 / LEGS as f64).sqrt();
    let timed = |id| text(id).with("pairs", LEGS).number("time", time, Notation::Fixed(2));
    let plane = Claim::equal("plane-meeting", by_then, REFLECTION).saying(timed("claim.plane-meeting"));
    let sooner = Claim::at_least("sooner-on-the-sphere", by_then, CURVED).saying(timed("claim.sooner-on-the-sphere"));
    let mean = sphere_mean_meeting_time(run.distance);
    let in_time = |e: Estimate| Estimate { value: run.eta * e.value, standard_error: run.eta * e.standard_error };
    let sphere = Claim::equal("sphere-meeting-time", mean, CURVED);
    let sphere = estimated(sphere, run.sphere.mean_steps().map(in_time), planned, run.sphere.progress());
    vec![
        estimated(plane, run.plane.met_early(), planned, run.plane.progress()),
        estimated(sooner, run.sphere.met_early(), planned, run.sphere.progress()),
        // A geodesic walk of step η has the generator ½Δ(1 + η/6), to first order.
        allowing(sphere, mean * run.eta / 6.0, "geodesic-walk"),
    ]
}
