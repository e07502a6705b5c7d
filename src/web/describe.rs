//! Declarations, states and claims in the shape that the page reads.

use crate::error::Error;
use crate::frame::{Claim, Readout, Relation, Source, Table};
use crate::parameter::{Parameter, Settings};
use crate::problem::formula::FormulaError;
use crate::scene::{MethodInfo, Scene, StoryStep, StudyInfo};
use crate::typeset::{Segment, mathml, segments};
use crate::view::{Theme, hex};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct SceneDescription {
    id: &'static str,
    title: &'static str,
    chapter: &'static str,
    summary: &'static str,
    formula: String,
    axes: [String; 2],
    speed: f64,
    placed: Option<&'static str>,
    parameters: Vec<ParameterDescription>,
    methods: Vec<MethodDescription>,
    studies: &'static [StudyInfo],
    story: Vec<StoryDescription>,
    sources: &'static [Source],
}

#[derive(Serialize)]
struct ParameterDescription {
    #[serde(flatten)]
    parameter: Parameter,
    symbol: String,
    default: String,
}

#[derive(Serialize)]
struct MethodDescription {
    id: &'static str,
    label: &'static str,
    color: Colors,
    formula: String,
    source: Source,
}

#[derive(Serialize)]
struct Colors {
    light: String,
    dark: String,
}

#[derive(Serialize)]
struct StoryDescription {
    segments: Vec<Segment>,
    preset: BTreeMap<&'static str, &'static str>,
    from: u64,
}

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
    pub(super) digest: String,
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

/// A scene's declaration.
pub(super) fn scene(scene: &dyn Scene) -> Result<SceneDescription, Error> {
    let about = scene.about();
    Ok(SceneDescription {
        id: about.id,
        title: about.title,
        chapter: about.chapter,
        summary: about.summary,
        formula: mathml(about.formula)?,
        axes: [mathml(about.axes[0])?, mathml(about.axes[1])?],
        speed: about.speed,
        placed: about.placed,
        parameters: scene.parameters().into_iter().map(parameter).collect::<Result<_, _>>()?,
        methods: scene.methods().into_iter().map(method).collect::<Result<_, _>>()?,
        studies: scene.studies(),
        story: about.story.iter().map(story).collect::<Result<_, _>>()?,
        sources: about.sources,
    })
}

fn parameter(parameter: Parameter) -> Result<ParameterDescription, Error> {
    let symbol = if parameter.symbol.is_empty() { String::new() } else { mathml(parameter.symbol)? };
    let default = parameter.default.to_string();
    Ok(ParameterDescription { parameter, symbol, default })
}

fn method(info: &'static MethodInfo) -> Result<MethodDescription, Error> {
    let color = |theme: Theme| hex(theme.color(info.color));
    let colors = Colors { light: color(Theme::Light), dark: color(Theme::Dark) };
    Ok(MethodDescription {
        id: info.id,
        label: info.label,
        color: colors,
        formula: mathml(info.formula)?,
        source: info.source,
    })
}

fn story(step: &StoryStep) -> Result<StoryDescription, Error> {
    Ok(StoryDescription {
        segments: segments(step.text)?,
        preset: step.preset.iter().copied().collect(),
        from: step.from,
    })
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
pub(super) fn claim(claim: Claim) -> Result<ClaimDescription, Error> {
    Ok(ClaimDescription {
        id: claim.id,
        statement: segments(&claim.statement)?,
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
