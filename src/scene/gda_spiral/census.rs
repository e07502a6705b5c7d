//! The census: from how many starts of a grid in the box a method comes to the bilinear game's line of solutions x = 0 and
//! stays there.

use super::laws::GAN_MIN_MAX;
use crate::error::Error;
use crate::frame::Claim;
use crate::method::dynamics::{Domain, Dynamics, Gda, GreedyAcceptReject, GreedyOptions};
use crate::parameter::Settings;
use crate::problem::game::{Bilinear, Game};
use crate::random::Stream;
use crate::theory::accept_reject::WallToWall;
use crate::words::{Text, text};
use std::sync::Arc;

/// Starts along each side of the box.
const SIDE: u32 = 21;
/// All starts.
const STARTS: u32 = SIDE * SIDE;
/// How long each walk is …
const STEPS: u64 = 500;
/// … and the last so many steps of it have to be spent near the line …
const HELD: u64 = 100;
/// … which means |x| at most this.
const NEAR: f64 = 0.1;
/// The probability with which a true claim may fail.
const UNLUCKY: f64 = 1e-4;

/// What does not change while the census is taken.
#[derive(Debug)]
struct Plan {
    game: Bilinear,
    half_width: f64,
    step_size: f64,
    seed: u64,
    /// Accept–reject's options, where its claim can be made.
    greedy: Option<GreedyOptions>,
    /// Whether the claim of descent–ascent can be made.
    descent_ascent: bool,
}

/// The census so far: in each step of the scene each method walks from one more start, which is not drawn.
#[derive(Debug, Clone)]
pub(super) struct Census {
    plan: Arc<Plan>,
    taken: u32,
    greedy: u32,
    descent_ascent: u32,
}

impl Census {
    /// The census for these settings; none where nothing of it can be claimed.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Option<Self>, Error> {
        let half_width = settings.number("box")?;
        if settings.choice("game")? != "bilinear" || half_width <= 2.0 * NEAR {
            return Ok(None);
        }
        let chosen = |id: &str| Ok::<_, Error>(settings.choices("methods")?.iter().any(|method| method == id));
        let (coupling, step_size) = (settings.number("a")?, settings.number("eta")?);
        let options = GreedyOptions::from_settings(settings)?;
        let greedy = chosen("greedy-accept-reject")? && is_sure(coupling, half_width, step_size, options);
        // Off the middle descent–ascent circles it by ηa a step, at no smaller radius than the grid's spacing h/10, so
        // that a hundred steps take it away from the line.
        let leaves = step_size * coupling * HELD as f64 >= core::f64::consts::FRAC_PI_2 && half_width >= 20.0 * NEAR;
        let descent_ascent = chosen("gda")? && leaves;
        if !greedy && !descent_ascent {
            return Ok(None);
        }
        let greedy = greedy.then_some(options);
        let plan = Plan { game: Bilinear { coupling }, half_width, step_size, seed, greedy, descent_ascent };
        Ok(Some(Self { plan: Arc::new(plan), taken: 0, greedy: 0, descent_ascent: 0 }))
    }

    /// Walks from the next start.
    pub(super) fn step(&mut self) {
        if self.taken == STARTS {
            return;
        }
        let (plan, spacing) = (&self.plan, 2.0 * self.plan.half_width / f64::from(SIDE - 1));
        let coordinate = |index: u32| f64::from(index) * spacing - plan.half_width;
        // The middle index is the middle, without rounding.
        let exact = |index: u32| if 2 * index + 1 == SIDE { 0.0 } else { coordinate(index) };
        let start = [exact(self.taken % SIDE), exact(self.taken / SIDE)];
        if let Some(options) = plan.greedy {
            let noise = Stream::new(plan.seed, &format!("census {}", self.taken));
            let mut search = GreedyAcceptReject::new(plan.step_size, options, noise);
            self.greedy += u32::from(stays(&mut search, plan, start));
        }
        if plan.descent_ascent {
            self.descent_ascent += u32::from(stays(&mut Gda::new(plan.step_size), plan, start));
        }
        self.taken += 1;
    }

    /// How many starts each method has come from, once all are done.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let claim = |id: &'static str, predicted: u32, counted: u32| {
            let counted = (self.taken == STARTS).then_some(f64::from(counted));
            Claim::equal(id, f64::from(predicted), GAN_MIN_MAX)
                .within(0.0, id)
                .measured(counted)
                .progressing(f64::from(self.taken) / f64::from(STARTS))
        };
        let greedy = self.plan.greedy.map(|_| claim("greedy-census", STARTS, self.greedy).saying(statement()));
        let descent_ascent = self.plan.descent_ascent.then(|| claim("gda-census", 1, self.descent_ascent));
        greedy.into_iter().chain(descent_ascent).collect()
    }

    /// Every number of the census.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        [self.taken, self.greedy, self.descent_ascent].iter().for_each(|count| hash(f64::from(*count)));
    }
}

fn statement() -> Text {
    let statement = text("claim.greedy-census").with("side", f64::from(SIDE)).with("near", NEAR);
    statement.with("held", HELD).with("steps", STEPS)
}

/// Whether a method is near the line in all of the last steps of its walk.
fn stays(method: &mut dyn Dynamics, plan: &Plan, start: [f64; 2]) -> bool {
    let (mut z, domain) = (start, Domain::from_half_width(plan.half_width));
    for step in 1..=STEPS {
        if method.step(&plan.game as &dyn Game, domain, &mut z).is_err() {
            return false;
        }
        if step > STEPS - HELD && z[0].abs() > NEAR {
            return false;
        }
    }
    true
}

/// Whether accept–reject surely comes in time: by the chain of [`WallToWall`], once no lucky acceptance is to be expected.
fn is_sure(coupling: f64, half_width: f64, step_size: f64, options: GreedyOptions) -> bool {
    let lucky_from = if options.temperature > 0.0 {
        // Σ_{i ≥ n} e^{−i/τ} = e^{−n/τ}/(1 − e^{−1/τ}), for all starts together a tenth of what may fail.
        let each = -libm::expm1(-1.0 / options.temperature);
        (options.temperature * libm::log(f64::from(STARTS) / (0.1 * UNLUCKY * each))).max(0.0).ceil()
    } else {
        0.0
    };
    // An answer that is stationary at once, at slope ≤ ε, must not lie farther out than the line's neighbourhood.
    if options.tolerance > NEAR * coupling || lucky_from > 0.5 * STEPS as f64 {
        return false;
    }
    let attempts = (options.attempts as u64).saturating_sub(lucky_from as u64);
    let law =
        WallToWall { slope: coupling * half_width, step_size, noise: options.noise, half_width, goal: NEAR, attempts };
    f64::from(STARTS) * law.misses(STEPS - HELD - lucky_from as u64) <= 0.9 * UNLUCKY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;

    fn census(changes: &[(&str, &str)], seed: u64) -> Option<Census> {
        let mut settings = Settings::new(find("gda-spiral").unwrap().parameters());
        for (id, value) in changes {
            settings.set(id, value).unwrap();
        }
        Census::new(&settings, seed).unwrap()
    }

    #[test]
    fn it_is_offered_where_its_claims_must_hold() {
        let both = ("methods", "gda,greedy-accept-reject");
        assert_eq!(census(&[both, ("box", "5")], 0).unwrap().claims().len(), 2);
        assert!(census(&[both], 0).is_none(), "without walls");
        assert!(census(&[both, ("box", "5"), ("game", "sine-sum")], 0).is_none());
        let unsure = [("greedy-accept-reject.noise", "0"), ("greedy-accept-reject.attempts", "20"), ("eta", "0.001")];
        for change in unsure {
            let claims = census(&[both, ("box", "5"), change], 0).map_or(Vec::new(), |census| census.claims());
            assert!(claims.iter().all(|claim| claim.id == "gda-census"), "{change:?}");
        }
    }

    #[test]
    fn other_boxes_and_steps_hold_too() {
        let both = ("methods", "gda,greedy-accept-reject");
        for (seed, changes) in [[("box", "3"), ("a", "2")], [("box", "8"), ("eta", "0.3")]].iter().enumerate() {
            let mut census = census(&[&[both], changes.as_slice()].concat(), seed as u64).unwrap();
            for _ in 0..STARTS {
                census.step();
            }
            let claims = census.claims();
            assert!(!claims.is_empty());
            for claim in claims {
                assert_eq!(claim.holds(), Some(true), "{} {:?} at {changes:?}", claim.id, claim.measured);
            }
        }
    }
}
