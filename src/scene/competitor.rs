//! One update rule on its way through a game: where it is, and what became of it.

use crate::error::Error;
use crate::frame::{Mark, Readout};
use crate::method::dynamics::{Domain, Dynamics, DynamicsInfo, Excursion, Unsolved};
use crate::palette::Color;
use crate::parameter::Settings;
use crate::problem::game::Game;
use crate::scene::stopped::stopped;
use crate::scene::{Observable, Track};
use crate::words::{Notation, Text, text};
use nalgebra::DMatrix;

/// Beyond this radius squares come near overflow: the competitor stops and keeps its last state.
const OVERFLOW: f64 = 1e100;

/// A method that plays a game, with the joint state that it has reached.
pub struct Competitor {
    /// The rule.
    pub rule: &'static DynamicsInfo,
    /// The joint state now.
    pub at: Vec<f64>,
    dynamics: Box<dyn Dynamics>,
    before: Vec<f64>,
    left: Option<(u64, f64)>,
    stopped: Option<u64>,
    unsolved: Option<(u64, Unsolved)>,
}

impl Clone for Competitor {
    fn clone(&self) -> Self {
        let (at, before, dynamics) = (self.at.clone(), self.before.clone(), self.dynamics.duplicate());
        Self { rule: self.rule, at, dynamics, before, left: self.left, stopped: self.stopped, unsolved: self.unsolved }
    }
}

impl Competitor {
    /// At its start, with the settings' step sizes.
    ///
    /// # Errors
    /// When the settings lack a parameter of the rule.
    pub fn new(rule: &'static DynamicsInfo, settings: &Settings, seed: u64, start: &[f64]) -> Result<Self, Error> {
        let dynamics = (rule.build)(settings, seed)?;
        let (at, before) = (start.to_vec(), start.to_vec());
        Ok(Self { rule, at, dynamics, before, left: None, stopped: None, unsolved: None })
    }

    /// The method's id.
    pub fn id(&self) -> &'static str {
        self.rule.info.id
    }

    /// The method's colour.
    pub fn color(&self) -> Color {
        self.rule.info.color
    }

    /// Takes step number `step`, and notes when it first gets farther than `far` from the origin; returns whether it moved
    /// on. Where it would overflow it stops, for good, at its last finite state.
    pub fn advance(&mut self, game: &dyn Game, domain: Domain, step: u64, far: f64) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        self.before.copy_from_slice(&self.at);
        if let Err(unsolved) = self.dynamics.step(game, domain, &mut self.at) {
            self.unsolved.get_or_insert((step, unsolved));
        }
        let size = size_of(&self.at);
        if size.is_nan() || size > OVERFLOW {
            self.at.copy_from_slice(&self.before);
            self.stopped = Some(step);
            return false;
        }
        if self.left.is_none() && size > far {
            self.left = Some((step, size));
        }
        true
    }

    /// The joint state before the last step.
    pub fn before(&self) -> &[f64] {
        &self.before
    }

    /// The step at which it stopped because the next one would overflow.
    pub fn stopped(&self) -> Option<u64> {
        self.stopped
    }

    /// What the last step looked at before it moved.
    pub fn excursion(&self) -> Option<&Excursion> {
        self.dynamics.excursion()
    }

    /// The matrix of one step where the field's Jacobian is J, see [`Dynamics::one_step_matrix`].
    pub fn one_step_matrix(&self, jacobian: &DMatrix<f64>, dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        self.dynamics.one_step_matrix(jacobian, dimensions)
    }

    /// Adds a notice for each event of its way.
    pub fn notices(&self, notices: &mut Vec<Text>) {
        if let Some(step) = self.stopped {
            notices.push(stopped("notice.competitor-stopped", self.id(), step, size_of(&self.at)));
        } else if let Some((step, size)) = self.left {
            notices.push(stopped("notice.competitor-left", self.id(), step, size));
        }
        if let Some((step, Unsolved { task, residual })) = self.unsolved {
            let notice = text(format!("notice.competitor-{task}")).with("method", self.rule.info.name());
            notices.push(notice.with("step", step).number("residual", residual, Notation::Scientific(1)));
        }
    }

    /// A live number beside its name in the legend.
    pub fn readout(&self, quantity: &str, value: f64) -> Readout {
        Readout::of_method(self.id(), quantity, value)
    }

    /// A quantity followed over time.
    pub fn observable(&self, quantity: &str, value: f64) -> Observable {
        Observable { id: format!("{quantity}.{}", self.id()), value }
    }

    /// Its curve of a quantity that is followed over time.
    pub fn series(&self, quantity: &str) -> Mark {
        Mark::series(format!("{quantity}.{}", self.id()), self.color())
    }

    /// Its state, as `run` prints it.
    pub fn track(&self, game: &dyn Game) -> Track {
        let label = self.rule.info.label();
        Track { id: self.id().to_string(), label, point: self.at.clone(), value: game.value(&self.at) }
    }

    /// Every number of its state.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().chain(self.dynamics.memory()).for_each(|value| hash(*value));
    }
}

fn size_of(z: &[f64]) -> f64 {
    z.iter().fold(0.0, |size, coordinate| libm::hypot(size, *coordinate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::dynamics::{DYNAMICS, gda};
    use crate::parameter::Parameter;
    use crate::problem::game::Bilinear;

    #[test]
    fn one_that_would_overflow_keeps_its_last_finite_state() {
        let mut parameters = vec![Parameter::number("eta", "", [0.0, 10.0], 10.0)];
        parameters.extend(DYNAMICS.iter().flat_map(|rule| rule.info.hyper_parameters()));
        let mut competitor = Competitor::new(&gda::INFO, &Settings::new(parameters), 0, &[1.0, 1.0]).unwrap();
        let (game, domain) = (Bilinear { coupling: 5.0 }, Domain::from_half_width(0.0));
        let last = (1..200).take_while(|step| competitor.advance(&game, domain, *step, 1e3)).last().unwrap();
        // The radius grows by √2501 per step.
        assert_eq!(last, (100.0 / (0.5 * 2501.0_f64.log10())) as u64);
        assert_eq!(competitor.stopped(), Some(last + 1));
        let (mut notices, size) = (Vec::new(), size_of(&competitor.at));
        assert!(size.is_finite() && size > 1e98);
        competitor.notices(&mut notices);
        assert_eq!(notices.iter().filter_map(Text::id).collect::<Vec<_>>(), ["notice.competitor-stopped"]);
        assert!(!competitor.advance(&game, domain, 500, 1e3));
    }
}
