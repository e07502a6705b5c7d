//! Stories, as a lecturer goes through them.

use crate::visit::visit;
use anyhow::{Context as _, ensure};
use saddleback::scene::registry;

/// From one step to the next charts and methods come and go while the scene plays.
#[test]
fn every_story_is_gone_through_to_its_end_and_back() {
    visit(async |page| {
        for scene in registry() {
            let about = scene.about();
            page.enter_scene(&format!("?scene={}", about.id)).await?;
            page.wait("all('.chart canvas').length > 0").await?;
            for button in ["Next", "Previous"] {
                for _ in 1..about.story.len() {
                    let state = page
                        .run(&format!(
                            "const button = all('[aria-label=\"{button} step of the story\"]')[0];
                             button.click();
                             for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame);
                             const {{ ready, params }} = handle().state();
                             return ready ? null : JSON.stringify(params);"
                        ))
                        .await?;
                    ensure!(state.is_null(), "{}: {button} stops the scene at {state}", about.id);
                }
            }
            page.silent(about.id).await.context("its story")?;
        }
        Ok(())
    });
}
