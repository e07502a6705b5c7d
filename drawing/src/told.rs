//! What the page shows beside the picture, as plain objects.

use saddleback::frame::{Cell, Readout, Relation, Table};
use saddleback::handover::{Panel, Standing};
use saddleback::words::{Argument, Book, Text, written};
use serde::Serialize;
use std::collections::BTreeMap;

/// The panel of a frame in words.
#[derive(Serialize)]
pub(crate) struct ToldPanel {
    charts: Vec<ToldChart>,
    readouts: Vec<ToldReadout>,
    tables: Vec<ToldTable>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct ToldChart {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct ToldReadout {
    id: String,
    label: String,
    value: f64,
    unit: String,
}

#[derive(Serialize)]
struct ToldTable {
    id: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<ToldRow>,
}

#[derive(Serialize)]
struct ToldRow {
    id: String,
    label: String,
    cells: Vec<ToldCell>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ToldCell {
    Number(f64),
    Text(String),
}

/// A claim in words.
#[derive(Serialize)]
pub(crate) struct ToldClaim {
    id: String,
    statement: Statement,
    predicted: f64,
    measured: Option<f64>,
    tolerance: f64,
    tolerance_origin: String,
    relation: Relation,
    progress: f64,
    holds: Option<bool>,
    source: ToldSource,
}

#[derive(Serialize)]
struct ToldSource {
    text: String,
    url: String,
}

/// A statement: its words, and from which message and values they come, so that the page can take the message's formulas
/// as they were typeset when it was built.
#[derive(Serialize)]
struct Statement {
    said: String,
    id: Option<String>,
    places: BTreeMap<String, Statement>,
}

/// A panel whose texts are said already.
pub(crate) fn panel(panel: &Panel) -> ToldPanel {
    let string = |text: &Text| text.said().to_string();
    let readout = |readout: &Readout| ToldReadout {
        id: readout.id.to_string(),
        label: string(&readout.label),
        value: readout.value,
        unit: string(&readout.unit),
    };
    let cell = |cell: &Cell| match cell {
        Cell::Number(value) => ToldCell::Number(*value),
        Cell::Text(text) => ToldCell::Text(string(text)),
    };
    let table = |table: &Table| ToldTable {
        id: table.id.to_string(),
        title: string(&table.title),
        columns: table.columns.iter().map(string).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| ToldRow {
                id: row.id.to_string(),
                label: string(&row.label),
                cells: row.cells.iter().map(cell).collect(),
            })
            .collect(),
    };
    let charts = panel.charts.iter();
    ToldPanel {
        charts: charts.map(|chart| ToldChart { id: chart.id.to_string(), title: string(&chart.title) }).collect(),
        readouts: panel.readouts.iter().map(readout).collect(),
        tables: panel.tables.iter().map(table).collect(),
        notices: panel.notices.iter().map(string).collect(),
    }
}

/// A claim in words.
pub(crate) fn claim(claim: Standing, book: &Book) -> ToldClaim {
    ToldClaim {
        holds: claim.measured.map(|measured| claim.relation.holds(measured, claim.predicted, claim.tolerance)),
        id: claim.id,
        statement: statement(&claim.statement, book),
        predicted: claim.predicted,
        measured: claim.measured,
        tolerance: claim.tolerance,
        tolerance_origin: book.say(&claim.tolerance_origin),
        relation: claim.relation,
        progress: claim.progress,
        source: ToldSource { text: claim.source.0, url: claim.source.1 },
    }
}

fn statement(text: &Text, book: &Book) -> Statement {
    let said = book.say(text);
    match text {
        Text::Signs(_) => Statement { said, id: None, places: BTreeMap::new() },
        Text::Message { id, arguments } => {
            let place = |argument: &Argument| match argument {
                Argument::Number(value, notation) => {
                    let said = written(*value, *notation, book.decimal());
                    Statement { said, id: None, places: BTreeMap::new() }
                }
                Argument::Text(text) => statement(text, book),
                Argument::List(texts) => {
                    let said = texts.iter().map(|text| book.say(text)).collect::<Vec<_>>().join(", ");
                    Statement { said, id: None, places: BTreeMap::new() }
                }
            };
            let places = arguments.iter().map(|(name, argument)| (name.to_string(), place(argument))).collect();
            Statement { said, id: Some(id.to_string()), places }
        }
    }
}
