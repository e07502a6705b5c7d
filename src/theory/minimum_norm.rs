//! The mean error of minimum-norm least squares: of a kernel on quadratic functions, and of a part of Gaussian features.

/// The dimension of the space of traceless symmetric d × d matrices, N₀ = (d − 1)(d + 2)/2, for d ≥ 1.
pub fn traceless_dimensions(d: usize) -> usize {
    d.saturating_sub(1) * (d + 2) / 2
}

/// The mean relative error ‖A − A*‖²/‖A*‖² = 1 − n/N₀ of the minimum-norm fit to n ≤ N₀ values x·A*x at points that are uniform on a
/// sphere, and 0 from n = N₀ on. The fit is the projection of A* onto n matrices. Its direction is uniform among the turned ones, and
/// the traceless forms are irreducible under rotations. So by Schur's lemma the mean projection is n/N₀ times the identity.
pub fn quadratic_kernel_error(samples: usize, d: usize) -> f64 {
    let dimensions = traceless_dimensions(d);
    if samples >= dimensions { 0.0 } else { 1.0 - samples as f64 / dimensions as f64 }
}

/// The mean risk of minimum-norm least squares on p Gaussian features out of more, with n samples (Belkin, Hsu & Xu 2020, theorem 1).
/// `seen` is the squared norm of the true coefficients of the p features; `unseen` is that of the others plus the variance of the noise.
/// It is infinite for n − 1 ≤ p ≤ n + 1.
pub fn weak_features_risk(samples: usize, features: usize, seen: f64, unseen: f64) -> f64 {
    let (n, p) = (samples as f64, features as f64);
    if features + 2 <= samples {
        unseen * (1.0 + p / (n - p - 1.0))
    } else if features >= samples + 2 {
        seen * (1.0 - n / p) + unseen * (1.0 + n / (p - n - 1.0))
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::estimate::Mean;
    use crate::random::Stream;
    use approx::assert_relative_eq;
    use nalgebra::{DMatrix, DVector};

    /// The shortest x with Ax = b, or the least-squares one where A has more rows than columns.
    fn least_squares(a: &DMatrix<f64>, b: &DVector<f64>) -> Option<DVector<f64>> {
        if a.nrows() <= a.ncols() {
            Some(a.transpose() * (a * a.transpose()).cholesky()?.solve(b))
        } else {
            Some((a.transpose() * a).cholesky()?.solve(&(a.transpose() * b)))
        }
    }

    #[test]
    fn the_kernel_s_mean_error_follows_the_law() {
        let d = 6;
        for samples in [5, 12, 19] {
            let mut stream = Stream::new(samples as u64, "kernel error");
            let mut mean = Mean::default();
            for _ in 0..400 {
                let truth = sphere(d, 1.0, &mut stream);
                let points: Vec<Vec<f64>> =
                    (0..samples).map(|_| sphere(d, libm::sqrt(d as f64), &mut stream)).collect();
                let value = |x: &[f64]| dot(&truth, x) * dot(&truth, x) - 1.0;
                let kernel = DMatrix::from_fn(samples, samples, |i, j| {
                    let product = dot(&points[i], &points[j]);
                    product * product - d as f64
                });
                let labels = DVector::from_iterator(samples, points.iter().map(|x| value(x)));
                let Some(inverse) = kernel.clone().cholesky() else { continue };
                // ‖A*‖² = 1 − 1/d and ‖A‖² = yᵀK⁻¹y; the fit is a projection, so the error is their difference.
                let fitted = labels.dot(&inverse.solve(&labels));
                mean.add(1.0 - fitted / (1.0 - 1.0 / d as f64));
            }
            let estimate = mean.estimate().unwrap_or_else(|| unreachable!());
            let z = (estimate.value - quadratic_kernel_error(samples, d)) / estimate.standard_error.max(1e-9);
            assert!(mean.count == 400 && z.abs() < 3.89, "{samples}: {z} {estimate:?}");
        }
    }

    #[test]
    fn gaussian_features_have_the_risk() {
        let (samples, all, noise) = (20, 40, 0.3);
        for features in [5, 12, 30, 40] {
            let mut stream = Stream::new(features as u64, "weak features");
            let truth: Vec<f64> = sphere(all, 1.0, &mut stream);
            let square = |part: &[f64]| part.iter().map(|x| x * x).sum::<f64>();
            let (seen, unseen) = (square(&truth[..features]), square(&truth[features..]) + noise * noise);
            let mut mean = Mean::default();
            for _ in 0..2000 {
                let x = DMatrix::from_fn(samples, all, |_, _| stream.normal());
                let y = DVector::from_fn(samples, |i, _| {
                    (0..all).map(|j| x[(i, j)] * truth[j]).sum::<f64>() + noise * stream.normal()
                });
                let Some(fit) = least_squares(&x.columns(0, features).into_owned(), &y) else { continue };
                mean.add(unseen + (0..features).map(|j| (fit[j] - truth[j]) * (fit[j] - truth[j])).sum::<f64>());
            }
            let estimate = mean.estimate().unwrap_or_else(|| unreachable!());
            let z = (estimate.value - weak_features_risk(samples, features, seen, unseen)) / estimate.standard_error;
            assert!(mean.count == 2000 && z.abs() < 3.89, "{features}: {z} {estimate:?}");
        }
        assert!([19, 20, 21].iter().all(|p| weak_features_risk(20, *p, 1.0, 0.1).is_infinite()));
    }

    #[test]
    fn the_two_sizes_of_the_scene() {
        assert_relative_eq!(quadratic_kernel_error(80, 20), 129.0 / 209.0, max_relative = 1e-15);
        assert_relative_eq!(quadratic_kernel_error(40, 10), 14.0 / 54.0, max_relative = 1e-15);
        assert_eq!(quadratic_kernel_error(210, 20), 0.0);
    }

    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    fn sphere(d: usize, radius: f64, stream: &mut Stream) -> Vec<f64> {
        let direction: Vec<f64> = (0..d).map(|_| stream.normal()).collect();
        let length = libm::sqrt(dot(&direction, &direction));
        direction.iter().map(|x| radius * x / length).collect()
    }
}
