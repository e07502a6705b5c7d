//! The circles' state in time: one chain that is followed, and four hundred that start where it does.

use super::claims;
use super::ensemble::{Ensemble, angle, moved};
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::langevin::{ULA, Ula};
use crate::parameter::Settings;
use crate::problem::density::OrbitDensity;
use crate::problem::density::orbits::{determinant, parts};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::orbits::OrbitLaw;
use crate::words::text;
use std::sync::Arc;

/// Where the two circles' centres stand in the picture.
pub(super) const CENTRES: [[f64; 2]; 2] = [[-1.6, 0.0], [1.6, 0.0]];

/// What does not change in a run.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) density: OrbitDensity,
    pub(super) ula: Ula,
    pub(super) beta: f64,
    /// What theory says where M = I.
    pub(super) law: Option<OrbitLaw>,
}

/// The scene's state. The drift is cubic, so that a step that is far too large may throw a chain out: it then stops.
#[derive(Debug, Clone)]
pub(super) struct OrbitsRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) walker: [f64; 4],
    pub(super) trails: [Trail; 2],
    stream: Stream,
    stopped: Option<u64>,
    pub(super) ensemble: Ensemble,
    pub(super) step: u64,
}

/// Where a matrix stands in both halves of the picture.
pub(super) fn places(x: [f64; 4]) -> [[f64; 2]; 2] {
    let parts = parts(x);
    [0, 1].map(|side: usize| [CENTRES[side][0] + parts[side][0], CENTRES[side][1] + parts[side][1]])
}

impl OrbitsRun {
    /// At step 0: everyone at √M or at its reflection.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (beta, eta, m) = (settings.number("beta")?, settings.number("eta")?, settings.number("m")?);
        let density = OrbitDensity { beta, target: [1.0, m] };
        let sign = if settings.choice("side")? == "reflection" { -1.0 } else { 1.0 };
        let start = [1.0, 0.0, 0.0, sign * m.sqrt()];
        let law = (m == 1.0).then(|| OrbitLaw::new(beta));
        Ok(Self {
            // The dynamics are those of the potential βf at temperature 1.
            fixed: Arc::new(Fixed { density, ula: Ula::new(eta, 1.0), beta, law }),
            walker: start,
            trails: places(start).map(Trail::from),
            stream: Stream::new(seed, ULA.id),
            stopped: None,
            ensemble: Ensemble::new(start, beta, eta, seed),
            step: 0,
        })
    }

    pub(super) fn eta(&self) -> f64 {
        self.fixed.ula.eta()
    }
}

impl Run for OrbitsRun {
    fn step(&mut self) {
        self.step += 1;
        let xi: [f64; 4] = core::array::from_fn(|_| self.stream.normal());
        if self.stopped.is_none() {
            match moved(&self.fixed.density, &self.fixed.ula, self.walker, &xi) {
                Some(next) => self.walker = next,
                None => self.stopped = Some(self.step),
            }
            self.trails.iter_mut().zip(places(self.walker)).for_each(|(trail, at)| trail.push(at));
        }
        self.ensemble.step(&self.fixed.density, &self.fixed.ula);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        Rect::new([-3.1, 3.1], [-1.75, 1.75])
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        picture::backdrop(self)
    }

    fn frame(&self) -> Frame {
        let readout = |id: &str, label: &str, value: f64| Readout {
            id: id.to_string().into(),
            label: label.to_string().into(),
            value,
            unit: String::new().into(),
        };
        let mut notices = Vec::new();
        notices.extend(self.stopped.map(|step| text("notice.chain-lost").with("step", step)));
        let lost = self.ensemble.stopped.iter().filter(|stopped| **stopped).count();
        if lost > 0 {
            notices.push(text("notice.companions-lost").with("count", lost));
        }
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                readout(ULA.id, "det X", determinant(self.walker)),
                readout("time", "time ηk", self.eta() * self.step as f64),
                readout("rotations", "share with det X > 0", self.ensemble.share_of_rotations()),
            ],
            notices,
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        vec![
            observable("angle.ula", angle(self.walker)),
            observable("determinant.ula", determinant(self.walker)),
            observable("distance.ula", self.fixed.density.distance(self.walker)),
            observable("correlation", self.ensemble.correlation()),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        vec![Track {
            id: ULA.id.to_string(),
            label: ULA.label(),
            point: self.walker.to_vec(),
            value: -self.fixed.density.value(self.walker),
        }]
    }

    fn claims(&self) -> Vec<Claim> {
        claims::circles(self)
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let side = usize::from(at[0] > 0.0);
        let [u, v] = [at[0] - CENTRES[side][0], at[1] - CENTRES[side][1]];
        // The matrix that has this part, and none of the other.
        let x = if side == 0 { [u, -v, v, u] } else { [u, v, v, -u] };
        Some(Probe {
            lines: vec![
                format!("{} of size {:.3}", if side == 0 { "rotation" } else { "reflection" }, libm::hypot(u, v))
                    .into(),
                format!("angle {:.3}", libm::atan2(v, u)).into(),
                format!("det X = {:.3}", determinant(x)).into(),
                format!("βf = {:.3}", self.fixed.density.value(x)).into(),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walker.iter().for_each(|v| hash(*v));
        self.ensemble.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;

    fn start(preset: &[(&str, &str)]) -> Box<dyn Run> {
        let scene = find("orbits").unwrap();
        let mut settings = Settings::new(scene.parameters());
        preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        scene.start(&settings, 1).unwrap()
    }

    #[test]
    fn claims_are_made_where_their_conditions_hold() {
        let count = |preset: &[(&str, &str)]| start(preset).claims().len();
        assert_eq!(count(&[]), 3);
        assert_eq!(count(&[("m", "0.5")]), 0);
        assert_eq!(count(&[("beta", "4")]), 0);
        assert_eq!(count(&[("beta", "100"), ("eta", "0.01")]), 0);
    }

    #[test]
    fn a_step_far_too_large_stops_with_a_notice() {
        let mut run = start(&[("beta", "100"), ("eta", "0.01")]);
        (0..2000).for_each(|_| run.step());
        assert!(run.frame().notices.iter().any(|notice| notice.id() == Some("notice.chain-lost")));
        run.digest(&mut |value| assert!(value.is_finite()));
    }

    #[test]
    fn the_probe_tells_the_two_circles_apart() {
        let run = start(&[]);
        let [left, right] = CENTRES.map(|[x, y]| run.probe([x, y + 1.0]).unwrap().lines);
        assert!(
            left[0].to_string().contains("rotation")
                && left[2].to_string().contains("det X = 1.000")
                && left[3].to_string().contains("βf = 0.000")
        );
        assert!(right[0].to_string().contains("reflection") && right[2].to_string().contains("det X = -1.000"));
    }
}
