//! What the scene draws of scalar networks: the valley, where it is too sharp, the walker and the end of its flow.

use super::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::theory::scalar_network::flow_shift;
use crate::words::{Notation, text};

/// The flat part of the valley and its sharp arm.
pub(super) const VIEW: Rect = Rect::new([0.3, 1.7], [0.0, 1.6]);
/// The values of x² − y² of the flow lines that are drawn.
const FLOWS: [f64; 7] = [-1.5, -0.8, -0.3, 0.0, 0.3, 0.8, 1.5];

/// The loss as a relief, shaded where the gradient flow ends at a minimum with λmax > 2/η; lines of the flow.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    // The valley falls off by many decades on one side: the root of the logarithm shows both.
    let height = |x: f64, y: f64| libm::sqrt(libm::log1p(setup.loss([x, y])));
    let relief = Grid::sample(view, 180, 120, height);
    let shaded = Grid::sample(view, 180, 120, |x, y| {
        let share = setup.share([x, y]);
        if share.is_finite() { share - 1.0 } else { -1.0 }
    });
    let line = |difference: f64| {
        let places = (0..=120).map(|place| view.x[0] + view.width() * f64::from(place) / 120.0);
        let at = |x: f64| {
            let square = x * x - difference;
            (x > 0.0 && square > 0.0).then(|| [x, square.sqrt()])
        };
        places.filter_map(at).filter(|[_, y]| *y <= view.y[1]).collect::<Vec<_>>()
    };
    let curves = FLOWS.iter().map(|difference| line(*difference)).filter(|curve| curve.len() > 1).collect();
    Backdrop {
        field: Some((relief, ColorMap::Relief)),
        isolines: 10,
        shaded: Some(shaded),
        curves,
        ..Backdrop::default()
    }
}

/// The valley, the path, the walker, and where the flow from it ends.
pub(super) fn layers(setup: &Setup, at: [f64; 2], trail: Vec<[f64; 2]>) -> Vec<Layer> {
    let valley = (0..=160).map(|place| {
        let x = libm::exp(-1.2 + 2.4 * f64::from(place) / 160.0);
        [x, 1.0 / setup.product([x, 1.0])]
    });
    let valley = valley.filter(|[_, y]| *y < 10.0).collect();
    let mut layers = vec![
        Layer::Curve { points: valley, color: Color::Ink, width: 1.0, dashed: true },
        Layer::Trail { points: trail, color: Color::Vermillion },
    ];
    if let Some(shift) = flow_shift(&setup.weights(at)) {
        let end = at.map(|weight| libm::sqrt(weight * weight + shift));
        layers.push(Layer::ring(end, Color::Ink, text("label.flow-end")));
    }
    layers.push(Layer::start(setup.start));
    layers.push(Layer::point(at, Color::Vermillion, text("method.gd.name")));
    layers
}

/// Loss, and how near the flow's end is to the edge.
pub(super) fn probe(setup: &Setup, at: [f64; 2]) -> Probe {
    let lines = vec![
        text("probe.value").number("value", setup.loss(at), Notation::Fixed(4)),
        text("probe.share").number("share", setup.share(at), Notation::Fixed(3)),
    ];
    Probe { lines }
}

/// ηφ/2, the loss, and the imbalance.
pub(super) fn charts() -> Vec<Chart> {
    let series = |id: &'static str| Mark::series(id, Color::Vermillion);
    let edge = Mark::Rule { at: 1.0, vertical: false, label: text("rule.edge") };
    vec![
        Chart::over_time("flow-share", Axis::linear("ηφ/2"), vec![series("share"), edge]),
        Chart::over_time("loss", Axis::log("L").within(1e-16, 10.0), vec![series("loss")]),
        Chart::over_time("imbalance", Axis::linear("x² − y²"), vec![series("imbalance")]),
    ]
}
