//! The page speaks the reader's language.

use crate::visit::{Visit, visit};
use anyhow::Result;
use serde_json::json;
use support::server::{Content, Mount, Server};

/// What the play button is called.
const PLAY: &str = "all('.transport .play')[0].getAttribute('aria-label')";

/// Says that the browser prefers these languages.
async fn prefer(page: &Visit, languages: &str) -> Result<()> {
    let agent = page.value("navigator.userAgent").await?;
    let preference = json!({ "userAgent": agent, "acceptLanguage": languages });
    page.devtools("Emulation.setUserAgentOverride", preference).await.map(|_| ())
}

#[test]
fn the_address_chooses_and_numbers_follow() {
    visit(async |page| {
        page.enter("?lang=de").await?;
        page.wait("all('h1')[0]?.textContent.startsWith('Optimierer und Sampler')").await?;
        assert_eq!(page.value("document.documentElement.lang").await?, json!("de"));
        page.show("home-german").await?;
        page.enter_scene("?scene=gda-spiral&lang=de&t=60&eta=0.25").await?;
        page.wait(&format!("{PLAY} === 'Abspielen'")).await?;
        page.wait("all('.parameters .entry').some((field) => field.value === '0,25')").await?;
        assert_eq!(page.value("handle().state().lang").await?, json!("de"));
        page.show("scene-german").await?;
        // As one types it in German.
        page.run(
            "const field = all('.parameters .entry').find((field) => field.value === '0,25');
             field.focus();
             field.value = '0,4';
             field.dispatchEvent(new Event('change'));",
        )
        .await?;
        page.wait("handle().state().settings.eta === '0.4' && location.search.includes('eta=0.4')").await.map(|_| ())
    });
}

#[test]
fn a_language_that_there_is_not_is_named_with_those_that_there_are() {
    visit(async |page| {
        page.enter("?lang=tlh").await?;
        page.wait_for_notice(&["lang", "tlh", "en, de"]).await?;
        assert_eq!(page.value("document.documentElement.lang").await?, json!("en"));
        // Tests know of another one, readers do not.
        assert_eq!(page.value("notices().includes('pseudo')").await?, json!(false));
        Ok(())
    });
}

#[test]
fn the_browser_chooses_where_nobody_else_does() {
    visit(async |page| {
        page.enter("").await?;
        prefer(page, "fr-FR,de-AT,en").await?;
        page.enter_scene("?scene=gda-spiral&t=0").await?;
        page.wait(&format!("{PLAY} === 'Abspielen'")).await?;
        page.enter_scene("?scene=gda-spiral&t=0&lang=en").await?;
        page.wait(&format!("{PLAY} === 'Play'")).await?;
        prefer(page, "fr").await?;
        page.enter_scene("?scene=gda-spiral&t=0").await?;
        page.wait(&format!("{PLAY} === 'Play'")).await.map(|_| ())
    });
}

#[test]
fn a_reader_switches_in_the_header_and_stays_where_the_scene_is() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&t=40&seed=7").await?;
        page.wait("handle().state().step === 40").await?;
        let digest = page.value("handle().state().digest").await?;
        page.run("all('.masthead [aria-label=\"Language: English\"]')[0].click();").await?;
        page.run("all('.menu [lang=de]')[0].click();").await?;
        page.wait(&format!("new URLSearchParams(location.search).get('lang') === 'de' && {PLAY} === 'Abspielen'"))
            .await?;
        page.wait("handle().state().ready && handle().state().step === 40").await?;
        assert_eq!(page.value("handle().state().digest").await?, digest);
        // It is kept on the way home, and given up on the way back.
        page.run("all('.brand')[0].click();").await?;
        page.wait("all('h1')[0]?.textContent.startsWith('Optimierer und Sampler')").await?;
        page.run("all('.masthead [aria-label=\"Sprache: Deutsch\"]')[0].click(); all('.menu [lang=en]')[0].click();")
            .await?;
        page.wait("all('h1')[0]?.textContent.startsWith('Optimizers and samplers')").await?;
        page.back().await?;
        page.wait("all('h1')[0]?.textContent.startsWith('Optimierer und Sampler')").await.map(|_| ())
    });
}

#[test]
fn figures_elsewhere_follow_the_page_around_them_and_their_own_attribute() {
    visit(async |page| {
        let html = format!(
            "<!doctype html><html lang=de-AT><meta charset=utf-8><title>Ein Blog</title><link rel=icon href='data:,'>
             <body><script type=module src='{lab}saddleback.js'></script>
             <saddleback-scene id=around scene=gda-spiral></saddleback-scene>
             <saddleback-scene id=own scene=gda-spiral lang=en eta=0.3></saddleback-scene>
             <saddleback-scene id=none scene=gda-spiral lang=tlh></saddleback-scene>",
            lab = page.at("")
        );
        let blog = Server::start(0, vec![Mount::new("/", Content::Page(html))])?;
        page.open(&blog.origin()).await?;
        let play = |id: &str| format!("all('#{id}')[0].shadowRoot.querySelector('.play').getAttribute('aria-label')");
        page.wait("['around', 'own', 'none'].every((id) => all(`#${id}`)[0].handle?.state().ready)").await?;
        page.wait(&format!("{} === 'Abspielen'", play("around"))).await?;
        page.wait(&format!("{} === 'Play'", play("own"))).await?;
        page.wait(&format!("{} === 'Abspielen'", play("none"))).await?;
        page.wait_for_notice(&["lang", "tlh", "en, de"]).await?;
        // In other words, it stays where it is.
        page.run("const own = all('#own')[0]; await own.handle.seek(25); own.lang = 'de';").await?;
        page.wait(&format!("{} === 'Abspielen'", play("own"))).await?;
        page.wait("all('#own')[0].handle.state().step === 25 && all('#own')[0].handle.state().settings.eta === '0.3'")
            .await
            .map(|_| ())
    });
}

/// Words outside of brackets, in text and in what is said of it, of the parts that `given` selects. What is shown of each method
/// is the scene's word.
const UNBRACKETED: &str = "
    const visible = (node) => node.checkVisibility() && !node.closest('math, .quantity');
    const texts = (root) => [root, ...root.querySelectorAll('*')].filter(visible).flatMap((node) => [
        ...[...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data),
        ...['aria-label', 'title', 'placeholder', 'aria-valuetext'].map((name) => node.getAttribute(name) ?? ''),
    ]);
    const outside = (text) => {
        let rest = text;
        for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, '')];
        return /\\p{L}{2,}/u.test(rest);
    };
    return all(given).flatMap(texts).filter(outside);
";

#[test]
fn the_pages_own_words_all_come_from_their_files() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&lang=pseudo&t=0").await?;
        page.wait("all('.claims tbody tr').length > 0").await?;
        let heads = ".masthead nav, .transport, .story .turns, .dashes, .panel h2, .claims thead";
        let found = page.run(&UNBRACKETED.replace("given", &json!(heads).to_string())).await?;
        // The button that opens the list of languages has the name of the language shown.
        assert_eq!(found, json!([]));
        page.run("handle().help();").await?;
        let found = page.run(&UNBRACKETED.replace("given", "'dialog .sheet'")).await?;
        assert_eq!(found, json!([]));
        Ok(())
    });
}
