//! How far off unadjusted samplers are on a Gaussian, predicted and measured by hidden chains.

use crate::error::Error;
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::method::sampler::{Sampler, SamplerInfo, Start, Trace};
use crate::normal;
use crate::parameter::Settings;
use crate::problem::density::{Density, Gaussian};
use crate::random::Stream;
use crate::source::Source;
use crate::theory::langevin::ula_gaussian_variance;
use crate::words::{Notation, text};

/// Independent chains; the error comes from how far they differ.
const CHAINS: usize = 100;
/// Draws for each that count as independent, about: the variance's standard error is √(2/(CHAINS·DRAWS)), 1.3 %.
const DRAWS: f64 = 120.0;
/// Correlation times before the first draw that counts: e^{−2·10} of the start is left in the variance.
const BURN_IN: f64 = 10.0;
/// Evaluations in a step of the scene, about.
const BUDGET: u32 = 100;

/// What theory says of a sampler on N(0, Σ) in the plane along (1, −1)/√2 (or (1, 1)/√2 where that is narrower).
#[derive(Debug, Clone, Copy)]
struct Prediction {
    claim: &'static str,
    source: Source,
    /// The chain's variance along the narrow direction.
    variance: f64,
    /// Steps in which a deviation there falls by e.
    time: f64,
}

const VEMPALA: Source = Source {
    text: "Vempala & Wibisono (2019), Rapid convergence of the unadjusted Langevin algorithm, on a Gaussian",
    url: "https://arxiv.org/abs/1903.08568",
};

impl Prediction {
    /// None where the sampler has none or its step is beyond what is stable; β times the Gaussian's precision is `precision`.
    fn new(id: &str, settings: &Settings, precision: f64) -> Result<Option<Self>, Error> {
        let number = |name: &str| settings.number(&format!("{id}.{name}"));
        let prediction = match id {
            "ula" | "sgld" => {
                let eta = number("step")?;
                let noise = if id == "sgld" { number("sigma")? } else { 0.0 };
                let contraction = (1.0 - eta * precision).abs();
                (contraction < 0.98 || eta * precision < 1.0).then(|| Self {
                    claim: if id == "ula" { "ula-bias" } else { "sgld-bias" },
                    source: VEMPALA,
                    variance: ula_gaussian_variance(precision, eta, 1.0) * (1.0 + 0.5 * eta * noise * noise),
                    time: 1.0 / -libm::log(contraction.max(1e-9)),
                })
            }
            "underdamped-langevin" => {
                let (step, friction) = (number("step")?, number("friction")?);
                let root = 0.25 * friction * friction - precision;
                let rate = 0.5 * friction - if root > 0.0 { libm::sqrt(root) } else { 0.0 };
                (step * step * precision < 3.0).then(|| Self {
                    claim: "baoab-exact",
                    source: Source {
                        text: "Leimkuhler & Matthews (2013), Rational construction of stochastic numerical methods for molecular sampling",
                        url: "https://doi.org/10.1093/amrx/abs010",
                    },
                    variance: 1.0 / precision,
                    time: 1.0 / (rate * step),
                })
            }
            _ => None,
        };
        Ok(prediction.filter(|p| p.variance > 0.0 && p.variance.is_finite() && p.time.is_finite() && p.time > 0.0))
    }
}

/// A measurement under way.
#[derive(Clone)]
pub(super) struct Bias {
    prediction: Prediction,
    target: Gaussian,
    chains: Vec<(Box<dyn Sampler>, f64)>,
    stream: Stream,
    trace: Trace,
    /// The next chain to move, and how often each has.
    next: usize,
    round: u64,
    burn_in: u64,
    rounds: u64,
    /// The sign of x₂ in the narrow direction.
    sign: f64,
}

impl Bias {
    /// Nothing measured yet; none where nothing is predicted under these settings.
    pub(super) fn new(info: &SamplerInfo, settings: &Settings, seed: u64) -> Result<Option<Self>, Error> {
        if settings.choice("density")? != "gaussian" || settings.number("beta")? != 1.0 {
            return Ok(None);
        }
        let correlation = settings.number("correlation")?;
        let precision = 1.0 / (1.0 - correlation.abs());
        let Some(prediction) = Prediction::new(info.info.id, settings, precision)? else { return Ok(None) };
        let target = Gaussian { dimension: 2, correlation };
        let mut stream = Stream::new(seed, &format!("bias {}", info.info.id));
        let mut chains = Vec::new();
        for _ in 0..CHAINS {
            let mut point = vec![0.0; 2];
            target.draw(&mut stream, &mut point);
            let start = Start { settings, target: &target, points: &[point], adapt: false, noise: &mut stream };
            let Some(chain) = (info.build)(start)? else { return Ok(None) };
            chains.push((chain, 0.0));
        }
        // Squares forget twice as fast as points do, and a sum over neighbours counts each twice.
        let rounds = (DRAWS * prediction.time.max(0.5)).ceil() as u64;
        let burn_in = (BURN_IN * prediction.time).ceil() as u64;
        Ok(Some(Self {
            prediction,
            target,
            chains,
            stream,
            trace: Trace::new(false),
            next: 0,
            round: 0,
            burn_in,
            rounds,
            sign: if correlation > 0.0 { -1.0 } else { 1.0 },
        }))
    }

    fn done(&self) -> bool {
        self.round >= self.burn_in + self.rounds
    }

    /// Some steps more.
    pub(super) fn tick(&mut self) {
        for _ in 0..BUDGET {
            if self.done() {
                return;
            }
            let (chain, sum) = &mut self.chains[self.next];
            chain.step(&self.target, &mut self.stream, &mut self.trace);
            if self.round >= self.burn_in {
                let at = chain.point(0);
                let along = at[0] + self.sign * at[1];
                *sum += 0.5 * along * along;
            }
            self.next += 1;
            if self.next == self.chains.len() {
                self.next = 0;
                self.round += 1;
            }
        }
    }

    /// The claim.
    pub(super) fn claim(&self) -> Claim {
        let mut mean = Mean::default();
        self.chains.iter().for_each(|(_, sum)| mean.add(sum / self.rounds as f64));
        let estimate = if self.done() { mean.estimate() } else { None };
        let planned = self.prediction.variance * libm::sqrt(2.0 / (CHAINS as f64 * DRAWS));
        let quantile = normal::student(STANDARD_ERRORS, CHAINS as f64 - 1.0);
        Claim {
            id: self.prediction.claim.into(),
            statement: text(format!("claim.{}", self.prediction.claim)),
            predicted: self.prediction.variance,
            measured: estimate.map(|e| e.value),
            tolerance: quantile * estimate.map_or(planned, |e| e.standard_error),
            tolerance_origin: text("tolerance.student")
                .number("errors", quantile, Notation::Fixed(2))
                .with("chains", CHAINS)
                .with("steps", self.rounds),
            relation: Relation::Equal,
            progress: (self.round as f64 / (self.burn_in + self.rounds) as f64).min(1.0),
            source: self.prediction.source,
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash((self.round * CHAINS as u64 + self.next as u64) as f64);
        self.chains.iter().for_each(|(chain, sum)| {
            hash(*sum);
            chain.point(0).iter().for_each(|value| hash(*value));
        });
    }
}
