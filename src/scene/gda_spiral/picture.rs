//! What the scene draws: the payoff with its field, the paths, and four charts.

use super::run::{GdaSpiralRun, Setup};
use crate::frame::{Axis, Backdrop, Chart, Color, ColorMap, Grid, Layer, Mark, Rect};
use crate::theory::spiral;

/// Arrows across the shorter side of the picture.
const ARROWS: usize = 9;

/// What stands behind the paths: f by colour and isolines, descent–ascent's direction by arrows, the box.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let field = Grid::sample(view, 180, 120, |x, y| setup.game.value(&[x, y]));
    let spacing = view.width().min(view.height()) / ARROWS as f64;
    let mut arrows = Vec::new();
    let count = |length: f64| (length / spacing).floor() as i32;
    for row in 0..count(view.height()) {
        for column in 0..count(view.width()) {
            let foot = [
                view.x[0] + (f64::from(column) + 0.5) * view.width() / f64::from(count(view.width())),
                view.y[0] + (f64::from(row) + 0.5) * view.height() / f64::from(count(view.height())),
            ];
            let mut slope = [0.0; 2];
            setup.game.field(&foot, &mut slope);
            arrows.push((foot, [-slope[0], -slope[1]]));
        }
    }
    let h = setup.domain.half_width();
    let curves = if h.is_finite() { vec![vec![[-h, -h], [h, -h], [h, h], [-h, h], [-h, -h]]] } else { Vec::new() };
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, shaded: None, arrows, curves }
}

/// The paths, with the players where they are.
pub(super) fn layers(run: &GdaSpiralRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    // A cycle that attracts is solid, one that repels dashed.
    for cycle in &run.setup.cycles {
        let (points, dashed) = (cycle.points.clone(), !cycle.is_stable());
        layers.push(Layer::Curve { points, color: Color::Ink, width: 1.4, dashed });
    }
    for player in &run.players {
        if let Some(excursion) = player.excursion() {
            // Answers foreseen with too long a step overflow: the path is drawn as far as it is finite.
            let states = excursion.path.chunks_exact(2).map(|z| [z[0], z[1]]);
            let points = states.take_while(|z| z.iter().all(|coordinate| coordinate.is_finite())).collect();
            let dashed = !excursion.taken;
            layers.push(Layer::Curve { points, color: player.rule.info.color, width: 1.0, dashed });
        }
    }
    for player in &run.players {
        layers.push(Layer::Trail { points: player.trail.to_vec(), color: player.rule.info.color });
    }
    layers.push(Layer::Marker { at: run.setup.start, color: Color::Ink, label: "start".to_string(), filled: false });
    for player in &run.players {
        layers.push(Layer::Marker {
            at: player.at,
            color: player.rule.info.color,
            label: player.rule.info.name.to_string(),
            filled: true,
        });
    }
    layers
}

/// x² + y² − ηb·xy where the field rotates; x + y where it does not (what alternating or simultaneous steps conserve).
pub(super) fn shadow(setup: &Setup, at: [f64; 2]) -> f64 {
    match setup.game.multiplier() {
        Some([_, b]) => spiral::alternating_invariant(setup.step_size, b, at),
        None => at[0] + at[1],
    }
}

/// Distance, eigenvalues, payoff, field, and the conserved quantity.
pub(super) fn charts(run: &GdaSpiralRun) -> Vec<Chart> {
    let series = |quantity: &str| {
        let of = |id: &str| format!("{quantity}.{id}");
        let player = run.players.iter();
        player.map(|p| Mark::Series { id: of(p.rule.info.id), color: p.rule.info.color }).collect::<Vec<_>>()
    };
    let over_time = |id, title: &str, y: Axis, quantity: &str| Chart {
        id,
        title: title.to_string(),
        x: Axis::linear("step"),
        y,
        marks: series(quantity),
        square: false,
    };
    let rotates = run.setup.game.multiplier().is_some();
    let conserved = if rotates { "Shadow energy x² + y² − ηb·xy" } else { "x + y" };
    vec![
        over_time("distance", "Distance to the equilibrium", Axis::log("|z − z*|"), "distance"),
        Chart {
            id: "eigenvalues",
            title: "Eigenvalues of one step; inside the circle is stable".to_string(),
            x: Axis::linear("real part"),
            y: Axis::linear("imaginary part"),
            marks: spectrum(&run.setup),
            square: true,
        },
        over_time("payoff", "Payoff along the path", Axis::linear("f"), "payoff"),
        over_time("field", "Size of the field", Axis::log("|F|"), "field"),
        over_time("shadow", conserved, if rotates { Axis::log("") } else { Axis::linear("x + y") }, "shadow"),
    ]
}

/// The unit circle and each method's eigenvalues.
fn spectrum(setup: &Setup) -> Vec<Mark> {
    let circle = (0..=120).map(|k| {
        let (sine, cosine) = libm::sincos(core::f64::consts::TAU * f64::from(k) / 120.0);
        [cosine, sine]
    });
    let mut marks = vec![Mark::Line { points: circle.collect(), color: Color::Muted, dashed: false }];
    for (color, points) in &setup.spectra {
        marks.push(Mark::Dots { points: points.clone(), errors: Vec::new(), color: *color });
    }
    marks
}

/// A complex number as a person writes it.
pub(super) fn complex(re: f64, im: f64) -> String {
    if im == 0.0 {
        format!("{re:.3}")
    } else {
        format!("{re:.3} {} {:.3}i", if im < 0.0 { '−' } else { '+' }, im.abs())
    }
}
