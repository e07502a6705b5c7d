//! What theory says of the circles and of coupled motions, beside what was measured.

use super::coupling::{CouplingRun, LEGS};
use super::ensemble::{CHAINS, WINDOW, WINDOWS};
use super::run::OrbitsRun;
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::source::Source;
use crate::theory::coupling::{plane_meeting_probability, sphere_mean_meeting_time};

/// The greatest 4ηβ at which the chain's variance across a circle is taken from its linear part.
const STIFFNESS: f64 = 0.4;
/// How many chains may be expected to change circles where it is claimed that none does.
const EXPECTED: f64 = 1e-4;

const MANIFOLD: Source = Source {
    text: "Moitra & Risteski (2020); Off the convex path (2021), Beyond log-concave sampling, part 3",
    url: "https://arxiv.org/abs/2002.05576",
};
const REFLECTION: Source = Source {
    text: "Lindvall & Rogers (1986), Coupling of multidimensional diffusions by reflection",
    url: "https://doi.org/10.1214/aop/1176992442",
};
const CURVED: Source = Source {
    text: "Kendall (1986), Nonnegative Ricci curvature and the Brownian coupling property",
    url: "https://doi.org/10.1080/17442508608833419",
};

/// A statement with what was predicted and measured, before its tolerance is put together.
struct Part {
    id: &'static str,
    statement: String,
    predicted: f64,
    estimate: Option<Estimate>,
    /// The relative standard error that is planned for.
    planned: f64,
    /// Absolute, beyond statistics, and what it is.
    allowance: f64,
    because: &'static str,
    relation: Relation,
    progress: f64,
    source: Source,
}

impl Part {
    fn claim(self) -> Claim {
        let error = self.estimate.map_or(self.planned * self.predicted.abs(), |e| e.standard_error);
        let rest = if self.allowance > 0.0 {
            format!(", and {:.1e} for {}", self.allowance, self.because)
        } else {
            String::new()
        };
        Claim {
            id: self.id.into(),
            statement: self.statement.into(),
            predicted: self.predicted,
            measured: self.estimate.map(|e| e.value),
            tolerance: STANDARD_ERRORS * error + self.allowance,
            tolerance_origin: format!("{STANDARD_ERRORS} standard errors{rest}").into(),
            relation: self.relation,
            progress: self.progress,
            source: self.source,
        }
    }
}

/// The claims about the circles: only where M = I, the step is small against the stiffness, and no chain is expected to change circles.
pub(super) fn circles(run: &OrbitsRun) -> Vec<Claim> {
    let (beta, eta, ensemble) = (run.fixed.beta, run.eta(), &run.ensemble);
    let Some(law) = run.fixed.law else { return Vec::new() };
    let stiffness = 4.0 * eta * beta;
    // The chain's law is wider by 1/(1 − 4ηβ) across, as if it were so much hotter.
    let expected = {
        let hotter = crate::theory::orbits::OrbitLaw::new(beta * (1.0 - stiffness).max(0.1));
        // Whoever passes has changed its sign; as many turn back after they did.
        2.0 * hotter.passage_rate * CHAINS as f64 * ensemble.horizon(eta)
    };
    if stiffness > STIFFNESS || expected > EXPECTED {
        return Vec::new();
    }
    let excess = stiffness / (1.0 - stiffness);
    let rotation = Part {
        id: "rotation-rate",
        statement: format!(
            r"Along its circle $X$ diffuses freely: $\mathbb E\cos(\theta_t - \theta_0)$ falls as $e^{{-ct}}$ with $c = \frac12\mathbb E\frac{{4}}{{(s_1+s_2)^2}} \to \frac12$ over the singular values as $\beta$ grows (from {} turns of {CHAINS} chains in the time {WINDOW})",
            WINDOWS
        ),
        predicted: law.rotation_rate,
        estimate: ensemble.rotation_rate(eta),
        planned: 0.0145,
        allowance: law.rotation_rate * 0.5 * eta
            + (law.rotation_rate - 0.5).abs() * excess
            + law.rotation_rate_variance / (8.0 * beta),
        because: "the step size, to first order, and the fluctuation of the singular values over the time 1/8β",
        relation: Relation::Equal,
        progress: ensemble.progress(),
        source: MANIFOLD,
    };
    let across = Part {
        id: "normal-variance",
        statement: r"Across its circle $X$ is held by the curvature 8: the variance in each of the three directions is $\frac13\mathbb E[(s_1-1)^2 + (s_2-1)^2] \approx \frac1{8\beta}$, for the chain divided by $1 - 4\eta\beta$".to_string(),
        predicted: law.normal_variance / (1.0 - stiffness),
        estimate: ensemble.normal_variance(),
        planned: 0.012,
        allowance: 2.0 * excess * (law.normal_variance - 1.0 / (8.0 * beta)).abs() / (1.0 - stiffness),
        because: "the step size where the valley is not a parabola, to first order",
        relation: Relation::Equal,
        progress: ensemble.progress_of_looks(),
        source: MANIFOLD,
    };
    let sign = Claim {
        id: "one-circle".into(),
        statement: format!(
            r"From a start near one circle $\det X$ never changes its sign: of {CHAINS} chains none does in the time {:.1}; at most {expected:.0e} are expected to, by the capacity of the set between",
            ensemble.horizon(eta)
        ).into(),
        predicted: 0.0,
        measured: (ensemble.progress() >= 1.0).then(|| ensemble.crossings() as f64),
        tolerance: 0.0,
        tolerance_origin: format!(
            "a count; by Markov's inequality it is not 0 with probability at most {expected:.0e}"
        ).into(),
        relation: Relation::Equal,
        progress: ensemble.progress(),
        source: MANIFOLD,
    };
    vec![rotation.claim(), across.claim(), sign]
}

/// The claims about coupled motions.
pub(super) fn coupling(run: &CouplingRun) -> Vec<Claim> {
    let time = run.eta * run.median as f64;
    let by_then = plane_meeting_probability(run.distance, time);
    let planned = (1.0 / LEGS as f64).sqrt();
    let plane = Part {
        id: "plane-meeting",
        statement: format!(
            r"On the plane the distance is $r + 2W_t$: by the time {time:.2} the share $2\Phi(-r/2\sqrt t)$ of {LEGS} pairs has met"
        ),
        predicted: by_then,
        estimate: run.plane.met_early(),
        planned,
        allowance: 0.0,
        because: "",
        relation: Relation::Equal,
        progress: run.plane.progress(),
        source: REFLECTION,
    };
    let sooner = Part {
        id: "sooner-on-the-sphere",
        statement: format!(
            r"Positive curvature brings them together sooner: by the time {time:.2}, when $2\Phi(-r/2\sqrt t)$ of the pairs on the plane have met, at least as many have on the sphere"
        ),
        predicted: by_then,
        estimate: run.sphere.met_early(),
        planned,
        allowance: 0.0,
        because: "",
        relation: Relation::AtLeast,
        progress: run.sphere.progress(),
        source: CURVED,
    };
    let mean = sphere_mean_meeting_time(run.distance);
    let time = |e: Estimate| Estimate { value: run.eta * e.value, standard_error: run.eta * e.standard_error };
    let sphere = Part {
        id: "sphere-meeting-time",
        statement: r"On the sphere the distance obeys $dD = 2\,dW - \tan\frac D2\,dt$, and they meet after $2\ln(1 + \sin\frac r2)$ on average; on the plane that mean is infinite".to_string(),
        predicted: mean,
        estimate: run.sphere.mean_steps().map(time),
        planned,
        // A geodesic walk of step η has the generator ½Δ(1 + η/6), to first order.
        allowance: mean * run.eta / 6.0,
        because: "the step size: a geodesic walk is faster by η/6, to first order",
        relation: Relation::Equal,
        progress: run.sphere.progress(),
        source: CURVED,
    };
    [plane, sooner, sphere].map(Part::claim).to_vec()
}
