//! The density whose modes are circles of matrices: p(X) ∝ e^{−β‖XXᵀ − M‖²} over 2×2 matrices.

use super::Density;
use nalgebra::DMatrix;

/// p(X) ∝ e^{−β‖XXᵀ − M‖²_F} over X = (x₁ x₂; x₃ x₄), with M = diag(`target`) positive definite. As p(XR) = p(X) for every orthogonal R,
/// its modes √M·R are two circles: det X = √det M and det X = −√det M.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrbitDensity {
    /// β.
    pub beta: f64,
    /// M's diagonal.
    pub target: [f64; 2],
}

impl OrbitDensity {
    /// XXᵀ − M: its diagonal, and what is off it.
    fn residual(&self, [a, b, c, d]: [f64; 4]) -> [f64; 3] {
        [a * a + b * b - self.target[0], c * c + d * d - self.target[1], a * c + b * d]
    }

    /// β‖XXᵀ − M‖².
    pub fn value(&self, x: [f64; 4]) -> f64 {
        let [first, second, across] = self.residual(x);
        self.beta * (first * first + second * second + 2.0 * across * across)
    }

    /// 4β(XXᵀ − M)X.
    pub fn slope(&self, x: [f64; 4]) -> [f64; 4] {
        let [first, second, across] = self.residual(x);
        let [a, b, c, d] = x;
        let scale = 4.0 * self.beta;
        [
            scale * (first * a + across * c),
            scale * (first * b + across * d),
            scale * (across * a + second * c),
            scale * (across * b + second * d),
        ]
    }

    /// The distance of X from the modes, min_R ‖X − √M·R‖_F over orthogonal R: ‖X‖² + tr M − 2‖√M·X‖_* under the root (Procrustes).
    pub fn distance(&self, x: [f64; 4]) -> f64 {
        let [p, q] = self.target.map(f64::sqrt);
        let scaled = parts([p * x[0], p * x[1], q * x[2], q * x[3]]);
        // The nuclear norm of a 2×2 matrix is twice the larger of its parts.
        let nuclear = 2.0 * scaled.iter().map(|[u, v]| libm::hypot(*u, *v)).fold(0.0, f64::max);
        let square = x.iter().map(|v| v * v).sum::<f64>() + self.target[0] + self.target[1] - 2.0 * nuclear;
        square.max(0.0).sqrt()
    }
}

/// A 2×2 matrix as a rotation's part z₊ and a reflection's part z₋, ½(x₁ + x₄, x₃ − x₂) and ½(x₁ − x₄, x₃ + x₂): its singular values are
/// |z₊| + |z₋| and ||z₊| − |z₋||, and det X = |z₊|² − |z₋|².
pub fn parts([a, b, c, d]: [f64; 4]) -> [[f64; 2]; 2] {
    [[0.5 * (a + d), 0.5 * (c - b)], [0.5 * (a - d), 0.5 * (c + b)]]
}

/// det X.
pub fn determinant([a, b, c, d]: [f64; 4]) -> f64 {
    a * d - b * c
}

fn four(x: &[f64]) -> [f64; 4] {
    core::array::from_fn(|i| x.get(i).copied().unwrap_or_default())
}

impl Density for OrbitDensity {
    fn dimension(&self) -> usize {
        4
    }

    fn potential(&self, x: &[f64]) -> f64 {
        self.value(four(x))
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        gradient.copy_from_slice(&self.slope(four(x)));
    }

    /// D²f[H, H] = 2‖HXᵀ + XHᵀ‖² + 4⟨XXᵀ − M, HHᵀ⟩, by its action on pairs of unit matrices.
    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let x = four(x);
        let [first, second, across] = self.residual(x);
        let residual = [[first, across], [across, second]];
        let row = |r: usize| [x[2 * r], x[2 * r + 1]];
        // The symmetric matrix E_i Xᵀ + X E_iᵀ of the unit matrix with its one at row r, column k.
        let image = |i: usize| {
            let (r, k) = (i / 2, i % 2);
            let entry = |p: usize, q: usize| if p == r { row(q)[k] } else { 0.0 };
            [[2.0 * entry(0, 0), entry(0, 1) + entry(1, 0)], [entry(1, 0) + entry(0, 1), 2.0 * entry(1, 1)]]
        };
        DMatrix::from_fn(4, 4, |i, j| {
            let (a, b) = (image(i), image(j));
            let product: f64 = (0..4).map(|k| a[k / 2][k % 2] * b[k / 2][k % 2]).sum();
            let own = if i % 2 == j % 2 { residual[i / 2][j / 2] } else { 0.0 };
            self.beta * (2.0 * product + 4.0 * own)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn on_a_circle_the_curvature_is_none_along_it_and_eight_across() {
        let density = OrbitDensity { beta: 1.0, target: [1.0, 1.0] };
        let (s, c) = libm::sincos(0.7);
        for x in [[c, -s, s, c], [c, s, s, -c]] {
            assert_relative_eq!(density.value(x), 0.0, epsilon = 1e-15);
            let mut curvatures: Vec<f64> =
                nalgebra::SymmetricEigen::new(density.hessian(&x)).eigenvalues.iter().copied().collect();
            curvatures.sort_by(f64::total_cmp);
            for (curvature, expected) in curvatures.iter().zip([0.0, 8.0, 8.0, 8.0]) {
                assert_relative_eq!(*curvature, expected, epsilon = 1e-12);
            }
        }
    }

    #[test]
    fn derivatives_parts_and_distance_are_what_they_say() {
        let density = OrbitDensity { beta: 0.7, target: [1.0, 0.4] };
        let mut stream = Stream::new(1, "orbits");
        for _ in 0..200 {
            let x: [f64; 4] = core::array::from_fn(|_| 1.5 * stream.normal());
            let (slope, hessian, h) = (density.slope(x), density.hessian(&x), 1e-5);
            for i in 0..4 {
                let (mut ahead, mut behind) = (x, x);
                ahead[i] += h;
                behind[i] -= h;
                let scale = 1.0 + density.value(x) + hessian.amax();
                let difference = (density.value(ahead) - density.value(behind)) / (2.0 * h);
                assert!((difference - slope[i]).abs() < 1e-7 * scale);
                let (up, down) = (density.slope(ahead), density.slope(behind));
                for j in 0..4 {
                    assert!(((up[j] - down[j]) / (2.0 * h) - hessian[(i, j)]).abs() < 1e-6 * scale);
                }
            }
            let [plus, minus] = parts(x).map(|[u, v]| u * u + v * v);
            assert_relative_eq!(plus - minus, determinant(x), epsilon = 1e-12);
            // No rotation or reflection of √M is nearer than the distance, and one is as near.
            let roots = density.target.map(f64::sqrt);
            let nearest = (0..2000)
                .map(|k| {
                    let (s, c) = libm::sincos(core::f64::consts::TAU * f64::from(k / 2) / 1000.0);
                    let sign = if k % 2 == 0 { 1.0 } else { -1.0 };
                    let mode = [roots[0] * c, -sign * roots[0] * s, roots[1] * s, sign * roots[1] * c];
                    x.iter().zip(mode).map(|(x, m)| (x - m) * (x - m)).sum::<f64>().sqrt()
                })
                .fold(f64::INFINITY, f64::min);
            let distance = density.distance(x);
            assert!(distance <= nearest + 1e-9 && nearest < distance + 1e-3, "{distance} {nearest}");
        }
    }
}
