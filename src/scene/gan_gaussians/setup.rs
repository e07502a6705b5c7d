//! All that does not change: the modes of the data, the two networks, and batches of both.

use crate::error::Error;
use crate::measure::assignment::assign;
use crate::parameter::Settings;
use crate::random::Stream;
use saddleback_network::{Activation, Network, Panel};

/// Numbers of one latent vector.
pub(super) const LATENT: usize = 8;
/// Units of each hidden layer.
const HIDDEN: usize = 32;
/// The gain of the first weights.
const GAIN: f64 = 0.8;
/// Real points to be seen.
const SHOWN: usize = 96;
/// Pairs of real batches from which their usual distance is taken.
const PAIRS: usize = 16;

/// All that does not change.
pub(super) struct Setup {
    pub(super) modes: [[f64; 2]; 4],
    pub(super) deviation: f64,
    pub(super) reach: f64,
    pub(super) batch: usize,
    /// η_G and η_D.
    pub(super) step_sizes: [f64; 2],
    pub(super) inner: usize,
    pub(super) penalty: f64,
    pub(super) generator: Network,
    pub(super) discriminator: Network,
    /// The mean transport distance between two real batches.
    pub(super) real_distance: f64,
    /// Real points to be seen.
    pub(super) shown: Vec<[f64; 2]>,
    /// Whether the modes are where symmetry is known.
    pub(super) is_symmetric: bool,
}

/// The weights of both networks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Players {
    pub(super) generator: Vec<f64>,
    pub(super) discriminator: Vec<f64>,
}

/// Real points, and the latent vectors of as many generated ones.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) real: Panel,
    pub(super) latent: Panel,
}

/// Where the modes stand by default.
const MODES: [[f64; 2]; 4] = [[0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [-1.0, 0.0]];

impl Setup {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let mut modes = MODES;
        modes[0] = settings.point("first-mode")?;
        let mut setup = Self {
            is_symmetric: modes == MODES,
            modes,
            deviation: settings.number("sigma")?,
            reach: settings.number("reach")?,
            batch: settings.count("batch")?,
            step_sizes: [settings.number("eta-g")?, settings.number("eta-d")?],
            inner: settings.count("inner")?,
            penalty: settings.number("penalty")?,
            generator: Network::through(&[LATENT, HIDDEN, HIDDEN, 2], Activation::Relu),
            discriminator: Network::through(&[2, HIDDEN, HIDDEN, 1], Activation::Relu),
            real_distance: 0.0,
            shown: Vec::new(),
        };
        setup.shown = points(&setup.real(&mut Stream::new(seed, "shown data"), SHOWN));
        let mut stream = Stream::new(seed, "real pairs");
        let mut distance = || {
            let [a, b] = [0, 1].map(|_| points(&setup.real(&mut stream, setup.batch)));
            transport(&a, &b).0 / setup.batch as f64
        };
        let total: f64 = (0..PAIRS).map(|_| distance()).sum();
        setup.real_distance = total / PAIRS as f64;
        Ok(setup)
    }

    /// First weights.
    pub(super) fn start(&self, seed: u64) -> Players {
        let draw = |network: &Network, purpose: &str| {
            let mut stream = Stream::new(seed, purpose);
            network.draw_orthogonal(GAIN, || stream.normal())
        };
        Players {
            generator: draw(&self.generator, "generator"),
            discriminator: draw(&self.discriminator, "discriminator"),
        }
    }

    /// Real points.
    pub(super) fn real(&self, stream: &mut Stream, count: usize) -> Panel {
        let draw = |_| {
            let [x, y] = self.modes[stream.below(4)];
            [x + self.deviation * stream.normal(), y + self.deviation * stream.normal()]
        };
        let drawn: Vec<[f64; 2]> = (0..count).map(draw).collect();
        Panel::from_fn(2, count, |axis, example| drawn[example][axis])
    }

    /// A batch.
    pub(super) fn draw(&self, stream: &mut Stream) -> Batch {
        Batch { real: self.real(stream, self.batch), latent: latent(stream, self.batch) }
    }

    /// The number of the nearest mode, and its distance.
    pub(super) fn nearest(&self, at: [f64; 2]) -> (usize, f64) {
        let distance = |mode: [f64; 2]| libm::hypot(at[0] - mode[0], at[1] - mode[1]);
        let mut nearest = (0, distance(self.modes[0]));
        for (index, mode) in self.modes.iter().enumerate().skip(1) {
            if distance(*mode) < nearest.1 {
                nearest = (index, distance(*mode));
            }
        }
        nearest
    }
}

/// Latent vectors.
pub(super) fn latent(stream: &mut Stream, count: usize) -> Panel {
    Panel::from_fn(LATENT, count, |_, _| stream.normal())
}

/// The columns of a panel of two units.
pub(super) fn points(panel: &Panel) -> Vec<[f64; 2]> {
    panel.unit(0).into_iter().zip(panel.unit(1)).map(|(x, y)| [x, y]).collect()
}

/// The length of a difference, by a root: it is the same to the bit when the axes change places.
pub(super) fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    libm::sqrt(x * x + y * y)
}

/// The least total distance between as many points, the partners in `b`, and the potentials of `b`.
pub(super) fn transport(a: &[[f64; 2]], b: &[[f64; 2]]) -> (f64, Vec<usize>, Vec<f64>) {
    let found = assign(a.len().min(b.len()), |i, j| apart(a[i], b[j]));
    (found.cost, found.partners, found.column_potentials)
}
