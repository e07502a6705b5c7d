//! What the scene measures for its claims, by probes of its own that start where theory speaks.

use super::flock::Flock;
use super::run::Setup;
use crate::error::Error;
use crate::frame::{Claim, Relation};
use crate::measure::{Extreme, STANDARD_ERRORS};
use crate::method::optimizer::{Gd, Momentum, Optimizer, PerturbedSgd, Step, find};
use crate::parameter::Settings;
use crate::problem::landscape::{Landscape, MonkeySaddle, Saddle};
use crate::random::Stream;
use crate::source::Source;
use crate::theory::escape;
use std::sync::Arc;

const LEE: Source = Source {
    text: "Lee, Simchowitz, Jordan & Recht (2016), section 1 and theorem 4",
    url: "https://arxiv.org/abs/1602.04915",
};
const GE: Source = Source { text: "Ge, Huang, Jin & Yuan (2015), section 3", url: "https://arxiv.org/abs/1503.02101" };
const POLYAK: Source =
    Source { text: "Polyak (1964), equation 9", url: "https://doi.org/10.1016/0041-5553(64)90137-5" };
const ANANDKUMAR: Source = Source {
    text: "Anandkumar & Ge (2016), Efficient approaches for escaping higher order saddle points",
    url: "https://arxiv.org/abs/1602.05908",
};

/// Where the probes of growth start: far inside the linear zone.
const OFFSET: f64 = 1e-6;
/// Step sizes and radii for which the two model saddles' closed forms are claimed.
const STEP_SIZES: std::ops::RangeInclusive<f64> = 0.002..=0.5;
pub(super) const RADII: std::ops::RangeInclusive<f64> = 0.05..=0.9;
/// Up to here the quartic changes a step's factor by less than 10⁻¹⁰.
const LINEAR: f64 = 1e-5;
/// What "exact" means, relative.
const EXACT: f64 = 1e-9;
/// Walkers of the claim on random starts.
const RANDOM_STARTS: usize = 1000;
/// A walker this far below the saddle's height has left it for good.
const BELOW: f64 = 0.02;
/// A walker that has not, and is this near in the end, has stayed: along a ridge of the monkey saddle |z| is then 0.002.
/// What steps too large keep throwing about is elsewhere.
const NEAR: f64 = 0.02;
/// The standard error wanted of the median escape time, relative, and the most walkers spent on it.
const PRECISION: f64 = 0.012;
const MOST_WALKERS: f64 = 20_000.0;

/// A single point under one optimizer, with what it measures.
#[derive(Clone)]
struct Probe {
    optimizer: Arc<dyn Optimizer>,
    landscape: Arc<dyn Landscape>,
    at: [f64; 2],
    memory: Vec<f64>,
    goal: Goal,
    claim: Claim,
}

/// What a probe waits for.
#[derive(Debug, Clone, Copy)]
enum Goal {
    /// The factor of |y| per step while |y| < [`LINEAR`], from a step on.
    Growth { from: u64, extreme: Extreme },
    /// The largest |y| ever.
    Ridge,
    /// The number of steps until the distance from the saddle is the radius.
    Passage { radius: f64 },
}

/// All measurements of the scene; each stops computing when it has what it needs.
#[derive(Clone)]
pub(super) struct Probes {
    probes: Vec<Probe>,
    ensemble: Option<Ensemble>,
    random_starts: Option<RandomStarts>,
}

/// The escape times of perturbed SGD from the saddle itself.
#[derive(Clone)]
struct Ensemble {
    flock: Flock,
    radius: f64,
    last: u64,
    claim: Claim,
}

/// Gradient descent from random starts.
#[derive(Clone)]
struct RandomStarts {
    flock: Flock,
    landscape: &'static dyn Landscape,
    last: u64,
    claim: Claim,
}

impl Probes {
    /// The probes of every claim that applies: those of methods that are switched on, on their own landscape.
    pub(super) fn new(settings: &Settings, setup: &Setup, seed: u64) -> Result<Self, Error> {
        let (eta, radius) = (setup.step_size, setup.radius);
        let strict = setup.is_model();
        let chosen = settings.choices("methods")?;
        let on = |id: &str| chosen.iter().any(|method| method == id);
        let (mut probes, mut ensemble, mut random_starts) = (Vec::new(), None, None);
        let closed = strict || setup.info.id == "monkey-saddle";
        if !closed {
            // Of other saddles theory speaks where they are linear.
            if let Some(seen) = setup.pass.is_strict().then(|| Arc::new(setup.seen())) {
                let (curvature, blur) = (-setup.pass.curvatures[0], seen.blur(LINEAR).max(seen.blur(OFFSET)));
                if on("gd") {
                    probes.push(descent_growth(eta, curvature, seen.clone(), blur));
                }
                if on("momentum") {
                    probes.push(momentum_mode(eta, settings.number("momentum.beta")?, curvature, seen, blur));
                }
            }
            return Ok(Self { probes, ensemble, random_starts });
        }
        // Closed forms hold while the quartic is small, and are measured in the time that a scene has.
        if !STEP_SIZES.contains(&eta) || !RADII.contains(&radius) {
            return Ok(Self { probes, ensemble, random_starts });
        }
        if on("gd") {
            probes.extend(if strict { strict_descent(eta, radius) } else { vec![monkey_descent(eta, radius)] });
            random_starts = Some(RandomStarts::new(eta, strict, seed)?);
        }
        if on("momentum") && strict {
            probes.extend(momentum(eta, settings.number("momentum.beta")?));
        }
        if on("perturbed-sgd") && strict {
            ensemble = Ensemble::new(eta, settings.number("perturbed-sgd.sigma")?, radius, seed)?;
        }
        Ok(Self { probes, ensemble, random_starts })
    }

    /// One step of every measurement that is not done.
    pub(super) fn step(&mut self, count: u64) {
        self.probes.iter_mut().for_each(|probe| probe.step(count));
        if let Some(ensemble) = &mut self.ensemble {
            ensemble.step(count);
        }
        if let Some(random_starts) = &mut self.random_starts {
            random_starts.step(count);
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.probes.iter().map(|probe| probe.claim.clone()).collect();
        claims.extend(self.random_starts.as_ref().map(|random_starts| random_starts.claim.clone()));
        claims.extend(self.ensemble.as_ref().map(|ensemble| ensemble.claim.clone()));
        claims
    }

    /// Perturbed SGD's predicted median, where its claim applies.
    pub(super) fn predicted_median(&self) -> Option<f64> {
        self.ensemble.as_ref().map(|ensemble| ensemble.claim.predicted)
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for probe in &self.probes {
            probe.at.iter().chain(&probe.memory).for_each(|value| hash(*value));
            hash(probe.claim.measured.unwrap_or(-1.0));
        }
        if let Some(ensemble) = &self.ensemble {
            ensemble.flock.digest(hash);
        }
        if let Some(random_starts) = &self.random_starts {
            random_starts.flock.digest(hash);
        }
    }
}

fn claim(id: &'static str, statement: &str, predicted: f64, tolerance: f64, origin: &str, source: Source) -> Claim {
    Claim {
        id: id.into(),
        statement: statement.to_string().into(),
        predicted,
        measured: None,
        tolerance,
        tolerance_origin: origin.to_string().into(),
        relation: Relation::Equal,
        progress: 0.0,
        source,
    }
}

/// Where a tolerance comes from that is rounding and, where the landscape is not the model, third derivatives.
fn exactness(blur: f64, more: &str) -> String {
    if blur > 0.0 {
        format!("exact but for rounding and third derivatives ({blur:.1e}){more}; the step that fits worst is shown")
    } else {
        format!("exact: rounding only, while |y| < 1e-5{more}; the step that fits worst is shown")
    }
}

/// Gradient descent's growth along the least curvature −γ of a landscape seen from its saddle.
fn descent_growth(eta: f64, curvature: f64, landscape: Arc<dyn Landscape>, blur: f64) -> Probe {
    let growth = escape::descent_growth(eta, curvature);
    Probe {
        optimizer: Arc::new(Gd { learning_rate: eta }),
        landscape,
        at: [0.0, OFFSET],
        memory: Vec::new(),
        goal: Goal::Growth { from: 0, extreme: Extreme::new(growth) },
        claim: claim(
            "descent-growth",
            r"From a distance $\delta$ along the least curvature $-\gamma$ gradient descent multiplies it by $1 + \eta\gamma$ per step",
            growth,
            EXACT * growth + 4.0 * eta * blur,
            &exactness(blur, ""),
            LEE,
        ),
    }
}

/// Gradient descent on the strict saddle: its growth, its ridge, its passage.
fn strict_descent(eta: f64, radius: f64) -> Vec<Probe> {
    let optimizer: Arc<dyn Optimizer> = Arc::new(Gd { learning_rate: eta });
    let probe = |at: [f64; 2], goal, claim| {
        let optimizer = Arc::clone(&optimizer);
        Probe { optimizer, landscape: Arc::new(Saddle), at, memory: Vec::new(), goal, claim }
    };
    let delay = escape::quartic_delay(eta, radius);
    vec![
        descent_growth(eta, 1.0, Arc::new(Saddle), 0.0),
        probe(
            [0.8, 0.0],
            Goal::Ridge,
            claim(
                "descent-ridge",
                r"From $y = 0$ gradient descent never leaves: the largest $|y|$ is 0",
                0.0,
                0.0,
                "exact: not even rounding breaks the symmetry",
                LEE,
            ),
        ),
        probe(
            [0.0, OFFSET],
            Goal::Passage { radius },
            claim(
                "descent-escape-time",
                r"From $|y| = \delta$ gradient descent reaches $|y| = b$ after $\ln(b/\delta)/\ln(1+\eta\gamma)$ steps",
                escape::linear_escape_time(eta, OFFSET, radius),
                delay,
                &format!("the quartic delays by at most {delay:.2} steps; a last step counts in part, geometrically"),
                LEE,
            ),
        ),
    ]
}

/// Gradient descent at the monkey saddle, down one of the three rays.
fn monkey_descent(eta: f64, radius: f64) -> Probe {
    let from = radius / 30.0;
    let slack = escape::monkey_escape_slack(eta, from, radius);
    Probe {
        optimizer: Arc::new(Gd { learning_rate: eta }),
        landscape: Arc::new(MonkeySaddle),
        at: [-from, 0.0],
        memory: Vec::new(),
        goal: Goal::Passage { radius },
        claim: claim(
            "monkey-escape-time",
            r"At the monkey saddle gradient descent leaves from distance $r_0 = b/30$ after about $1/(3\eta r_0)$ steps",
            escape::monkey_escape_time(eta, from),
            slack,
            &format!(
                "the formula's next terms, −1/(3ηb) + (1/(9η) + 1)·ln(b/r₀), and their remainder: {slack:.1} steps"
            ),
            ANANDKUMAR,
        ),
    }
}

/// Momentum's growth, once its second mode has faded; nothing where that would take too long.
fn momentum(eta: f64, beta: f64) -> Option<Probe> {
    let [larger, smaller] = escape::momentum_growth(eta, 1.0, beta);
    let from = if smaller > 0.0 { libm::ceil(libm::log(1e-11) / libm::log(smaller / larger)) } else { 1.0 };
    // The start is so small that the linear zone lasts beyond the burn-in.
    let offset = LINEAR * libm::pow(larger, -(from + 50.0));
    (offset > 1e-200).then(|| Probe {
        optimizer: Arc::new(Momentum { learning_rate: eta, beta }),
        landscape: Arc::new(Saddle),
        at: [0.0, offset],
        memory: vec![0.0; 2],
        goal: Goal::Growth { from: from as u64, extreme: Extreme::new(larger) },
        claim: claim(
            "momentum-growth",
            r"Momentum multiplies $|y|$ in the end by the larger root of $\lambda^2 - (1+\beta+\eta\gamma)\lambda + \beta = 0$",
            larger,
            EXACT * larger,
            "exact: rounding only, once the smaller root has faded; the step that fits worst is shown",
            POLYAK,
        ),
    })
}

/// Momentum's growth along the least curvature −γ of a landscape seen from its saddle, started in its growing mode: what
/// is left of the other mode would fade, but not before the landscape is no longer linear.
fn momentum_mode(eta: f64, beta: f64, curvature: f64, landscape: Arc<dyn Landscape>, blur: f64) -> Probe {
    let [larger, _] = escape::momentum_growth(eta, curvature, beta);
    Probe {
        optimizer: Arc::new(Momentum { learning_rate: eta, beta }),
        landscape,
        at: [0.0, OFFSET],
        memory: vec![0.0, -(larger - 1.0) / (larger * eta) * OFFSET],
        goal: Goal::Growth { from: 0, extreme: Extreme::new(larger) },
        claim: claim(
            "momentum-growth",
            r"Momentum multiplies the distance along the least curvature $-\gamma$ in the end by the larger root of $\lambda^2 - (1+\beta+\eta\gamma)\lambda + \beta = 0$",
            larger,
            EXACT * larger + 4.0 * eta * blur / (1.0 - beta),
            &exactness(blur, ", from a start in its growing mode"),
            POLYAK,
        ),
    }
}

impl Probe {
    fn step(&mut self, count: u64) {
        let done = self.claim.measured.is_some();
        match self.goal {
            Goal::Passage { .. } if done => return,
            Goal::Growth { .. } if self.at[1].abs() > LINEAR => return,
            _ => {}
        }
        let before = self.at;
        let mut silence = Stream::new(0, "");
        self.optimizer.step(
            &mut Step::new(self.landscape.as_ref(), count, &mut silence),
            &mut self.at,
            &mut self.memory,
        );
        match &mut self.goal {
            Goal::Growth { from, extreme } => {
                if count > *from && self.at[1].abs() <= LINEAR {
                    extreme.see(self.at[1] / before[1]);
                    self.claim.measured = extreme.farthest();
                }
                self.claim.progress = (count as f64 / (*from + 1) as f64).min(1.0);
            }
            Goal::Ridge => {
                let largest = self.claim.measured.unwrap_or(0.0);
                self.claim.measured = Some(largest.max(self.at[1].abs()));
                self.claim.progress = 1.0;
            }
            Goal::Passage { radius } => {
                let [from, to] = [before, self.at].map(|at| libm::hypot(at[0], at[1]));
                if to >= *radius {
                    let part = libm::log(*radius / from) / libm::log(to / from);
                    self.claim.measured = Some((count - 1) as f64 + part);
                }
                self.claim.progress = (count as f64 / self.claim.predicted).min(1.0);
            }
        }
    }
}

impl Ensemble {
    /// The walkers that the wanted precision asks for; none where noise alone reaches the radius in a few steps.
    fn new(eta: f64, sigma: f64, radius: f64, seed: u64) -> Result<Option<Self>, Error> {
        let Some(passage) = escape::perturbed_first_passage_median(eta, sigma, radius) else { return Ok(None) };
        let predicted = escape::perturbed_median(eta, sigma, radius);
        let density = escape::perturbed_median_density(eta, sigma, radius);
        let wanted = 0.5 / (density * PRECISION * predicted);
        let walkers = libm::ceil(wanted * wanted).clamp(400.0, MOST_WALKERS);
        let error = 0.5 / (density * walkers.sqrt());
        let bias = (passage - predicted).abs();
        let optimizer = Arc::new(PerturbedSgd { learning_rate: eta, sigma });
        let starts = vec![[0.0; 2]; walkers as usize];
        let flock = Flock::new(find("perturbed-sgd")?, optimizer, &starts, Stream::new(seed, "perturbed-sgd median"))
            .letting_go();
        let claim = claim(
            "perturbed-median",
            r"Perturbed SGD's median escape time is the $t$ with $\frac{\eta^2\sigma^2}{2}\,\frac{(1+\eta)^{2t}-1}{(1+\eta)^2-1} = \left(\frac{b}{0.6745}\right)^2$",
            predicted,
            STANDARD_ERRORS * error + bias,
            &format!(
                "3.89 standard errors of the median of {walkers} walkers ({error:.2} steps each), {bias:.2} for the quartic \
                 and first passage (by propagating the law of y); between whole steps the share is interpolated"
            ),
            GE,
        );
        Ok(Some(Self { flock, radius, last: libm::ceil(2.0 * passage) as u64, claim }))
    }

    /// The median is known as soon as half of all walkers have escaped.
    fn step(&mut self, count: u64) {
        if self.claim.measured.is_some() || count > self.last {
            return;
        }
        let share = |flock: &Flock| flock.escapes() as f64 / flock.len() as f64;
        let before = share(&self.flock);
        self.flock.step(&Saddle, count, |z| z[1].abs(), self.radius);
        let after = share(&self.flock);
        self.claim.progress = (2.0 * after).min(0.99);
        if after >= 0.5 {
            self.claim.measured = Some((count - 1) as f64 + (0.5 - before) / (after - before));
            self.claim.progress = 1.0;
        }
    }
}

impl RandomStarts {
    fn new(eta: f64, strict: bool, seed: u64) -> Result<Self, Error> {
        let mut stream = Stream::new(seed, "random starts");
        let starts: Vec<[f64; 2]> =
            (0..RANDOM_STARTS).map(|_| [2.0 * stream.uniform() - 1.0, 2.0 * stream.uniform() - 1.0]).collect();
        let flock = Flock::new(find("gd")?, Arc::new(Gd { learning_rate: eta }), &starts, stream).letting_go();
        // Of a thousand starts one lies within 10⁻⁷ of the ridge with probability 10⁻⁴: that one, too, has the time to leave.
        let last = if strict {
            escape::linear_escape_time(eta, 1e-7, 0.5) + 2.0 * escape::quartic_delay(eta, 0.5) + 10.0
        } else {
            // Near one of the three ridges r³ sin 3θ is conserved, so an offset of 10⁻⁷ passes the saddle at 0.0067.
            3.0 * escape::monkey_escape_time(eta, 0.0067)
        };
        let claim = claim(
            "random-starts",
            r"Of 1000 random starts in $[-1, 1]^2$ gradient descent stays at the saddle from none: the fraction is 0",
            0.0,
            0.0,
            "a start that lingers so long has probability below 1e-4 in all",
            LEE,
        );
        let landscape: &'static dyn Landscape = if strict { &Saddle } else { &MonkeySaddle };
        Ok(Self { flock, landscape, last: libm::ceil(last) as u64, claim })
    }

    fn step(&mut self, count: u64) {
        if self.claim.measured.is_some() {
            return;
        }
        // Descent never climbs: whoever is below the saddle cannot end there.
        self.flock.step(self.landscape, count, |z| -self.landscape.value(&z), BELOW);
        self.claim.progress = count as f64 / self.last as f64;
        if count >= self.last || self.flock.escapes() == self.flock.len() {
            let staying = self.flock.remaining().filter(|z| libm::hypot(z[0], z[1]) < NEAR).count();
            self.claim.measured = Some(staying as f64 / self.flock.len() as f64);
            self.claim.progress = 1.0;
        }
    }
}
