//! Diagonal networks: two weights a coordinate, long steps against short ones.

mod picture;
mod sparser;
mod walker;

use self::walker::{DIMENSION, Data, Walker, rate};
use super::SPARSE;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instruments;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::scalar_network::diagonal_balance_factor;
use crate::words::text;
use std::sync::Arc;

/// What does not change.
pub(super) struct Setup {
    data: Data,
    /// The long and the short one.
    step_sizes: [f64; 2],
}

/// The ids of the long and the short steps.
const SIDES: [&str; 2] = ["long", "short"];

/// Both walkers, on the same data and the same examples.
#[derive(Clone)]
pub(super) struct DiagonalRun {
    setup: Arc<Setup>,
    walkers: [Walker; 2],
    chance: Stream,
    balance: ExactLaw,
    instruments: Instruments<Setup>,
    step: u64,
    stopped: [Option<u64>; 2],
}

impl DiagonalRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let data = Data::draw(&mut Stream::new(seed, "data"));
        let setup = Setup { data, step_sizes: [settings.number("eta")?, settings.number("eta-small")?] };
        let mut instruments = Instruments::new();
        instruments.add(sparser::Sparser::new(&setup, seed));
        Ok(Self {
            setup: Arc::new(setup),
            walkers: [Walker::new(), Walker::new()],
            chance: Stream::new(seed, "examples"),
            balance: ExactLaw::equal("diagonal-balance", 0.0, SPARSE),
            instruments,
            step: 0,
            stopped: [None; 2],
        })
    }

    /// Compares the differences of squares before and after a step, relative to the squares.
    fn weigh(&mut self, before: &Walker, after: &Walker, rate: f64, slopes: &[f64]) {
        let pairs = before.u.iter().zip(&before.v).zip(after.u.iter().zip(&after.v)).zip(slopes);
        for (((u, v), (next_u, next_v)), slope) in pairs {
            let factor = diagonal_balance_factor(rate, *slope);
            let (was, is) = (u * u - v * v, next_u * next_u - next_v * next_v);
            let size = u * u + v * v + next_u * next_u + next_v * next_v + (factor * was).abs();
            self.balance.see((is - factor * was) / size);
        }
    }
}

impl Run for DiagonalRun {
    fn step(&mut self) {
        self.step += 1;
        self.instruments.step(&self.setup, self.step);
        let setup = Arc::clone(&self.setup);
        let example = Data::choose(&mut self.chance);
        let mut slopes = vec![0.0; DIMENSION];
        for side in 0..2 {
            let before = self.walkers[side].clone();
            let rate = rate(setup.step_sizes[side], self.step);
            self.walkers[side].step(&setup.data, example, rate, &mut slopes);
            let after = self.walkers[side].clone();
            if after.lost {
                self.stopped[side].get_or_insert(self.step);
            } else {
                self.weigh(&before, &after, rate, &slopes);
            }
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        Some(["j", "w"])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(view)
    }

    fn frame(&self) -> Frame {
        let notices = SIDES.iter().zip(self.stopped).filter_map(|(side, stopped)| {
            Some(text("notice.diverged-network").with("method", text(format!("label.{side}"))).with("step", stopped?))
        });
        let readouts = SIDES
            .iter()
            .zip(&self.walkers)
            .map(|(side, walker)| Readout::new(format!("error-{side}"), walker.error(&self.setup.data)));
        Frame {
            layers: picture::layers(&self.setup, &self.walkers),
            charts: picture::charts(),
            readouts: readouts.collect(),
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of_one = |(side, walker): (&&str, &Walker)| {
            let data = &self.setup.data;
            [("error", walker.error(data)), ("sum", walker.absolute_sum()), ("loss", walker.loss(data))]
                .map(|(quantity, value)| Observable::new(format!("{quantity}.{side}"), value))
        };
        SIDES.iter().zip(&self.walkers).flat_map(of_one).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |(side, walker): (&&str, &Walker)| Track {
            id: (*side).to_string(),
            label: text(format!("label.{side}")),
            point: walker.product().collect(),
            value: walker.loss(&self.setup.data),
        };
        SIDES.iter().zip(&self.walkers).map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.instruments.claims(&self.setup).chain([self.balance.claim()]).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        picture::probe(&self.setup, &self.walkers, at)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().for_each(|walker| walker.digest(hash));
        self.balance.digest(hash);
        self.instruments.digest(hash);
    }
}
