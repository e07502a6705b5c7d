//! Adaptive Metropolis: a random walk that learns its steps' shape from the past.

use super::state::{acceptance, accepts};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;
use nalgebra::{Cholesky, DMatrix, DVector};

/// Random walk Metropolis with y = x + Lξ, LLᵀ = s(C + 10⁻⁶I), s = 2.38²/d, and C the covariance of all states so far, once
/// there are 20d of them; before, steps of deviation σ (Haario, Saksman & Tamminen 2001, Bernoulli 7). What one state adds to C
/// fades as 1/n, so that the chain converges although it is not Markov.
#[derive(Debug, Clone)]
pub struct AdaptiveMetropolis {
    x: Vec<f64>,
    potential: f64,
    sigma: f64,
    count: f64,
    mean: DVector<f64>,
    /// The sum of squares about the mean.
    scatter: DMatrix<f64>,
    factor: Option<DMatrix<f64>>,
    adapting: bool,
}

impl AdaptiveMetropolis {
    /// A chain at `start` with first steps of deviation σ.
    pub fn new(target: &dyn Density, start: Vec<f64>, sigma: f64) -> Self {
        let d = start.len();
        Self {
            potential: target.potential(&start),
            sigma,
            count: 0.0,
            mean: DVector::zeros(d),
            scatter: DMatrix::zeros(d, d),
            factor: None,
            adapting: true,
            x: start,
        }
    }

    /// Whether the chain goes on to learn. A chain that does not is a random walk Metropolis of constant shape.
    pub fn set_adapting(&mut self, adapting: bool) {
        self.adapting = adapting;
    }

    /// Takes the state into mean and scatter, and every so often renews the factor.
    fn learn(&mut self) {
        let d = self.x.len();
        self.count += 1.0;
        let x = DVector::from_column_slice(&self.x);
        let before = &x - &self.mean;
        self.mean += &before / self.count;
        let after = x - &self.mean;
        self.scatter += before * after.transpose();
        let least = 20.0 * d as f64;
        // In high dimension the factor costs d³: renewing it every d steps keeps a step at d².
        if self.count >= least && (self.count as u64).is_multiple_of(d as u64) {
            let scale = 2.38 * 2.38 / d as f64;
            let mut covariance = &self.scatter * (scale / (self.count - 1.0));
            (0..d).for_each(|i| covariance[(i, i)] += scale * 1e-6);
            if let Some(factor) = Cholesky::new(covariance) {
                self.factor = Some(factor.unpack());
            }
        }
    }
}

impl Sampler for AdaptiveMetropolis {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let xi = DVector::from_iterator(self.x.len(), self.x.iter().map(|_| noise.normal()));
        let move_by = match &self.factor {
            Some(factor) => factor * xi,
            None => xi * self.sigma,
        };
        let proposal: Vec<f64> = self.x.iter().zip(move_by.iter()).map(|(x, step)| x + step).collect();
        let potential = target.potential(&proposal);
        let log_ratio = self.potential - potential;
        let accepted = accepts(log_ratio, noise);
        trace.evaluations = 1;
        trace.acceptance = acceptance(log_ratio);
        trace.propose([&self.x[..], &proposal], Some(accepted));
        if accepted {
            (self.x, self.potential) = (proposal, potential);
        }
        if self.adapting {
            self.learn();
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.x.copy_from_slice(point);
        self.potential = target.potential(point);
    }

    /// The geometric mean of the proposal's deviations.
    fn step_size(&self) -> Option<f64> {
        let geometric = |factor: &DMatrix<f64>| {
            let logs: f64 = factor.diagonal().iter().map(|v| libm::log(v.abs())).sum();
            libm::exp(logs / factor.nrows() as f64)
        };
        Some(self.factor.as_ref().map_or(self.sigma, geometric))
    }

    /// From here on the shape is the one that was learnt.
    fn end_warm_up(&mut self) {
        self.set_adapting(false);
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "adaptive-metropolis",
        color: Color::Sand,
        formula: r"y = x + N\left(0,\ \tfrac{2.38^2}{d}\,(C_k + \epsilon I)\right),\quad C_k = \mathrm{cov}(x_0, \dots, x_k)",
        source: Source {
            text: "Haario, Saksman & Tamminen (2001), An adaptive Metropolis algorithm, Bernoulli 7",
            url: "https://projecteuclid.org/euclid.bj/1080222083",
        },
        parameters: || vec![Parameter::log_number("step", r"\sigma", [0.001, 100.0], 0.5)],
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let sigma = start.settings.number("adaptive-metropolis.step")?;
        Ok(Some(Box::new(AdaptiveMetropolis::new(start.target, start.points[0].clone(), sigma))))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::Gaussian;
    use approx::assert_relative_eq;

    #[test]
    fn the_shape_that_is_learnt_is_the_covariance() {
        let target = Gaussian { dimension: 2, correlation: 0.9 };
        let mut chain = AdaptiveMetropolis::new(&target, vec![0.0; 2], 0.5);
        let (mut noise, mut trace) = (Stream::new(1, "am"), Trace::default());
        (0..100_000).for_each(|_| chain.step(&target, &mut noise, &mut trace));
        let factor = chain.factor.unwrap();
        let shape = &factor * factor.transpose() / (2.38 * 2.38 / 2.0);
        // About 10 000 independent states: 4 % is four standard errors of a variance, √(2/n) each.
        for (index, exact) in [((0, 0), 1.0), ((0, 1), 0.9), ((1, 1), 1.0)] {
            assert_relative_eq!(shape[index], exact, epsilon = 0.06);
        }
    }
}
