//! What the scene draws: draws and proposals over the density, marginals beside the exact curves, distances, and the table.

use super::member::{CELLS, Member};
use super::run::GalleryRun;
use crate::frame::{Axis, Cell, Chart, Layer, Mark, Row, Table};
use crate::geometry::Rect;
use crate::method::sampler::Proposal;
use crate::palette::Color;
use crate::words::{Text, text};

/// Points further than so many views away are not drawn.
const FAR: f64 = 20.0;

/// A proposal: its way in the sampler's colour, or grey and dashed with a ring at its end where it was refused.
fn proposal(view: Rect, made: &Proposal, color: Color, alone: bool) -> Vec<Layer> {
    let points: Vec<[f64; 2]> = made.path.iter().copied().filter(|at| view.is_near(*at, FAR)).collect();
    let Some(end) = points.last().copied() else { return Vec::new() };
    let refused = made.accepted == Some(false);
    let mut layers = Vec::new();
    if points.len() > 2 {
        let (color, radius, opacity) = (if refused { Color::Muted } else { color }, 2.0, 0.9);
        layers.push(Layer::Cloud { points: points.clone(), color, radius, opacity });
    }
    let color = if refused { Color::Muted } else { color };
    layers.push(Layer::Curve { points, color, width: 2.0, dashed: refused });
    if refused {
        let label = if alone { text("label.refused") } else { Text::NONE };
        layers.push(Layer::Marker { at: end, color, label, filled: false });
    }
    layers
}

/// Draws, the last proposals, and where the chains are; the first chain of each sampler carries its name.
pub(super) fn layers(run: &GalleryRun) -> Vec<Layer> {
    let view = run.fixed.planar.view;
    let mut layers = Vec::new();
    for member in &run.members {
        let points = member.draws().filter(|at| view.is_near(*at, FAR)).collect();
        layers.push(Layer::Cloud { points, color: member.info.info.color, radius: 1.4, opacity: 0.4 });
    }
    layers.push(Layer::start(run.start));
    for member in &run.members {
        let color = member.info.info.color;
        let proposals = member.trace.proposals.iter();
        layers.extend(proposals.flat_map(|made| proposal(view, made, color, !member.info.population)));
        let points: Vec<[f64; 2]> = member.points().filter(|at| view.is_near(*at, FAR)).collect();
        layers.push(Layer::Cloud { points: points.clone(), color, radius: 3.2, opacity: 1.0 });
        if let Some(at) = points.first() {
            layers.push(Layer::Marker { at: *at, color, label: member.info.info.name(), filled: true });
        }
    }
    layers
}

/// Both marginals, the distance to the law, and the first chains in time.
pub(super) fn charts(run: &GalleryRun) -> Vec<Chart> {
    vec![marginal(run, 0), marginal(run, 1), distance(run), trace(run)]
}

/// A coordinate's histograms as outlines over the exact density.
fn marginal(run: &GalleryRun, coordinate: usize) -> Chart {
    let fixed = &run.fixed;
    let [low, high] = if coordinate == 0 { fixed.planar.view.x } else { fixed.planar.view.y };
    let (law, width) = (&fixed.law.marginals[coordinate], (high - low) / CELLS as f64);
    let exact = law.curve([low, high], 240);
    let top = exact.iter().fold(0.0, |top: f64, point| top.max(point[1]));
    let mut marks = Vec::new();
    for member in &run.members {
        let Some(shares) = member.marginal(coordinate) else { continue };
        let outline = shares.iter().enumerate().flat_map(|(bin, share)| {
            let height = share / width;
            [[low + bin as f64 * width, height], [low + (bin + 1) as f64 * width, height]]
        });
        marks.push(Mark::Line { points: outline.collect(), color: member.info.info.color, dashed: false });
    }
    marks.push(Mark::Line { points: exact, color: Color::Ink, dashed: true });
    let name = ["x₁", "x₂"][coordinate];
    let y = Axis::linear(text("axis.density"));
    Chart {
        id: ["marginal-1", "marginal-2"][coordinate].into(),
        title: text("chart.marginal").with("coordinate", name),
        x: Axis::linear(name).within(low, high),
        y: if top > 0.0 { y.within(0.0, 1.6 * top) } else { y },
        marks,
        square: false,
    }
}

/// Total variation to the exact law over the steps, above that of independent draws.
fn distance(run: &GalleryRun) -> Chart {
    let drawing = run.members.iter().filter(|member| member.random);
    let chains = drawing.map(|member| member.points().count()).max().unwrap_or(1) as f64;
    let now = run.step as f64;
    let end = now.max(64.0);
    let floor: Vec<[f64; 2]> =
        run.fixed.floors.iter().map(|[count, value]| [run.warm_up as f64 + count / chains, *value]).collect();
    let mut shown: Vec<[f64; 2]> = floor.iter().copied().filter(|point| point[0] <= end).collect();
    // On to the present, by the floor's own law of 1/√N.
    if let Some([last, value]) = shown.last().copied().filter(|[last, _]| *last < end) {
        let begin = run.warm_up as f64;
        shown.push([end, value * libm::sqrt((last - begin) / (end - begin))]);
    }
    let mut marks: Vec<Mark> = run
        .members
        .iter()
        .map(|m| Mark::Series { id: format!("tv.{}", m.info.info.id).into(), color: m.info.info.color })
        .collect();
    marks.push(Mark::Line { points: shown, color: Color::Ink, dashed: true });
    Chart {
        id: "total-variation".into(),
        title: text("chart.total-variation"),
        x: Axis::steps().within(0.0, end),
        y: Axis::log(text("column.total-variation")),
        marks,
        square: false,
    }
}

/// x₁ of the first chain of each.
fn trace(run: &GalleryRun) -> Chart {
    let marks = run
        .members
        .iter()
        .map(|m| Mark::Series { id: format!("x.{}", m.info.info.id).into(), color: m.info.info.color })
        .collect();
    let [low, high] = run.fixed.planar.view.x;
    Chart {
        id: "trace".into(),
        title: text("chart.trace"),
        x: Axis::steps(),
        y: Axis::linear("x₁").within(low, high),
        marks,
        square: false,
    }
}

/// The samplers, the most efficient first.
pub(super) fn table(run: &GalleryRun) -> Table {
    let columns = [
        "column.efficiency",
        "column.acceptance",
        "column.step",
        "column.evaluations",
        "column.autocorrelation",
        "column.r-hat",
        "column.error",
        "column.total-variation",
    ];
    let number = |value: Option<f64>| Cell::Number(value.filter(|v| v.is_finite()).unwrap_or(f64::NAN));
    let row = |member: &Member| {
        let said = member.diagnostics;
        Row {
            id: member.info.info.id.to_string().into(),
            label: member.info.info.name(),
            cells: vec![
                number(member.efficiency()),
                number(member.acceptance()),
                number(member.step_size()),
                number(Some(member.evaluations_per_step())),
                number(said.map(|said| said.autocorrelation_time)),
                number(said.map(|said| said.r_hat)),
                number(said.map(|said| said.mean_error)),
                number(Some(member.total_variation(&run.fixed.masses))),
            ],
        }
    };
    let mut members: Vec<&Member> = run.members.iter().collect();
    members.sort_by(|a, b| b.efficiency().unwrap_or(-1.0).total_cmp(&a.efficiency().unwrap_or(-1.0)));
    Table {
        id: "samplers".into(),
        title: text("table.samplers"),
        columns: columns.map(text).to_vec(),
        rows: members.into_iter().map(row).collect(),
    }
}
