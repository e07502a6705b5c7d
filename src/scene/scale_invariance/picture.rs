//! What the scene draws: the loss with the circle inside which its minimum repels, the paths, and five charts.

use super::methods::{GD_DECAY, GD_EXPONENTIAL};
use super::run::ScaleInvarianceRun;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::theory::scale_invariance::two_cycle;
use crate::words::{Notation, signs, text};

/// The half of the plane that the start lies in (y never changes its sign), as far as the start and the kicks reach.
pub(super) fn view(setup: &Setup) -> Rect {
    let start = libm::hypot(setup.start[0], setup.start[1]);
    let reach = 1.15 * start.max(2.0 * setup.edge().sqrt());
    let tall = [-0.12 * reach, reach];
    Rect::new([-0.9 * reach, 0.9 * reach], if setup.start[1] < 0.0 { [-tall[1], -tall[0]] } else { tall })
}

/// The loss as relief, and the circle.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let relief = Grid::sample(view, 180, 120, |x, y| setup.landscape.value(&[x, y]));
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 9, ..Backdrop::default() }
}

/// What lies under the cursor.
pub(super) fn probe(setup: &Setup, at: [f64; 2]) -> Probe {
    let mut gradient = [0.0; 2];
    setup.landscape.gradient(&at, &mut gradient);
    let (loss, square) = (setup.landscape.value(&at), at[0] * at[0] + at[1] * at[1]);
    let is_far = square * (1.0 - setup.step_size * setup.decay) > setup.step_size * (1.0 - 2.0 * loss);
    let fixed = Notation::Fixed(4);
    Probe {
        lines: vec![
            text("probe.loss").number("value", loss, fixed),
            text("probe.slope").number("x", gradient[0], fixed).number("y", gradient[1], fixed),
            text("probe.norm").number("square", square, fixed).number("edge", setup.edge(), fixed),
            text(if is_far { "probe.falls" } else { "probe.rises" }),
        ],
    }
}

/// The circle, the paths, and the common direction of the exponential rate.
pub(super) fn layers(run: &ScaleInvarianceRun) -> Vec<Layer> {
    let setup = &run.setup;
    let radius = setup.edge().sqrt();
    let circle = (0..=96).map(|k| {
        let (sine, cosine) = libm::sincos(core::f64::consts::TAU * f64::from(k) / 96.0);
        [radius * cosine, radius * sine]
    });
    let mut layers = vec![Layer::Curve { points: circle.collect(), color: Color::Ink, width: 1.2, dashed: true }];
    for (index, info) in run.drawn().filter(|(index, _)| *index < 2) {
        layers.push(Layer::Trail { points: run.trails[index].to_vec(), color: info.color });
    }
    layers.push(Layer::start(setup.start));
    for (index, info) in run.drawn() {
        let at = run.paths[index].at;
        if index < 2 {
            layers.push(Layer::point(at, info.color, info.name()));
            continue;
        }
        // Its norm grows without bound: only the direction is drawn.
        let size = libm::hypot(at[0], at[1]);
        if size > 0.0 {
            let far = 0.95 * view(setup).x[1];
            let tip = at.map(|coordinate| far * coordinate / size);
            layers.push(Layer::Curve { points: vec![[0.0, 0.0], tip], color: info.color, width: 1.4, dashed: true });
            layers.push(Layer::ring(tip, info.color, info.name()));
        }
    }
    layers
}

/// Loss, norm, phase portrait, separation, learning rate.
pub(super) fn charts(run: &ScaleInvarianceRun) -> Vec<Chart> {
    let series = |quantity: &str, methods: std::ops::Range<usize>| -> Vec<Mark> {
        run.drawn()
            .filter(|(index, _)| methods.contains(index))
            .map(|(_, info)| Mark::series(format!("{quantity}.{}", info.id), info.color))
            .collect()
    };
    let mut norm = series("norm", 0..2);
    norm.push(Mark::Rule { at: run.setup.edge(), vertical: false, label: signs("η/(1 − ηλ)") });
    let mut charts = vec![
        Chart::over_time("loss", Axis::log(signs("L")).within(1e-12, 1.0), series("loss", 0..3)),
        Chart::over_time("norm", Axis::log(signs("|w|²")), norm),
    ];
    if run.setup.draws(&GD_DECAY) {
        let [x, y] = ["|x/y|", "|w|²/η"].map(|label| Axis::log(signs(label)));
        charts.push(Chart::new("portrait", x, y, portrait(run)));
    }
    let angle = Axis::log(text("axis.angle")).within(1e-16, 3.2);
    charts.push(Chart::over_time("separation", angle, series("separation", 0..2)));
    if run.setup.draws(&GD_EXPONENTIAL) {
        charts.push(Chart::over_time("rate", Axis::log(text("axis.rate")), series("rate", 1..3)));
    }
    charts
}

/// The recent past of the path with decay in the coordinates in which a step preserves area, and the cycle of period 2.
fn portrait(run: &ScaleInvarianceRun) -> Vec<Mark> {
    let place = |[x, y]: [f64; 2]| [(x / y).abs(), (x * x + y * y) / run.setup.step_size];
    let inside = |point: &[f64; 2]| (1e-6..1e2).contains(&point[0]) && (0.05..20.0).contains(&point[1]);
    let points = run.trails[1].to_vec().into_iter().map(place).filter(inside).collect();
    let mut marks = vec![Mark::Dots { points, errors: Vec::new(), color: GD_DECAY.color }];
    if run.setup.decay > 0.0 {
        let cycle = place(two_cycle(run.setup.step_size, run.setup.decay));
        marks.push(Mark::Dots { points: vec![cycle], errors: Vec::new(), color: Color::Ink });
    }
    marks
}
