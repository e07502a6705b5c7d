//! Two circles of matrices: Langevin diffuses along the one on which it starts.

mod claims;
mod ensemble;
mod picture;
mod run;

pub(super) use claims::expected_crossings;
pub(super) use run::CirclesRun;

use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::langevin::ULA;
use crate::problem::density::orbits::determinant;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, text};
use ensemble::{angle, moved};
use run::{CENTRES, places};

impl Run for CirclesRun {
    fn step(&mut self) {
        self.step += 1;
        let xi: [f64; 4] = core::array::from_fn(|_| self.stream.normal());
        if self.stopped.is_none() {
            match moved(&self.setup.density, &self.setup.ula, self.walker, &xi) {
                Some(next) => self.walker = next,
                None => self.stopped = Some(self.step),
            }
            self.trails.iter_mut().zip(places(self.walker)).for_each(|(trail, at)| trail.push(at));
        }
        self.ensemble.step(&self.setup.density, &self.setup.ula);
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
        let mut notices = Vec::new();
        notices.extend(self.stopped.map(|step| text("notice.chain-lost").with("step", step)));
        let lost = self.ensemble.stopped.iter().filter(|stopped| **stopped).count();
        if lost > 0 {
            notices.push(text("notice.companions-lost").with("count", lost));
        }
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::of_method(ULA.id, "determinant", determinant(self.walker)),
                Readout::new("time", self.eta() * self.step as f64),
                Readout::new("rotations", self.ensemble.share_of_rotations()),
            ],
            notices,
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        vec![
            Observable::new("angle.ula", angle(self.walker)),
            Observable::new("determinant.ula", determinant(self.walker)),
            Observable::new("distance.ula", self.setup.density.distance(self.walker)),
            Observable::new("correlation", self.ensemble.correlation()),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        vec![Track::of(&ULA, self.walker.to_vec(), -self.setup.density.value(self.walker))]
    }

    fn claims(&self) -> Vec<Claim> {
        claims::claims(self)
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let side = usize::from(at[0] > 0.0);
        let [u, v] = [at[0] - CENTRES[side][0], at[1] - CENTRES[side][1]];
        // The matrix that has this part, and none of the other.
        let x = if side == 0 { [u, -v, v, u] } else { [u, v, v, -u] };
        let number = |id, value| text(id).number("value", value, Notation::Fixed(3));
        Some(Probe {
            lines: vec![
                number(if side == 0 { "probe.rotation" } else { "probe.reflection" }, libm::hypot(u, v)),
                number("probe.angle", libm::atan2(v, u)),
                number("probe.determinant", determinant(x)),
                number("probe.energy", self.setup.density.value(x)),
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
    use crate::parameter::Settings;
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
        let said = |lines: Vec<crate::words::Text>| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (left, right) = (said(left), said(right));
        assert!(left[0].starts_with("probe.rotation") && right[0].starts_with("probe.reflection"));
        assert_eq!(left[2..], ["probe.determinant value=1.000", "probe.energy value=0.000"]);
        assert_eq!(right[2], "probe.determinant value=−1.000");
    }
}
