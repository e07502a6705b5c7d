//! All that does not change: the two modes, and what the players' starts are drawn from.

use super::game::Players;
use crate::error::Error;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::theory::two_modes::Start;

/// All that does not change.
pub(super) struct Setup {
    pub(super) start: Start,
    /// u₁ and u₂, of length 1.
    pub(super) modes: [Vec<f64>; 2],
}

fn normals(count: usize, scale: f64, stream: &mut Stream) -> Vec<f64> {
    (0..count).map(|_| scale * stream.normal()).collect()
}

/// Divides a vector by its length.
fn normalize(vector: &mut [f64]) {
    let length = libm::sqrt(vector.iter().map(|x| x * x).sum());
    vector.iter_mut().for_each(|x| *x /= length);
}

impl Setup {
    /// With the scene's settings, and the players' start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<(Self, Players), Error> {
        let start = Start {
            dimension: settings.count("dimension")?,
            neurons: settings.count("neurons")?,
            columns: settings.count("columns")?,
            overlap: settings.number("gamma")?,
            neuron_scale: settings.number("scale-w")?,
            column_scale: settings.number("scale-v")?,
        };
        let mut stream = Stream::new(seed, "modes");
        let mut first = normals(start.dimension, 1.0, &mut stream);
        normalize(&mut first);
        let mut across = normals(start.dimension, 1.0, &mut stream);
        let along: f64 = across.iter().zip(&first).map(|(a, u)| a * u).sum();
        across.iter_mut().zip(&first).for_each(|(a, u)| *a -= along * u);
        normalize(&mut across);
        let height = libm::sqrt(1.0 - start.overlap * start.overlap);
        let second = first.iter().zip(&across).map(|(u, a)| start.overlap * u + height * a).collect();
        let setup = Self { start, modes: [first, second] };
        let players = setup.draw([&mut Stream::new(seed, "discriminator"), &mut Stream::new(seed, "generator")]);
        Ok((setup, players))
    }

    /// Both players at a start, each from a stream of its own.
    pub(super) fn draw(&self, [of_neurons, of_columns]: [&mut Stream; 2]) -> Players {
        let start = &self.start;
        Players {
            neurons: normals(start.neurons * start.dimension, start.neuron_scale, of_neurons),
            columns: normals(start.columns * start.dimension, start.column_scale, of_columns),
        }
    }
}
