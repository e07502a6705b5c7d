//! Studies on the page: computed by workers, to the numbers of the native build, and stopped when one has seen enough.

use crate::visit::{Visit, visit};
use anyhow::{Context as _, Result, ensure};
use saddleback::parameter::Settings;
use saddleback::scene::find;
use serde_json::json;

const SCENE: &str = "descent-race";

/// The study's button, whatever stands on it.
const BUTTON: &str = "all('.study button')[0]";

/// Counts workers from now on, and keeps what is offered for download.
const WATCH: &str = "
    window.employed = 0;
    const Plain = window.Worker;
    window.Worker = class extends Plain {
        constructor(...given) { super(...given); window.employed += 1; }
    };
    window.offered = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.offered.push(blob); return create(blob); };
";

/// The first study of the scene at its defaults, as text with a line for every value.
fn natively() -> Result<String> {
    let scene = find(SCENE)?;
    let info = scene.studies().first().context("it has a study")?;
    let study = scene.study(info.id, &Settings::new(scene.parameters()), 0)?;
    let parts: Vec<_> = (0..study.parts()).map(|index| Some(study.part(index))).collect();
    Ok(study.records(&parts).csv())
}

/// Runs the first study of the scene's page to its end; what its button for CSV offers.
pub async fn csv(page: &Visit) -> Result<String> {
    page.wait(BUTTON).await?;
    page.run(WATCH).await?;
    page.run(&format!("{BUTTON}.click();")).await?;
    page.wait(&format!("{BUTTON}.textContent === 'Run again'")).await?;
    page.run("all('.study .result button').find((button) => button.textContent === 'CSV').click();").await?;
    let text = page.value("await window.offered.at(-1).text()").await?;
    Ok(text.as_str().context("a text")?.to_string())
}

/// How many workers the page has employed since [`csv`] began.
pub async fn employed(page: &Visit) -> Result<u64> {
    page.value("window.employed").await?.as_u64().context("a number")
}

#[test]
fn workers_compute_what_the_native_build_does() {
    visit(async |page| {
        page.enter_scene(&format!("?scene={SCENE}")).await?;
        assert_eq!(csv(page).await?, natively()?);
        ensure!(employed(page).await? > 0, "the page has computed alone");
        Ok(())
    });
}

#[test]
fn a_study_is_cancelled_and_keeps_what_it_has() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral").await?;
        page.wait(BUTTON).await?;
        page.run(&format!("{BUTTON}.click();")).await?;
        page.wait("Number(all('[role=progressbar]')[0].getAttribute('aria-valuenow')) > 0").await?;
        page.run(&format!("if ({BUTTON}.textContent === 'Cancel') {BUTTON}.click();")).await?;
        page.wait(&format!("{BUTTON}.textContent === 'Run again'")).await?;
        let state = page.value("all('.study .state')[0].textContent").await?;
        ensure!(state == json!("") || state.as_str().is_some_and(|text| text.starts_with("Stopped at")), "{state}");
        page.wait("colors(all('.study canvas')[0]) > 8").await.map(|_| ())
    });
}
