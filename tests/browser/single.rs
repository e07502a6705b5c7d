//! The page of one file, opened from a disk.

use crate::studies::{csv, parts_of_workers};
use crate::visit::{Visit, digest, native, visit};
use anyhow::{Context as _, Result, ensure};
use saddleback::scene::registry;
use serde_json::json;

/// The file's address with a query.
fn file(query: &str) -> Result<String> {
    let path = std::fs::canonicalize("dist/saddleback.html").context("cargo xtask build writes it")?;
    Ok(format!("file://{}{query}", path.display()))
}

async fn enter(page: &Visit, query: &str) -> Result<()> {
    page.open(&file(query)?).await?;
    page.wait("handle().state().ready").await.map(|_| ())
}

#[test]
fn every_scene_runs_in_it_to_the_same_bits() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            enter(page, &format!("?scene={id}&seed=4&t=60")).await?;
            page.wait("handle().state().step === 60").await?;
            assert_eq!(page.value("handle().state().digest").await?, json!(digest(&native(id, 4, &[], 60)?)), "{id}");
            page.silent(id).await?;
        }
        page.show("single").await
    });
}

#[test]
fn one_goes_about_in_it_as_on_a_server() {
    visit(async |page| {
        page.open(&file("")?).await?;
        let link = "all('a[href*=\"scene=gda-spiral\"]')[0]";
        page.wait(link).await?;
        page.run(&format!("{link}.click();")).await?;
        page.wait("handle().state().ready").await?;
        page.run("handle().set({ eta: 0.3 });").await?;
        page.wait("location.search.includes('eta=0.3')").await?;
        page.back().await?;
        page.wait("location.search === '?scene=gda-spiral'").await?;
        page.back().await?;
        page.wait(link).await.map(|_| ())
    });
}

#[test]
fn its_studies_have_workers_too() {
    visit(async |page| {
        enter(page, "?scene=descent-race").await?;
        let text = csv(page).await?;
        ensure!(text.lines().count() > 10, "{text}");
        ensure!(parts_of_workers(page).await? > 0, "the page has computed alone");
        Ok(())
    });
}
