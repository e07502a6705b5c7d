//! Landscapes that are sums of squares, f = Σ rᵢ²: what a network's loss is, and where noise on labels enters.

use super::{Jet, product_net, sharp_and_flat};

/// r₁ and r₂ as functions of the plane.
pub type Residuals = fn(Jet, Jet) -> [Jet; 2];

/// The residuals of a named landscape, where it is made of such.
pub fn residuals(landscape: &str) -> Option<Residuals> {
    match landscape {
        "product-net" => Some(product_net::residuals),
        "sharp-and-flat" => Some(sharp_and_flat::residuals),
        _ => None,
    }
}

/// The gradient of Σ (rᵢ + ξᵢ)², 2Σ (rᵢ + ξᵢ)∇rᵢ: the gradient that sees labels with noise ξ. With it the first residual with its noise.
pub fn noisy_gradient(residuals: Residuals, z: [f64; 2], noise: [f64; 2]) -> ([f64; 2], f64) {
    let [x, y] = Jet::coordinates(&z);
    let [first, second] = residuals(x, y);
    let (a, b) = (first.value + noise[0], second.value + noise[1]);
    ([0, 1].map(|i| 2.0 * (a * first.slope[i] + b * second.slope[i])), a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::problem::landscape::{LANDSCAPES, find};
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn squares_of_residuals_are_the_landscape_and_its_gradient() {
        let mut stream = Stream::new(0, "residuals");
        let named = LANDSCAPES.iter().filter_map(|info| residuals(info.id).map(|of| (info, of)));
        let mut count = 0;
        for (info, of) in named {
            let landscape = (find(info.id).unwrap().build)(&Settings::new((info.parameters)())).unwrap();
            for _ in 0..100 {
                let z = [stream.normal(), stream.normal()];
                let [x, y] = Jet::coordinates(&z);
                let squares: f64 = of(x, y).map(|r| r.value * r.value).iter().sum();
                assert_relative_eq!(squares, landscape.value(&z), max_relative = 1e-12);
                let mut gradient = [0.0; 2];
                landscape.gradient(&z, &mut gradient);
                let (seen, _) = noisy_gradient(of, z, [0.0; 2]);
                let size = 1e-12 * (1.0 + gradient[0].abs() + gradient[1].abs());
                assert_relative_eq!(seen[0], gradient[0], epsilon = size);
                assert_relative_eq!(seen[1], gradient[1], epsilon = size);
                count += 1;
            }
        }
        assert_eq!(count, 200);
    }
}
