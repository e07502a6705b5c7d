//! The scene's tables: what a gradient buys, and how often neighbours trade places.

use super::claims::simulated_acceptances;
use super::run::{Ledger, TemperingRun};
use crate::frame::{Cell, Row, Table};
use crate::measure::estimate::Estimate;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::method::tempering::{Ladder, PARALLEL, SIMULATED};
use crate::theory::tempering::round_trip_time;
use crate::words::Text;

/// The greatest error of a ladder's weights against log ∫e^{−β_i f}, both from their means.
pub(super) fn worst_weight(ladder: &Ladder) -> f64 {
    let differences: Vec<f64> =
        ladder.weights().iter().zip(ladder.log_partition_functions()).map(|(zeta, log_z)| zeta - log_z).collect();
    let mean = differences.iter().sum::<f64>() / differences.len().max(1) as f64;
    differences.iter().map(|difference| (difference - mean).abs()).fold(0.0, f64::max)
}

/// What the gradients buy, then what makes it so: round trips, and swaps between neighbours.
///
/// Each is narrow enough for the panel beside a picture.
pub(super) fn tables(run: &TemperingRun) -> Vec<Table> {
    let mut tables = vec![crossings(run)];
    if run.tempered.is_some() || run.replicas.is_some() {
        tables.push(trips(run));
        tables.extend(swaps(run));
    }
    tables
}

/// Crossings beside the gradients they took, and what a plain chain would do with as many.
fn crossings(run: &TemperingRun) -> Table {
    let setup = &run.setup;
    let rate = setup.predictions.crossing_rate;
    let row = |info: &MethodInfo, gradients: f64, ledger: &Ledger| {
        let numbers = [gradients, f64::from(ledger.crossings.count), rate * setup.eta() * gradients];
        named(info, &numbers)
    };
    let (steps, levels) = (run.step as f64, setup.ladder.len() as f64);
    let plain = run.plain.as_ref().map(|plain| row(&ULA, steps, &plain.ledger));
    let tempered = run.tempered.as_ref().map(|tempered| row(&SIMULATED, steps, &tempered.ledger));
    let replicas = run.replicas.as_ref().map(|replicas| row(&PARALLEL, levels * steps, &replicas.ledger));
    Table {
        id: "crossings".into(),
        title: "Crossings at β = 1 that the gradients buy".to_string().into(),
        columns: titles(["gradients", "crossings", "plain chain, expected"]),
        rows: plain.into_iter().chain(tempered).chain(replicas).collect(),
    }
}

/// Round trips between the hottest and the coldest level.
fn trips(run: &TemperingRun) -> Table {
    let setup = &run.setup;
    let (time, levels) = (setup.eta() * run.step as f64, setup.ladder.len() as f64);
    let tempered = run.tempered.as_ref().map(|tempered| {
        let expected = time / round_trip_time(setup.rate, &setup.predictions.simulated);
        named(&SIMULATED, &[f64::from(tempered.trips.count), expected])
    });
    let replicas = run.replicas.as_ref().map(|replicas| {
        let trips: u32 = replicas.trips.iter().map(|trips| trips.count).sum();
        let expected = levels * time / round_trip_time(setup.rate, &setup.predictions.parallel);
        named(&PARALLEL, &[f64::from(trips), expected])
    });
    Table {
        id: "trips".into(),
        title: "Round trips, coldest to hottest and back".to_string().into(),
        columns: titles(["made", "expected"]),
        rows: tempered.into_iter().chain(replicas).collect(),
    }
}

/// Measured and predicted acceptance of each pair of neighbours, for each kind of tempering that runs.
fn swaps(run: &TemperingRun) -> Vec<Table> {
    let predictions = &run.setup.predictions;
    let ladder = &run.setup.ladder;
    let table = |id, info: &MethodInfo, predicted: &[f64], measured: &dyn Fn(usize) -> Option<Estimate>| {
        let rows = predicted.iter().enumerate().map(|(pair, predicted)| Row {
            id: format!("pair-{}", pair + 1).into(),
            label: format!("β = {:.3} ↔ {:.3}", ladder.beta(pair), ladder.beta(pair + 1)).into(),
            cells: [measured(pair).map_or(f64::NAN, |estimate| estimate.value), *predicted].map(Cell::Number).to_vec(),
        });
        Table {
            id,
            title: format!("{}: accepted swaps between neighbours", info.label()).into(),
            columns: titles(["measured", "by quadrature"]),
            rows: rows.collect(),
        }
    };
    let tempered = run.tempered.as_ref().map(|tempered| {
        let predicted = simulated_acceptances(predictions, &tempered.ensemble);
        table("simulated-swaps".into(), &SIMULATED, &predicted, &|pair| tempered.ensemble.acceptance(pair))
    });
    let replicas = run.replicas.as_ref().map(|replicas| {
        table("parallel-swaps".into(), &PARALLEL, &predictions.parallel, &|pair| replicas.ensemble.acceptance(pair))
    });
    tempered.into_iter().chain(replicas).collect()
}

/// A method's row.
fn named(info: &MethodInfo, numbers: &[f64]) -> Row {
    let cells = numbers.iter().copied().map(Cell::Number).collect();
    Row { id: info.id.to_string().into(), label: info.label(), cells }
}

fn titles<const N: usize>(names: [&str; N]) -> Vec<Text> {
    names.map(|name| Text::from(name.to_string())).to_vec()
}
