//! A scene of two pictures: a click in either places the start, and on a phone they stand one above the other.

use crate::visit::{Visit, native, visit};
use saddleback::view::{Pair, Stage};
use serde_json::json;
use support::browser::Screen;

const SCENE: &str = "hidden-games";

/// Left, top, width and height of the canvas in the window, once they stay: a scroll bar comes late.
async fn canvas(page: &Visit) -> anyhow::Result<[f64; 4]> {
    let script = "const box = () => (({ left, top, width, height }) => [left, top, width, height])(
                      all('.picture canvas')[0].getBoundingClientRect());
                  for (let [last, same] = [box(), 0]; ;) {
                      await new Promise((done) => setTimeout(done, 100));
                      const now = box();
                      same = String(now) === String(last) ? same + 1 : 0;
                      last = now;
                      if (same === 4) return now;
                  }";
    Ok(serde_json::from_value(page.run(script).await?)?)
}

/// The start that is set.
async fn start(page: &Visit) -> anyhow::Result<[f64; 2]> {
    let script = "handle().state().settings.start.split(',').map(Number)";
    Ok(serde_json::from_value(page.value(script).await?)?)
}

/// Clicks on a point of one of the two pictures, in its own coordinates; how long two pixels are in them. A pointer stands on
/// whole pixels, and the start is rounded to less than one.
async fn click(page: &Visit, index: usize, at: [f64; 2]) -> anyhow::Result<f64> {
    let [left, top, width, height] = canvas(page).await?;
    let (player, pair) = (native(SCENE, 1, &[], 0)?, Pair::within((width, height)));
    let (twin, _) = player.twin_within(pair.size).unwrap();
    let view = if index == 0 { player.view().with_equal_units(pair.size) } else { twin.view };
    let (x, y) = Stage { view, origin: pair.origins[index], size: pair.size }.place(at);
    page.drag(&[[left + x, top + y]]).await?;
    Ok(2.0 * view.width() / pair.size.0)
}

#[test]
fn a_click_in_either_of_two_pictures_places_the_start() {
    visit(async |page| {
        for screen in [Screen::LAPTOP, Screen::PHONE] {
            page.show_on(screen).await?;
            page.enter_scene(&format!("?scene={SCENE}&t=0")).await?;
            let [_, _, width, height] = canvas(page).await?;
            assert_eq!(height > width, screen.phone, "one above the other on a phone only");
            let near = click(page, 0, [-1.0, 0.5]).await?;
            page.wait("handle().state().settings.start.startsWith('-')").await?;
            let [theta, phi] = start(page).await?;
            assert!((theta + 1.0).abs() < near && (phi - 0.5).abs() < near, "{theta} {phi}");
            // A chance of three in four is played by log 3.
            // There σ has the slope 3/16.
            let near = 16.0 / 3.0 * click(page, 1, [0.75, 0.25]).await?;
            page.wait("!handle().state().settings.start.startsWith('-')").await?;
            let [theta, phi] = start(page).await?;
            assert!((theta - 3.0_f64.ln()).abs() < near && (phi + 3.0_f64.ln()).abs() < near, "{theta} {phi}");
            // No parameters play what lies outside of the strategies.
            click(page, 1, [-0.05, 0.5]).await?;
            assert_eq!(start(page).await?, [theta, phi]);
            page.show(&format!("pair-{}", if height > width { "phone" } else { "desktop" })).await?;
            page.silent(SCENE).await?;
        }
        Ok(())
    });
}

#[test]
fn two_pictures_are_exported_as_two() {
    visit(async |page| {
        page.enter_scene(&format!("?scene={SCENE}&t=50")).await?;
        let svg = "new DOMParser().parseFromString(await handle().exportSVG(), 'image/svg+xml')";
        let pictures = page.run(&format!("return ({svg}).querySelectorAll('svg > svg').length;")).await?;
        assert_eq!(pictures, json!(2));
        page.enter_scene("?scene=gda-spiral&t=50").await?;
        let pictures = page.run(&format!("return ({svg}).querySelectorAll('svg > svg').length;")).await?;
        assert_eq!(pictures, json!(1));
        Ok(())
    });
}
