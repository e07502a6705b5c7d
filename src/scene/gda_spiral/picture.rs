//! What the scene draws: the payoff with its field, the paths, and four charts.

use super::run::{GdaSpiralRun, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::field_arrows::{descent_ascent, field_arrows};
use crate::theory::spiral;
use nalgebra::Complex;

/// What stands behind the paths: f by colour and isolines, descent–ascent's direction by arrows, the box.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let field = Grid::sample(view, 180, 120, |x, y| setup.game.value(&[x, y]));
    let arrows = field_arrows(view, |foot| Some(descent_ascent(setup.game.as_ref(), foot)));
    let h = setup.domain.half_width();
    let curves = if h.is_finite() { vec![vec![[-h, -h], [h, -h], [h, h], [-h, h], [-h, -h]]] } else { Vec::new() };
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, shaded: None, arrows, curves }
}

/// The cycles, the flow, what was looked at, the paths, and the players where they are.
pub(super) fn layers(run: &GdaSpiralRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    // A cycle that attracts is solid, one that repels dashed.
    for cycle in &run.setup.cycles {
        let (points, dashed) = (cycle.points.clone(), !cycle.is_stable());
        layers.push(Layer::Curve { points, color: Color::Ink, width: 1.4, dashed });
    }
    if let Some(ghost) = &run.ghost {
        layers.push(Layer::Trail { points: ghost.trail.to_vec(), color: Color::Muted });
    }
    for player in &run.players {
        let color = player.competitor.rule.info.color;
        if !player.rejected.is_empty() {
            layers.push(Layer::Cloud { points: player.rejected.clone(), color, radius: 2.6, opacity: 0.3 });
        }
        if let Some(excursion) = player.competitor.excursion() {
            // Answers foreseen with too long a step overflow: the path is drawn as far as it is finite.
            let states = excursion.path.chunks_exact(2).map(|z| [z[0], z[1]]);
            let points: Vec<_> = states.take_while(|z| z.iter().all(|coordinate| coordinate.is_finite())).collect();
            let dashed = !excursion.taken;
            // Each step of y's answer is a dot on the way.
            layers.push(Layer::Cloud { points: points.clone(), color, radius: 1.8, opacity: 0.9 });
            layers.push(Layer::Curve { points, color, width: 1.0, dashed });
        }
    }
    for player in &run.players {
        layers.push(Layer::Trail { points: player.trail.to_vec(), color: player.competitor.rule.info.color });
    }
    layers.push(Layer::Marker {
        at: run.setup.start,
        color: Color::Ink,
        label: "start".to_string().into(),
        filled: false,
    });
    if let Some(ghost) = &run.ghost {
        layers.push(Layer::Marker {
            at: ghost.at,
            color: Color::Muted,
            label: "flow".to_string().into(),
            filled: true,
        });
    }
    for player in &run.players {
        let info = &player.competitor.rule.info;
        layers.push(Layer::Marker { at: player.at(), color: info.color, label: info.name(), filled: true });
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

/// Distance, stable steps, rates, payoff, field, and the conserved quantity.
pub(super) fn charts(run: &GdaSpiralRun) -> Vec<Chart> {
    let setup = &run.setup;
    let series = |quantity: &str| {
        let players = run.players.iter().map(|player| &player.competitor);
        let mark = |id: &str, color| Mark::Series { id: format!("{quantity}.{id}").into(), color };
        players.map(|competitor| mark(competitor.id(), competitor.rule.info.color)).collect::<Vec<_>>()
    };
    let over_time = |id, title: &str, y: Axis, quantity: &str| Chart {
        id,
        title: title.to_string().into(),
        x: Axis::linear("step"),
        y,
        marks: series(quantity),
        square: false,
    };
    let rotates = setup.game.multiplier().is_some();
    let conserved = if rotates { "Shadow energy x² + y² − ηb·xy" } else { "x + y" };
    let distance = match setup.equilibrium {
        Some([x, y]) if setup.game_info.id == "formula" => format!("Distance to the equilibrium at ({x:.3}, {y:.3})"),
        Some(_) => "Distance to the equilibrium".to_string(),
        None => "Distance to the equilibrium: none was found".to_string(),
    };
    let mut charts = vec![over_time("distance".into(), &distance, Axis::log("|z − z*|"), "distance")];
    let whose = if setup.equilibrium.is_some() { "the game's Jacobian" } else { "∇F at the start" };
    if let Some(plane) = run.spectrum().plane {
        charts.push(Chart {
            id: "eigenvalues".into(),
            title: format!("ηλ, λ of {whose}; a method is stable where its colour is").into(),
            x: Axis::linear("Re ηλ").within(plane.x[0], plane.x[1]),
            y: Axis::linear("Im ηλ").within(plane.y[0], plane.y[1]),
            marks: run.spectrum().plane_marks(&run.portraits()),
            square: true,
        });
        charts.push(Chart {
            id: "rates".into(),
            title: "Spectral radius of one step against η; below 1 is stable".to_string().into(),
            x: Axis::log("step size η").within(0.001, 2.0),
            y: Axis::linear("ρ").within(0.0, 2.0),
            marks: run.spectrum().rate_marks(&run.portraits()),
            square: false,
        });
    }
    charts.push(over_time("payoff".into(), "Payoff along the path", Axis::linear("f"), "payoff"));
    let mut field = over_time("field".into(), "Size of the field", Axis::log("|F|"), "field");
    if let Some(bound) = run.bound.as_ref().filter(|_| run.step > 0) {
        let places = (0..=60).map(|place| run.step as f64 * f64::from(place) / 60.0);
        let points = places.map(|step| [step, bound.at(step)]).collect();
        field.marks.push(Mark::Line { points, color: Color::Ink, dashed: true });
        field.title = "Size of the field; dashed: anchored extragradient's bound".to_string().into();
    }
    charts.push(field);
    let shadow = if rotates { Axis::log("") } else { Axis::linear("x + y") };
    charts.push(over_time("shadow".into(), conserved, shadow, "shadow"));
    charts
}

/// What the flow ż = −F does near an equilibrium whose ∇F has these eigenvalues (Strogatz 1994, sec. 5.2).
pub(super) fn turning(values: [Complex<f64>; 2]) -> &'static str {
    let [low, high] = if values[0].re <= values[1].re { values } else { [values[1], values[0]] };
    // What rounding leaves of a vanishing real part.
    let nothing = 1e-12 * low.norm().max(high.norm());
    match (low.im != 0.0, low.re > nothing, high.re < -nothing) {
        (true, true, _) => "the flow spirals inwards here",
        (true, _, true) => "the flow spirals outwards here",
        (true, ..) => "the flow circles here",
        (false, true, _) => "the flow contracts here",
        (false, _, true) => "the flow expands here",
        (false, ..) if low.re < -nothing && high.re > nothing => "the flow contracts one way and expands another here",
        (false, ..) => "the flow is degenerate here",
    }
}

/// A complex number as a person writes it.
pub(super) fn complex(re: f64, im: f64) -> String {
    if im == 0.0 {
        format!("{re:.3}")
    } else {
        format!("{re:.3} {} {:.3}i", if im < 0.0 { '−' } else { '+' }, im.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::eigenvalues;
    use nalgebra::DMatrix;

    #[test]
    fn the_flow_is_named_by_its_spectrum() {
        for (entries, name) in [
            ([0.0, 1.3, -1.3, 0.0], "the flow circles here"),
            ([0.2, 1.0, -1.0, 0.2], "the flow spirals inwards here"),
            ([-0.2, 1.0, -1.0, -0.2], "the flow spirals outwards here"),
            ([1.0, 0.5, 0.5, 2.0], "the flow contracts here"),
            ([-1.0, 0.5, 0.5, -2.0], "the flow expands here"),
            ([1.0, 0.5, 0.5, -2.0], "the flow contracts one way and expands another here"),
            ([1.0, 0.0, 0.0, 0.0], "the flow is degenerate here"),
            ([0.0; 4], "the flow is degenerate here"),
        ] {
            let values = eigenvalues(&DMatrix::from_row_slice(2, 2, &entries)).unwrap();
            assert_eq!(turning([values[0], values[1]]), name, "{entries:?}");
        }
    }
}
