//! The exact laws of single steps that the scene predicts, and their strictest measurement while it runs.

use crate::error::Error;
use crate::frame::Claim;
use crate::measure::Extreme;
use crate::method::dynamics::DYNAMICS;
use crate::parameter::Settings;
use crate::scene::exact::EXACT;
use crate::source::Source;
use crate::theory::spiral;
use crate::words::{Text, text};

/// Radii at which squares neither underflow nor overflow: outside, doubles cannot carry a law.
const MEASURABLE: std::ops::Range<f64> = 1e-100..1e100;

const GIDEL: Source = Source { text: "Gidel et al. (2019), proposition 1", url: "https://arxiv.org/abs/1802.10551" };
const BAILEY: Source =
    Source { text: "Bailey, Gidel & Piliouras (2020), theorem 4", url: "https://arxiv.org/abs/1907.04392" };
const OPTIMISM: Source = Source {
    text: "Daskalakis, Ilyas, Syrgkanis & Zeng (2018); Mokhtari, Ozdaglar & Pattathil (2020)",
    url: "https://arxiv.org/abs/1901.08511",
};
pub(super) const GAN_MIN_MAX: Source = Source {
    text: "Off the convex path (2020), Training GANs",
    url: "https://www.offconvex.org/2020/07/06/GAN-min-max/",
};

const EXTRAGRADIENT_PLUS: Source =
    Source { text: "Diakonikolas, Daskalakis & Jordan (2021)", url: "https://arxiv.org/abs/2011.00364" };
const HAMILTONIAN: Source =
    Source { text: "Abernethy, Lai & Wibisono (2019)", url: "https://arxiv.org/abs/1906.02027" };
const CONSENSUS: Source =
    Source { text: "Mescheder, Nowozin & Geiger (2017)", url: "https://arxiv.org/abs/1705.10461" };
const COMPETITIVE: Source = Source { text: "Schäfer & Anandkumar (2019)", url: "https://arxiv.org/abs/1905.12103" };

/// What is measured of a step from one state to the next.
#[derive(Debug, Clone, Copy)]
enum Quantity {
    /// |z′|/|z|.
    RadiusFactor,
    /// |z′|²/|z|².
    SquaredRadiusFactor,
    /// (τx′² + y′²)/(τx² + y²) with ratio τ.
    WeightedFactor(f64),
    /// x′² + y′² − c·x′y′, with c = ηa.
    Shadow(f64),
    /// x′ + y′.
    Sum,
    /// |z′ − z|.
    Stride,
}

/// One exact law of one method.
#[derive(Debug, Clone)]
pub(super) struct Law {
    id: &'static str,
    /// The method that it speaks of.
    pub(super) method: &'static str,
    statement: Text,
    source: Source,
    quantity: Quantity,
    /// The first step at which it is measured (an asymptotic law needs a burn-in).
    from: u64,
    extreme: Extreme,
    /// The size of the quantities whose difference is measured, for rounding.
    size: f64,
    steps: u64,
}

impl Law {
    fn new(id: &'static str, method: &'static str, source: Source, quantity: Quantity, predicted: f64) -> Self {
        let (statement, extreme) = (text(format!("claim.{id}")), Extreme::new(predicted));
        Self { id, method, statement, source, quantity, from: 0, extreme, size: predicted.abs(), steps: 0 }
    }

    /// Takes a step of the law's method.
    pub(super) fn see(&mut self, before: [f64; 2], after: [f64; 2]) {
        let step = self.steps;
        self.steps += 1;
        let square = |[x, y]: [f64; 2]| x * x + y * y;
        let radius = square(before).sqrt();
        if step < self.from || !MEASURABLE.contains(&radius) || !MEASURABLE.contains(&square(after).sqrt()) {
            return;
        }
        let value = match self.quantity {
            Quantity::RadiusFactor => (square(after) / square(before)).sqrt(),
            Quantity::SquaredRadiusFactor => square(after) / square(before),
            Quantity::WeightedFactor(ratio) => {
                let weighted = |[x, y]: [f64; 2]| ratio * x * x + y * y;
                weighted(after) / weighted(before)
            }
            Quantity::Shadow(coupling) => {
                self.size = self.size.max(square(after));
                spiral::alternating_invariant(coupling, 1.0, after)
            }
            Quantity::Sum => {
                self.size = self.size.max(after[0].abs() + after[1].abs());
                after[0] + after[1]
            }
            Quantity::Stride => {
                // The difference of two states carries the rounding of their size.
                self.size = self.size.max(1e-6 * radius);
                libm::hypot(after[0] - before[0], after[1] - before[1])
            }
        };
        self.extreme.see(value);
    }

    /// The claim as it stands.
    pub(super) fn claim(&self) -> Claim {
        let measured = self.extreme.farthest();
        let progress = if measured.is_some() { 1.0 } else { (self.steps as f64 / (self.from + 1) as f64).min(1.0) };
        Claim::equal(self.id, self.extreme.predicted(), self.source)
            .saying(self.statement.clone())
            .within((EXACT * self.size).max(1e-12), "exact")
            .measured(measured)
            .progressing(progress)
    }

    /// Every number of the estimator.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.extreme.farthest().unwrap_or(0.0));
        hash(self.size);
    }
}

/// The laws that hold for these settings: none in a box, where the walls intervene.
pub(super) fn laws(settings: &Settings, multiplier: Option<[f64; 2]>, start: [f64; 2]) -> Result<Vec<Law>, Error> {
    let (eta, game) = (settings.number("eta")?, settings.choice("game")?);
    if settings.number("box")? > 0.0 {
        return Ok(Vec::new());
    }
    let mut laws = match multiplier {
        Some(multiplier) => {
            let own = [settings.number("extragradient-plus.beta")?, settings.number("consensus.gamma")?];
            spirals(eta, multiplier, own, game == "bilinear")
        }
        None if game == "sine-sum" => drifts(eta, start),
        None => Vec::new(),
    };
    if game == "bilinear" {
        laws.extend(bilinear(eta, settings.number("a")?, settings.number("two-timescale-gda.ratio")?, start));
    }
    let chosen = settings.choices("methods")?;
    laws.retain(|law| chosen.iter().any(|id| id == law.method));
    // A table reads in the order of the legend.
    let rank = |law: &Law| DYNAMICS.iter().position(|rule| rule.info.id == law.method);
    laws.sort_by_key(rank);
    Ok(laws)
}

/// Laws of simultaneous methods (`own`: EG+'s β, consensus' γ) where the field multiplies x + iy by α − ib.
fn spirals(eta: f64, multiplier: [f64; 2], own: [f64; 2], bilinear: bool) -> Vec<Law> {
    let radius = |id, method, source, factor| Law::new(id, method, source, Quantity::RadiusFactor, factor);
    let extragradient = spiral::extragradient_factor(eta, multiplier);
    let squared = extragradient * extragradient;
    let mut laws = vec![
        radius("gda-radius", "gda", GIDEL, spiral::descent_ascent_factor(eta, multiplier)),
        Law::new("extragradient-radius", "extragradient", GIDEL, Quantity::SquaredRadiusFactor, squared),
        radius("proximal-point-radius", "proximal-point", GIDEL, spiral::proximal_point_factor(eta, multiplier)),
        radius("hamiltonian-radius", "hamiltonian", HAMILTONIAN, spiral::hamiltonian_factor(eta, multiplier)),
    ];
    if !bilinear {
        // These four have another form there; on the bilinear game α = 0.
        laws.iter_mut().for_each(|law| law.statement = text(format!("claim.{}-general", law.id)));
    }
    let extragradient_plus = spiral::extragradient_plus_factor(eta, own[0], multiplier);
    laws.extend([
        radius("extragradient-plus-radius", "extragradient-plus", EXTRAGRADIENT_PLUS, extragradient_plus),
        radius("consensus-radius", "consensus", CONSENSUS, spiral::consensus_factor(eta, own[1], multiplier)),
    ]);
    if bilinear {
        let factor = spiral::proximal_point_factor(eta, multiplier);
        laws.push(radius("competitive-radius", "competitive", COMPETITIVE, factor));
    }
    let optimistic = spiral::optimistic_rate(eta, multiplier);
    let burn_in = optimistic.burn_in(1e-10);
    // Where the two modes hardly separate, the state leaves the doubles' range before the rate can be seen.
    let range = (burn_in + 10.0) * libm::log(optimistic.rate).abs();
    if burn_in < 1e4 && range < 200.0 {
        let law = radius("ogda-rate", "ogda", OPTIMISM, optimistic.rate);
        laws.push(Law { from: burn_in.ceil() as u64, ..law });
    }
    laws
}

/// Laws that only the bilinear game has.
fn bilinear(eta: f64, coupling: f64, ratio: f64, start: [f64; 2]) -> Vec<Law> {
    let factor = spiral::two_timescale_factor(eta, ratio, coupling);
    let weighted = Quantity::WeightedFactor(ratio);
    let mut laws = vec![Law::new("two-timescale-radius", "two-timescale-gda", GIDEL, weighted, factor)];
    // From ηa = 2 on the conserved form is no longer definite: its level sets are hyperbolas and the path escapes.
    if eta * coupling < 2.0 {
        let (shadow, first) = (Quantity::Shadow(eta * coupling), spiral::alternating_invariant(eta, coupling, start));
        laws.push(Law::new("alternating-invariant", "alternating-gda", BAILEY, shadow, first));
    }
    laws
}

/// Laws of simultaneous methods on sin(x + y): both players' slopes are equal, so x + y never changes.
fn drifts(eta: f64, start: [f64; 2]) -> Vec<Law> {
    let sum = start[0] + start[1];
    let stride = spiral::sine_sum_stride(eta, sum);
    let methods = [
        ("gda-sum", "gda-stride", "gda"),
        ("extragradient-sum", "extragradient-stride", "extragradient"),
        ("ogda-sum", "ogda-stride", "ogda"),
        ("proximal-point-sum", "proximal-point-stride", "proximal-point"),
    ];
    let laws = methods.into_iter().flat_map(|(sum_id, stride_id, method)| {
        let says = |statement| text(statement).with("method", text(format!("method.{method}.label")));
        let conserved = Law::new(sum_id, method, GAN_MIN_MAX, Quantity::Sum, sum);
        let drift = Law::new(stride_id, method, GAN_MIN_MAX, Quantity::Stride, stride);
        [
            Law { statement: says("claim.sum"), size: start[0].abs() + start[1].abs(), ..conserved },
            Law { statement: says("claim.stride"), size: eta, ..drift },
        ]
    });
    laws.collect()
}
