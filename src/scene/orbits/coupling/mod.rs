//! Two pairs of Brownian motions coupled by reflection, one on the plane, one on the unit sphere.

mod claims;
mod meetings;
mod pair;
mod picture;
mod run;
mod surface;

pub(super) use run::CouplingRun;

use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::langevin::ULA;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, text};
use pair::Pair;
use surface::{MIRROR, SPHERE};

impl Run for CouplingRun {
    fn step(&mut self) {
        self.step += 1;
        self.pairs.iter_mut().for_each(|pair| pair.step(self.eta));
        self.plane.step(self.eta);
        self.sphere.step(self.eta);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        Rect::new([-3.2, 3.2], [-1.75, 1.75])
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        picture::backdrop()
    }

    fn frame(&self) -> Frame {
        let [plane, sphere] = &self.pairs;
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::new("time", self.eta * self.step as f64),
                Readout::new("plane", f64::from(plane.meetings)),
                Readout::new("sphere", f64::from(sphere.meetings)),
            ],
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let ids = ["distance.plane", "distance.sphere"];
        ids.into_iter().zip(&self.pairs).map(|(id, pair)| Observable::new(id, pair.distance())).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let track =
            |(id, pair): (_, &Pair)| Track { label: text(id), ..Track::of(&ULA, pair.at.to_vec(), pair.distance()) };
        ["track.plane", "track.sphere"].into_iter().zip(&self.pairs).map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        claims::claims(self)
    }

    fn probe(&self, [x, y]: [f64; 2]) -> Option<Probe> {
        let line = if x < 0.0 {
            text("probe.plane").number("distance", (x - MIRROR).abs(), Notation::Fixed(3))
        } else if libm::hypot(x - SPHERE[0], y - SPHERE[1]) <= 1.0 {
            text("probe.sphere")
        } else {
            text("probe.beside")
        };
        Some(Probe { lines: vec![line] })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.pairs.iter().for_each(|pair| pair.digest(hash));
        self.plane.digest(hash);
        self.sphere.digest(hash);
    }
}
