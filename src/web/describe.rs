//! States and claims in the shape that the page reads.

use crate::error::Error;
use crate::formula::FormulaError;
use crate::frame::{Claim, Readout, Relation, Table};
use crate::parameter::Settings;
use crate::scene::Scene;
use crate::source::Source;
use crate::typeset::{Segment, mathml, segments};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Reading {
    pub(super) settings: BTreeMap<String, String>,
    pub(super) differing: BTreeMap<String, String>,
    pub(super) problems: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct FormulaReading {
    formula: Option<String>,
    problem: Option<FormulaError>,
}

#[derive(Serialize)]
pub(super) struct State {
    pub(super) step: f64,
    pub(super) latest: f64,
    pub(super) seed: f64,
    pub(super) settings: BTreeMap<String, String>,
    pub(super) differing: BTreeMap<String, String>,
    pub(super) readouts: Vec<Readout>,
    pub(super) notices: Vec<String>,
    pub(super) tables: Vec<Table>,
    pub(super) charts: Vec<ChartName>,
}

#[derive(Serialize)]
pub(super) struct ChartName {
    pub(super) id: &'static str,
    pub(super) title: String,
}

#[derive(Serialize)]
pub(super) struct ClaimDescription {
    id: &'static str,
    statement: Vec<Segment>,
    predicted: f64,
    measured: Option<f64>,
    tolerance: f64,
    tolerance_origin: String,
    relation: Relation,
    progress: f64,
    holds: Option<bool>,
    source: Source,
}

/// Sentences and their segments: typesetting takes time, and claims are read many times a second.
#[derive(Default)]
pub(super) struct Typeset(BTreeMap<String, Vec<Segment>>);

impl Typeset {
    /// The segments of a sentence.
    fn of(&mut self, sentence: &str) -> Result<Vec<Segment>, Error> {
        if let Some(known) = self.0.get(sentence) {
            return Ok(known.clone());
        }
        let made = segments(sentence)?;
        self.0.insert(sentence.to_string(), made.clone());
        Ok(made)
    }
}

/// How a text is understood as a scene's formula.
pub(super) fn formula(scene: &dyn Scene, parameter: &str, text: &str) -> Result<FormulaReading, Error> {
    let mut settings = Settings::new(scene.parameters());
    match settings.set(parameter, text) {
        Ok(()) => Ok(FormulaReading { formula: Some(mathml(settings.formula(parameter)?.latex())?), problem: None }),
        Err(Error::Formula { error, .. }) => Ok(FormulaReading { formula: None, problem: Some(*error) }),
        Err(error) => Err(error),
    }
}

/// A claim as it stands.
pub(super) fn claim(claim: Claim, typeset: &mut Typeset) -> Result<ClaimDescription, Error> {
    Ok(ClaimDescription {
        id: claim.id,
        statement: typeset.of(&claim.statement)?,
        predicted: claim.predicted,
        measured: claim.measured,
        tolerance: claim.tolerance,
        holds: claim.holds(),
        tolerance_origin: claim.tolerance_origin,
        relation: claim.relation,
        progress: claim.progress,
        source: claim.source,
    })
}

/// All values in their text form.
pub(super) fn texts(settings: &Settings) -> BTreeMap<String, String> {
    settings.values().iter().map(|(id, value)| (id.clone(), value.to_string())).collect()
}

/// What differs from the default, in its text form.
pub(super) fn differing(settings: &Settings) -> BTreeMap<String, String> {
    settings.differing().into_iter().collect()
}
