//! Greedy accept–reject: x proposes, y answers by ascent to a stationary point, and only what lowers the payoff is kept.

use super::ascent::{Ascent, ascend};
use super::{Domain, Dynamics, DynamicsInfo, Excursion, Unsolved};
use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Parameter, Settings};
use crate::problem::game::Game;
use crate::random::Stream;
use crate::source::Source;
use nalgebra::DMatrix;

/// In step i: v = −η(∇ₓf(x, y) + σξ), ξ standard normal; w ascends f(x + v, ·) from y to a first-order stationary point;
/// if h = f(x + v, w) < f(x, y), or else with probability e^{−i/τ}, (x, y) ← (x + v, w). After `attempts` rejections in a row it
/// stops. Before the first step y ascends, so that f(x, y) = h(x, y) throughout.
///
/// The algorithm of "Training GANs" (Off the convex path, 2020), with the cooling acceptance of Mangoubi & Vishnoi (2020,
/// arXiv 2006.12376, algorithm 1). It needs f bounded in y: where the ascent runs away, nothing is accepted.
#[derive(Debug, Clone)]
pub struct GreedyAcceptReject {
    step_size: f64,
    options: Options,
    noise: Stream,
    iteration: u64,
    rejections: usize,
    gradient: Vec<f64>,
    excursion: Excursion,
}

/// The algorithm's hyper-parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// σ ≥ 0, the gradient noise' standard deviation.
    pub noise: f64,
    /// τ ≥ 0: a worse proposal is accepted in step i with probability e^{−i/τ}; 0 for never.
    pub temperature: f64,
    /// The inner ascent is stationary when y's projected slope is at most this, > 0.
    pub tolerance: f64,
    /// It stops after so many rejections in a row, ≥ 1.
    pub attempts: usize,
}

impl Options {
    /// The settings of the method's parameters.
    ///
    /// # Errors
    /// When the settings lack one of them.
    pub fn from_settings(settings: &Settings) -> Result<Self, Error> {
        Ok(Self {
            noise: settings.number("greedy-accept-reject.noise")?,
            temperature: settings.number("greedy-accept-reject.temperature")?,
            tolerance: settings.number("greedy-accept-reject.tolerance")?,
            attempts: settings.count("greedy-accept-reject.attempts")?,
        })
    }
}

impl GreedyAcceptReject {
    /// With step size η > 0; the proposals' noise comes from `noise`.
    pub fn new(step_size: f64, options: Options, noise: Stream) -> Self {
        let excursion = Excursion { is_proposal: true, ..Excursion::default() };
        Self { step_size, options, noise, iteration: 0, rejections: 0, gradient: Vec::new(), excursion }
    }

    /// Whether the stopping rule has ended the search.
    pub fn has_stopped(&self) -> bool {
        self.rejections >= self.options.attempts
    }

    /// Moves y to a stationary point of f(x, ·), recording the path.
    fn answer(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Ascent {
        let (path, gradient) = (&mut self.excursion.path, &mut self.gradient);
        ascend(game, domain, z, self.step_size, self.options.tolerance, gradient, |z| path.extend_from_slice(z))
    }
}

impl Dynamics for GreedyAcceptReject {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.excursion.begin(z);
        if self.has_stopped() {
            return Ok(());
        }
        self.gradient.resize(z.len(), 0.0);
        let n = game.dimensions()[0];
        let mut candidate = z.to_vec();
        if self.iteration == 0 {
            if let Ascent::Unbounded { slope } = self.answer(game, domain, &mut candidate) {
                self.rejections = self.options.attempts;
                return Err(Unsolved { task: "ascent", residual: slope });
            }
            z.copy_from_slice(&candidate);
        }
        game.gradient(z, &mut self.gradient);
        for i in 0..n {
            let slope = self.gradient[i] + self.options.noise * self.noise.normal();
            candidate[i] = domain.project(z[i] - self.step_size * slope);
        }
        self.excursion.path.extend_from_slice(&candidate);
        let ascent = self.answer(game, domain, &mut candidate);
        let cooled = libm::exp(-(self.iteration as f64) / self.options.temperature.max(f64::MIN_POSITIVE));
        let lucky = self.options.temperature > 0.0 && self.noise.uniform() < cooled;
        let lower = game.value(&candidate) < game.value(z);
        self.excursion.taken = !matches!(ascent, Ascent::Unbounded { .. }) && (lower || lucky);
        if self.excursion.taken {
            z.copy_from_slice(&candidate);
            self.rejections = 0;
        } else {
            self.rejections += 1;
        }
        self.iteration += 1;
        Ok(())
    }

    /// None: the search is random.
    fn one_step_matrix(&self, _jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        None
    }

    fn excursion(&self) -> Option<&Excursion> {
        Some(&self.excursion)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "greedy-accept-reject",
        color: Color::Grape,
        formula: r"(x, y) \leftarrow (x + v, w)\ \text{if}\ f(x + v, w) < f(x, y),\quad v = -\eta(\nabla_x f + \sigma\xi),\quad w = \text{ascent of } f(x + v, \cdot)\text{ from } y",
        source: Source {
            text: "Mangoubi & Vishnoi (2020), A convergent and dimension-independent min-max optimization algorithm; Off the convex path (2020), Training GANs",
            url: "https://arxiv.org/abs/2006.12376",
        },
        parameters: || {
            vec![
                Parameter::number("noise", r"\sigma", [0.0, 10.0], 3.0),
                Parameter::number("temperature", r"\tau", [0.0, 100.0], 2.0),
                Parameter::log_number("tolerance", r"\varepsilon", [1e-6, 1.0], 0.01),
                Parameter::integer("attempts", "r", [1, 10_000], 500),
            ]
        },
    },
    build: |settings, seed| {
        let options = Options::from_settings(settings)?;
        let noise = Stream::new(seed, "greedy-accept-reject");
        Ok(Box::new(GreedyAcceptReject::new(settings.number("eta")?, options, noise)))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::{Bilinear, Forsaken, SineSum};

    const OPTIONS: Options = Options { noise: 3.0, temperature: 0.0, tolerance: 0.01, attempts: 500 };

    #[test]
    fn without_temperature_the_payoff_only_falls_and_y_stays_stationary() {
        let (game, domain) = (Forsaken::new(), Domain::from_half_width(2.0));
        for seed in 0..5 {
            let mut dynamics = GreedyAcceptReject::new(0.1, OPTIONS, Stream::new(seed, "test"));
            let (mut z, mut gradient, mut last) = ([1.4, -0.6], [0.0; 2], f64::INFINITY);
            for _ in 0..3000 {
                dynamics.step(&game, domain, &mut z).unwrap();
                let value = game.value(&z);
                assert!(value <= last, "{value} after {last}");
                last = value;
                game.gradient(&z, &mut gradient);
                assert!((domain.project(z[1] + gradient[1]) - z[1]).abs() <= 0.01);
            }
            assert!(dynamics.has_stopped());
        }
    }

    #[test]
    fn on_the_sine_of_the_sum_it_rests_at_the_greedy_equilibria() {
        // max over y of sin(x + y) is 1 whatever x does: the first answer is an equilibrium, up to the tolerance.
        let mut dynamics = GreedyAcceptReject::new(0.2, OPTIONS, Stream::new(0, "test"));
        let mut z = [0.4, -1.0];
        for _ in 0..2000 {
            dynamics.step(&SineSum, Domain::from_half_width(0.0), &mut z).unwrap();
        }
        assert!(SineSum.value(&z) > 1.0 - 1e-4);
    }

    #[test]
    fn a_payoff_without_bound_is_said_and_nothing_moves() {
        let mut dynamics = GreedyAcceptReject::new(0.2, OPTIONS, Stream::new(0, "test"));
        let mut z = [1.0, 1.0];
        let outcome = dynamics.step(&Bilinear { coupling: 1.0 }, Domain::from_half_width(0.0), &mut z);
        assert!(outcome.is_err() && z == [1.0, 1.0]);
    }

    #[test]
    fn heat_accepts_first_and_cools() {
        let options = Options { temperature: 50.0, ..OPTIONS };
        let mut dynamics = GreedyAcceptReject::new(0.1, options, Stream::new(1, "test"));
        // On a payoff of 0 everywhere no proposal is better: whatever is taken is luck.
        let (game, domain, mut z) = (Bilinear { coupling: 0.0 }, Domain::from_half_width(5.0), [0.0, 5.0]);
        let mut taken = [0; 2];
        for step in 0..1000 {
            dynamics.step(&game, domain, &mut z).unwrap();
            taken[usize::from(step >= 500)] += u32::from(dynamics.excursion.taken);
        }
        // Σ e^{−i/50} = 50.5 with variance Σ e^{−i/50}(1 − e^{−i/50}) = 25.0; 0.002 are expected after step 500.
        assert!((f64::from(taken[0]) - 50.5).abs() < 3.89 * 5.0 && taken[1] == 0, "{taken:?}");
    }
}
