//! What the scene draws: the walkers and their trail, and four charts.

use super::state::LangevinRun;
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::method::langevin::ULA;
use crate::palette::Color;
use crate::words::{Text, signs, text};

/// A colour for each mode.
const MODES: [Color; 4] = [Color::Sky, Color::Orange, Color::Green, Color::Purple];
/// The ids under which each mode's share of the companions is recorded.
pub(super) const SHARES: [&str; 4] = ["share.1", "share.2", "share.3", "share.4"];

/// The companions, and the trail over them.
pub(super) fn layers(run: &LangevinRun) -> Vec<Layer> {
    vec![
        Layer::Cloud { points: run.companions.clone(), color: Color::Ink, radius: 1.3, opacity: 0.35 },
        Layer::Trail { points: run.trail.to_vec(), color: ULA.color },
        Layer::start(run.setup.start),
        Layer::point(run.walker, ULA.color, ULA.name()),
    ]
}

/// Which mode when, the modes' shares, passage times, the barrier.
pub(super) fn charts(run: &LangevinRun) -> Vec<Chart> {
    let several = (run.setup.modes() > 1).then(|| occupancy(run));
    std::iter::once(which_mode(run)).chain(several).chain(passages(run)).chain(profile(run)).collect()
}

fn rule(at: f64, vertical: bool, label: Text) -> Mark {
    Mark::Rule { at, vertical, label }
}

fn which_mode(run: &LangevinRun) -> Chart {
    let modes = run.setup.modes();
    let (id, y, mut marks) = if modes <= 2 {
        let rules = run.setup.planar.modes.iter().map(|mode| rule(mode[0], false, Text::NONE)).collect();
        ("x.ula", Axis::linear(signs("x₁")), rules)
    } else {
        ("mode.ula", Axis::linear(text("axis.mode")).within(0.5, modes as f64 + 0.5), Vec::new())
    };
    marks.push(Mark::series(id, ULA.color));
    Chart::over_time("which-mode", y, marks)
}

fn occupancy(run: &LangevinRun) -> Chart {
    let modes = run.setup.modes();
    let mut marks: Vec<Mark> = SHARES.iter().zip(MODES).take(modes).map(|(id, c)| Mark::series(*id, c)).collect();
    if run.setup.product.is_some() {
        marks.push(rule(1.0 / modes as f64, false, signs(format!("1/{modes}"))));
    } else {
        marks.extend(run.setup.shares.iter().map(|share| rule(*share, false, Text::NONE)));
    }
    Chart::over_time("occupancy", Axis::linear(text("axis.share")).within(0.0, 1.0), marks)
}

/// The density of passage times by life table, and the exponential law of the predicted mean.
fn passages(run: &LangevinRun) -> Option<Chart> {
    let mean = run.claims.predicted_passage()?;
    let (edges, heights) = run.claims.passage_density()?;
    let end = edges.last().copied().unwrap_or(mean);
    let law = (0..=60).map(|k| {
        let t = end * f64::from(k) / 60.0;
        [t, libm::exp(-t / mean) / mean]
    });
    let marks = vec![
        Mark::Bars { edges, heights, color: Color::Sky },
        Mark::predicted(law.collect()),
        rule(mean, true, text("label.predicted-mean")),
    ];
    let time = Axis::linear(text("axis.time")).within(0.0, end);
    Some(Chart::new("passage-times", time, Axis::linear(text("axis.density")), marks))
}

/// βf along x₁ above its lowest point, with the walker on it.
fn profile(run: &LangevinRun) -> Option<Chart> {
    let (factor, beta) = (run.setup.factor()?, run.setup.beta);
    let reach = factor.r() + 2.5 / libm::sqrt(beta);
    let at = |k: i32| reach * f64::from(k) / 100.0;
    let lowest = (-100..=100).map(|k| factor.potential(at(k))).fold(f64::INFINITY, f64::min);
    let height = |x: f64| beta * (factor.potential(x) - lowest);
    let x = run.walker[0].clamp(-reach, reach);
    let marks = vec![
        Mark::measured((-100..=100).map(|k| [at(k), height(at(k))]).collect(), Color::Ink),
        Mark::Dots { points: vec![[x, height(x)]], errors: Vec::new(), color: ULA.color },
        rule(0.0, true, text("label.barrier")),
    ];
    Some(Chart::new("barrier", Axis::linear(signs("x₁")).within(-reach, reach), Axis::linear(signs("βf")), marks))
}
