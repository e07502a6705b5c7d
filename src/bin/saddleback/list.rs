//! `list` and `describe`: what there is.

use crate::Failure;
use crate::speech::{book, message, say};
use saddleback::declaration::of_parameter;
use saddleback::parameter::{Kind, Settings};
use saddleback::scene::{About, Scene, find, registry};
use saddleback::words;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Every scene, one line each.
pub(crate) fn list(as_json: bool) -> Result<String, Failure> {
    if as_json {
        let scenes = registry().iter().map(|scene| {
            let about = scene.about();
            let [title, chapter, summary] = heading(about);
            json!({"id": about.id, "title": title, "chapter": chapter, "summary": summary})
        });
        return pretty(&Value::Array(scenes.collect()));
    }
    let mut text = String::new();
    let lines: Vec<_> = registry().iter().map(|scene| (scene.about().id, heading(scene.about()))).collect();
    let ids = lines.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    let chapters = lines.iter().map(|(_, [_, chapter, _])| chapter.chars().count()).max().unwrap_or(0);
    for (id, [_, chapter, summary]) in lines {
        let _ = writeln!(text, "{id:<ids$}  {chapter:<chapters$}  {summary}");
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
    let (book, [title, chapter, summary]) = (book(about.id), heading(about));
    let mut text = format!("{} – {title} ({chapter})\n{summary}\n\n{}\n", about.id, message("describe.parameters"));
    for parameter in scene.parameters() {
        let _ = writeln!(
            text,
            "  {:<24} {} [{}]",
            parameter.id,
            of_parameter(&parameter, "help", &book),
            parameter.default
        );
        let _ = writeln!(text, "  {:<24} {}", "", book.say(&parameter.allowed()));
    }
    let _ = writeln!(text, "\n{}", message("describe.methods"));
    for method in scene.methods() {
        let _ = writeln!(text, "  {:<24} {}", method.id, method.formula);
    }
    if !scene.studies().is_empty() {
        let _ = writeln!(text, "\n{}", message("describe.studies"));
    }
    let part = |id: &str, part: &str| book.say(&words::text(format!("study.{id}.{part}")));
    for study in scene.studies() {
        let _ =
            writeln!(text, "  {:<24} {}\n  {:<24} {}", study.id, part(study.id, "title"), "", part(study.id, "help"));
    }
    let _ = writeln!(text, "\n{}", message("describe.claims"));
    for (id, (statement, source)) in &claims {
        let _ = writeln!(text, "  {id:<24} {statement}\n  {:<24} {source}", "");
    }
    let _ = writeln!(text, "\n{}", message("describe.sources"));
    for source in about.sources {
        let _ = writeln!(text, "  {}\n    {}", source.text, source.url);
    }
    Ok(text)
}

/// Each claim that some case of the scene makes: its id, statement and source.
fn claims(scene: &dyn Scene) -> Result<BTreeMap<String, (String, String)>, Failure> {
    let book = book(scene.about().id);
    let mut claims = BTreeMap::new();
    for case in scene.cases() {
        let mut settings = Settings::new(scene.parameters());
        for (id, value) in case.preset {
            settings.set(id, value)?;
        }
        for claim in scene.start(&settings, 0)?.claims() {
            let statement = book.say(&claim.statement);
            claims
                .entry(claim.id.to_string())
                .or_insert((statement, format!("{} {}", claim.source.text, claim.source.url)));
        }
    }
    Ok(claims)
}

fn described(scene: &dyn Scene, claims: &BTreeMap<String, (String, String)>) -> Value {
    let about = scene.about();
    let (book, [title, chapter, summary]) = (book(about.id), heading(about));
    let message = |id: String| book.say(&words::text(id));
    let parameters = scene.parameters().into_iter().map(|parameter| {
        let mut declared = json!(parameter);
        declared["label"] = json!(of_parameter(&parameter, "label", &book));
        declared["help"] = json!(of_parameter(&parameter, "help", &book));
        if let Kind::Choice { options } | Kind::Choices { options } = &parameter.kind {
            let options = options.iter().map(|option| json!({"id": option.id, "label": book.say(&option.label())}));
            declared["options"] = options.collect();
        }
        declared
    });
    let studies = scene.studies().iter().map(|study| {
        let part = |part: &str| message(format!("study.{}.{part}", study.id));
        json!({"id": study.id, "title": part("title"), "help": part("help")})
    });
    let methods = scene.methods().into_iter().map(
        |method| json!({"id": method.id, "label": book.say(&method.label()), "formula": method.formula, "source": method.source}),
    );
    let claims =
        claims.iter().map(|(id, (statement, source))| json!({"id": id, "statement": statement, "source": source}));
    let story = about.story.iter().zip(1..).map(|(step, number)| {
        let preset: BTreeMap<_, _> = step.preset.iter().copied().collect();
        json!({"text": message(format!("story.{number}")), "preset": preset, "from": step.from})
    });
    json!({
        "id": about.id,
        "title": title,
        "chapter": chapter,
        "summary": summary,
        "formula": about.formula,
        "axes": about.axes,
        "speed": about.speed,
        "parameters": parameters.collect::<Vec<_>>(),
        "methods": methods.collect::<Vec<_>>(),
        "studies": studies.collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
        "story": story.collect::<Vec<_>>(),
        "sources": about.sources,
    })
}

/// A scene's title, chapter and summary.
fn heading(about: &About) -> [String; 3] {
    let book = book(about.id);
    ["title".to_string(), format!("chapter.{}", about.chapter), "summary".to_string()]
        .map(|id| book.say(&words::text(id)))
}

fn pretty(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::User(say(&words::text("refused.json").with("reason", error.to_string()))))
}
