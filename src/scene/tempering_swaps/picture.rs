//! What the scene draws: the ladder as a stack of densities with the chains riding on them, and charts.

use super::chain::Chain;
use super::setup::Setup;
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::palette::Color;
use crate::words::{Notation, signs, text};

/// The stack of densities, then the chains' paths, the plain one's on top, then their points.
pub(super) fn layers(setup: &Setup, chains: &[Box<dyn Chain>]) -> Vec<Layer> {
    let mut layers: Vec<Layer> = (0..setup.rows()).flat_map(|level| density(setup, level)).collect();
    layers.extend(chains.iter().rev().flat_map(|chain| chain.trails()));
    layers.extend(chains.iter().flat_map(|chain| chain.markers(setup)));
    layers
}

/// A level's density on its base line, with its β.
fn density(setup: &Setup, level: usize) -> [Layer; 3] {
    let reach = setup.density.r() + 4.0;
    let points: Vec<[f64; 2]> = (-120..=120).map(|k| setup.on_level(level, reach * f64::from(k) / 120.0)).collect();
    let base = (level + 1) as f64;
    let (name, opacity) = if level == setup.ladder.len() {
        (text("label.plain"), 0.08)
    } else {
        (text("label.level").number("beta", setup.ladder.beta(level), Notation::Fixed(2)), 0.16)
    };
    [
        Layer::Area { points: points.clone(), base, color: Color::Muted, opacity },
        Layer::Curve { points, color: Color::Muted, width: 1.0, dashed: false },
        Layer::Text { at: [-reach + 0.15, base + 0.3], text: name, color: Color::Muted },
    ]
}

/// Positions, levels, the left mode's share, the chains' own, acceptance by pair.
pub(super) fn charts(setup: &Setup, chains: &[Box<dyn Chain>]) -> Vec<Chart> {
    let of_each = |quantity: &str| -> Vec<Mark> {
        let series = chains.iter().map(|chain| chain.info());
        series.map(|info| Mark::series(format!("{quantity}.{}", info.id), info.color)).collect()
    };
    let mut shares = of_each("share");
    shares.push(Mark::Rule { at: setup.predictions.weight, vertical: false, label: signs("w") });
    let mut charts = vec![Chart::over_time("positions", Axis::linear(signs("x")), of_each("x"))];
    charts.extend(chains.iter().filter_map(|chain| chain.levels(setup)));
    charts.push(Chart::over_time("shares", Axis::linear(text("axis.share")).within(0.0, 1.0), shares));
    charts.extend(chains.iter().flat_map(|chain| chain.charts(setup)));
    charts.extend(acceptances(setup, chains));
    charts
}

/// Measured acceptance by pair with two standard errors, on the line of what quadrature says.
fn acceptances(setup: &Setup, chains: &[Box<dyn Chain>]) -> Option<Chart> {
    let mut marks = Vec::new();
    for chain in chains {
        let (swaps, color) = (chain.swaps(setup), chain.info().color);
        if swaps.is_empty() {
            continue;
        }
        let at = |pair: usize| pair as f64 + 1.5;
        let line = swaps.iter().enumerate().map(|(pair, swap)| [at(pair), swap.predicted]);
        let dots = swaps.iter().enumerate().filter_map(|(pair, swap)| Some((at(pair), swap.measured?)));
        let (points, errors) = dots.map(|(x, e)| ([x, e.value], 2.0 * e.standard_error)).unzip();
        marks.push(Mark::Line { points: line.collect(), color, dashed: true });
        marks.push(Mark::Dots { points, errors, color });
    }
    let levels = Axis::linear(text("axis.between-levels")).within(1.0, setup.ladder.len() as f64);
    let acceptance = Axis::linear(text("axis.acceptance")).within(0.0, 1.0);
    (!marks.is_empty()).then(|| Chart::new("acceptance", levels, acceptance, marks))
}
