//! The picture as a surface: by button, key and address; turned by hand and by keys.

use crate::visit::{Visit, visit};
use anyhow::Result;
use saddleback::scene::registry;
use serde_json::json;
use support::browser::{Key, Screen};

const BUTTON: &str = "all('button').find((button) => button.ariaLabel === '3D: show as a surface')";
/// A number for what the picture shows now.
const LOOK: &str = "(() => { const canvas = all('.picture canvas')[0];
    const copy = Object.assign(document.createElement('canvas'), { width: 64, height: 40 });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0, 64, 40);
    return context.getImageData(0, 0, 64, 40).data.reduce((hash, byte) => (31 * hash + byte) % 1000003, 7); })()";

/// What the picture shows once it changes no more.
async fn settled(page: &Visit) -> Result<serde_json::Value> {
    page.run(&format!(
        "const look = () => {LOOK};
         for (let [last, same] = [look(), 0]; ;) {{
             await new Promise((done) => setTimeout(done, 150));
             const now = look();
             same = now === last ? same + 1 : 0;
             last = now;
             if (same === 4) return now;
         }}"
    ))
    .await
}

/// The picture's middle in the window.
async fn middle(page: &Visit) -> Result<[f64; 2]> {
    let place = page
        .run(
            "const box = all('.picture canvas')[0].getBoundingClientRect();
             return [box.left + box.width / 2, box.top + box.height / 2];",
        )
        .await?;
    Ok([0, 1].map(|k| place[k].as_f64().unwrap()))
}

#[test]
fn the_button_the_key_and_the_address_show_the_surface() {
    visit(async |page| {
        page.enter_scene("?scene=saddle-escape&t=40").await?;
        page.wait(&format!("{BUTTON}?.checkVisibility()")).await?;
        let flat = settled(page).await?;
        page.run(&format!("{BUTTON}.click();")).await?;
        page.wait("new URLSearchParams(location.search).get('view') === '3d'").await?;
        page.wait(&format!("{LOOK} !== {flat}")).await?;
        assert_eq!(page.value(&format!("{BUTTON}.getAttribute('aria-pressed')")).await?, json!("true"));
        page.show("surface").await?;
        page.press("v").await?;
        page.wait("handle().state().view === '2d' && !location.search.includes('view')").await?;
        page.wait(&format!("{LOOK} === {flat}")).await?;
        page.enter_scene("?scene=saddle-escape&t=40&view=3d").await?;
        page.wait("handle().state().view === '3d'").await?;
        page.wait(&format!("{LOOK} !== {flat}")).await?;
        Ok(())
    });
}

#[test]
fn a_drag_and_the_arrow_keys_turn_it_and_a_click_still_places_the_start() {
    visit(async |page| {
        page.enter_scene("?scene=saddle-escape&t=0&view=3d").await?;
        page.wait(&format!("{BUTTON}?.getAttribute('aria-pressed') === 'true'")).await?;
        page.wait("all('.picture canvas')[0].classList.contains('turnable')").await?;
        let before = settled(page).await?;
        let start = page.value("handle().state().settings.start").await?;
        let [x, y] = middle(page).await?;
        page.drag(&[[x - 60.0, y], [x, y + 10.0], [x + 90.0, y + 20.0]]).await?;
        page.wait(&format!("{LOOK} !== {before}")).await?;
        assert_eq!(page.value("handle().state().settings.start").await?, start, "a drag turns and places nothing");
        let turned = settled(page).await?;
        page.run("all('.picture canvas')[0].focus();").await?;
        page.press(&char::from(Key::Left).to_string()).await?;
        page.wait(&format!("{LOOK} !== {turned}")).await?;
        assert_eq!(page.value("handle().state().step").await?, json!(0), "arrows turn and do not step");
        page.run("all('.picture canvas')[0].blur();").await?;
        page.press("0").await?;
        page.wait(&format!("{LOOK} === {before}")).await?;
        page.drag(&[[x, y + 30.0]]).await?;
        page.wait(&format!("handle().state().settings.start !== {start}")).await?;
        Ok(())
    });
}

#[test]
fn every_scene_with_a_field_is_a_surface_and_the_others_say_nothing() {
    visit(async |page| {
        for scene in registry() {
            let id = scene.about().id;
            page.enter_scene(&format!("?scene={id}&view=3d&autoplay=1")).await?;
            page.wait("handle().state().step > 2").await?;
            page.wait("all('.picture canvas').some((canvas) => colors(canvas) > 8)").await?;
            page.show(&format!("surface-{id}")).await?;
            page.silent(id).await?;
        }
        Ok(())
    });
}

#[test]
fn on_a_phone_a_resting_finger_is_told_what_lies_there() {
    visit(async |page| {
        page.show_on(Screen::PHONE).await?;
        page.enter_scene("?scene=saddle-escape&t=0").await?;
        let start = page.value("handle().state().settings.start").await?;
        page.run(
            "const canvas = all('.picture canvas')[0];
             const box = canvas.getBoundingClientRect();
             const at = (type) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0,
                 pointerType: 'touch', bubbles: true, composed: true,
                 clientX: box.left + 0.3 * box.width, clientY: box.top + 0.3 * box.height }));
             at('pointerdown');
             await new Promise((done) => setTimeout(done, 700));
             at('pointerup');",
        )
        .await?;
        page.wait("all('.probe')[0].checkVisibility() && all('.probe')[0].innerText.includes('∇f')").await?;
        assert_eq!(page.value("handle().state().settings.start").await?, start, "it asked, and started nothing");
        assert_eq!(page.value("handle().state().playing").await?, json!(false));
        page.show("probe-phone").await
    });
}
