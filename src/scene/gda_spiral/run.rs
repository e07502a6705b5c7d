//! The scene in time.

use super::picture;
use super::state::{Contestant, GdaSpiralRun};
use crate::frame::{Backdrop, Claim, Frame};
use crate::geometry::Rect;
use crate::measure::spectrum::eigenvalues;
use crate::scene::field_arrows::{field_line, field_size, square_view};
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, Text, text};

/// A method has left the picture this many view half-heights away.
const FAR: f64 = 20.0;
/// A step this many times as long as the field's Jacobian allows at the start overshoots it, whatever the method.
const OVERSHOOTS: f64 = 2.0;

impl GdaSpiralRun {
    fn notices(&self) -> Vec<Text> {
        let (mut notices, setup) = (Vec::new(), &self.setup);
        if field_size(setup.game.as_ref(), setup.start) == 0.0 {
            notices.push(text("notice.at-equilibrium"));
        }
        self.contestants.iter().for_each(|contestant| contestant.competitor.notices(&mut notices));
        let stiffness = setup.game.jacobian(&setup.start).norm();
        if setup.game.multiplier().is_none()
            && self.contestants.iter().any(|contestant| contestant.competitor.stopped().is_some())
            && setup.step_size * stiffness > OVERSHOOTS
        {
            notices.push(text("notice.steep").number("bound", 1.0 / stiffness, Notation::Significant(2)));
        }
        notices
    }
}

impl Run for GdaSpiralRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = &self.setup;
        let (game, far) = (setup.game.as_ref(), FAR * setup.game_info.view);
        for contestant in &mut self.contestants {
            if contestant.competitor.advance(game, setup.domain, self.step, far) {
                let (before, after) = (contestant.before(), contestant.at());
                contestant.trail.push(after);
                contestant.remember();
                self.claims.see(contestant.competitor.id(), before, after, || field_size(game, after));
            }
        }
        if let Some(ghost) = &mut self.ghost {
            ghost.step(game, setup.domain, setup.step_size);
        }
        self.claims.step();
    }

    fn prepare(&self) -> bool {
        self.prepare_portraits()
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        // Each method and the flow keep a trail; little else is of any size.
        (self.contestants.len() + 1) * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        let walls = Some(1.08 * self.setup.domain.half_width()).filter(|half| half.is_finite()).unwrap_or(0.0);
        square_view(self.setup.game_info.view.max(walls), &self.setup.start)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let distances = self.contestants.iter().map(|one| one.competitor.readout("distance", self.distance(one.at())));
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: distances.collect(),
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let game = self.setup.game.as_ref();
        let of_one = |one: &Contestant| {
            let at = one.at();
            [
                ("distance", self.distance(at)),
                ("payoff", game.value(&at)),
                ("field", field_size(game, at)),
                ("shadow", picture::shadow(&self.setup, at)),
            ]
            .map(|(quantity, value)| one.competitor.observable(quantity, value))
        };
        self.contestants.iter().flat_map(of_one).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        self.contestants.iter().map(|one| one.competitor.track(self.setup.game.as_ref())).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.claims.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let game = self.setup.game.as_ref();
        let mut lines =
            vec![text("probe.value").number("value", game.value(&at), Notation::Fixed(4)), field_line(game, at)];
        if let Ok(values) = eigenvalues(&game.jacobian(&at))
            && let [first, second] = values[..]
        {
            lines.extend([picture::eigenvalue_line([first, second]), text(picture::turning([first, second]))]);
        }
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.contestants.iter().for_each(|contestant| contestant.competitor.digest(hash));
        self.ghost.iter().for_each(|ghost| ghost.digest(hash));
        self.claims.digest(hash);
    }
}
