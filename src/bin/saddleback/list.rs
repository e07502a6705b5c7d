//! `list` and `describe`: what there is.

use crate::Failure;
use saddleback::parameter::Settings;
use saddleback::scene::{Scene, find, registry};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Every scene, one line each.
pub(crate) fn list(as_json: bool) -> Result<String, Failure> {
    if as_json {
        let scenes = registry().iter().map(|scene| {
            let about = scene.about();
            json!({"id": about.id, "title": about.title, "chapter": about.chapter, "summary": about.summary})
        });
        return pretty(&Value::Array(scenes.collect()));
    }
    let mut text = String::new();
    let width = registry().iter().map(|scene| scene.about().id.len()).max().unwrap_or(0);
    for scene in registry() {
        let about = scene.about();
        let _ = writeln!(text, "{:<width$}  {:<9} {}", about.id, about.chapter, about.summary);
    }
    Ok(text)
}

/// One scene's parameters, methods, studies, claims and sources.
pub(crate) fn describe(id: &str, as_json: bool) -> Result<String, Failure> {
    let scene = find(id)?;
    let claims = claims(scene)?;
    if as_json {
        return pretty(&described(scene, &claims));
    }
    let about = scene.about();
    let mut text = format!("{} – {} ({})\n{}\n\nParameters\n", about.id, about.title, about.chapter, about.summary);
    for parameter in scene.parameters() {
        let _ = writeln!(text, "  {:<24} {} [{}]", parameter.id, parameter.help, parameter.default);
        let _ = writeln!(text, "  {:<24} {}", "", parameter.allowed());
    }
    text.push_str("\nMethods\n");
    for method in scene.methods() {
        let _ = writeln!(text, "  {:<24} {}", method.id, method.formula);
    }
    if !scene.studies().is_empty() {
        text.push_str("\nStudies\n");
    }
    for study in scene.studies() {
        let _ = writeln!(text, "  {:<24} {}\n  {:<24} {}", study.id, study.title, "", study.help);
    }
    text.push_str("\nClaims\n");
    for (id, (statement, source)) in &claims {
        let _ = writeln!(text, "  {id:<24} {statement}\n  {:<24} {source}", "");
    }
    text.push_str("\nSources\n");
    for source in about.sources {
        let _ = writeln!(text, "  {}\n    {}", source.text, source.url);
    }
    Ok(text)
}

/// Each claim that some case of the scene makes: its id, statement and source.
fn claims(scene: &dyn Scene) -> Result<BTreeMap<&'static str, (String, String)>, Failure> {
    let mut claims = BTreeMap::new();
    for case in scene.cases() {
        let mut settings = Settings::new(scene.parameters());
        for (id, value) in case.preset {
            settings.set(id, value)?;
        }
        for claim in scene.start(&settings, 0)?.claims() {
            claims.entry(claim.id).or_insert((claim.statement, format!("{} {}", claim.source.text, claim.source.url)));
        }
    }
    Ok(claims)
}

fn described(scene: &dyn Scene, claims: &BTreeMap<&'static str, (String, String)>) -> Value {
    let about = scene.about();
    let methods = scene.methods().into_iter().map(
        |method| json!({"id": method.id, "label": method.label, "formula": method.formula, "source": method.source}),
    );
    let claims =
        claims.iter().map(|(id, (statement, source))| json!({"id": id, "statement": statement, "source": source}));
    let story = about.story.iter().map(|step| {
        let preset: BTreeMap<_, _> = step.preset.iter().copied().collect();
        json!({"text": step.text, "preset": preset, "from": step.from})
    });
    json!({
        "id": about.id,
        "title": about.title,
        "chapter": about.chapter,
        "summary": about.summary,
        "formula": about.formula,
        "axes": about.axes,
        "speed": about.speed,
        "parameters": scene.parameters(),
        "methods": methods.collect::<Vec<_>>(),
        "studies": scene.studies(),
        "claims": claims.collect::<Vec<_>>(),
        "story": story.collect::<Vec<_>>(),
        "sources": about.sources,
    })
}

fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| Failure::User(error.to_string()))
}
