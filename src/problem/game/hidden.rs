//! Hidden games: convex–concave in the players' strategies, which are a nonlinear mask of what the players move.

use super::Game;
use nalgebra::DMatrix;

/// How parameters become a strategy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// One parameter θ, one probability σ(θ) = 1/(1 + e^{−θ}).
    Sigmoid,
    /// Two parameters, three probabilities softmax(θ₁, θ₂, 0).
    Softmax,
}

impl Mask {
    /// How many parameters a player has.
    pub fn parameters(self) -> usize {
        match self {
            Self::Sigmoid => 1,
            Self::Softmax => 2,
        }
    }

    /// How many numbers a strategy has.
    pub fn strategies(self) -> usize {
        match self {
            Self::Sigmoid => 1,
            Self::Softmax => 3,
        }
    }

    /// The parameters that play a strategy; none on the border, which no parameters reach.
    pub fn parameters_of(self, p: [f64; 3]) -> Option<[f64; 2]> {
        let within = |part: &f64| *part > 0.0 && *part < 1.0;
        match self {
            Self::Sigmoid => within(&p[0]).then(|| [libm::log(p[0] / (1.0 - p[0])), 0.0]),
            Self::Softmax => p.iter().all(within).then(|| [libm::log(p[0] / p[2]), libm::log(p[1] / p[2])]),
        }
    }

    /// The strategy for given parameters; the entries beyond [`Mask::strategies`] are 0.
    pub fn strategy(self, theta: &[f64]) -> [f64; 3] {
        match self {
            Self::Sigmoid => [0.5 * (1.0 + libm::tanh(0.5 * theta[0])), 0.0, 0.0],
            Self::Softmax => {
                let top = theta[0].max(theta[1]).max(0.0);
                let weights = [theta[0], theta[1], 0.0].map(|value| libm::exp(value - top));
                let sum = weights[0] + weights[1] + weights[2];
                weights.map(|weight| weight / sum)
            }
        }
    }

    /// ∂p_k/∂θ_a from the strategy p.
    fn slope(self, p: &[f64; 3], k: usize, a: usize) -> f64 {
        match self {
            Self::Sigmoid => p[0] * (1.0 - p[0]),
            Self::Softmax => p[k] * (same(k, a) - p[a]),
        }
    }

    /// ∂²p_k/∂θ_a∂θ_b from the strategy p.
    fn bend(self, p: &[f64; 3], k: usize, a: usize, b: usize) -> f64 {
        match self {
            Self::Sigmoid => p[0] * (1.0 - p[0]) * (1.0 - 2.0 * p[0]),
            Self::Softmax => p[k] * ((same(k, a) - p[a]) * (same(k, b) - p[b]) - p[a] * (same(a, b) - p[b])),
        }
    }
}

fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn same(i: usize, j: usize) -> f64 {
    if i == j { 1.0 } else { 0.0 }
}

/// f(z) = L(F(x), G(y)) with L(F, G) = (F − F*)ᵀM(G − G*) + ½λ(|F − F*|² − |G − G*|²): strictly convex–concave in the
/// strategies for λ > 0, with its equilibrium at the uniform strategies F* = G*.
///
/// Matching pennies is (1 − 2f)(1 − 2g) with M = 4; rock–paper–scissors has the cyclic M (Mladenovic, Sakos, Gidel &
/// Piliouras 2022).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hidden {
    /// The mask, which says which game it is.
    pub mask: Mask,
    /// λ ≥ 0.
    pub lambda: f64,
}

/// The strategies' distances u, v from the equilibrium, with the slopes of L by F and by G, and the strategies.
struct Masked {
    u: [f64; 3],
    v: [f64; 3],
    by_f: [f64; 3],
    by_g: [f64; 3],
    f: [f64; 3],
    g: [f64; 3],
}

impl Hidden {
    /// The payoff matrix M between deviations.
    fn matrix(&self) -> [[f64; 3]; 3] {
        match self.mask {
            Mask::Sigmoid => [[4.0, 0.0, 0.0], [0.0; 3], [0.0; 3]],
            Mask::Softmax => [[0.0, 1.0, -1.0], [-1.0, 0.0, 1.0], [1.0, -1.0, 0.0]],
        }
    }

    /// s with MMᵀ = s² on deviations of strategies: the angular speed at which the natural-gradient flow turns.
    pub fn speed(&self) -> f64 {
        match self.mask {
            Mask::Sigmoid => 4.0,
            Mask::Softmax => 3.0_f64.sqrt(),
        }
    }

    /// What the equilibrium plays: ½, or a third each.
    pub fn uniform(&self) -> f64 {
        match self.mask {
            Mask::Sigmoid => 0.5,
            Mask::Softmax => 1.0 / 3.0,
        }
    }

    /// Both strategies, x's first.
    pub fn strategies(&self, z: &[f64]) -> [[f64; 3]; 2] {
        let n = self.mask.parameters();
        [self.mask.strategy(&z[..n]), self.mask.strategy(&z[n..])]
    }

    fn masked(&self, z: &[f64]) -> Masked {
        self.playing(self.strategies(z))
    }

    /// L(F, G) and descent–ascent's direction in the strategies themselves, (−∂L/∂F, ∂L/∂G).
    pub fn plain(&self, strategies: [[f64; 3]; 2]) -> (f64, [[f64; 3]; 2]) {
        let masked = self.playing(strategies);
        (self.payoff(&masked), [masked.by_f.map(|slope| -slope), masked.by_g])
    }

    /// L = uᵀMv + ½λ(|u|² − |v|²), with uᵀMv = ⟨u, ∂L/∂F − λu⟩.
    fn payoff(&self, Masked { u, v, by_f, .. }: &Masked) -> f64 {
        dot(u, by_f) - 0.5 * self.lambda * (dot(u, u) + dot(v, v))
    }

    /// The distances and slopes where these strategies are played.
    fn playing(&self, [f, g]: [[f64; 3]; 2]) -> Masked {
        let (matrix, count) = (self.matrix(), self.mask.strategies());
        let deviation = |p: &[f64; 3]| core::array::from_fn(|k| if k < count { p[k] - self.uniform() } else { 0.0 });
        let (u, v): ([f64; 3], [f64; 3]) = (deviation(&f), deviation(&g));
        let by_f = core::array::from_fn(|i| dot(&matrix[i], &v) + self.lambda * u[i]);
        let by_g = core::array::from_fn(|j| dot(&matrix.map(|row| row[j]), &u) - self.lambda * v[j]);
        Masked { u, v, by_f, by_g, f, g }
    }

    /// V = ½|F − F*|² + ½|G − G*|².
    pub fn lyapunov(&self, z: &[f64]) -> f64 {
        let Masked { u, v, .. } = self.masked(z);
        0.5 * (dot(&u, &u) + dot(&v, &v))
    }

    /// dV/dt along ż = `velocity`.
    pub fn lyapunov_derivative(&self, z: &[f64], velocity: &[f64]) -> f64 {
        let (masked, n) = (self.masked(z), self.mask.parameters());
        let along = |deviation: &[f64; 3], p: &[f64; 3], moves: &[f64]| -> f64 {
            let moved =
                |k: usize| -> f64 { moves.iter().enumerate().map(|(a, by)| self.mask.slope(p, k, a) * by).sum() };
            deviation.iter().enumerate().take(self.mask.strategies()).map(|(k, u)| u * moved(k)).sum()
        };
        along(&masked.u, &masked.f, &velocity[..n]) + along(&masked.v, &masked.g, &velocity[n..])
    }

    /// The strategies' deviations u(t), v(t) under the natural-gradient flow from z, in closed form:
    /// u(t) = e^{−λt}(u cos st − Mv sin st/s), v(t) = e^{−λt}(v cos st + Mᵀu sin st/s).
    pub fn natural_flow(&self, z: &[f64], time: f64) -> [[f64; 3]; 2] {
        let (Masked { u, v, .. }, matrix, speed) = (self.masked(z), self.matrix(), self.speed());
        let (sine, cosine) = libm::sincos(speed * time);
        let fading = libm::exp(-self.lambda * time);
        let transposed: [[f64; 3]; 3] = core::array::from_fn(|i| matrix.map(|row| row[i]));
        let flow = |own: &[f64; 3], rows: &[[f64; 3]; 3], other: &[f64; 3], sign: f64| {
            core::array::from_fn(|i| fading * (cosine * own[i] + sign * sine / speed * dot(&rows[i], other)))
        };
        [flow(&u, &matrix, &v, -1.0), flow(&v, &transposed, &u, 1.0)]
    }
}

impl Game for Hidden {
    fn dimensions(&self) -> [usize; 2] {
        [self.mask.parameters(); 2]
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.payoff(&self.masked(z))
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let (masked, n) = (self.masked(z), self.mask.parameters());
        for a in 0..n {
            let chain = |by: &[f64; 3], p: &[f64; 3]| -> f64 {
                (0..self.mask.strategies()).map(|k| by[k] * self.mask.slope(p, k, a)).sum()
            };
            gradient[a] = chain(&masked.by_f, &masked.f);
            gradient[n + a] = chain(&masked.by_g, &masked.g);
        }
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let (masked, n, count) = (self.masked(z), self.mask.parameters(), self.mask.strategies());
        let (mask, matrix) = (self.mask, self.matrix());
        let own = |p: &[f64; 3], by: &[f64; 3], sign: f64, a: usize, b: usize| -> f64 {
            let parts = (0..count).map(|k| {
                sign * self.lambda * mask.slope(p, k, a) * mask.slope(p, k, b) + by[k] * mask.bend(p, k, a, b)
            });
            parts.sum()
        };
        let cross = |a: usize, b: usize| -> f64 {
            let pairs = (0..count).flat_map(|i| (0..count).map(move |j| (i, j)));
            pairs.map(|(i, j)| mask.slope(&masked.f, i, a) * matrix[i][j] * mask.slope(&masked.g, j, b)).sum()
        };
        DMatrix::from_fn(2 * n, 2 * n, |row, column| match (row < n, column < n) {
            (true, true) => own(&masked.f, &masked.by_f, 1.0, row, column),
            (false, false) => own(&masked.g, &masked.by_g, -1.0, row - n, column - n),
            (true, false) => cross(row, column - n),
            (false, true) => cross(column, row - n),
        })
    }

    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>> {
        Some(vec![0.0; z.len()])
    }

    /// (JᵀJ)⁻¹ on each player's part of the field, J the Jacobian of the player's strategy.
    fn natural_field(&self, z: &[f64], field: &mut [f64]) {
        self.field(z, field);
        let n = self.mask.parameters();
        for (player, p) in self.strategies(z).iter().enumerate() {
            let part = &mut field[player * n..(player + 1) * n];
            let gram = |a: usize, b: usize| -> f64 {
                (0..self.mask.strategies()).map(|k| self.mask.slope(p, k, a) * self.mask.slope(p, k, b)).sum()
            };
            if n == 1 {
                part[0] /= gram(0, 0);
            } else {
                let (a, b, c) = (gram(0, 0), gram(0, 1), gram(1, 1));
                let determinant = a * c - b * b;
                let [first, second] = [part[0], part[1]];
                part[0] = (c * first - b * second) / determinant;
                part[1] = (a * second - b * first) / determinant;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn each(mut look: impl FnMut(Hidden, &[f64])) {
        let mut stream = Stream::new(0, "hidden");
        for mask in [Mask::Sigmoid, Mask::Softmax] {
            for lambda in [0.0, 0.7] {
                for _ in 0..50 {
                    let z: Vec<f64> = (0..2 * mask.parameters()).map(|_| 3.0 * stream.uniform() - 1.5).collect();
                    look(Hidden { mask, lambda }, &z);
                }
            }
        }
    }

    #[test]
    fn gradients_and_hessians_agree_with_finite_differences() {
        each(|game, z| {
            let (n, h) = (z.len(), 1e-5);
            let (mut gradient, hessian) = (vec![0.0; n], game.hessian(z));
            game.gradient(z, &mut gradient);
            for i in 0..n {
                let (mut ahead, mut behind) = (z.to_vec(), z.to_vec());
                ahead[i] += h;
                behind[i] -= h;
                let slope = (game.value(&ahead) - game.value(&behind)) / (2.0 * h);
                assert!((slope - gradient[i]).abs() < 1e-8, "{game:?}");
                let (mut after, mut before) = (vec![0.0; n], vec![0.0; n]);
                game.gradient(&ahead, &mut after);
                game.gradient(&behind, &mut before);
                for j in 0..n {
                    assert!(((after[j] - before[j]) / (2.0 * h) - hessian[(i, j)]).abs() < 1e-8, "{game:?}");
                }
            }
        });
    }

    #[test]
    fn the_natural_field_is_descent_ascent_in_the_strategies() {
        // dF/dt = −∂L/∂F and dG/dt = ∂L/∂G, so that dV/dt = −2λV (Gidel's proof, with a strictly convex–concave L).
        each(|game, z| {
            let mut field = vec![0.0; z.len()];
            game.natural_field(z, &mut field);
            let velocity: Vec<f64> = field.iter().map(|slope| -slope).collect();
            let derivative = game.lyapunov_derivative(z, &velocity);
            assert!((derivative + 2.0 * game.lambda * game.lyapunov(z)).abs() < 1e-12, "{game:?}");
            let h = 1e-5;
            let ahead: Vec<f64> = z.iter().zip(&velocity).map(|(at, by)| at + h * by).collect();
            let (flow, reached) = (game.natural_flow(z, h), game.strategies(&ahead));
            for player in 0..2 {
                for k in 0..game.mask.strategies() {
                    assert!((flow[player][k] + game.uniform() - reached[player][k]).abs() < 1e-7, "{game:?}");
                }
            }
        });
    }

    #[test]
    fn matching_pennies_is_the_game_of_that_name() {
        let (game, z) = (Hidden { mask: Mask::Sigmoid, lambda: 0.0 }, [0.8, -1.1]);
        let sigma = |t: f64| 1.0 / (1.0 + (-t).exp());
        assert!((game.value(&z) - (1.0 - 2.0 * sigma(z[0])) * (1.0 - 2.0 * sigma(z[1]))).abs() < 1e-15);
    }

    #[test]
    fn parameters_are_found_again_from_their_strategies() {
        each(|game, z| {
            let n = game.mask.parameters();
            for (player, p) in game.strategies(z).into_iter().enumerate() {
                let found = game.mask.parameters_of(p).unwrap();
                let own = &z[player * n..(player + 1) * n];
                assert!(own.iter().zip(found).all(|(at, found)| (at - found).abs() < 1e-12), "{game:?}");
            }
        });
        assert_eq!(Mask::Sigmoid.parameters_of([1.0, 0.0, 0.0]), None);
        assert_eq!(Mask::Softmax.parameters_of([0.5, 0.5, 0.0]), None);
    }

    #[test]
    fn the_plain_direction_is_what_the_natural_field_becomes_behind_the_mask() {
        each(|game, z| {
            let n = game.mask.parameters();
            let (value, directions) = game.plain(game.strategies(z));
            assert_eq!(value, game.value(z));
            let mut field = vec![0.0; z.len()];
            game.natural_field(z, &mut field);
            let count = game.mask.strategies();
            for (player, (p, direction)) in game.strategies(z).iter().zip(directions).enumerate() {
                // Strategies of three move in the plane of those that sum to 1.
                let mean = if count == 3 { direction.iter().sum::<f64>() / 3.0 } else { 0.0 };
                for (k, plain) in direction.iter().enumerate().take(count) {
                    let moved: f64 = (0..n).map(|a| -game.mask.slope(p, k, a) * field[player * n + a]).sum();
                    assert!((moved - (plain - mean)).abs() < 1e-12, "{game:?}");
                }
            }
        });
    }
}
