//! What scenes declare, in the shape that the page reads: written once, when the page is built, as formulas take time
//! to typeset.

use crate::error::Error;
use crate::parameter::{Parameter, Settings};
use crate::scene::{MethodInfo, Module, Scene, StoryStep, StudyInfo};
use crate::source::Source;
use crate::typeset::{Segment, mathml, segments};
use crate::view::{Theme, hex};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known of a scene before it is opened.
#[derive(Debug, Serialize)]
pub struct Card {
    id: &'static str,
    module: &'static str,
    title: &'static str,
    chapter: &'static str,
    summary: &'static str,
    formula: String,
    speed: f64,
}

/// Everything that a scene declares.
#[derive(Debug, Serialize)]
pub struct Declaration {
    id: &'static str,
    title: &'static str,
    chapter: &'static str,
    summary: &'static str,
    formula: String,
    axes: [String; 2],
    speed: f64,
    placed: Option<&'static str>,
    parameters: Vec<DeclaredParameter>,
    methods: Vec<DeclaredMethod>,
    studies: &'static [StudyInfo],
    story: Vec<DeclaredStep>,
    sources: &'static [Source],
}

#[derive(Debug, Serialize)]
struct DeclaredParameter {
    #[serde(flatten)]
    parameter: Parameter,
    symbol: String,
    default: String,
}

#[derive(Debug, Serialize)]
struct DeclaredMethod {
    id: &'static str,
    label: &'static str,
    color: Colors,
    formula: String,
    source: Source,
}

#[derive(Debug, Serialize)]
struct Colors {
    light: String,
    dark: String,
}

#[derive(Debug, Serialize)]
struct DeclaredStep {
    segments: Vec<Segment>,
    /// Only what differs from the defaults.
    preset: BTreeMap<String, String>,
    from: u64,
}

/// The cards of a module's scenes.
///
/// # Errors
/// [`Error::Numerical`] for a formula that is not LaTeX that is understood.
pub fn cards(module: &Module) -> Result<Vec<Card>, Error> {
    let card = |scene: &&dyn Scene| {
        let about = scene.about();
        Ok(Card {
            id: about.id,
            module: module.id,
            title: about.title,
            chapter: about.chapter,
            summary: about.summary,
            formula: mathml(about.formula)?,
            speed: about.speed,
        })
    };
    module.scenes.iter().map(card).collect()
}

/// A scene's declaration, its formulas typeset.
///
/// # Errors
/// [`Error::Numerical`] for a formula that is not LaTeX that is understood; those of [`Settings::set`] for a story's preset.
pub fn declaration(scene: &dyn Scene) -> Result<Declaration, Error> {
    let about = scene.about();
    Ok(Declaration {
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
        story: about.story.iter().map(|step| story(scene, step)).collect::<Result<_, _>>()?,
        sources: about.sources,
    })
}

fn parameter(parameter: Parameter) -> Result<DeclaredParameter, Error> {
    let symbol = if parameter.symbol.is_empty() { String::new() } else { mathml(parameter.symbol)? };
    let default = parameter.default.to_string();
    Ok(DeclaredParameter { parameter, symbol, default })
}

fn method(info: &'static MethodInfo) -> Result<DeclaredMethod, Error> {
    let color = |theme: Theme| hex(theme.color(info.color));
    let colors = Colors { light: color(Theme::Light), dark: color(Theme::Dark) };
    Ok(DeclaredMethod {
        id: info.id,
        label: info.label,
        color: colors,
        formula: mathml(info.formula)?,
        source: info.source,
    })
}

fn story(scene: &dyn Scene, step: &StoryStep) -> Result<DeclaredStep, Error> {
    let mut settings = Settings::new(scene.parameters());
    step.preset.iter().try_for_each(|(id, value)| settings.set(id, value))?;
    let preset = settings.differing().into_iter().collect();
    Ok(DeclaredStep { segments: segments(step.text)?, preset, from: step.from })
}
