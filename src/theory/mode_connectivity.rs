//! Halfway between a network and another one with its units in random order.

/// A hidden unit of two inputs: its weights, its bias and its output weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// w.
    pub weights: [f64; 2],
    /// b.
    pub bias: f64,
    /// a.
    pub output: f64,
}

/// E f(x) over uniform permutations π of B's units, for the network halfway between A and πB:
/// (1/m)Σᵣₛ ½(aᵣ + aₛ)σ(½(wᵣ + wₛ)·x + ½(bᵣ + bₛ)), with r over A's units and s over B's. Each pair meets with probability 1/m.
pub fn random_midpoint(a: &[Unit], b: &[Unit], [x, y]: [f64; 2], activation: impl Fn(f64) -> f64) -> f64 {
    let pair = |r: &Unit, s: &Unit| {
        let sum = 0.5 * ((r.weights[0] + s.weights[0]) * x + (r.weights[1] + s.weights[1]) * y + r.bias + s.bias);
        0.5 * (r.output + s.output) * activation(sum)
    };
    a.iter().map(|r| b.iter().map(|s| pair(r, s)).sum::<f64>()).sum::<f64>() / a.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn it_is_the_mean_over_both_orders_of_two_units() {
        let unit = |k: f64| Unit { weights: [k, 1.0 - k], bias: 0.3 * k, output: 2.0 - k };
        let (a, b) = ([unit(0.2), unit(0.9)], [unit(-0.5), unit(1.4)]);
        let halfway = |b: [Unit; 2]| -> f64 {
            let pair = |r: &Unit, s: &Unit| random_midpoint(&[*r], &[*s], [0.7, -0.4], libm::tanh);
            pair(&a[0], &b[0]) + pair(&a[1], &b[1])
        };
        let mean = 0.5 * (halfway(b) + halfway([b[1], b[0]]));
        assert_relative_eq!(random_midpoint(&a, &b, [0.7, -0.4], libm::tanh), mean, max_relative = 1e-14);
    }
}
