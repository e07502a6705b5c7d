//! The run: what is shown, followed, claimed and found under the cursor.

use super::contraction::Contraction;
use super::state::GdLangevinRun;
use super::{LANGEVIN, descent, picture};
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::normal;
use crate::scene::density_backdrop::density_backdrop;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::sampling::total_variation;
use crate::words::{Notation, Text, text};

impl GdLangevinRun {
    /// What has to be said: of f, of the law, of those who overflowed.
    fn notices(&self) -> Vec<Text> {
        let of = |(info, step): (&MethodInfo, &Option<u64>)| {
            step.map(|step| text("notice.overflowed").with("method", info.name()).with("step", step))
        };
        let overflowed = [descent(), &LANGEVIN].into_iter().zip(&self.diverged).filter_map(of);
        let unknown = (!self.setup.trusted()).then(|| text("notice.unknown-law"));
        self.setup.ground.notice.iter().cloned().chain(unknown).chain(overflowed).collect()
    }
}

impl Run for GdLangevinRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = self.setup.clone();
        // Descent is Langevin without its noise.
        let descended = setup.step(&mut self.descent, [0.0; 2]);
        self.descent_trail.push(self.descent);
        let xi = [self.walker_stream.normal(), self.walker_stream.normal()];
        let mut finite = setup.step(&mut self.walker, xi);
        self.trail.push(self.walker);
        let mut noise = [0.0; 256];
        for chunk in self.cloud.chunks_mut(128) {
            let noise = &mut noise[..2 * chunk.len()];
            normal::fill(&mut self.cloud_stream, noise);
            for (at, xi) in chunk.iter_mut().zip(noise.chunks_exact(2)) {
                finite &= setup.step(at, [xi[0], xi[1]]);
            }
        }
        for (diverged, finite) in self.diverged.iter_mut().zip([descended, finite]) {
            if !finite {
                diverged.get_or_insert(self.step);
            }
        }
        self.filling.tick(&setup);
        if let (Some(contraction), Some(quadratic)) = (&mut self.contraction, &setup.ground.quadratic) {
            contraction.tick(quadratic);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn prepare(&self) -> bool {
        self.setup.prepare() || self.filling.prepare(&self.setup)
    }

    fn weight(&self) -> usize {
        16 * self.cloud.len() + 150_000
    }

    fn view(&self) -> Rect {
        self.setup.view()
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        density_backdrop(&self.setup.planar, view)
    }

    fn frame(&self) -> Frame {
        let height = |info: &MethodInfo, at| Readout::of_method(info.id, "height", self.setup.ground.height(at));
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                height(descent(), self.descent),
                height(&LANGEVIN, self.walker),
                Readout::new("time", self.setup.ula.eta() * self.step as f64),
            ],
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let setup = &self.setup;
        let (ground, lowest) = (&setup.ground, setup.ground.lowest());
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        let mean = self.cloud.iter().map(|at| ground.height(*at)).sum::<f64>() / self.cloud.len().max(1) as f64;
        vec![
            observable("f.gd", ground.height(self.descent) - lowest),
            observable("f.ula", ground.height(self.walker) - lowest),
            observable("f.mean", mean - lowest),
            observable("tv.cloud", total_variation(&setup.shares(self.cloud.iter().copied()), setup.masses())),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |info: &MethodInfo, at: [f64; 2]| Track {
            id: info.id.to_string(),
            label: info.label(),
            point: at.to_vec(),
            value: self.setup.ground.height(at),
        };
        vec![track(descent(), self.descent), track(&LANGEVIN, self.walker)]
    }

    fn claims(&self) -> Vec<Claim> {
        let contraction = self.contraction.iter().flat_map(Contraction::claims);
        self.filling.claim(&self.setup).into_iter().chain(contraction).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let mut slope = [0.0; 2];
        let height = self.setup.ground.planar.density.potential_and_gradient(&at, &mut slope);
        let share = libm::exp(-self.setup.beta * height - self.setup.law().log_normalizer);
        let four = Notation::Fixed(4);
        Some(Probe {
            lines: vec![
                text("probe.value").number("value", height, four),
                text("probe.gradient").number("x", slope[0], four).number("y", slope[1], four),
                text("probe.density").number("value", share, four),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        let points = [self.descent, self.walker].into_iter().chain(self.cloud.iter().copied());
        points.flatten().for_each(&mut *hash);
        self.diverged.iter().for_each(|step| hash(step.map_or(-1.0, |step| step as f64)));
        hash(self.step as f64);
        self.filling.digest(hash);
        self.contraction.iter().for_each(|contraction| contraction.digest(hash));
    }
}
