//! Everything by keyboard.

use crate::visit::visit;
use serde_json::json;
use support::browser::Key;

#[test]
fn space_plays_and_pauses() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        page.press(" ").await?;
        page.wait("handle().state().playing && handle().state().step > 2").await?;
        page.press(" ").await?;
        page.wait("!handle().state().playing").await?;
        Ok(())
    });
}

#[test]
fn arrows_step_on_and_back() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        for (key, step) in [(Key::Right, 1), (Key::Right, 2), (Key::Right, 3), (Key::Left, 2), (Key::Home, 0)] {
            page.press(&char::from(key).to_string()).await?;
            page.wait(&format!("handle().state().step === {step}")).await?;
        }
        Ok(())
    });
}

#[test]
fn a_question_mark_opens_the_help_sheet_and_escape_closes_it() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        page.press("?").await?;
        page.wait("all('dialog[open]').length === 1").await?;
        let text = page.value("all('dialog[open]')[0].innerText").await?;
        assert!(text.as_str().unwrap().contains("Space"), "{text}");
        page.show("help").await?;
        page.press(&char::from(Key::Escape).to_string()).await?;
        page.wait("all('dialog[open]').length === 0").await?;
        Ok(())
    });
}

#[test]
fn tab_reaches_only_what_has_a_name() {
    visit(async |page| {
        page.enter_scene("?scene=gda-spiral&autoplay=0").await?;
        let focused = "(() => { let node = document.activeElement; \
             while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement; return node; })()";
        let mut names = Vec::new();
        for _ in 0..60 {
            page.press(&char::from(Key::Tab).to_string()).await?;
            let name = page
                .run(&format!(
                    "const node = {focused}; if (!node || node === document.body) return null;
                     const labels = [...node.labels ?? []].map((label) => label.textContent).join(' ');
                     const name = node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || labels
                         || node.textContent || node.title;
                     return {{ name: name.trim(), html: node.outerHTML.slice(0, 200) }};"
                ))
                .await?;
            if name.is_null() {
                break;
            }
            assert_ne!(name["name"], json!(""), "{}", name["html"]);
            names.push(name["name"].clone());
        }
        assert!(names.len() > 8, "only {names:?} can be reached");
        Ok(())
    });
}
