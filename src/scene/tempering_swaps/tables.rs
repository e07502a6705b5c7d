//! The scene's tables: what a gradient buys, and how often neighbours trade places.

use super::claims::simulated_acceptances;
use super::run::{Ledger, TemperingRun};
use crate::frame::{Cell, Row, Table};
use crate::measure::estimate::Estimate;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::method::tempering::{Ladder, PARALLEL, SIMULATED};
use crate::theory::tempering::round_trip_time;

/// The greatest error of a ladder's weights against log ∫e^{−β_i f}, both from their means.
pub(super) fn worst_weight(ladder: &Ladder) -> f64 {
    let differences: Vec<f64> =
        ladder.weights().iter().zip(ladder.log_partition_functions()).map(|(zeta, log_z)| zeta - log_z).collect();
    let mean = differences.iter().sum::<f64>() / differences.len().max(1) as f64;
    differences.iter().map(|difference| (difference - mean).abs()).fold(0.0, f64::max)
}

/// Both tables.
pub(super) fn tables(run: &TemperingRun) -> Vec<Table> {
    let mut tables = vec![budget(run)];
    if run.tempered.is_some() || run.replicas.is_some() {
        tables.push(swaps(run));
    }
    tables
}

/// Crossings and round trips beside the gradients they took, and what a plain chain would do with as many.
fn budget(run: &TemperingRun) -> Table {
    let setup = &run.setup;
    let rate = setup.predictions.crossing_rate;
    let row = |info: &MethodInfo, gradients: f64, ledger: &Ledger, trips: Option<[f64; 2]>| {
        let numbers = [gradients, f64::from(ledger.crossings.count), rate * setup.eta() * gradients];
        let trips =
            trips.map_or_else(|| ["–", "–"].map(|none| Cell::Text(none.to_string())), |trips| trips.map(Cell::Number));
        Row {
            id: info.id.to_string(),
            label: info.label.to_string(),
            cells: numbers.map(Cell::Number).into_iter().chain(trips).collect(),
        }
    };
    let (time, levels) = (setup.eta() * run.step as f64, setup.ladder.len() as f64);
    let mut rows = Vec::new();
    rows.extend(run.plain.as_ref().map(|plain| row(&ULA, run.step as f64, &plain.ledger, None)));
    rows.extend(run.tempered.as_ref().map(|tempered| {
        let expected = time / round_trip_time(setup.rate, &setup.predictions.simulated);
        row(&SIMULATED, run.step as f64, &tempered.ledger, Some([f64::from(tempered.trips.count), expected]))
    }));
    rows.extend(run.replicas.as_ref().map(|replicas| {
        let trips: u32 = replicas.trips.iter().map(|trips| trips.count).sum();
        let expected = levels * time / round_trip_time(setup.rate, &setup.predictions.parallel);
        row(&PARALLEL, levels * run.step as f64, &replicas.ledger, Some([f64::from(trips), expected]))
    }));
    let columns = ["gradients", "crossings at β = 1", "plain chain, expected", "round trips", "trips, expected"];
    Table {
        id: "budget",
        title: "What the gradients buy".to_string(),
        columns: columns.map(String::from).to_vec(),
        rows,
    }
}

/// Measured and predicted acceptance of each pair of neighbours.
fn swaps(run: &TemperingRun) -> Table {
    let predictions = &run.setup.predictions;
    let mut columns = Vec::new();
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); predictions.simulated.len()];
    let mut add = |name: &str, predicted: &[f64], measured: &dyn Fn(usize) -> Option<Estimate>| {
        columns.push(format!("{name}, measured"));
        columns.push("by quadrature".to_string());
        for (pair, (cells, predicted)) in cells.iter_mut().zip(predicted).enumerate() {
            cells.push(Cell::Number(measured(pair).map_or(f64::NAN, |estimate| estimate.value)));
            cells.push(Cell::Number(*predicted));
        }
    };
    if let Some(tempered) = &run.tempered {
        let predicted = simulated_acceptances(predictions, &tempered.ensemble);
        add(SIMULATED.label, &predicted, &|pair| tempered.ensemble.acceptance(pair));
    }
    if let Some(replicas) = &run.replicas {
        add(PARALLEL.label, &predictions.parallel, &|pair| replicas.ensemble.acceptance(pair));
    }
    let ladder = &run.setup.ladder;
    let rows = cells.into_iter().enumerate().map(|(pair, cells)| Row {
        id: format!("pair-{}", pair + 1),
        label: format!("β = {:.3} ↔ {:.3}", ladder.beta(pair), ladder.beta(pair + 1)),
        cells,
    });
    Table { id: "swaps", title: "Accepted swaps between neighbours".to_string(), columns, rows: rows.collect() }
}
