//! The scene in time.

use super::picture;
use super::state::{NoLocalSaddleRun, SEARCH};
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::scene::field_arrows::{field_line, field_size, square_view};
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, Text, text};

/// So many rejected proposals are shown.
const REJECTED: usize = 40;

impl NoLocalSaddleRun {
    fn payoff(&self) -> f64 {
        self.setup.game.value(&self.search.at)
    }

    fn notices(&self) -> Vec<Text> {
        let [x, y] = self.search.at;
        let found = text("notice.found").number("x", x, Notation::Fixed(3)).number("y", y, Notation::Fixed(3));
        Vec::from_iter(self.search.has_found().then_some(found))
    }
}

impl Run for NoLocalSaddleRun {
    fn step(&mut self) {
        let game = self.setup.game.as_ref();
        let (before, done) = (self.search.at, self.search.has_found());
        self.search.step(game);
        match self.search.proposal {
            Some((_, true)) if self.search.at != before => {
                self.trail.push(self.search.at);
                self.rejected.clear();
                self.conditions = self.setup.greedy.conditions(game, self.search.at);
            }
            Some((at, false)) if !done => {
                if self.rejected.len() == REJECTED {
                    self.rejected.remove(0);
                }
                self.rejected.push(at);
            }
            _ => {}
        }
        self.claims.step(game);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        square_view(self.setup.game_info.view, &self.setup.start)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self.setup.game.as_ref(), view)
    }

    fn frame(&self) -> Frame {
        let ratios = self.conditions.ratios(self.setup.greedy.epsilon);
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::of_method(SEARCH.id, "payoff", self.payoff()),
                Readout::new("greedy-max", self.setup.top.0),
                Readout::new("worst", ratios.into_iter().fold(f64::NEG_INFINITY, f64::max)),
            ],
            tables: vec![picture::table(self)],
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        vec![Observable { id: "payoff".to_string(), value: self.payoff() }]
    }

    fn tracks(&self) -> Vec<Track> {
        let point = self.search.at.to_vec();
        vec![Track { id: SEARCH.id.to_string(), label: SEARCH.label(), point, value: self.payoff() }]
    }

    fn claims(&self) -> Vec<Claim> {
        self.claims.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let (game, greedy) = (self.setup.game.as_ref(), self.setup.greedy);
        let hessian = game.hessian(&at);
        let flat = field_size(game, at) <= greedy.epsilon;
        let verdict = match (super::claims::may_be_saddle(game, at), flat) {
            (true, true) => "probe.saddle",
            (true, false) => "probe.no-slopes",
            (false, true) => "probe.no-curvatures",
            (false, false) => "probe.no-saddle",
        };
        let values = text("probe.values").number("value", game.value(&at), Notation::Fixed(4));
        let bends = text("probe.second-derivatives").number("x", hessian[(0, 0)], Notation::Fixed(3));
        Some(Probe {
            lines: vec![
                values.number("greatest", greedy.max(game, at).0, Notation::Fixed(4)),
                field_line(game, at),
                bends.number("y", hessian[(1, 1)], Notation::Fixed(3)),
                text(verdict),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.search.digest(hash);
        self.claims.digest(hash);
    }
}
