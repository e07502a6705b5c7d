//! Noise of a fixed length and no preferred direction.

use crate::random::Stream;

/// Adds a vector uniform on the sphere of the given radius.
pub(super) fn add_on_sphere(x: &mut [f64], radius: f64, noise: &mut Stream) {
    if let [first, second] = x {
        let [dx, dy] = noise.on_circle(radius);
        *first += dx;
        *second += dy;
        return;
    }
    let direction: Vec<f64> = x.iter().map(|_| noise.normal()).collect();
    let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    for (coordinate, d) in x.iter_mut().zip(direction) {
        *coordinate += radius * d / length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_lies_on_the_sphere_in_any_dimension_and_has_no_direction() {
        let mut noise = Stream::new(0, "sphere");
        for dimension in [2, 3, 7] {
            let (n, radius) = (20_000, 0.3);
            let mut mean = vec![0.0; dimension];
            for _ in 0..n {
                let mut x = vec![0.0; dimension];
                add_on_sphere(&mut x, radius, &mut noise);
                assert!((x.iter().map(|v| v * v).sum::<f64>().sqrt() - radius).abs() < 1e-12);
                mean.iter_mut().zip(&x).for_each(|(sum, v)| *sum += v / f64::from(n));
            }
            // Each coordinate has variance σ²/d; five standard errors, at a fixed seed.
            let bound = 5.0 * radius / (dimension as f64 * f64::from(n)).sqrt();
            assert!(mean.iter().all(|m| m.abs() < bound), "{dimension}: {mean:?}");
        }
    }
}
