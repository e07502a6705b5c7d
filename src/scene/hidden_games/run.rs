//! The scene in time.

use super::state::{Contestant, HiddenGamesRun};
use super::{geometry, picture};
use crate::frame::{Backdrop, Claim, Frame, Twin};
use crate::geometry::Rect;
use crate::method::dynamics::Domain;
use crate::problem::game::{Game as _, Hidden, Mask};
use crate::scene::field_arrows::square_view;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, text};

/// Half the height of the view.
const VIEW: f64 = 3.2;
/// A method has left the picture so far out.
const FAR: f64 = 60.0;

/// dV/dt at a state under a method's own flow.
fn predicted_slope(game: Hidden, natural: bool, z: &[f64]) -> f64 {
    let mut field = vec![0.0; z.len()];
    if natural {
        game.natural_field(z, &mut field);
    } else {
        game.field(z, &mut field);
    }
    -game.lyapunov_derivative(z, &field)
}

impl Run for HiddenGamesRun {
    fn step(&mut self) {
        self.step += 1;
        let (game, step_size) = (self.setup.game, self.setup.step_size);
        for contestant in &mut self.contestants {
            let competitor = &mut contestant.competitor;
            if !competitor.advance(&game, Domain::from_half_width(0.0), self.step, FAR) {
                continue;
            }
            let natural = competitor.id() == "natural-gradient";
            let (before, after) = (competitor.before(), &competitor.at[..]);
            if natural {
                self.claims.see_natural(before, after);
            }
            // The slope over a step is nearest to the mean of its ends'.
            let ends = [before, after].map(|z| predicted_slope(game, natural, z));
            let measured = (game.lyapunov(after) - game.lyapunov(before)) / step_size;
            contestant.slopes = [measured, 0.5 * (ends[0] + ends[1])];
            for (trail, point) in contestant.parameters.iter_mut().zip(geometry::parameter_points(after)) {
                trail.push(point);
            }
            for (trail, point) in contestant.strategies.iter_mut().zip(geometry::strategy_points(game, after)) {
                trail.push(point);
            }
        }
        self.claims.step();
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        let points: usize =
            self.contestants.iter().map(|contestant| contestant.parameters.len() + contestant.strategies.len()).sum();
        points * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        square_view(VIEW, &self.setup.start)
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        // Two parameters each: both players are points of one plane.
        (self.setup.game.mask == Mask::Softmax).then_some(["\u{3b8}\u{2081}", "\u{3b8}\u{2082}"])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self.setup.game, view)
    }

    fn twin(&self) -> Option<Twin> {
        Some(picture::twin(self.setup.game.mask))
    }

    fn twin_backdrop(&self, view: Rect) -> Backdrop {
        picture::strategy_backdrop(self.setup.game, view)
    }

    fn pull_back(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        geometry::parameters_at(self.setup.game.mask, at)
    }

    fn frame(&self) -> Frame {
        let competitors = || self.contestants.iter().map(|contestant| &contestant.competitor);
        let mut notices = Vec::new();
        competitors().for_each(|competitor| competitor.notices(&mut notices));
        let value = |at: &[f64]| self.setup.game.lyapunov(at);
        Frame {
            layers: picture::layers(self),
            twin: picture::strategy_layers(self),
            charts: picture::charts(self),
            readouts: competitors().map(|competitor| competitor.readout("lyapunov", value(&competitor.at))).collect(),
            notices,
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of_one = |Contestant { competitor, slopes: [measured, predicted], .. }: &Contestant| {
            let value = self.setup.game.lyapunov(&competitor.at);
            [("lyapunov", value), ("slope", *measured), ("predicted", *predicted)]
                .map(|(quantity, value)| competitor.observable(quantity, value))
        };
        self.contestants.iter().flat_map(of_one).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        self.contestants.iter().map(|contestant| contestant.competitor.track(&self.setup.game)).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.claims.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let game = self.setup.game;
        let lines = match game.mask {
            Mask::Sigmoid => {
                let ([f, g], digits) = (game.strategies(&at), Notation::Fixed(4));
                let strategies = text("probe.strategies").number("first", f[0], Notation::Fixed(3));
                vec![
                    strategies.number("second", g[0], Notation::Fixed(3)),
                    text("probe.payoff").number("value", game.value(&at), digits),
                    text("probe.lyapunov").number("value", game.lyapunov(&at), digits),
                ]
            }
            Mask::Softmax => {
                let signs = ["rock", "paper", "scissors"].into_iter().zip(game.mask.strategy(&at));
                vec![signs.fold(text("probe.strategy"), |line, (sign, p)| line.number(sign, p, Notation::Fixed(3)))]
            }
        };
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.contestants.iter().for_each(|contestant| contestant.competitor.digest(hash));
        self.claims.digest(hash);
    }
}
