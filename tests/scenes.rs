//! What every scene of the registry has to be: whole, well declared, and unharmed by any value that it allows.
#![cfg(not(target_arch = "wasm32"))]

use anyhow::{Context as _, Result, ensure};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use saddleback::declaration::of_parameter;
use saddleback::frame::{Frame, Layer, Mark};
use saddleback::parameter::{Kind, Parameter, Settings};
use saddleback::player::Player;
use saddleback::scene::{Scene, registry};
use saddleback::typeset::{Segment, mathml, segments};
use saddleback::words::{Argument, Book, Text, text};
use std::collections::BTreeSet;

fn settings(scene: &dyn Scene, preset: &[(&str, &str)]) -> Result<Settings> {
    let mut settings = Settings::new(scene.parameters());
    for (id, value) in preset {
        settings.set(id, value).with_context(|| format!("{}: {id}={value}", scene.about().id))?;
    }
    Ok(settings)
}

/// A scene's messages in English.
fn book(scene: &str) -> Book {
    Book::new(saddleback_words::messages("en", scene), '.')
}

/// The ids of a text's messages that a book lacks.
fn lacking(book: &Book, text: &Text) -> Vec<String> {
    let Text::Message { id, arguments } = text else { return Vec::new() };
    let forms = [id.to_string(), format!("{id}.other")];
    let own = if forms.iter().any(|form| book.message(form).is_some()) { Vec::new() } else { vec![id.to_string()] };
    let inner = arguments.iter().flat_map(|(_, argument)| match argument {
        Argument::Number(..) => Vec::new(),
        Argument::Text(text) => lacking(book, text),
        Argument::List(texts) => texts.iter().flat_map(|text| lacking(book, text)).collect(),
    });
    own.into_iter().chain(inner).collect()
}

/// Nothing that is drawn may be infinite: the last finite state is kept. NaN is a gap in a line.
fn finite(frame: &Frame) -> bool {
    let points_are = |points: &[[f64; 2]]| points.iter().flatten().all(|value| !value.is_infinite());
    let layers = frame.layers.iter().chain(&frame.twin).all(|layer| match layer {
        Layer::Trail { points, .. } | Layer::Cloud { points, .. } | Layer::Curve { points, .. } => points_are(points),
        Layer::Area { points, base, .. } => points_are(points) && base.is_finite(),
        Layer::Marker { at, .. } | Layer::Text { at, .. } => at.iter().all(|value| value.is_finite()),
        Layer::Arrow { from, to, .. } => from.iter().chain(to).all(|value| value.is_finite()),
        // A field may be infinite somewhere, as a landscape may.
        Layer::Field { grid, .. } => grid.values.len() == grid.columns * grid.rows,
    });
    let marks = frame.charts.iter().flat_map(|chart| &chart.marks).all(|mark| match mark {
        // A recorded value may be infinite where f overflows. The chart draws only finite points.
        Mark::Series { .. } => true,
        Mark::Line { points, .. } => points.iter().all(|[x, _]| x.is_finite()),
        Mark::Region { points, .. } => points_are(points),
        Mark::Bars { edges, heights, .. } => edges.iter().chain(heights).all(|value| value.is_finite()),
        Mark::Dots { points, errors, .. } => points_are(points) && errors.iter().all(|error| !error.is_infinite()),
        Mark::Field { grid, .. } => grid.values.len() == grid.columns * grid.rows,
        Mark::Rule { at, .. } => !at.is_infinite(),
    });
    layers && marks && frame.readouts.iter().all(|readout| !readout.value.is_infinite())
}

/// A value in text form that a parameter allows, its ends among them.
fn allowed(parameter: &Parameter) -> BoxedStrategy<String> {
    match &parameter.kind {
        Kind::Number { min, max, .. } => {
            prop_oneof![Just(*min), Just(*max), *min..=*max].prop_map(|value| value.to_string()).boxed()
        }
        Kind::Integer { min, max, .. } => {
            prop_oneof![Just(*min), Just(*max), *min..=*max].prop_map(|value| value.to_string()).boxed()
        }
        Kind::Choice { options } => {
            let ids: Vec<String> = options.iter().map(|option| option.id.to_string()).collect();
            proptest::sample::select(ids).boxed()
        }
        Kind::Choices { options } => {
            let ids: Vec<String> = options.iter().map(|option| option.id.to_string()).collect();
            let count = ids.len();
            proptest::sample::subsequence(ids, 1..=count).prop_map(|chosen| chosen.join(",")).boxed()
        }
        Kind::Toggle => prop_oneof![Just("on".to_string()), Just("off".to_string())].boxed(),
        Kind::Point { bound } => {
            let coordinate = prop_oneof![Just(-*bound), Just(0.0), Just(*bound), -*bound..=*bound];
            (coordinate.clone(), coordinate).prop_map(|(x, y)| format!("{x},{y}")).boxed()
        }
        Kind::Formula { variables } => {
            // Smooth, kinked, undefined in places, infinite in places, and constant.
            let shapes = ["v^2 - w^2/2", "|v| + max(w, 0)", "ln(v) + sqrt(w)", "1/(v w)", "e^(v^2) sin(9w)", "0"];
            let (first, last) = (variables.first().unwrap_or(&"1"), variables.last().unwrap_or(&"1"));
            let named = shapes.map(|shape| shape.replace('v', first).replace('w', last));
            proptest::sample::select(named.to_vec()).boxed()
        }
    }
}

#[test]
fn ids_are_unique() {
    let ids: BTreeSet<&str> = registry().iter().map(|scene| scene.about().id).collect();
    assert_eq!(ids.len(), registry().len());
}

#[test]
fn declarations_are_whole() -> Result<()> {
    for scene in registry() {
        let about = scene.about();
        let id = about.id;
        let book = book(id);
        ensure!(about.story.len() >= 4, "{id}: a story of {} steps", about.story.len());
        ensure!(!about.sources.is_empty() && !scene.cases().is_empty(), "{id}: sources and cases");
        ensure!(about.sources.iter().all(|source| source.url.starts_with("http")), "{id}: sources have links");
        mathml(about.formula).with_context(|| format!("{id}: formula"))?;
        for method in scene.methods() {
            mathml(method.formula).with_context(|| format!("{id}: {}", method.id))?;
        }
        let parameters = scene.parameters();
        let ids: BTreeSet<&str> = parameters.iter().map(|parameter| parameter.id.as_str()).collect();
        ensure!(ids.len() == parameters.len(), "{id}: a parameter twice");
        for parameter in &parameters {
            if let Kind::Choice { options } | Kind::Choices { options } = &parameter.kind {
                let distinct: BTreeSet<&str> = options.iter().map(|option| option.id).collect();
                ensure!(distinct.len() == options.len(), "{id}: {} offers a choice twice", parameter.id);
            }
            let default = parameter.default.to_string();
            ensure!(parameter.parse(&default)? == parameter.default, "{id}: {}={default}", parameter.id);
            for part in ["label", "help"] {
                let words = of_parameter(parameter, part, &book);
                ensure!(!words.is_empty(), "{id}: {} has no {part}", parameter.id);
            }
        }
        if let Some(placed) = about.placed {
            ensure!(ids.contains(placed), "{id}: places {placed}");
        }
        let default = about
            .story
            .iter()
            .position(|step| settings(*scene, step.preset).is_ok_and(|settings| settings.differing().is_empty()));
        ensure!(default == Some(0), "{id}: it opens elsewhere than at its story's first step");
        for number in 1..=about.story.len() {
            let sentence = book.say(&text(format!("story.{number}")));
            let mut before = String::new();
            for segment in segments(&sentence).with_context(|| format!("{id}: {sentence}"))? {
                match segment {
                    Segment::Parameter(parameter) => {
                        let known = parameters.iter().find(|known| known.id == parameter);
                        let known = known.with_context(|| format!("{id}: the story speaks of {parameter}"))?;
                        // The page writes the symbol and the sign itself.
                        let twice = before.trim_end().ends_with('=') && !known.symbol.is_empty();
                        ensure!(!twice, "{id}: the story would say {0} = {0} = …", known.symbol);
                        before.clear();
                    }
                    Segment::Text(text) => before = text,
                    Segment::Math(_) => before.clear(),
                }
            }
        }
    }
    Ok(())
}

#[test]
fn stories_and_cases_run_and_come_back_to_the_same_bits() -> Result<()> {
    for scene in registry() {
        let presets = scene.about().story.iter().map(|step| step.preset).chain(scene.cases().iter().map(|c| c.preset));
        for preset in presets {
            let mut player = Player::new(*scene, settings(*scene, preset)?, 3)?;
            player.seek(40);
            let early = player.digest();
            player.seek(150);
            let late = player.digest();
            player.seek(40);
            ensure!(player.digest() == early, "{}: {preset:?}", scene.about().id);
            player.seek(150);
            ensure!(player.digest() == late, "{}: {preset:?}", scene.about().id);
            ensure!(finite(&player.frame()), "{}: {preset:?}", scene.about().id);
        }
    }
    Ok(())
}

#[test]
fn studies_compute_and_draw_their_first_part() -> Result<()> {
    for scene in registry() {
        let id = scene.about().id;
        let ids: BTreeSet<&str> = scene.studies().iter().map(|info| info.id).collect();
        ensure!(ids.len() == scene.studies().len(), "{id}: a study twice");
        ensure!(scene.study("no-such-study", &settings(*scene, &[])?, 0).is_err(), "{id}: a study of any name");
        for info in scene.studies() {
            let name = format!("{id}: {}", info.id);
            for part in ["title", "help"] {
                let message = format!("study.{}.{part}", info.id);
                ensure!(book(id).message(&message).is_some(), "{name} has no {part}");
            }
            let study = scene.study(info.id, &settings(*scene, &[])?, 3).context(name.clone())?;
            ensure!(study.parts() > 0, "{name} has no part");
            let mut parts = vec![None; study.parts()];
            let before = study.chart(&parts);
            parts[0] = Some(study.part(0));
            ensure!(parts[0] == Some(study.part(0)), "{name}: a part comes out otherwise the second time");
            let chart = study.chart(&parts);
            let blank = study.records(&vec![None; study.parts()]).csv();
            let shows = chart.marks != before.marks || study.records(&parts).csv() != blank;
            ensure!(shows, "{name}: a part shows nothing");
            ensure!(!chart.title.is_empty(), "{name}: a chart without a title");
            let frame = Frame { charts: vec![chart], ..Frame::default() };
            ensure!(finite(&frame), "{name}");
            let header = study.records(&parts).csv();
            ensure!(header.lines().next().is_some_and(|header| !header.is_empty()), "{name}: no columns");
        }
    }
    Ok(())
}

#[test]
fn each_case_has_claims() -> Result<()> {
    // Whether they are measured by its end and hold, `saddleback check` says.
    for scene in registry() {
        ensure!(!scene.cases().is_empty(), "{}: no case", scene.about().id);
        for case in scene.cases() {
            let player = Player::new(*scene, settings(*scene, case.preset)?, 11)?;
            ensure!(!player.claims().is_empty(), "{}: {:?} has no claim", scene.about().id, case.preset);
        }
    }
    Ok(())
}

#[test]
fn every_text_of_a_running_scene_has_its_message() -> Result<()> {
    for scene in registry() {
        let id = scene.about().id;
        let book = book(id);
        let stories = scene.about().story.iter().map(|step| step.preset);
        for preset in scene.cases().iter().map(|case| case.preset).chain(stories) {
            let mut player = Player::new(*scene, settings(*scene, preset)?, 2)?;
            for step in [0, 400] {
                player.seek(step);
                let mut missing = BTreeSet::new();
                player.frame().each_text(&mut |text| missing.extend(lacking(&book, text)));
                for claim in player.claims() {
                    missing.extend(
                        [&claim.statement, &claim.tolerance_origin].into_iter().flat_map(|text| lacking(&book, text)),
                    );
                }
                ensure!(missing.is_empty(), "{id} {preset:?}: {missing:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn whatever_is_allowed_runs() -> Result<()> {
    for scene in registry() {
        // A fixed seed: what fails here fails everywhere.
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[17; 32]);
        let mut runner =
            TestRunner::new_with_rng(Config { cases: 24, failure_persistence: None, ..Config::default() }, random);
        let parameters = scene.parameters();
        let values: Vec<BoxedStrategy<String>> = parameters.iter().map(allowed).collect();
        let outcome = runner.run(&values, |values| {
            let mut settings = Settings::new(scene.parameters());
            for (parameter, value) in parameters.iter().zip(&values) {
                settings.set(&parameter.id, value).map_err(|error| TestCaseError::fail(error.to_string()))?;
            }
            // The page asks all steps of the story, whichever the reader is at.
            scene.about().story.iter().filter_map(|step| step.holds).for_each(|holds| {
                holds(&settings);
            });
            let mut player =
                Player::new(*scene, settings, 5).map_err(|error| TestCaseError::fail(error.to_string()))?;
            // A step of a heavy scene costs as much as many of another.
            player.seek(if scene.is_heavy() { 24 } else { 120 });
            prop_assert!(finite(&player.frame()));
            prop_assert!(player.tracks().iter().flat_map(|track| &track.point).all(|value| value.is_finite()));
            for claim in player.claims() {
                prop_assert!(claim.predicted.is_finite() && claim.tolerance >= 0.0, "{}", claim.id);
                prop_assert!(claim.measured.is_none_or(f64::is_finite), "{}", claim.id);
            }
            let view = player.view();
            prop_assert!(view.width() > 0.0 && view.height() > 0.0 && view.width().is_finite());
            let _ = (player.backdrop(view), player.twin_within((300.0, 200.0)));
            Ok(())
        });
        outcome.map_err(|error| anyhow::anyhow!("{}: {error}", scene.about().id))?;
    }
    Ok(())
}
