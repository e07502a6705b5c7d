//! What theory says of the gaps, beside what the laws, the walkers and the passages show.

use super::flow::{Quotient, Slowest};
use super::run::{Convexity, Fixed, GapRun};
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::{Estimate, Mean};
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::scene::passage::Passage;
use crate::source::Source;
use crate::words::{Notation, text};

/// Legs that measure the mean passage time, and walkers that run them.
const LEGS: u64 = 4500;
const WALKERS: usize = 300;
/// Walkers on the graph whose correlation is measured, and how often.
const GRAPH_WALKERS: usize = 1000;
const ROUNDS: u64 = 20;
/// The longest correlation time and the latest quotient for which claims are made, in steps.
const PATIENCE: u64 = 60_000;
/// The greatest share of a quotient that faster parts may have where it is claimed to be the gap.
const ALONE: f64 = 0.01;
/// The distance of the modes at which the product of gap and passage time is said to be 1.
const FAR: f64 = 4.5;

const POINCARE: Source = Source {
    text: "Off the convex path (2020), Beyond log-concave sampling; Bakry, Gentil & Ledoux (2014), section 4.2",
    url: "http://www.offconvex.org/2020/09/19/beyondlogconvavesampling",
};
const BAKRY_EMERY: Source =
    Source { text: "Bakry & Émery (1985), Diffusions hypercontractives", url: "https://doi.org/10.1007/BFb0075847" };
const METASTABLE: Source = Source {
    text: "Bovier, Gayrard & Klein (2005), Metastability in reversible diffusion processes II",
    url: "https://doi.org/10.4171/JEMS/22",
};
const WALK: Source = Source {
    text: "Levin, Peres & Wilmer (2009), Markov Chains and Mixing Times, chapter 12",
    url: "https://doi.org/10.1090/mbk/058",
};

/// What takes time to measure.
#[derive(Debug, Clone)]
pub(super) struct Measurements {
    passage: Option<Passage>,
    correlation: Correlation,
}

/// E φ₂(X₀)φ₂(X_k) of walkers in equilibrium, which start anew from π every k steps.
#[derive(Debug, Clone)]
struct Correlation {
    walkers: Vec<(usize, usize)>,
    step: u64,
    mean: Mean,
    stream: Stream,
}

impl Correlation {
    fn new(seed: u64) -> Self {
        let stream = Stream::new(seed, "walkers in equilibrium");
        Self { walkers: Vec::new(), step: 0, mean: Mean::default(), stream }
    }

    /// How many steps a walk takes, until half of the slowest function is left; none where that is too long to wait for.
    fn lag(slowest: &Slowest) -> Option<u64> {
        let lag = (core::f64::consts::LN_2 / -libm::log1p(-slowest.gap.min(0.5))).round().max(1.0) as u64;
        (lag * ROUNDS <= PATIENCE).then_some(lag)
    }

    fn step(&mut self, fixed: &Fixed) {
        let Some(slowest) = fixed.of_graph() else { return };
        let Some(lag) = Self::lag(slowest).filter(|lag| self.step < lag * ROUNDS) else { return };
        if self.step.is_multiple_of(lag) {
            let mut draw = || {
                let at = fixed.graph.draw(&mut self.stream);
                (at, at)
            };
            self.walkers = (0..GRAPH_WALKERS).map(|_| draw()).collect();
        }
        self.step += 1;
        for (_, at) in &mut self.walkers {
            *at = fixed.graph.walk(*at, &mut self.stream);
        }
        if self.step.is_multiple_of(lag) {
            let value = |vertex: usize| slowest.function[vertex];
            self.walkers.iter().for_each(|(from, to)| self.mean.add(value(*from) * value(*to)));
        }
    }

    fn claim(&self, slowest: &Slowest) -> Option<Claim> {
        let lag = Self::lag(slowest)?;
        let progress = self.step as f64 / (lag * ROUNDS) as f64;
        let predicted = libm::exp(lag as f64 * libm::log1p(-slowest.gap));
        let estimate = (progress >= 1.0).then(|| self.mean.estimate()).flatten();
        let error = estimate.map_or(1.0 / ((GRAPH_WALKERS as u64 * ROUNDS) as f64).sqrt(), |e| e.standard_error);
        Some(Claim {
            id: "walk-correlation".into(),
            statement: text("claim.walk-correlation").with("lag", lag),
            predicted,
            measured: estimate.map(|e| e.value),
            tolerance: STANDARD_ERRORS * error,
            tolerance_origin: text("tolerance.walks")
                .with("errors", STANDARD_ERRORS)
                .with("walks", GRAPH_WALKERS as u64 * ROUNDS),
            relation: Relation::Equal,
            progress,
            source: WALK,
        })
    }
}

impl Measurements {
    /// Nothing measured yet.
    pub(super) fn new(fixed: &Fixed, seed: u64) -> Self {
        let passage = fixed.radius.map(|r| {
            Passage::new(NormalPair::new(r, 0.5), fixed.ula.eta(), 1.0, WALKERS, LEGS, Stream::new(seed, "passage"))
        });
        Self { passage, correlation: Correlation::new(seed) }
    }

    /// After a step.
    pub(super) fn tick(&mut self, fixed: &Fixed) {
        self.passage.iter_mut().for_each(Passage::tick);
        self.correlation.step(fixed);
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.passage.iter().for_each(|passage| passage.stopwatch.digest(hash));
        self.correlation.walkers.iter().for_each(|(_, at)| hash(*at as f64));
        self.correlation.mean.digest(hash);
    }
}

/// The claims, in order.
pub(super) fn claims(run: &GapRun) -> Vec<Claim> {
    let (fixed, [on_grid, on_graph]) = (&run.fixed, run.quotients());
    let mut claims = Vec::new();
    claims.extend(
        fixed
            .of_grid()
            .zip(on_grid)
            .and_then(|(slowest, quotient)| quotient_claim("generator-quotient", run.step, slowest, quotient)),
    );
    claims.extend(
        fixed
            .of_graph()
            .zip(on_graph)
            .and_then(|(slowest, quotient)| quotient_claim("graph-quotient", run.step, slowest, quotient)),
    );
    claims.extend(fixed.of_graph().and_then(|slowest| run.measurements.correlation.claim(slowest)));
    claims.extend(bakry_emery(run));
    claims.extend(two_modes(run));
    claims
}

fn quotient_claim(id: &'static str, step: u64, slowest: &Slowest, quotient: Quotient) -> Option<Claim> {
    (slowest.step <= PATIENCE && slowest.excess < ALONE).then(|| Claim {
        id: id.into(),
        statement: text(format!("claim.{id}")),
        predicted: slowest.gap,
        measured: (step >= slowest.step).then_some(quotient.value),
        // Rounding of sums of masses against a distance of 10⁻⁵ and more, squared in the variance; and of λ₂ itself, which is
        // found as the difference of an eigenvalue of order 1 and a shift.
        tolerance: quotient.excess + 1e-7 * slowest.gap + 1e-14,
        tolerance_origin: text("tolerance.faster-parts").number("share", quotient.excess, Notation::Scientific(1)),
        relation: Relation::Equal,
        progress: (step as f64 / slowest.step as f64).min(1.0),
        source: POINCARE,
    })
}

/// Where f is strongly convex on the grid, with the grid's error known.
fn bakry_emery(run: &GapRun) -> Option<Claim> {
    let fixed = &run.fixed;
    let slowest = fixed.of_grid()?;
    let Convexity { alpha, coarser: [Some(coarse), Some(coarsest)] } = *fixed.convexity() else { return None };
    let quotient = run.quotients()[0]?;
    let alone = slowest.step <= PATIENCE && slowest.excess < ALONE;
    // Between the cells the curvature may be a little less than at their centres.
    if !(alpha > 0.05 && alpha.is_finite() && alone) {
        return None;
    }
    // Richardson with errors in h² from two grids, and in h² and h⁴ from three, of widths 1, 4/3 and 2 (squares 1, 16/9 and 4).
    let two = |fine: f64, coarse: f64, [near, far]: [f64; 2]| fine + (fine - coarse) * near / (far - near);
    let from_two = two(quotient.value, coarse, [1.0, 16.0 / 9.0]);
    let from_three = two(from_two, two(coarse, coarsest, [16.0 / 9.0, 4.0]), [1.0, 4.0]);
    let grid = (from_three - from_two).abs();
    Some(Claim {
        id: "bakry-emery".into(),
        statement: text("claim.bakry-emery"),
        predicted: alpha,
        measured: (run.step >= slowest.step).then_some(from_three),
        tolerance: grid + 1e-7 * slowest.gap,
        tolerance_origin: text("tolerance.richardson").number("difference", grid, Notation::Scientific(1)),
        relation: Relation::AtLeast,
        progress: (run.step as f64 / slowest.step as f64).min(1.0),
        source: BAKRY_EMERY,
    })
}

/// On two Gaussians: gap times passage time, here by timed walkers, and far apart by itself.
fn two_modes(run: &GapRun) -> Vec<Claim> {
    let (Some(here), Some(passage)) = (run.fixed.two_modes(), &run.measurements.passage) else {
        return Vec::new();
    };
    let prediction = passage.prediction;
    // What is known of watching the walkers at their steps only is divided out.
    let factor = here.rate * here.passage / prediction.formula;
    let scaled = |e: Estimate| Estimate { value: factor * e.value, standard_error: factor * e.standard_error };
    let estimate = passage.estimate().map(scaled);
    let error = estimate.map_or(here.product() / (LEGS as f64).sqrt(), |e| e.standard_error);
    let (_, origin) = prediction.tolerance(1.0, crate::words::text("tolerance.passages").with("count", LEGS));
    let mut claims = vec![Claim {
        id: "gap-times-passage".into(),
        statement: text("claim.gap-times-passage").number("product", here.product(), Notation::Fixed(4)).number(
            "factor",
            here.passage / prediction.formula,
            Notation::Fixed(4),
        ),
        predicted: here.product(),
        measured: estimate.map(|e| e.value),
        tolerance: STANDARD_ERRORS * error + factor * prediction.allowance,
        tolerance_origin: origin,
        relation: Relation::Equal,
        progress: passage.stopwatch.progress(),
        source: METASTABLE,
    }];
    claims.extend(run.fixed.radii().iter().find(|(r, _)| *r == FAR).map(|(_, far)| {
        Claim {
            id: "product-tends-to-one".into(),
            statement: text("claim.product-tends-to-one")
                .with("radius", FAR)
                .number("gap", far.rate, Notation::Scientific(3))
                .number("time", far.passage, Notation::Scientific(3)),
            predicted: 1.0,
            measured: Some(far.product()),
            tolerance: far.bound + 1e-6,
            tolerance_origin: text("tolerance.quasi-stationary").number("bound", far.bound, Notation::Scientific(1)),
            relation: Relation::Equal,
            progress: 1.0,
            source: METASTABLE,
        }
    }));
    claims
}
