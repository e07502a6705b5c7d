//! One path on the plane: factors of some depth with the rule that knows only their product beside them, or an optimizer.

use super::super::balance::Balance;
use super::super::{DEPTHS, rules};
use super::Setup;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{Optimizer, Step};
use crate::parameter::Settings;
use crate::problem::linear_network::LinearNetwork;
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::theory::deep_linear::end_to_end_velocity;
use nalgebra::DMatrix;
use std::sync::Arc;

/// Beyond this a path is stopped where it was.
const TOO_FAR: f64 = 1e6;
/// Trails take a point only so far from the last one, as a share of the view.
const APART: f64 = 0.002;

/// How a path steps.
#[derive(Clone)]
enum Way {
    /// Gradient descent on factors v and a₁, …; the end-to-end rule goes along with the product alone.
    Factors { network: LinearNetwork, balance: Box<Balance>, ghost: Option<([f64; 2], Trail)> },
    /// An optimizer on w itself.
    Rule { rule: Arc<dyn Optimizer>, memory: Vec<f64>, noise: Stream },
}

/// One path.
#[derive(Clone)]
pub(super) struct Walker {
    pub(super) info: &'static MethodInfo,
    way: Way,
    pub(super) at: [f64; 2],
    pub(super) trail: Trail,
    pub(super) stopped: Option<u64>,
}

/// Balanced factors with the product w, in a row: v = ‖w‖^{1/N}ŵ and N − 1 numbers ‖w‖^{1/N}. Then the first is multiplied by 1 − δ
/// and the last divided by it, which leaves the product.
pub(in super::super) fn factors(w: [f64; 2], depth: usize, imbalance: f64) -> Result<LinearNetwork, Error> {
    let norm = libm::hypot(w[0], w[1]);
    let size = libm::pow(norm, 1.0 / depth as f64);
    let direction = if norm > 0.0 { w.map(|part| part / norm) } else { [0.0; 2] };
    let mut layers = vec![DMatrix::from_fn(1, 2, |_, j| size * direction[j])];
    layers.resize(depth.max(1), DMatrix::from_element(1, 1, size));
    if depth > 1 {
        layers[0] *= 1.0 - imbalance;
        layers[depth - 1] /= 1.0 - imbalance;
    }
    LinearNetwork::new(layers)
}

/// The product as a point.
pub(in super::super) fn point(network: &LinearNetwork) -> [f64; 2] {
    let product = network.product();
    [product[0], product[1]]
}

fn is_near(w: [f64; 2]) -> bool {
    w.iter().all(|part| part.abs() <= TOO_FAR)
}

impl Walker {
    fn new(info: &'static MethodInfo, way: Way, start: [f64; 2]) -> Self {
        Self { info, way, at: start, trail: Trail::from(start), stopped: None }
    }

    /// The number of factors; none for an optimizer.
    pub(super) fn depth(&self) -> Option<usize> {
        match &self.way {
            Way::Factors { network, .. } => Some(network.layers().len()),
            Way::Rule { .. } => None,
        }
    }

    /// The factors, where there are some.
    pub(super) fn network(&self) -> Option<&LinearNetwork> {
        match &self.way {
            Way::Factors { network, .. } => Some(network),
            Way::Rule { .. } => None,
        }
    }

    /// The law of balance, where there is more than one factor.
    pub(super) fn balance(&self) -> Option<&Balance> {
        match &self.way {
            Way::Factors { network, balance, .. } if network.layers().len() > 1 => Some(balance),
            _ => None,
        }
    }

    /// What the paths take of memory, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.trail.weight() + self.ghost().map_or(0, |(_, trail)| trail.weight())
    }

    /// Where the end-to-end rule is, with its path.
    pub(super) fn ghost(&self) -> Option<&([f64; 2], Trail)> {
        match &self.way {
            Way::Factors { ghost, .. } => ghost.as_ref(),
            Way::Rule { .. } => None,
        }
    }

    /// Step `count`.
    pub(super) fn step(&mut self, setup: &Setup, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        let apart = APART * setup.view().width();
        let after = match &mut self.way {
            Way::Factors { network, balance, ghost } => {
                let [x, y] = setup.loss.slope(self.at);
                let slopes = network.slopes(&DMatrix::from_row_slice(1, 2, &[x, y]));
                let mut next = network.clone();
                next.step(&slopes, setup.rate, 1.0);
                if let Some((at, trail)) = ghost {
                    let velocity = end_to_end_velocity(*at, setup.loss.slope(*at), next.layers().len());
                    let moved = [at[0] + setup.rate * velocity[0], at[1] + setup.rate * velocity[1]];
                    if is_near(moved) {
                        *at = moved;
                        trail.push_apart(moved, apart);
                    }
                }
                let product = point(&next);
                (is_near(product) && next.is_within(TOO_FAR)).then(|| {
                    balance.see(network, &next, &slopes, setup.rate, 1.0);
                    *network = next;
                    product
                })
            }
            Way::Rule { rule, memory, noise } => {
                let mut x = self.at.to_vec();
                rule.step(&mut Step::new(&setup.loss, count, noise), &mut x, memory);
                Some([x[0], x[1]]).filter(|after| is_near(*after))
            }
        };
        match after {
            Some(after) => {
                self.at = after;
                self.trail.push_apart(after, apart);
            }
            None => self.stopped = Some(count),
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().for_each(|part| hash(*part));
        match &self.way {
            Way::Factors { network, balance, ghost } => {
                network.layers().iter().flatten().for_each(|weight| hash(*weight));
                balance.digest(hash);
                ghost.iter().flat_map(|(at, _)| at).for_each(|part| hash(*part));
            }
            Way::Rule { memory, .. } => memory.iter().for_each(|number| hash(*number)),
        }
    }
}

/// The chosen paths at the start.
pub(super) fn walkers(setup: &Setup, settings: &Settings, seed: u64) -> Result<Vec<Walker>, Error> {
    let chosen = settings.choices("methods")?;
    let is_chosen = |info: &MethodInfo| chosen.iter().any(|id| id == info.id);
    let mut walkers = Vec::new();
    for (index, info) in DEPTHS.iter().enumerate().filter(|(_, info)| is_chosen(info)) {
        let network = factors(setup.start, index + 1, setup.imbalance)?;
        let ghost = (index > 0).then(|| (setup.start, Trail::from(setup.start)));
        walkers.push(Walker::new(
            info,
            Way::Factors { network, balance: Box::new(Balance::new()), ghost },
            setup.start,
        ));
    }
    for entry in rules().into_iter().filter(|entry| is_chosen(&entry.info)) {
        let rule: Arc<dyn Optimizer> = Arc::from((entry.build)(setup.rate, settings)?);
        let (memory, noise) = (vec![0.0; rule.memory(2)], Stream::new(seed, entry.info.id));
        walkers.push(Walker::new(&entry.info, Way::Rule { rule, memory, noise }, setup.start));
    }
    Ok(walkers)
}
