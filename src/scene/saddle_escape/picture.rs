//! What the scene draws: the relief with the strict-saddle region, the flocks, and four charts.

use super::flock::Flock;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::normal;
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::scene::terrain::{CELLS, lines, local, relief};
use crate::theory::escape;
use crate::words::{Text, text};

/// Bars of the histogram of escape times.
const BARS: usize = 40;

/// The landscape as relief with isolines; shaded where the gradient is small and some curvature clearly negative.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let f = setup.landscape.as_ref();
    let [epsilon, gamma] = setup.condition;
    let shaded = Grid::sample(view, CELLS[0], CELLS[1], |x, y| {
        let here = local(f, [x, y]);
        // Each in its own unit, so that the outline is as smooth as the worse of the two.
        (1.0 - here.steepness / epsilon).min(-1.0 - here.curvatures[0] / gamma)
    });
    let field = Some((relief(f, view), ColorMap::Relief));
    Backdrop { field, isolines: 14, shaded: Some(shaded), ..Backdrop::default() }
}

/// What lies under the cursor, with the kind of point.
pub(super) fn probe(setup: &Setup, at: [f64; 2]) -> Probe {
    let here = local(setup.landscape.as_ref(), at);
    let ([least, greatest], [epsilon, gamma]) = (here.curvatures, setup.condition);
    let kind = if here.steepness > epsilon {
        "probe.not-stationary"
    } else if least <= -gamma {
        if greatest > 0.0 { "probe.near-saddle" } else { "probe.near-maximum" }
    } else if least > 0.0 {
        "probe.near-minimum"
    } else {
        "probe.flat"
    };
    let mut lines = lines(setup.landscape.as_ref(), at);
    lines.push(text(kind));
    Probe { lines }
}

/// Where escape counts, the flocks as clouds, one walker of each with its path.
pub(super) fn layers(setup: &Setup, flocks: &[Flock]) -> Vec<Layer> {
    let mut layers = border(setup);
    let color = |flock: &Flock| flock.rule.info.color;
    layers.extend(flocks.iter().map(|flock| {
        let points = flock.positions();
        Layer::Cloud { points, color: color(flock), radius: 2.2, opacity: 0.55 }
    }));
    layers.extend(flocks.iter().map(|flock| Layer::Trail { points: flock.trail.to_vec(), color: color(flock) }));
    layers.push(Layer::start(setup.start));
    layers.extend(flocks.iter().map(|flock| Layer::point(flock.at(0), color(flock), flock.rule.info.name())));
    layers
}

fn border(setup: &Setup) -> Vec<Layer> {
    let b = setup.radius;
    let dashed = |points| Layer::Curve { points, color: Color::Muted, width: 1.0, dashed: true };
    let [x, y] = setup.pass.at;
    if let Some(down) = setup.pass.down() {
        let reach = 2.0 * (setup.info.view.width() + setup.info.view.height());
        let line = |side: f64| {
            let foot = [x + side * b * down[0], y + side * b * down[1]];
            [-reach, reach].map(|along| [foot[0] + along * down[1], foot[1] - along * down[0]]).to_vec()
        };
        return vec![dashed(line(1.0)), dashed(line(-1.0))];
    }
    let circle = (0..=96).map(|k| {
        let (sine, cosine) = libm::sincos(core::f64::consts::TAU * f64::from(k) / 96.0);
        [x + b * cosine, y + b * sine]
    });
    vec![dashed(circle.collect())]
}

/// Escaped share, departure, escape times, loss; `median` is perturbed SGD's predicted escape time.
pub(super) fn charts(setup: &Setup, flocks: &[Flock], step: u64, median: Option<f64>) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let mark = |flock: &Flock| {
            let info = &flock.rule.info;
            Mark::series(format!("{quantity}.{}", info.id), info.color)
        };
        flocks.iter().map(mark).collect()
    };
    let (mut share, mut departure) = (series("escaped"), series("departure"));
    // Theory speaks of starts on the ridge.
    let perturbed = flocks.iter().find(|flock| flock.rule.info.id == "perturbed-sgd");
    let perturbed = perturbed.filter(|_| setup.is_model() && setup.start[1] == 0.0);
    if let Some(flock) = perturbed {
        let color = flock.rule.info.color;
        let law = |of: &dyn Fn(f64) -> f64| {
            let points = (1..=120).map(|k| step as f64 * f64::from(k) / 120.0).filter(|t| *t >= 1.0);
            Mark::Line { points: points.map(|t| [t, of(t)]).collect(), color, dashed: true }
        };
        let spread = |t: f64| escape::perturbed_spread(setup.step_size, setup.sigma, t);
        share.push(law(&|t| 2.0 * normal::distribution(-setup.radius / spread(t))));
        departure.push(law(&|t| (escape::QUARTILE * spread(t)).min(1.0)));
    }
    departure.push(Mark::Rule { at: setup.radius, vertical: false, label: "b".into() });
    let titled = |chart: Chart, title: Text| {
        chart.titled(if perturbed.is_some() { text("chart.with-prediction").with("title", title) } else { title })
    };
    let share_axis = Axis::linear(text("axis.share")).within(0.0, 1.0);
    let (distance, axis) = if setup.is_model() {
        (text("chart.median-height"), "|y|".into())
    } else {
        (text("chart.median-distance"), text("axis.distance"))
    };
    vec![
        titled(Chart::over_time("escaped", share_axis, share), text("chart.share")),
        titled(Chart::over_time("departure", Axis::log(axis), departure), distance),
        Chart::over_time("times", Axis::linear(text("axis.walkers")), histograms(flocks, median)),
        Chart::over_time("loss", Axis::linear("f"), series("loss")),
    ]
}

/// A histogram of each flock's escape times, on common bars, with the predicted median.
fn histograms(flocks: &[Flock], median: Option<f64>) -> Vec<Mark> {
    let longest = flocks.iter().flat_map(Flock::escape_times).fold(1.0, f64::max);
    let width = libm::ceil(longest / BARS as f64).max(1.0);
    let edges: Vec<f64> = (0..=BARS).map(|bar| width * bar as f64).collect();
    let mut marks = Vec::new();
    for flock in flocks.iter().filter(|flock| flock.escapes() > 0) {
        let mut heights = vec![0.0; BARS];
        for time in flock.escape_times() {
            // Escapes at step t happen in (t − 1, t].
            let bar = libm::ceil(time / width) as usize;
            heights[bar.clamp(1, BARS) - 1] += 1.0;
        }
        marks.push(Mark::Bars { edges: edges.clone(), heights, color: flock.rule.info.color });
    }
    marks.extend(median.map(|at| Mark::Rule { at, vertical: true, label: text("label.predicted-median") }));
    marks
}
