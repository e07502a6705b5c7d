//! A scene's page: it draws, moves, and computes the bits that the native build computes.

use crate::visit::{digest, native, visit};
use saddleback::scene::registry;
use serde_json::json;

#[test]
fn every_scene_draws_and_plays() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            page.enter_scene(&format!("?scene={id}&autoplay=1")).await?;
            page.wait("handle().state().step > 5").await?;
            page.wait("performance.getEntriesByName('saddleback-first-frame').length === 1").await?;
            // A title, a frame and axes make two or three colours; a picture with its backdrop has many.
            page.wait("all('canvas').some((canvas) => canvas.checkVisibility() && colors(canvas) > 8)").await?;
            let earlier = page.value("handle().state().step").await?.as_f64().unwrap();
            page.wait(&format!("handle().state().step > {earlier}")).await?;
            page.show(&format!("scene-{id}")).await?;
            page.silent(id).await?;
        }
        Ok(())
    });
}

#[test]
fn pausing_holds_the_step_and_playing_goes_on() {
    visit(async |page| {
        page.enter_scene(&format!("?scene={}&autoplay=1", registry()[0].about().id)).await?;
        page.wait("handle().state().step > 3").await?;
        page.run("handle().pause();").await?;
        let held = "const { step } = handle().state(); await new Promise((done) => setTimeout(done, 400)); \
                    return handle().state().step - step;";
        assert_eq!(page.run(held).await?, json!(0));
        page.run("handle().play();").await?;
        page.wait("handle().state().playing").await?;
        let earlier = page.value("handle().state().step").await?;
        page.wait(&format!("handle().state().step > {earlier}")).await?;
        Ok(())
    });
}

#[test]
fn seeking_back_and_forth_gives_the_bits_of_the_native_build() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            page.enter_scene(&format!("?scene={id}&seed=7&autoplay=0")).await?;
            for step in [300, 37, 300, 0, 64, 37, 301] {
                let reached = page.run(&format!("return handle().seek({step});")).await?;
                assert_eq!(reached, json!(step), "{id}");
                let state = page.value("handle().state()").await?;
                assert_eq!(state["digest"], json!(digest(&native(id, 7, &[], step)?)), "{id} at step {step}");
            }
            page.silent(id).await?;
        }
        Ok(())
    });
}

#[test]
fn claims_on_the_page_are_those_of_the_native_build() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            // Long enough that something has been measured, short enough for a page to reach it at once.
            let step = 200;
            page.enter_scene(&format!("?scene={id}&seed=7&autoplay=0")).await?;
            page.run(&format!("return handle().seek({step});")).await?;
            let claims = page.value("handle().state().claims").await?;
            let expected = native(id, 7, &[], step)?.claims();
            assert_eq!(claims.as_array().unwrap().len(), expected.len(), "{id}");
            for (shown, claim) in claims.as_array().unwrap().iter().zip(expected) {
                assert_eq!(shown["id"], json!(claim.id), "{id}");
                assert_eq!(shown["predicted"].as_f64(), Some(claim.predicted), "{id}: {}", claim.id);
                assert_eq!(shown["measured"].as_f64(), claim.measured, "{id}: {}", claim.id);
                assert_eq!(shown["holds"].as_bool(), claim.holds(), "{id}: {}", claim.id);
            }
            page.silent(id).await?;
        }
        Ok(())
    });
}
