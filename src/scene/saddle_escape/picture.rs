//! What the scene draws: the relief with the strict-saddle region, the flocks, and four charts.

use super::flock::Flock;
use super::run::{SaddleEscapeRun, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::normal;
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::scene::terrain::{CELLS, lines, local, relief};
use crate::theory::escape;

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
        "not stationary"
    } else if least <= -gamma {
        if greatest > 0.0 { "near a strict saddle" } else { "near a maximum" }
    } else if least > 0.0 {
        "near a minimum"
    } else {
        "flat: no curvature to escape by"
    };
    let mut lines = lines(setup.landscape.as_ref(), at);
    lines.push(kind.to_string().into());
    Probe { lines }
}

/// Where escape counts, the flocks as clouds, one walker of each with its path.
pub(super) fn layers(run: &SaddleEscapeRun) -> Vec<Layer> {
    let mut layers = border(&run.setup);
    for flock in &run.flocks {
        let color = flock.rule.info.color;
        layers.push(Layer::Cloud { points: flock.positions(), color, radius: 2.2, opacity: 0.55 });
    }
    for (flock, trail) in run.flocks.iter().zip(&run.trails) {
        layers.push(Layer::Trail { points: trail.to_vec(), color: flock.rule.info.color });
    }
    layers.push(Layer::Marker {
        at: run.setup.start,
        color: Color::Ink,
        label: "start".to_string().into(),
        filled: false,
    });
    for flock in &run.flocks {
        let label = flock.rule.info.name();
        layers.push(Layer::Marker { at: flock.at(0), color: flock.rule.info.color, label, filled: true });
    }
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

/// Escaped share, departure, escape times, loss.
pub(super) fn charts(run: &SaddleEscapeRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let mark = |flock: &Flock| Mark::Series {
            id: format!("{quantity}.{}", flock.rule.info.id).into(),
            color: flock.rule.info.color,
        };
        run.flocks.iter().map(mark).collect()
    };
    let chart = |id, title: &str, x: Axis, y: Axis, marks| Chart {
        id,
        title: title.to_string().into(),
        x,
        y,
        marks,
        square: false,
    };
    let (mut share, mut departure) = (series("escaped"), series("departure"));
    let perturbed = run.flocks.iter().find(|flock| flock.rule.info.id == "perturbed-sgd");
    let mut dashes = "";
    // Theory speaks of starts on the ridge.
    if let (Some(flock), true, true) = (perturbed, run.setup.is_model(), run.setup.start[1] == 0.0) {
        dashes = "; dashed: predicted";
        let color = flock.rule.info.color;
        let law = |of: &dyn Fn(f64) -> f64| {
            let points = (1..=120).map(|k| run.step as f64 * f64::from(k) / 120.0).filter(|t| *t >= 1.0);
            Mark::Line { points: points.map(|t| [t, of(t)]).collect(), color, dashed: true }
        };
        let spread = |t: f64| escape::perturbed_spread(run.setup.step_size, run.setup.sigma, t);
        share.push(law(&|t| 2.0 * normal::distribution(-run.setup.radius / spread(t))));
        departure.push(law(&|t| (escape::QUARTILE * spread(t)).min(1.0)));
    }
    departure.push(Mark::Rule { at: run.setup.radius, vertical: false, label: "b".to_string().into() });
    let (title, axis) =
        if run.setup.is_model() { ("Median |y|", "|y|") } else { ("Median distance from the saddle", "distance") };
    vec![
        chart(
            "escaped".into(),
            &format!("Share that has escaped{dashes}"),
            Axis::linear("step"),
            Axis::linear("share").within(0.0, 1.0),
            share,
        ),
        chart("departure".into(), &format!("{title}{dashes}"), Axis::linear("step"), Axis::log(axis), departure),
        chart("times".into(), "Escape times", Axis::linear("step"), Axis::linear("walkers"), histograms(run)),
        chart("loss".into(), "Loss of one walker", Axis::linear("step"), Axis::linear("f"), series("loss")),
    ]
}

/// A histogram of each flock's escape times, on common bars, with perturbed SGD's predicted median.
fn histograms(run: &SaddleEscapeRun) -> Vec<Mark> {
    let longest = run.flocks.iter().flat_map(Flock::escape_times).fold(1.0, f64::max);
    let width = libm::ceil(longest / BARS as f64).max(1.0);
    let edges: Vec<f64> = (0..=BARS).map(|bar| width * bar as f64).collect();
    let mut marks = Vec::new();
    for flock in run.flocks.iter().filter(|flock| flock.escapes() > 0) {
        let mut heights = vec![0.0; BARS];
        for time in flock.escape_times() {
            // Escapes at step t happen in (t − 1, t].
            let bar = libm::ceil(time / width) as usize;
            heights[bar.clamp(1, BARS) - 1] += 1.0;
        }
        marks.push(Mark::Bars { edges: edges.clone(), heights, color: flock.rule.info.color });
    }
    if let Some(at) = run.probes.predicted_median() {
        marks.push(Mark::Rule { at, vertical: true, label: "predicted median".to_string().into() });
    }
    marks
}
