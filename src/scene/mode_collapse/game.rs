//! The game: data of two modes, a discriminator with cubic neurons, a generator whose columns are all that it can draw.

use super::setup::Setup;

/// Beyond this the cubic activation goes on as a straight line.
const LINEAR_BEYOND: f64 = 4.0;

/// σ(t) = t³, and from |t| = Λ on its tangent.
fn cubic(t: f64) -> f64 {
    let size = t.abs();
    if size <= LINEAR_BEYOND {
        return t * t * t;
    }
    let square = LINEAR_BEYOND * LINEAR_BEYOND;
    (square * LINEAR_BEYOND + 3.0 * square * (size - LINEAR_BEYOND)).copysign(t)
}

/// σ′(t).
fn cubic_slope(t: f64) -> f64 {
    let size = t.abs().min(LINEAR_BEYOND);
    3.0 * size * size
}

/// s(t) = 1/(1 + e^{−t}).
fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-t))
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], share: f64, vector: &[f64]) {
    to.iter_mut().zip(vector).for_each(|(entry, x)| *entry += share * x);
}

/// The neurons wᵢ and the columns vⱼ, one after another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Players {
    pub(super) neurons: Vec<f64>,
    pub(super) columns: Vec<f64>,
}

/// What both players would climb along, and what a step's law needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Slopes {
    /// g_W and g_V.
    pub(super) of: [Vec<f64>; 2],
    /// ⟨W, g_W⟩ + ⟨V, g_V⟩ = ΣᵢₖΣ½(1 − D(uₖ))σ′(h)h with h = ⟨wᵢ, uₖ⟩: what passes between the players cancels.
    pub(super) from_data: f64,
}

impl Players {
    /// ⟨w, u₁⟩ and ⟨w, u₂⟩ of each vector of a player.
    pub(super) fn projections(vectors: &[f64], setup: &Setup) -> Vec<[f64; 2]> {
        vectors.chunks(setup.start.dimension).map(|x| [dot(x, &setup.modes[0]), dot(x, &setup.modes[1])]).collect()
    }

    /// F(x) = Σσ(⟨wᵢ, x⟩) at a point of which the neurons' outputs ⟨wᵢ, x⟩ are known.
    fn logit(outputs: impl Iterator<Item = f64>) -> f64 {
        outputs.map(cubic).sum()
    }

    /// D at a point of which the neurons' outputs ⟨wᵢ, x⟩ are known.
    pub(super) fn judge(outputs: impl Iterator<Item = f64>) -> f64 {
        sigmoid(Self::logit(outputs))
    }

    /// [D(u₁), D(u₂)].
    pub(super) fn on_data(&self, setup: &Setup) -> [f64; 2] {
        let seen = Self::projections(&self.neurons, setup);
        [0, 1].map(|k| Self::judge(seen.iter().map(|p| p[k])))
    }

    /// The mean of D over what the generator draws.
    pub(super) fn on_generated(&self, setup: &Setup) -> f64 {
        let d = setup.start.dimension;
        let judged = self.columns.chunks(d).map(|v| Self::judge(self.neurons.chunks(d).map(|w| dot(w, v))));
        judged.sum::<f64>() / setup.start.columns as f64
    }

    /// The gradients, over all data and all that the generator draws; nothing is sampled.
    pub(super) fn slopes(&self, setup: &Setup) -> Slopes {
        let (d, share) = (setup.start.dimension, 1.0 / setup.start.columns as f64);
        let mut slopes = Slopes { of: [vec![0.0; self.neurons.len()], vec![0.0; self.columns.len()]], from_data: 0.0 };
        let [of_neurons, of_columns] = &mut slopes.of;
        let seen = Self::projections(&self.neurons, setup);
        for (k, mode) in setup.modes.iter().enumerate() {
            let doubt = 0.5 * (1.0 - Self::judge(seen.iter().map(|p| p[k])));
            for (projection, slope) in seen.iter().zip(of_neurons.chunks_mut(d)) {
                let pull = doubt * cubic_slope(projection[k]);
                add(slope, pull, mode);
                slopes.from_data += pull * projection[k];
            }
        }
        let mut outputs = vec![0.0; setup.start.neurons];
        for (column, column_slope) in self.columns.chunks(d).zip(of_columns.chunks_mut(d)) {
            outputs.iter_mut().zip(self.neurons.chunks(d)).for_each(|(output, w)| *output = dot(w, column));
            let belief = share * Self::judge(outputs.iter().copied());
            let vectors = self.neurons.chunks(d).zip(of_neurons.chunks_mut(d));
            for (output, (neuron, neuron_slope)) in outputs.iter().zip(vectors) {
                let pull = belief * cubic_slope(*output);
                add(neuron_slope, -pull, column);
                add(column_slope, pull, neuron);
            }
        }
        slopes
    }
}

#[cfg(test)]
mod tests {
    use super::super::ModeCollapse;
    use super::*;
    use crate::parameter::Settings;
    use crate::scene::Scene as _;
    use approx::assert_relative_eq;

    /// ½Σ ln D(uₖ) + (1/m)Σ ln(1 − D(vⱼ)): the discriminator climbs it, the generator descends it.
    fn payoff(players: &Players, setup: &Setup) -> f64 {
        let d = setup.start.dimension;
        let logit = |x: &[f64]| Players::logit(players.neurons.chunks(d).map(|w| dot(w, x)));
        // ln s(t) = −ln(1 + e^{−t}) is exact where D is 0 or 1 to rounding.
        let log_sigmoid = |t: f64| t.min(0.0) - (-t.abs()).exp().ln_1p();
        let data: f64 = setup.modes.iter().map(|mode| 0.5 * log_sigmoid(logit(mode))).sum();
        data + players.columns.chunks(d).map(|v| log_sigmoid(-logit(v))).sum::<f64>() / setup.start.columns as f64
    }

    #[test]
    fn both_slopes_are_those_of_the_payoff() {
        let mut settings = Settings::new(ModeCollapse.parameters());
        for (id, value) in [("dimension", "10"), ("scale-w", "0.05"), ("gamma", "0.35")] {
            settings.set(id, value).unwrap();
        }
        let (setup, mut players) = Setup::new(&settings, 4).unwrap();
        // So long that some activations are beyond their cubic part.
        players.neurons.iter_mut().for_each(|x| *x *= 30.0);
        players.columns.iter_mut().for_each(|x| *x *= 60.0);
        let slopes = players.slopes(&setup);
        let off = |which: usize, entry: usize, by: f64| {
            let mut moved = players.clone();
            [&mut moved.neurons, &mut moved.columns][which][entry] += by;
            payoff(&moved, &setup)
        };
        for which in 0..2 {
            let sign = [1.0, -1.0][which];
            for entry in (0..slopes.of[which].len()).step_by(7) {
                let difference = sign * (off(which, entry, 1e-5) - off(which, entry, -1e-5)) / 2e-5;
                assert_relative_eq!(slopes.of[which][entry], difference, epsilon = 1e-8, max_relative = 1e-6);
            }
        }
        let work = dot(&players.neurons, &slopes.of[0]) + dot(&players.columns, &slopes.of[1]);
        assert_relative_eq!(work, slopes.from_data, max_relative = 1e-11);
    }
}
