//! Studies on the page: computed by workers, to the numbers of the native build, and stopped when one has seen enough.

use crate::visit::{Visit, visit};
use anyhow::{Context as _, Result, ensure};
use saddleback::parameter::Settings;
use saddleback::scene::find;

const SCENE: &str = "descent-race";

/// The study's button, whatever stands on it.
const BUTTON: &str = "all('.study button')[0]";

/// Counts parts that come from workers from now on, and keeps what is offered for download.
const WATCH: &str = "
    window.received = 0;
    const Plain = window.Worker;
    window.Worker = class extends Plain {
        constructor(...given) {
            super(...given);
            this.addEventListener('message', ({ data }) => { if (data.values) window.received += 1; });
        }
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

/// How many parts workers have computed for the page since [`csv`] began.
pub async fn parts_of_workers(page: &Visit) -> Result<u64> {
    page.value("window.received").await?.as_u64().context("a number")
}

#[test]
fn workers_compute_what_the_native_build_does() {
    visit(async |page| {
        page.enter_scene(&format!("?scene={SCENE}")).await?;
        assert_eq!(csv(page).await?, natively()?);
        ensure!(parts_of_workers(page).await? > 0, "the page has computed alone");
        Ok(())
    });
}

#[test]
fn a_study_is_cancelled_and_keeps_what_it_has() {
    visit(async |page| {
        page.enter_scene("?scene=saddle-escape").await?;
        page.wait(BUTTON).await?;
        // In one script, so that the study cannot end before it is stopped.
        page.run(&format!(
            "const button = {BUTTON};
             button.click();
             const progress = () => Number(all('[role=progressbar]')[0].getAttribute('aria-valuenow'));
             while (progress() === 0 && button.textContent === 'Cancel') await new Promise((done) => setTimeout(done, 10));
             button.click();"
        ))
        .await?;
        page.wait(&format!("{BUTTON}.textContent === 'Run again'")).await?;
        let state = page.value("all('.study .state')[0].textContent").await?;
        ensure!(state.as_str().is_some_and(|text| text.starts_with("Stopped at")), "{state}");
        page.wait("colors(all('.study canvas')[0]) > 8").await.map(|_| ())
    });
}
