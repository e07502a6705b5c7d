//! The home page.

use crate::visit::visit;
use saddleback::scene::registry;
use serde_json::json;

#[test]
fn every_scene_of_the_registry_is_a_link_with_its_title() {
    visit(async |page| {
        page.enter("").await?;
        for scene in registry() {
            let about = scene.about();
            let link = "all('a[href]').find((link) => new URL(link.href).searchParams.get('scene') === given)";
            let link = link.replace("given", &json!(about.id).to_string());
            page.wait(&format!("{link}?.checkVisibility()")).await?;
            let text = page.value(&format!("{link}.textContent")).await?;
            let messages = saddleback_words::messages("en", about.id);
            assert!(text.as_str().unwrap().contains(&messages["title"]), "{}: {text}", about.id);
        }
        page.show("home").await
    });
}

#[test]
fn a_link_leads_to_its_scene_and_back_leads_home() {
    visit(async |page| {
        page.enter("").await?;
        let id = registry()[0].about().id;
        let link = format!("all('a[href*=\"scene={id}\"]')[0]");
        page.wait(&link).await?;
        page.run(&format!("{link}.click();")).await?;
        page.wait("handle().state().ready").await?;
        assert_eq!(page.value("handle().state().scene").await?, json!(id));
        page.back().await?;
        page.wait(&link).await?;
        page.wait("!document.querySelector('main saddleback-scene[autoplay][controls=full]')").await?;
        assert_eq!(page.address().await?, page.at(""));
        Ok(())
    });
}
