//! The declarations of scenes in one language, in the shape that the page reads: written once, when the page is built, as
//! formulas take time to typeset.

use crate::error::Error;
use crate::parameter::{Choice, Kind, Parameter, Settings};
use crate::scene::{MethodInfo, Module, Scene, StoryStep, StudyInfo};
use crate::source::Source;
use crate::typeset::{Segment, mathml, segments};
use crate::view::{Theme, hex};
use crate::words::Book;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A scene's card: all that is known of it before it is opened.
#[derive(Debug, Serialize)]
pub struct Card {
    id: &'static str,
    module: &'static str,
    title: String,
    chapter: String,
    summary: String,
    formula: String,
    speed: f64,
}

/// Everything that a scene declares.
#[derive(Debug, Serialize)]
pub struct Declaration {
    id: &'static str,
    title: String,
    chapter: String,
    summary: String,
    formula: String,
    axes: [String; 2],
    speed: f64,
    placed: Option<&'static str>,
    parameters: Vec<DeclaredParameter>,
    methods: Vec<DeclaredMethod>,
    studies: Vec<DeclaredStudy>,
    story: Vec<DeclaredStep>,
    sources: &'static [Source],
    /// Whether it runs in a worker.
    heavy: bool,
    /// The messages that the running scene may need, by id.
    words: BTreeMap<String, String>,
    /// Those of them that claims say and that have formulas, typeset.
    typeset: BTreeMap<String, Vec<Segment>>,
}

#[derive(Debug, Serialize)]
struct DeclaredParameter {
    id: String,
    label: String,
    symbol: String,
    #[serde(flatten)]
    kind: DeclaredKind,
    default: String,
    help: String,
    when: Option<(&'static str, Vec<&'static str>)>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum DeclaredKind {
    Options { kind: &'static str, options: Vec<DeclaredOption> },
    Other(Kind),
}

#[derive(Debug, Serialize)]
struct DeclaredOption {
    id: &'static str,
    label: String,
}

#[derive(Debug, Serialize)]
struct DeclaredStudy {
    id: &'static str,
    title: String,
    help: String,
}

#[derive(Debug, Serialize)]
struct DeclaredMethod {
    id: &'static str,
    label: String,
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
    /// The sentence where the settings are beyond those for which the first one holds; empty where it always does.
    beyond: Vec<Segment>,
    /// Only what differs from the defaults.
    preset: BTreeMap<String, String>,
    from: u64,
}

/// Groups of messages that only declarations use, so that the running scene does not need them.
const DECLARED: [&str; 8] = ["parameter.", "option.", "story.", "study.", "title", "summary", "kind.", "chapter."];

/// The card of one of a module's scenes, in the language of the scene's book.
///
/// # Errors
/// [`Error::Drawing`] for a formula that is not LaTeX that is understood.
pub fn card(module: &Module, scene: &dyn Scene, book: &Book) -> Result<Card, Error> {
    let about = scene.about();
    Ok(Card {
        id: about.id,
        module: module.id,
        title: said(book, "title"),
        chapter: said(book, &format!("chapter.{}", about.chapter)),
        summary: said(book, "summary"),
        formula: mathml(about.formula)?,
        speed: about.speed,
    })
}

/// A scene's declaration in the language of its book, its formulas typeset.
///
/// # Errors
/// [`Error::Drawing`] for a formula that is not LaTeX that is understood; those of [`Settings::set`] for a story's preset.
pub fn declaration(scene: &dyn Scene, book: &Book) -> Result<Declaration, Error> {
    let about = scene.about();
    let numbered = about.story.iter().zip(1..);
    Ok(Declaration {
        id: about.id,
        title: said(book, "title"),
        chapter: said(book, &format!("chapter.{}", about.chapter)),
        summary: said(book, "summary"),
        formula: mathml(about.formula)?,
        axes: [mathml(about.axes[0])?, mathml(about.axes[1])?],
        speed: about.speed,
        placed: about.placed,
        parameters: scene.parameters().into_iter().map(|own| parameter(own, book)).collect::<Result<_, _>>()?,
        methods: scene.methods().into_iter().map(|info| method(info, book)).collect::<Result<_, _>>()?,
        studies: scene.studies().iter().map(|info| study(info, book)).collect(),
        story: numbered.map(|(step, number)| story(scene, step, number, book)).collect::<Result<_, _>>()?,
        sources: about.sources,
        heavy: scene.is_heavy(),
        typeset: typeset(scene, book)?,
        words: needed(scene, book),
    })
}

fn said(book: &Book, id: &str) -> String {
    book.message(id).unwrap_or(id).to_string()
}

/// A parameter's label or help: the first of its messages that there is.
pub fn of_parameter(parameter: &Parameter, part: &str, book: &Book) -> String {
    parameter.words(part).find_map(|id| book.message(&id).map(str::to_string)).unwrap_or_default()
}

fn parameter(parameter: Parameter, book: &Book) -> Result<DeclaredParameter, Error> {
    let symbol = if parameter.symbol.is_empty() { String::new() } else { mathml(parameter.symbol)? };
    let options = |options: &[Choice]| {
        let option = |choice: &Choice| DeclaredOption { id: choice.id, label: book.say(&choice.label()) };
        options.iter().map(option).collect()
    };
    Ok(DeclaredParameter {
        label: of_parameter(&parameter, "label", book),
        help: of_parameter(&parameter, "help", book),
        symbol,
        default: parameter.default.to_string(),
        kind: match &parameter.kind {
            Kind::Choice { options: declared } => DeclaredKind::Options { kind: "choice", options: options(declared) },
            Kind::Choices { options: declared } => {
                DeclaredKind::Options { kind: "choices", options: options(declared) }
            }
            other => DeclaredKind::Other(other.clone()),
        },
        id: parameter.id,
        when: parameter.when,
    })
}

fn study(info: &StudyInfo, book: &Book) -> DeclaredStudy {
    let part = |part: &str| said(book, &format!("study.{}.{part}", info.id));
    DeclaredStudy { id: info.id, title: part("title"), help: part("help") }
}

fn method(info: &'static MethodInfo, book: &Book) -> Result<DeclaredMethod, Error> {
    let color = |theme: Theme| hex(theme.color(info.color));
    let color = Colors { light: color(Theme::Light), dark: color(Theme::Dark) };
    let (label, formula) = (book.say(&info.label()), mathml(info.formula)?);
    Ok(DeclaredMethod { id: info.id, label, color, formula, source: info.source })
}

fn story(scene: &dyn Scene, step: &StoryStep, number: usize, book: &Book) -> Result<DeclaredStep, Error> {
    let mut settings = Settings::new(scene.parameters());
    step.preset.iter().try_for_each(|(id, value)| settings.set(id, value))?;
    let preset = settings.differing().into_iter().collect();
    let beyond = match step.holds {
        Some(_) => segments(&said(book, &format!("story.{number}-beyond")))?,
        None => Vec::new(),
    };
    Ok(DeclaredStep { segments: segments(&said(book, &format!("story.{number}")))?, beyond, preset, from: step.from })
}

/// The messages with formulas in which claims speak. A value's place in a formula is marked ⟪name⟫.
fn typeset(scene: &dyn Scene, book: &Book) -> Result<BTreeMap<String, Vec<Segment>>, Error> {
    let speaks = |(_, message): &(String, String)| message.contains('$');
    let marked = |message: &str| message.replace(r"\value{", r"\text{⟪");
    needed(scene, book)
        .into_iter()
        .filter(speaks)
        .map(|(id, message)| Ok((id, segments(&closed(&marked(&message)))?)))
        .collect()
}

/// Closes the marks ⟪name⟫ of places in formulas.
fn closed(message: &str) -> String {
    let mut parts = message.split('⟪');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        format!("{text}⟪{name}⟫}}{rest}")
    })
}

/// The messages of a book that the running scene may need: of methods, those of its own.
fn needed(scene: &dyn Scene, book: &Book) -> BTreeMap<String, String> {
    let methods: BTreeSet<&str> = scene.methods().iter().map(|info| info.id).collect();
    let is_needed = |id: &str| match id.strip_prefix("method.") {
        Some(rest) => rest.split('.').next().is_some_and(|method| methods.contains(method)),
        None => !DECLARED.iter().any(|group| id.starts_with(group)),
    };
    book.messages().filter(|(id, _)| is_needed(id)).map(|(id, message)| (id.to_string(), message.to_string())).collect()
}
