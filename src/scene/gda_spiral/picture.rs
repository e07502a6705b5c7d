//! What the scene draws: the payoff with its field, the paths, and the charts.

use super::state::{GdaSpiralRun, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::Color;
use crate::scene::field_arrows::payoff_backdrop;
use crate::theory::spiral;
use crate::words::{Notation, Text, text};
use nalgebra::Complex;

/// What stands behind the paths: the payoff, descent–ascent's direction, the box.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let h = setup.domain.half_width();
    let curves = if h.is_finite() { vec![vec![[-h, -h], [h, -h], [h, h], [-h, h], [-h, -h]]] } else { Vec::new() };
    Backdrop { curves, ..payoff_backdrop(setup.game.as_ref(), view) }
}

/// The cycles, the flow, what was looked at, the paths, and the methods where they are.
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
    for contestant in &run.contestants {
        let color = contestant.competitor.color();
        if !contestant.rejected.is_empty() {
            layers.push(Layer::Cloud { points: contestant.rejected.clone(), color, radius: 2.6, opacity: 0.3 });
        }
        if let Some(excursion) = contestant.competitor.excursion() {
            // Answers foreseen with too long a step overflow: the path is drawn as far as it is finite.
            let states = excursion.path.chunks_exact(2).map(|z| [z[0], z[1]]);
            let points: Vec<_> = states.take_while(|z| z.iter().all(|coordinate| coordinate.is_finite())).collect();
            let dashed = !excursion.taken;
            // Each step of y's answer is a dot on the way.
            layers.push(Layer::Cloud { points: points.clone(), color, radius: 1.8, opacity: 0.9 });
            layers.push(Layer::Curve { points, color, width: 1.0, dashed });
        }
    }
    let trails = run.contestants.iter().map(|one| (one.trail.to_vec(), one.competitor.color()));
    layers.extend(trails.map(|(points, color)| Layer::Trail { points, color }));
    layers.push(Layer::start(run.setup.start));
    layers.extend(run.ghost.iter().map(|ghost| Layer::point(ghost.at, Color::Muted, text("label.flow"))));
    let ends = run.contestants.iter().map(|one| (one.at(), &one.competitor.rule.info));
    layers.extend(ends.map(|(at, info)| Layer::point(at, info.color, info.name())));
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
    let over_time = |id: &'static str, y: Axis| {
        Chart::over_time(id, y, run.contestants.iter().map(|one| one.competitor.series(id)).collect())
    };
    let distance = match setup.equilibrium {
        Some([x, y]) if setup.game_info.id == "formula" => {
            text("chart.distance-at").number("x", x, Notation::Fixed(3)).number("y", y, Notation::Fixed(3))
        }
        Some(_) => text("chart.distance"),
        None => text("chart.distance-none"),
    };
    let mut charts = vec![over_time("distance", Axis::log("|z − z*|")).titled(distance)];
    if let Some(plane) = run.spectrum().plane {
        let whose = if setup.equilibrium.is_some() { "chart.eigenvalues" } else { "chart.eigenvalues-start" };
        let re = Axis::linear("Re ηλ").within(plane.x[0], plane.x[1]);
        let im = Axis::linear("Im ηλ").within(plane.y[0], plane.y[1]);
        let marks = run.spectrum().plane_marks(&run.portraits());
        charts.push(Chart::new("eigenvalues", re, im, marks).titled(text(whose)).squared());
        let step_size = Axis::log(text("axis.step-size")).within(0.001, 2.0);
        let marks = run.spectrum().rate_marks(&run.portraits());
        charts.push(Chart::new("rates", step_size, Axis::linear("ρ").within(0.0, 2.0), marks));
    }
    charts.push(over_time("payoff", Axis::linear("f")));
    let mut field = over_time("field", Axis::log("|F|"));
    if let Some(bound) = run.claims.bound.as_ref().filter(|_| run.step > 0) {
        let places = (0..=60).map(|place| run.step as f64 * f64::from(place) / 60.0);
        field.marks.push(Mark::predicted(places.map(|step| [step, bound.at(step)]).collect()));
        field.title = text("chart.field-bound");
    }
    charts.push(field);
    charts.push(match setup.game.multiplier() {
        Some(_) => over_time("shadow", Axis::log(Text::NONE)),
        None => over_time("shadow", Axis::linear("x + y")).titled(text("chart.sum")),
    });
    charts
}

/// The message that says what the flow ż = −F does near an equilibrium whose ∇F has these eigenvalues (Strogatz 1994,
/// sec. 5.2).
pub(super) fn turning(values: [Complex<f64>; 2]) -> &'static str {
    let [low, high] = if values[0].re <= values[1].re { values } else { [values[1], values[0]] };
    // What rounding leaves of a vanishing real part.
    let nothing = 1e-12 * low.norm().max(high.norm());
    match (low.im != 0.0, low.re > nothing, high.re < -nothing) {
        (true, true, _) => "probe.spirals-inwards",
        (true, _, true) => "probe.spirals-outwards",
        (true, ..) => "probe.circles",
        (false, true, _) => "probe.contracts",
        (false, _, true) => "probe.expands",
        (false, ..) if low.re < -nothing && high.re > nothing => "probe.saddle",
        (false, ..) => "probe.degenerate",
    }
}

/// Both eigenvalues of a real matrix: two real ones, or a conjugate pair.
pub(super) fn eigenvalue_line([first, second]: [Complex<f64>; 2]) -> Text {
    let digits = Notation::Fixed(3);
    if first.im == 0.0 {
        text("probe.eigenvalues").number("first", first.re, digits).number("second", second.re, digits)
    } else {
        text("probe.eigenvalue-pair").number("real", first.re, digits).number("imaginary", first.im.abs(), digits)
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
            ([0.0, 1.3, -1.3, 0.0], "probe.circles"),
            ([0.2, 1.0, -1.0, 0.2], "probe.spirals-inwards"),
            ([-0.2, 1.0, -1.0, -0.2], "probe.spirals-outwards"),
            ([1.0, 0.5, 0.5, 2.0], "probe.contracts"),
            ([-1.0, 0.5, 0.5, -2.0], "probe.expands"),
            ([1.0, 0.5, 0.5, -2.0], "probe.saddle"),
            ([1.0, 0.0, 0.0, 0.0], "probe.degenerate"),
            ([0.0; 4], "probe.degenerate"),
        ] {
            let values = eigenvalues(&DMatrix::from_row_slice(2, 2, &entries)).unwrap();
            assert_eq!(turning([values[0], values[1]]), name, "{entries:?}");
        }
    }
}
