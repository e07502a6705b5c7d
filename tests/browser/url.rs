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
        page.enter_scene("?scene=gda-spiral&eta=banana&metods=gda&utm_source=mail&autoplay=1").await?;
        page.wait_for_notice(&["eta", "banana", "a number from 0.001 to 2", "metods", "methods"]).await?;
        assert_eq!(page.value("notices().includes('utm_source')").await?, json!(false));
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
        ] {
            page.enter_scene(&format!("?scene=gda-spiral&autoplay=1&{query}")).await?;
            let name = json!(name);
            page.wait(&format!("notices().includes({name}) && /allowed:|known:/.test(notices())")).await?;
            page.run("handle().play();").await?;
            page.wait("handle().state().step > 2").await?;
            page.silent(query).await?;
        }
        // Names that are nobody's slip of the pen are passed over.
        page.enter_scene("?scene=gda-spiral&autoplay=1&__proto__=1&constructor=1&fbclid=2").await?;
        page.wait("handle().state().step > 2").await?;
        assert_eq!(page.value("notices().trim()").await?, json!(""));
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

#[test]
fn a_plus_and_signs_that_people_copy_mean_what_they_show() {
    visit(async |page| {
        page.enter_scene("?scene=descent-race&landscape=formula&formula=x^2+y^2&autoplay=0&t=0&start=(1,%20\u{2212}2)")
            .await?;
        let settings = page.value("handle().state().settings").await?;
        assert_eq!(settings["formula"], json!("x^2+y^2"));
        assert_eq!(settings["start"], json!("1,-2"));
        // A scene that rests at its start still does after a reload.
        page.wait("new URLSearchParams(location.search).get('t') === '0'").await?;
        assert_eq!(page.value("handle().state().playing").await?, json!(false));
        Ok(())
    });
}

#[test]
fn many_seeds_in_a_row_are_one_step_back() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        let before = page.value("history.length").await?;
        page.run("for (const seed of [1, 2, 3, 4, 5]) handle().set({ seed });").await?;
        page.wait("new URLSearchParams(location.search).get('seed') === '5'").await?;
        let after = page.value("history.length").await?;
        assert_eq!(after.as_u64().unwrap(), before.as_u64().unwrap() + 1);
        Ok(())
    });
}
