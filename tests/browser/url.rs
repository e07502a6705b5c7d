//! The address is the state, and a bad one never blanks the page.

use crate::visit::{digest, native, visit};
use serde_json::json;

#[test]
fn an_address_names_an_exact_state() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&seed=7&t=120&eta=0.3").await?;
        page.wait("handle().state().step === 120").await?;
        let state = page.value("handle().state()").await?;
        assert_eq!(state["digest"], json!(digest(&native("gda-spiral", 7, &[("eta", "0.3")], 120)?)));
        assert_eq!(state["seed"], json!(7));
        assert_eq!(state["playing"], json!(false));
        Ok(())
    });
}

#[test]
fn bad_and_unknown_parameters_are_named_with_what_is_allowed() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&eta=banana&nonsense=1&autoplay=1").await?;
        page.wait_for_notice(&["eta", "banana", "a number from 0.001 to 2", "nonsense"]).await?;
        page.wait("handle().state().step > 5").await?;
        page.wait("all('canvas').some((canvas) => canvas.checkVisibility() && colors(canvas) > 8)").await?;
        page.show("bad-address").await
    });
}

#[test]
fn hostile_values_do_no_harm() {
    visit(async |page| {
        for (query, name) in [
            ("eta=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "eta"),
            ("eta=1e999", "eta"),
            ("eta=NaN", "eta"),
            ("eta=", "eta"),
            ("start=Infinity,0", "start"),
            ("start=1,2,3", "start"),
            ("methods=", "methods"),
            ("methods=gda,,gda", "methods"),
            ("seed=-1", "seed"),
            ("seed=1.5", "seed"),
            ("t=1e99", "t"),
            ("autoplay=maybe", "autoplay"),
            ("theme=purple", "theme"),
            ("__proto__=1", "__proto__"),
            ("constructor=1", "constructor"),
        ] {
            page.enter_scene(&format!("?scene=gda-spiral&autoplay=1&{query}")).await?;
            let name = json!(name);
            page.wait(&format!("notices().includes({name}) && /allowed:|known:/.test(notices())")).await?;
            page.run("handle().play();").await?;
            page.wait("handle().state().step > 2").await?;
            page.silent(query).await?;
        }
        let long = "9".repeat(20_000);
        page.enter_scene(&format!("?scene=gda-spiral&eta={long}")).await?;
        page.wait_for_notice(&["eta"]).await?;
        assert!(page.value("notices()").await?.as_str().unwrap().len() < 1000);
        Ok(())
    });
}

#[test]
fn an_unknown_scene_is_named_with_the_nearest() {
    visit(async |page| {
        page.enter("?scene=gda-spirl").await?;
        page.wait_for_notice(&["gda-spirl", "nearest: gda-spiral"]).await?;
        // The reader is not left with nothing: there are links to the scenes.
        page.wait("all('a[href*=\"scene=gda-spiral\"]').some((link) => link.checkVisibility())").await?;
        page.enter("?scene=%00%3Cscript%3E").await?;
        page.wait_for_notice(&["scene", "unknown"]).await
    });
}

#[test]
fn the_address_follows_a_parameter_and_back_restores_it() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        let before = page.value("handle().state().settings.eta").await?;
        page.run("handle().set({ eta: '0.3' });").await?;
        page.wait("new URLSearchParams(location.search).get('eta') === '0.3'").await?;
        page.wait("handle().state().params.eta === '0.3'").await?;
        page.back().await?;
        page.wait("!new URLSearchParams(location.search).has('eta')").await?;
        page.wait(&format!("handle().state().settings.eta === {before}")).await?;
        Ok(())
    });
}
