//! The exact laws of single steps that the scene predicts, and their strictest measurement while it runs.

use crate::error::Error;
use crate::frame::{Claim, Relation};
use crate::measure::Extreme;
use crate::parameter::Settings;
use crate::source::Source;
use crate::theory::spiral;

/// Radii at which squares neither underflow nor overflow: outside, doubles cannot carry a law.
const MEASURABLE: std::ops::Range<f64> = 1e-100..1e100;
/// What "exact" means, relative to the quantity's size.
const EXACT: f64 = 1e-9;

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
    statement: String,
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
    fn new(id: &'static str, method: &'static str, statement: &str, source: Source, q: Quantity, p: f64) -> Self {
        let statement = statement.to_string();
        Self { id, method, statement, source, quantity: q, from: 0, extreme: Extreme::new(p), size: p.abs(), steps: 0 }
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
        Claim {
            id: self.id.into(),
            statement: self.statement.clone().into(),
            predicted: self.extreme.predicted(),
            measured,
            tolerance: (EXACT * self.size).max(1e-12),
            tolerance_origin: "exact: rounding only, 1e-9 of the quantity's size; the step that fits worst is shown"
                .to_string()
                .into(),
            relation: Relation::Equal,
            progress,
            source: self.source,
        }
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
    let rank = |law: &Law| crate::method::dynamics::DYNAMICS.iter().position(|rule| rule.info.id == law.method);
    laws.sort_by_key(rank);
    Ok(laws)
}

/// Laws of simultaneous methods (`own`: EG+'s β, consensus' γ) where the field multiplies x + iy by α − ib.
fn spirals(eta: f64, multiplier: [f64; 2], own: [f64; 2], bilinear: bool) -> Vec<Law> {
    let pick =
        |bilinear_form: &'static str, general_form: &'static str| if bilinear { bilinear_form } else { general_form };
    let mut laws = vec![
        Law::new(
            "gda-radius",
            "gda",
            pick(
                r"Descent–ascent multiplies the radius by $\sqrt{1 + \eta^2 a^2}$ per step",
                r"Descent–ascent multiplies the radius by $\sqrt{(1 - \eta\alpha)^2 + \eta^2 b^2}$ per step",
            ),
            GIDEL,
            Quantity::RadiusFactor,
            spiral::descent_ascent_factor(eta, multiplier),
        ),
        {
            let factor = spiral::extragradient_factor(eta, multiplier);
            Law::new(
                "extragradient-radius",
                "extragradient",
                pick(
                    r"Extragradient multiplies $|z|^2$ by $1 - \eta^2 a^2 + \eta^4 a^4$ per step",
                    r"Extragradient multiplies $|z|^2$ by $|1 - \eta c + \eta^2 c^2|^2$, $c = \alpha - ib$, per step",
                ),
                GIDEL,
                Quantity::SquaredRadiusFactor,
                factor * factor,
            )
        },
        Law::new(
            "proximal-point-radius",
            "proximal-point",
            pick(
                r"Proximal point multiplies the radius by $1/\sqrt{1 + \eta^2 a^2}$ per step",
                r"Proximal point multiplies the radius by $1/\sqrt{(1 + \eta\alpha)^2 + \eta^2 b^2}$ per step",
            ),
            GIDEL,
            Quantity::RadiusFactor,
            spiral::proximal_point_factor(eta, multiplier),
        ),
    ];
    laws.extend([
        Law::new(
            "extragradient-plus-radius",
            "extragradient-plus",
            r"EG+ multiplies the radius by $|1 - \beta\eta c + \beta\eta^2 c^2|$ per step, $c = \alpha - ib$",
            Source { text: "Diakonikolas, Daskalakis & Jordan (2021)", url: "https://arxiv.org/abs/2011.00364" },
            Quantity::RadiusFactor,
            spiral::extragradient_plus_factor(eta, own[0], multiplier),
        ),
        Law::new(
            "hamiltonian-radius",
            "hamiltonian",
            pick(
                r"Hamiltonian descent multiplies the radius by $|1 - \eta a^2|$ per step",
                r"Hamiltonian descent multiplies the radius by $|1 - \eta(\alpha^2 + b^2)|$ per step",
            ),
            Source { text: "Abernethy, Lai & Wibisono (2019)", url: "https://arxiv.org/abs/1906.02027" },
            Quantity::RadiusFactor,
            spiral::hamiltonian_factor(eta, multiplier),
        ),
        Law::new(
            "consensus-radius",
            "consensus",
            r"Consensus optimization multiplies the radius by $|1 - \eta(c + \gamma|c|^2)|$ per step",
            Source { text: "Mescheder, Nowozin & Geiger (2017)", url: "https://arxiv.org/abs/1705.10461" },
            Quantity::RadiusFactor,
            spiral::consensus_factor(eta, own[1], multiplier),
        ),
    ]);
    if bilinear {
        laws.push(Law::new(
            "competitive-radius",
            "competitive",
            r"Competitive descent multiplies the radius by $1/\sqrt{1 + \eta^2 a^2}$ per step, as the proximal point method",
            Source { text: "Schäfer & Anandkumar (2019)", url: "https://arxiv.org/abs/1905.12103" },
            Quantity::RadiusFactor,
            spiral::proximal_point_factor(eta, multiplier),
        ));
    }
    let optimistic = spiral::optimistic_rate(eta, multiplier);
    let burn_in = optimistic.burn_in(1e-10);
    // Where the two modes hardly separate, the state leaves the doubles' range before the rate can be seen.
    let range = (burn_in + 10.0) * libm::log(optimistic.rate).abs();
    if burn_in < 1e4 && range < 200.0 {
        let mut law = Law::new(
            "ogda-rate",
            "ogda",
            r"The optimistic method's radius is multiplied, in the end, by the spectral radius of its two-step matrix",
            OPTIMISM,
            Quantity::RadiusFactor,
            optimistic.rate,
        );
        law.from = burn_in.ceil() as u64;
        laws.push(law);
    }
    laws
}

/// Laws that only the bilinear game has.
fn bilinear(eta: f64, coupling: f64, ratio: f64, start: [f64; 2]) -> Vec<Law> {
    let mut laws = vec![Law::new(
        "two-timescale-radius",
        "two-timescale-gda",
        r"Two-timescale descent–ascent multiplies $\tau x^2 + y^2$ by $1 + \tau\eta^2 a^2$ per step",
        GIDEL,
        Quantity::WeightedFactor(ratio),
        spiral::two_timescale_factor(eta, ratio, coupling),
    )];
    // From ηa = 2 on the conserved form is no longer definite: its level sets are hyperbolas and the path escapes.
    if eta * coupling < 2.0 {
        laws.push(Law::new(
            "alternating-invariant",
            "alternating-gda",
            r"Alternating descent–ascent conserves $x^2 + y^2 - \eta a\,xy$",
            BAILEY,
            Quantity::Shadow(eta * coupling),
            spiral::alternating_invariant(eta, coupling, start),
        ));
    }
    laws
}

/// Laws of simultaneous methods on sin(x + y): both players' slopes are equal, so x + y never changes.
fn drifts(eta: f64, start: [f64; 2]) -> Vec<Law> {
    let sum = start[0] + start[1];
    let stride = spiral::sine_sum_stride(eta, sum);
    let methods = [
        ("gda-sum", "gda-stride", "gda", "Descent–ascent"),
        ("extragradient-sum", "extragradient-stride", "extragradient", "Extragradient"),
        ("ogda-sum", "ogda-stride", "ogda", "The optimistic method"),
        ("proximal-point-sum", "proximal-point-stride", "proximal-point", "Proximal point"),
    ];
    let mut laws = Vec::new();
    for (sum_id, stride_id, method, name) in methods {
        let conserved = format!("{name} conserves $x + y$ on $\\sin(x + y)$");
        let mut law = Law::new(sum_id, method, &conserved, GAN_MIN_MAX, Quantity::Sum, sum);
        law.size = start[0].abs() + start[1].abs();
        laws.push(law);
        let drift = format!("{name} moves $\\eta\\sqrt2\\,|\\cos(x + y)|$ per step");
        let mut law = Law::new(stride_id, method, &drift, GAN_MIN_MAX, Quantity::Stride, stride);
        law.size = eta;
        laws.push(law);
    }
    laws
}
