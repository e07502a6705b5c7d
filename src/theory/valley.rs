//! Two weights in a row: f = (1 − xy)², whose minima xy = 1 are the sharper the more unlike |x| and |y| are.
//!
//! With r = 1 − xy, ∇f = −2r(y, x). The imbalance D = x² − y² tells where on the valley the gradient flow ends: it never changes
//! along the flow (Du, Hu & Lee 2018), and each method erodes it in its own way.

use libm::{asinh, hypot, sqrt};

/// x² − y².
pub fn imbalance([x, y]: [f64; 2]) -> f64 {
    (x - y) * (x + y)
}

/// 2(x² + y²) = 2√(D² + 4) at the minimum of imbalance D: the sharpness at which the gradient flow ends.
pub fn flow_sharpness(imbalance: f64) -> f64 {
    2.0 * hypot(imbalance, 2.0)
}

/// 2/η: descent with step η is linearly stable at a minimum exactly where the Hessian's largest eigenvalue is below it
/// (Cohen et al. 2021, section 2).
pub fn edge_of_stability(step_size: f64) -> f64 {
    2.0 / step_size
}

/// 1 − 4η²e²: the factor of D in a step x ← x + 2ηey, y ← y + 2ηex. Descent has e = r, with noise on the label e = r + ξ.
pub fn erosion(step_size: f64, error: f64) -> f64 {
    let stride = 2.0 * step_size * error;
    (1.0 - stride) * (1.0 + stride)
}

/// The factor of D in a step of SAM with reach ρ: 1 − 4ηρ|r̃|/n − 4η²r̃²(1 − ρ²/n²), n = |(x, y)|, where r̃ is the error at the
/// ascended point (x, y) − ρ sign(r)(y, x)/n; it has the sign of r but for steps far across the valley, and counts with it.
pub fn sam_erosion(step_size: f64, rho: f64, [x, y]: [f64; 2]) -> f64 {
    let (r, n) = (1.0 - x * y, hypot(x, y));
    let sign = if r > 0.0 { 1.0 } else { -1.0 };
    let reach = rho / n;
    let ascended = 1.0 - (x - reach * sign * y) * (y - reach * sign * x);
    let stride = 2.0 * step_size * ascended;
    1.0 - 2.0 * stride * sign * reach - stride * stride * (1.0 - reach * reach)
}

/// ∫ r² dt along the gradient flow from a point to the valley, for D ≠ 0: −ln(D∞/D₀)/(4η) of descent as η → 0.
///
/// With p = xy the flow is ṗ = 2(1 − p)√(D² + 4p²), so that the integral is ∫ (1 − p)/(2√(D² + 4p²)) dp from p₀ to 1.
pub fn flow_erosion(start: [f64; 2]) -> f64 {
    let d = imbalance(start).abs();
    let antiderivative = |p: f64| 0.25 * asinh(2.0 * p / d) - 0.125 * hypot(d, 2.0 * p);
    antiderivative(1.0) - antiderivative(start[0] * start[1])
}

/// E ln(1 − 4η²e²) per step of SGD whose labels carry noise of deviation σ, near |x| = |y| = 1, where the sharpness is 4.
///
/// There r ← (1 − 4η)r − 4ησξ, so that e = r + σξ has the variance V = 2σ²/(2 − 4η), and the mean is −4η²V − 24η⁴V² (of a
/// Gaussian e) up to a relative error of about 10η²σ², from what is not linear in r. The drift towards flat minima: Blanc et al.
/// (2020), Damian, Ma & Lee (2021).
pub fn label_noise_erosion(step_size: f64, sigma: f64) -> f64 {
    let scaled = 4.0 * step_size * step_size * 2.0 * sigma * sigma / (2.0 - 4.0 * step_size);
    -scaled - 1.5 * scaled * scaled
}

/// The relative error of [`label_noise_erosion`], at most: 10η²σ².
pub fn label_noise_error(step_size: f64, sigma: f64) -> f64 {
    10.0 * step_size * step_size * sigma * sigma
}

/// The point in the first quadrant of the valley with imbalance D.
pub fn on_valley(imbalance: f64) -> [f64; 2] {
    let sum = hypot(imbalance, 2.0);
    [sqrt(0.5 * (sum + imbalance)), sqrt(0.5 * (sum - imbalance))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::problem::landscape::find;
    use approx::assert_relative_eq;

    #[test]
    fn each_step_erodes_the_imbalance_by_its_factor() {
        let (eta, rho) = (0.07, 0.2);
        for [x, y] in [[2.0, 0.1], [1.1, 1.4], [-0.5, -1.9], [0.3, -0.8_f64]] {
            let d = imbalance([x, y]);
            let step = |e: f64, at: [f64; 2]| [x + 2.0 * eta * e * at[1], y + 2.0 * eta * e * at[0]];
            let error = 1.0 - x * y + 0.3;
            assert_relative_eq!(imbalance(step(error, [x, y])), d * erosion(eta, error), max_relative = 1e-12);
            let (sign, n) = ((1.0 - x * y).signum(), x.hypot(y));
            let up = [x - rho * sign * y / n, y - rho * sign * x / n];
            let after = imbalance(step(1.0 - up[0] * up[1], up));
            assert_relative_eq!(after, d * sam_erosion(eta, rho, [x, y]), max_relative = 1e-12);
        }
    }

    #[test]
    fn the_flow_s_erosion_is_its_integral() {
        let start = [2.6, 0.05];
        let (mut z, mut sum, dt) = (start, 0.0, 1e-5);
        // The midpoint rule along the flow.
        for _ in 0..400_000 {
            let slope = |[x, y]: [f64; 2]| [2.0 * (1.0 - x * y) * y, 2.0 * (1.0 - x * y) * x];
            let k = slope(z);
            let middle = [z[0] + 0.5 * dt * k[0], z[1] + 0.5 * dt * k[1]];
            let k = slope(middle);
            sum += dt * (1.0 - middle[0] * middle[1]).powi(2);
            z = [z[0] + dt * k[0], z[1] + dt * k[1]];
        }
        assert_relative_eq!(flow_erosion(start), sum, max_relative = 1e-5);
        assert_relative_eq!(imbalance(z), imbalance(start), max_relative = 1e-6);
    }

    #[test]
    fn the_valley_s_sharpness_is_the_hessian_s() {
        let landscape = (find("product-net").unwrap().build)(&Settings::new(Vec::new())).unwrap();
        for d in [-3.0, 0.0, 5.0] {
            let z = on_valley(d);
            assert_relative_eq!(imbalance(z), d, epsilon = 1e-12);
            let greatest = landscape.hessian(&z).symmetric_eigenvalues().max();
            assert_relative_eq!(greatest, flow_sharpness(d), max_relative = 1e-12);
        }
    }
}
