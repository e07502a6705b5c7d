//! The scene's tables: what a gradient buys, and how often neighbours trade places.

use super::chain::Chain;
use super::setup::Setup;
use crate::frame::{Cell, Row, Table};
use crate::words::{Notation, Text, text};

/// What the gradients buy, then what makes it so: round trips, and swaps between neighbours.
///
/// Each is narrow enough for the panel beside a picture.
pub(super) fn tables(setup: &Setup, chains: &[Box<dyn Chain>], step: u64) -> Vec<Table> {
    let mut tables = vec![crossings(setup, chains, step)];
    let time = setup.eta() * step as f64;
    let trips = chains.iter().filter_map(|chain| Some(named(chain.as_ref(), &chain.trips(setup, time)?)));
    let trips: Vec<Row> = trips.collect();
    if !trips.is_empty() {
        tables.push(table("trips", text("table.trips"), &["made", "expected"], trips));
    }
    tables.extend(chains.iter().filter_map(|chain| swaps(setup, chain.as_ref())));
    tables
}

/// Crossings beside the gradients they took, and what a plain chain would do with as many.
fn crossings(setup: &Setup, chains: &[Box<dyn Chain>], step: u64) -> Table {
    let rows = chains.iter().map(|chain| {
        let gradients = chain.gradients() as f64 * step as f64;
        let plain = setup.predictions.crossing_rate * setup.eta() * gradients;
        named(chain.as_ref(), &[gradients, f64::from(chain.ledger().crossings.count), plain])
    });
    table("crossings", text("table.crossings"), &["gradients", "crossings", "plain"], rows.collect())
}

/// Measured and predicted acceptance of each pair of neighbours.
fn swaps(setup: &Setup, chain: &dyn Chain) -> Option<Table> {
    let (swaps, info) = (chain.swaps(setup), chain.info());
    let rows = swaps.iter().enumerate().map(|(pair, swap)| Row {
        id: format!("pair-{}", pair + 1).into(),
        label: text("row.pair").number("lower", setup.ladder.beta(pair), Notation::Fixed(3)).number(
            "upper",
            setup.ladder.beta(pair + 1),
            Notation::Fixed(3),
        ),
        cells: numbers(&[swap.measured.map_or(f64::NAN, |estimate| estimate.value), swap.predicted]),
    });
    let id = format!("{}-swaps", info.id.trim_end_matches("-tempering"));
    let title = text("table.swaps").with("method", info.label());
    (!swaps.is_empty()).then(|| table(id, title, &["measured", "predicted"], rows.collect()))
}

fn table(id: impl Into<crate::frame::Id>, title: Text, columns: &[&str], rows: Vec<Row>) -> Table {
    let columns = columns.iter().map(|name| text(format!("column.{name}"))).collect();
    Table { id: id.into(), title, columns, rows }
}

fn numbers(numbers: &[f64]) -> Vec<Cell> {
    numbers.iter().copied().map(Cell::Number).collect()
}

/// A method's row.
fn named(chain: &dyn Chain, values: &[f64]) -> Row {
    Row { id: chain.info().id.into(), label: chain.info().label(), cells: numbers(values) }
}
