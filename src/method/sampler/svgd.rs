//! Stein variational gradient descent: particles that climb the density and push each other apart.

use super::state::State;
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// xᵢ ← xᵢ + ε∘φ(xᵢ), φ(x) = (1/n)Σⱼ (−k(xⱼ, x)∇f(xⱼ) + ∇k(xⱼ, x)) with k(x, y) = e^{−|x−y|²/h}, h = med²/log n of the
/// distances' median, and AdaGrad's step ε/√Σφ² for each number (Liu & Wang 2016, arXiv:1608.04471, algorithm 1).
///
/// Deterministic. Its limit has Σⱼ = 0 at every particle; n particles are no independent draws: their spread is too small by a bias
/// that vanishes as n grows.
#[derive(Debug, Clone, PartialEq)]
pub struct Svgd {
    particles: Vec<State>,
    /// Σφ² of each coordinate of each particle.
    squares: Vec<Vec<f64>>,
    step: f64,
}

impl Svgd {
    /// Particles at `points` with step ε.
    pub fn new(target: &dyn Density, points: Vec<Vec<f64>>, step: f64) -> Self {
        let particles: Vec<State> = points.into_iter().map(|x| State::at(target, x)).collect();
        let squares = particles.iter().map(|state| vec![0.0; state.x.len()]).collect();
        Self { particles, squares, step }
    }

    fn square_distance(&self, i: usize, j: usize) -> f64 {
        let pairs = self.particles[i].x.iter().zip(&self.particles[j].x);
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    }

    /// φ at every particle.
    pub fn direction(&self) -> Vec<Vec<f64>> {
        let n = self.particles.len();
        let mut distances: Vec<f64> =
            (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| self.square_distance(i, j)).collect();
        let pairs = distances.clone();
        let middle = distances.len() / 2;
        let median = distances.select_nth_unstable_by(middle, f64::total_cmp).1;
        let bandwidth = (*median / libm::log(n as f64)).max(1e-12);
        let mut phi: Vec<Vec<f64>> = self.particles.iter().map(|p| p.gradient.iter().map(|g| -g).collect()).collect();
        let mut pairs = pairs.iter();
        for i in 0..n {
            for j in 0..i {
                let kernel = libm::exp(-pairs.next().copied().unwrap_or_default() / bandwidth);
                for k in 0..phi[i].len() {
                    // ∇ of the kernel by its first argument; its sign changes with the roles.
                    let push = 2.0 * kernel * (self.particles[i].x[k] - self.particles[j].x[k]) / bandwidth;
                    phi[i][k] += push - kernel * self.particles[j].gradient[k];
                    phi[j][k] -= push + kernel * self.particles[i].gradient[k];
                }
            }
        }
        phi.iter_mut().flatten().for_each(|value| *value /= n as f64);
        phi
    }
}

impl Sampler for Svgd {
    fn step(&mut self, target: &dyn Density, _noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let phi = self.direction();
        for ((particle, squares), phi) in self.particles.iter_mut().zip(&mut self.squares).zip(phi) {
            let mut next = particle.x.clone();
            for ((x, square), phi) in next.iter_mut().zip(squares).zip(phi) {
                *square += phi * phi;
                // Far out where Σφ² overflows the quotient is 0: the particle waits.
                *x += self.step * phi / (1e-12 + libm::sqrt(*square));
            }
            let next = State::at(target, next);
            trace.evaluations += 1;
            if next.is_finite() {
                trace.propose([&particle.x[..], &next.x], None);
                *particle = next;
            } else {
                trace.diverged = true;
            }
        }
    }

    fn len(&self) -> usize {
        self.particles.len()
    }

    fn point(&self, index: usize) -> &[f64] {
        &self.particles[index].x
    }

    fn place(&mut self, index: usize, target: &dyn Density, point: &[f64]) {
        self.particles[index] = State::at(target, point.to_vec());
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.step)
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "svgd",
        color: Color::Indigo,
        formula: r"x_i \leftarrow x_i + \tfrac{\epsilon}{n}\sum_j \left(-k(x_j, x_i)\nabla f(x_j) + \nabla_{x_j} k(x_j, x_i)\right)",
        source: Source {
            text: "Liu & Wang (2016), Stein variational gradient descent",
            url: "https://arxiv.org/abs/1608.04471",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\epsilon", [1e-3, 2.0], 0.3),
                Parameter::integer("particles", "n", [2, 100], 40),
            ]
        },
    },
    population: true,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let count = start.settings.count("svgd.particles")?;
        let points = (0..count.max(2))
            .map(|k| start.points[k % start.points.len()].iter().map(|x| x + start.noise.normal()).collect())
            .collect();
        Ok(Some(Box::new(Svgd::new(start.target, points, start.settings.number("svgd.step")?))))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::Gaussian;

    #[test]
    fn particles_come_to_rest_where_stein_s_identity_holds_among_them() {
        let target = Gaussian { dimension: 2, correlation: 0.5 };
        let mut noise = Stream::new(3, "svgd");
        let points = (0..60).map(|_| vec![3.0 + noise.normal(), noise.normal()]).collect();
        let mut svgd = Svgd::new(&target, points, 0.5);
        let mut trace = Trace::default();
        let size = |svgd: &Svgd| svgd.direction().iter().flatten().fold(0.0, |m: f64, v| m.max(v.abs()));
        let before = size(&svgd);
        (0..4000).for_each(|_| svgd.step(&target, &mut noise, &mut trace));
        assert!(size(&svgd) < 1e-3 * before, "{} {before}", size(&svgd));
        // At rest the forces between particles cancel, and the mean is the law's; the spread is a little too small.
        let n = svgd.len() as f64;
        for k in 0..2 {
            let mean = (0..svgd.len()).map(|i| svgd.point(i)[k]).sum::<f64>() / n;
            let variance = (0..svgd.len()).map(|i| (svgd.point(i)[k] - mean).powi(2)).sum::<f64>() / n;
            assert!(mean.abs() < 0.02, "{mean}");
            assert!((0.7..1.0).contains(&variance), "{variance}");
        }
    }

    #[test]
    fn one_pair_s_forces_are_the_formula_s() {
        let target = Gaussian { dimension: 1, correlation: 0.0 };
        let svgd = Svgd::new(&target, vec![vec![1.0], vec![-0.5]], 0.1);
        let phi = svgd.direction();
        let h = 1.5 * 1.5 / 2.0_f64.ln();
        let k = (-1.5 * 1.5 / h).exp();
        // ∇k by its first argument xⱼ, at xᵢ: −2(xⱼ − xᵢ)/h·k.
        let exact = |x: f64, y: f64| (-x + k * -y - 2.0 * (y - x) / h * k) / 2.0;
        assert!((phi[0][0] - exact(1.0, -0.5)).abs() < 1e-14 && (phi[1][0] - exact(-0.5, 1.0)).abs() < 1e-14);
    }
}
