//! Gradient descent on one hidden layer of rectified units, as its width m tends to infinity, and the first correction in 1/m.
//!
//! The points are xᵢ = (cos θᵢ, sin θᵢ). The network is f(x) = m^{−1/2} Σ aᵣ max(wᵣ·x, 0) with fixed signs aᵣ = ±1, in pairs (w, ±a), so
//! that f = 0 at first. Its loss is ½Σ(f(xᵢ) − yᵢ)². If the weights start large, no unit changes the points at which it is active. Then
//! the residual after t steps is −(I − ηH)ᵗy, with the Gram matrix H of the start (Du, Zhai, Póczos & Singh 2018).

use crate::error::Error;
use crate::measure::symmetric::SymmetricSpectrum;
use nalgebra::DMatrix;
use std::f64::consts::PI;

/// H∞ᵢⱼ = cos ∠ · (π − ∠)/2π, with the angle ∠ in 0…π between two points on the circle: the arc-cosine kernel of degree 0 times the inner
/// product (Cho & Saul 2009; Du et al. 2018, definition 3.1).
pub fn arc_cosine_kernel(angle: f64) -> f64 {
    libm::cos(angle) * (PI - angle) / (2.0 * PI)
}

/// The share of units that are active at no point, (π − (θₙ − θ₁))/2π, for points on an arc from θ₁ to θₙ of at most half the circle.
/// These units have no gradient and never move.
pub fn silent_share(first: f64, last: f64) -> f64 {
    (PI - (last - first)) / (2.0 * PI)
}

/// An arc of the directions of w: within it a unit is active at the same points.
#[derive(Debug, Clone, PartialEq)]
struct Arc {
    /// Its share of the circle.
    share: f64,
    /// For each point, whether the unit is active there.
    active: Vec<bool>,
}

/// What the infinitely wide network does with given points and labels.
#[derive(Debug, Clone, PartialEq)]
pub struct WideNetwork {
    /// H∞, n × n.
    pub gram: DMatrix<f64>,
    /// Its eigenvalues λₖ and eigenvectors vₖ.
    pub spectrum: SymmetricSpectrum,
    /// cₖ = vₖ·y.
    pub coordinates: Vec<f64>,
    angles: Vec<f64>,
}

impl WideNetwork {
    /// For the angles θᵢ of the points, on at most half the circle, and their labels.
    ///
    /// # Errors
    /// [`Error::Numerical`] when an angle or label is not finite.
    pub fn new(angles: &[f64], labels: &[f64]) -> Result<Self, Error> {
        let n = angles.len();
        let gram = DMatrix::from_fn(n, n, |i, j| arc_cosine_kernel((angles[i] - angles[j]).abs()));
        let spectrum = SymmetricSpectrum::new(&gram)?;
        let coordinates = spectrum.coordinates(labels);
        Ok(Self { gram, spectrum, coordinates, angles: angles.to_vec() })
    }

    /// The residual −(I − ηH∞)ᵗy at each point after `steps` steps.
    pub fn residual(&self, rate: f64, steps: u32) -> Vec<f64> {
        let left: Vec<f64> = self
            .coordinates
            .iter()
            .zip(&self.spectrum.values)
            .map(|(c, value)| c * power(1.0 - rate * value, steps))
            .collect();
        self.spectrum.vectors.row_iter().map(|row| -row.iter().zip(&left).map(|(v, c)| v * c).sum::<f64>()).collect()
    }

    /// The function after t steps at another angle: Σₖ (k·vₖ)(cₖ/λₖ)(1 − (1 − ηλₖ)ᵗ), with the kernel's values kᵢ at the points.
    pub fn prediction(&self, angle: f64, rate: f64, steps: u32) -> f64 {
        let kernel: Vec<f64> = self.angles.iter().map(|other| arc_cosine_kernel((angle - other).abs())).collect();
        let along = self.spectrum.coordinates(&kernel);
        let part = |((k, c), value): ((&f64, &f64), &f64)| k * c / value * (1.0 - power(1.0 - rate * value, steps));
        along.iter().zip(&self.coordinates).zip(&self.spectrum.values).map(part).sum()
    }

    /// cₖ(1 − ηλₖ)ᵗ, what is left of the error along vₖ after t steps, but for the sign.
    pub fn left(&self, k: usize, rate: f64, steps: u32) -> f64 {
        self.coordinates[k] * power(1.0 - rate * self.spectrum.values[k], steps)
    }

    /// The loss ½Σcₖ²(1 − ηλₖ)²ᵗ after t steps.
    pub fn loss(&self, rate: f64, steps: u32) -> f64 {
        let part = |(c, value): (&f64, &f64)| {
            let left = c * power(1.0 - rate * value, steps);
            0.5 * left * left
        };
        self.coordinates.iter().zip(&self.spectrum.values).map(part).sum()
    }

    /// The first step at which the loss is at most `share` of the first one; none up to `limit`.
    pub fn first_below(&self, share: f64, rate: f64, limit: u32) -> Option<u32> {
        let bound = share * self.loss(rate, 0);
        (0..=limit).find(|steps| self.loss(rate, *steps) <= bound)
    }

    /// ‖W − W₀‖² (Frobenius) after t steps: Σ(cₖ²/λₖ)(1 − (1 − ηλₖ)ᵗ)² (Arora, Du, Hu, Li & Wang 2019).
    pub fn squared_distance(&self, rate: f64, steps: u32) -> f64 {
        let part = |(c, value): (&f64, &f64)| {
            let gone = 1.0 - power(1.0 - rate * value, steps);
            c * c / value * gone * gone
        };
        self.coordinates.iter().zip(&self.spectrum.values).map(part).sum()
    }

    /// m·E‖H(0) − H∞‖² (Frobenius) = Σ(xᵢ·xⱼ)²p(1 − p) with p = (π − ∠ᵢⱼ)/2π, for m independent units. In pairs it is twice as much.
    pub fn gram_spread(&self) -> f64 {
        let mut sum = 0.0;
        for a in &self.angles {
            for b in &self.angles {
                let (product, p) = (libm::cos(a - b), (PI - (a - b).abs()) / (2.0 * PI));
                sum += product * product * p * (1.0 - p);
            }
        }
        sum
    }

    /// m times the second-order term of the mean loss after t steps, for a width m in pairs and weights that start large.
    ///
    /// With H(0) = H∞ + Δ and A = I − ηH∞, the loss is ½yᵀ(A − ηΔ)²ᵗy. Its mean is ½yᵀA²ᵗy + ½η² Σ E yᵀAᵃΔAᵇΔAᶜy + O(m⁻²), over
    /// a + b + c = 2t − 2. In the directions of H∞ the sum over the exponents is a complete homogeneous polynomial of 1 − ηλₖ, 1 − ηλₗ and
    /// 1 − ηλ_q. The covariance of Δ is a sum over the arcs in which a unit is active at the same points.
    pub fn loss_correction(&self, rate: f64, steps: u32) -> f64 {
        if steps == 0 {
            return 0.0;
        }
        let n = self.angles.len();
        let factors: Vec<f64> = self.spectrum.values.iter().map(|value| 1.0 - rate * value).collect();
        // The sum over arcs of share·Z_kl·Z_lq, with a unit's own Gram matrix Z, less the product of the means λₖδₖₗλₗδₗ_q.
        let grams: Vec<(f64, DMatrix<f64>)> =
            self.arcs().iter().map(|arc| (arc.share, self.rotated(&arc.active))).collect();
        let mut sum = 0.0;
        for k in 0..n {
            for q in k..n {
                let weight = self.coordinates[k] * self.coordinates[q] * if k == q { 1.0 } else { 2.0 };
                for l in 0..n {
                    let mean = if k == l && l == q { self.spectrum.values[l] * self.spectrum.values[l] } else { 0.0 };
                    let product: f64 = grams.iter().map(|(share, z)| share * z[(k, l)] * z[(l, q)]).sum();
                    sum += weight * (product - mean) * homogeneous([factors[k], factors[l], factors[q]], 2 * steps - 2);
                }
            }
        }
        // Pairs share their weights: of m units only m/2 are independent.
        2.0 * 0.5 * rate * rate * sum
    }

    /// The arcs between the borders θᵢ ± π/2 of the points.
    fn arcs(&self) -> Vec<Arc> {
        let around = |angle: f64| {
            let turns = angle / (2.0 * PI);
            2.0 * PI * (turns - libm::floor(turns))
        };
        let mut borders: Vec<f64> =
            self.angles.iter().flat_map(|angle| [around(angle - 0.5 * PI), around(angle + 0.5 * PI)]).collect();
        borders.sort_by(f64::total_cmp);
        let mut arcs = Vec::with_capacity(borders.len());
        for (index, start) in borders.iter().enumerate() {
            let end = borders.get(index + 1).copied().unwrap_or_else(|| borders[0] + 2.0 * PI);
            let middle = 0.5 * (start + end);
            let active = self.angles.iter().map(|angle| libm::cos(middle - angle) >= 0.0).collect();
            arcs.push(Arc { share: (end - start) / (2.0 * PI), active });
        }
        arcs
    }

    /// VᵀZV for the Gram matrix Zᵢⱼ = xᵢ·xⱼ of a unit that is active at some points, and 0 at the others.
    fn rotated(&self, active: &[bool]) -> DMatrix<f64> {
        let n = self.angles.len();
        let own = DMatrix::from_fn(n, n, |i, j| {
            if active[i] && active[j] { libm::cos(self.angles[i] - self.angles[j]) } else { 0.0 }
        });
        self.spectrum.vectors.transpose() * own * &self.spectrum.vectors
    }
}

/// xⁿ by repeated squaring: the same bits everywhere.
fn power(x: f64, mut n: u32) -> f64 {
    let (mut base, mut product) = (x, 1.0);
    while n > 0 {
        if n % 2 == 1 {
            product *= base;
        }
        base *= base;
        n /= 2;
    }
    product
}

/// The sum of xᵃyᵇzᶜ over a + b + c = n.
fn homogeneous([x, y, z]: [f64; 3], n: u32) -> f64 {
    let (mut one, mut two, mut three) = (1.0, 1.0, 1.0);
    for _ in 0..n {
        one *= x;
        two = one + y * two;
        three = two + z * three;
    }
    three
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::estimate::Mean;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    /// Equally spaced points on 0.92 of the half circle, with labels 0.6 sin πs + 0.4 cos 3πs at s = 2θ/π.
    fn wave(n: usize) -> (Vec<f64>, Vec<f64>) {
        let angles: Vec<f64> = (0..n).map(|i| 0.92 * PI * (i as f64 / (n - 1) as f64 - 0.5)).collect();
        let label = |angle: &f64| 0.6 * libm::sin(2.0 * angle) + 0.4 * libm::cos(6.0 * angle);
        let labels = angles.iter().map(label).collect();
        (angles, labels)
    }

    /// The Gram matrix of random directions, each of them used by two units.
    fn random_gram(angles: &[f64], directions: usize, stream: &mut Stream) -> DMatrix<f64> {
        let mut gram = DMatrix::zeros(angles.len(), angles.len());
        for _ in 0..directions {
            let [x, y] = stream.on_circle(1.0);
            let active: Vec<bool> =
                angles.iter().map(|angle| x * libm::cos(*angle) + y * libm::sin(*angle) >= 0.0).collect();
            for i in 0..angles.len() {
                for j in 0..angles.len() {
                    if active[i] && active[j] {
                        gram[(i, j)] += libm::cos(angles[i] - angles[j]) / directions as f64;
                    }
                }
            }
        }
        gram
    }

    #[test]
    fn the_arcs_make_up_the_kernel() -> Result<(), Error> {
        for n in [4, 8, 13] {
            let (angles, labels) = wave(n);
            let wide = WideNetwork::new(&angles, &labels)?;
            let arcs = wide.arcs();
            assert_relative_eq!(arcs.iter().map(|arc| arc.share).sum::<f64>(), 1.0, epsilon = 1e-14);
            let silent: f64 = arcs.iter().filter(|arc| !arc.active.contains(&true)).map(|arc| arc.share).sum();
            assert_relative_eq!(silent, silent_share(angles[0], angles[n - 1]), epsilon = 1e-14);
            assert_relative_eq!(silent, 0.04, epsilon = 1e-14);
            let sum = arcs.iter().fold(DMatrix::zeros(n, n), |sum, arc| sum + wide.rotated(&arc.active) * arc.share);
            let diagonal = DMatrix::from_fn(n, n, |i, j| if i == j { wide.spectrum.values[i] } else { 0.0 });
            assert_relative_eq!(sum, diagonal, epsilon = 1e-13);
        }
        Ok(())
    }

    #[test]
    fn a_linear_recursion_gives_the_same_residual_and_distance() -> Result<(), Error> {
        let (angles, labels) = wave(8);
        let wide = WideNetwork::new(&angles, &labels)?;
        let rate = 1.3 / wide.spectrum.greatest();
        let mut residual: Vec<f64> = labels.iter().map(|y| -y).collect();
        // The sum of η·r is what the weights have moved by, as coefficients of the features.
        let mut moved = [0.0; 8];
        for _ in 0..37 {
            moved.iter_mut().zip(&residual).for_each(|(sum, r)| *sum += rate * r);
            let step: Vec<f64> = (0..8).map(|i| (0..8).map(|j| wide.gram[(i, j)] * residual[j]).sum()).collect();
            residual.iter_mut().zip(&step).for_each(|(r, s)| *r -= rate * s);
        }
        for (left, predicted) in residual.iter().zip(wide.residual(rate, 37)) {
            assert_relative_eq!(*left, predicted, epsilon = 1e-13);
        }
        // At the points themselves the function is the label plus the residual.
        for (i, left) in residual.iter().enumerate() {
            assert_relative_eq!(wide.prediction(angles[i], rate, 37), labels[i] + left, epsilon = 1e-10);
        }
        for (k, along) in wide.spectrum.coordinates(&residual).into_iter().enumerate() {
            assert_relative_eq!(-along, wide.left(k, rate, 37), epsilon = 1e-12);
        }
        let loss: f64 = residual.iter().map(|r| 0.5 * r * r).sum();
        assert_relative_eq!(loss, wide.loss(rate, 37), max_relative = 1e-12);
        let square: f64 = (0..8).map(|i| (0..8).map(|j| moved[i] * wide.gram[(i, j)] * moved[j]).sum::<f64>()).sum();
        assert_relative_eq!(square, wide.squared_distance(rate, 37), max_relative = 1e-11);
        Ok(())
    }

    #[test]
    fn the_start_s_gram_matrix_scatters_as_predicted() -> Result<(), Error> {
        let (angles, labels) = wave(8);
        let wide = WideNetwork::new(&angles, &labels)?;
        let mut stream = Stream::new(0, "gram spread");
        let mut mean = Mean::default();
        for _ in 0..4000 {
            let off = random_gram(&angles, 32, &mut stream) - &wide.gram;
            mean.add(32.0 * off.iter().map(|entry| entry * entry).sum::<f64>());
        }
        let estimate = mean.estimate().ok_or(Error::Drawing(String::new()))?;
        let z = (estimate.value - wide.gram_spread()) / estimate.standard_error;
        assert!(z.abs() < 3.89 && estimate.standard_error < 0.02 * estimate.value, "{z} {estimate:?}");
        Ok(())
    }

    #[test]
    fn the_mean_loss_of_a_lazy_network_has_the_correction() -> Result<(), Error> {
        let (angles, labels) = wave(8);
        let wide = WideNetwork::new(&angles, &labels)?;
        let rate = 1.0 / wide.spectrum.greatest();
        let steps = wide.first_below(0.1, rate, 1000).ok_or(Error::Drawing(String::new()))?;
        let width = 2048.0;
        let (limit, correction) = (wide.loss(rate, steps), wide.loss_correction(rate, steps) / width);
        let mut stream = Stream::new(0, "lazy loss");
        let mut mean = Mean::default();
        for _ in 0..1500 {
            let gram = random_gram(&angles, 1024, &mut stream);
            let mut residual = nalgebra::DVector::from_vec(labels.clone());
            for _ in 0..steps {
                residual -= &gram * &residual * rate;
            }
            mean.add(0.5 * residual.norm_squared());
        }
        let estimate = mean.estimate().ok_or(Error::Drawing(String::new()))?;
        // The terms that are left out are smaller than the correction by a factor of order 1/m.
        let z = (estimate.value - limit - correction) / estimate.standard_error;
        assert!(z.abs() < 3.89, "{z} {estimate:?} {limit} {correction}");
        // Without the correction the prediction would be off.
        assert!((estimate.value - limit) / estimate.standard_error > 3.89, "{estimate:?} {limit}");
        Ok(())
    }

    #[test]
    fn an_independent_computation_gives_the_same_figures() -> Result<(), Error> {
        // Eight points with the label `wave` and rate 1/λ₁, computed apart from this code. The printed digits are compared.
        let (angles, labels) = wave(8);
        let wide = WideNetwork::new(&angles, &labels)?;
        let rate = 1.0 / wide.spectrum.greatest();
        let first = wide.first_below(0.1, rate, 1000).ok_or(Error::Drawing(String::new()))?;
        let bound = 0.1 * wide.loss(rate, 0);
        assert!(wide.loss(rate, first) <= bound && wide.loss(rate, first - 1) > bound);
        assert_eq!(wide.first_below(0.1, rate, first - 1), None);
        assert_relative_eq!(wide.gram_spread(), 6.9012, epsilon = 5e-5);
        assert_relative_eq!(wide.loss(rate, 50), 0.02991, epsilon = 5e-6);
        assert_relative_eq!(wide.loss_correction(rate, 50) / 1024.0, 0.00100, epsilon = 5e-6);
        assert_relative_eq!(wide.squared_distance(rate, 50), 11.454, epsilon = 5e-4);
        Ok(())
    }

    #[test]
    fn the_homogeneous_polynomial_is_its_sum() {
        let [x, y, z] = [0.7, -0.4, 0.9];
        let mut sum = 0.0;
        for a in 0..=6 {
            for b in 0..=6 - a {
                sum += power(x, a) * power(y, b) * power(z, 6 - a - b);
            }
        }
        assert_relative_eq!(homogeneous([x, y, z], 6), sum, max_relative = 1e-14);
    }
}
