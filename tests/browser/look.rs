//! How it looks: phone and laptop, light and dark, still where readers want stillness.

use crate::visit::visit;
use saddleback::scene::registry;
use serde_json::json;
use support::browser::Screen;

/// The lightness of the page's background, from 0 to 1, whatever notation its colour has.
const BACKGROUND: &str = "
    const [color] = [document.body, document.documentElement]
        .map((node) => getComputedStyle(node).backgroundColor).filter((color) => color !== 'rgba(0, 0, 0, 0)');
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return (r + g + b) / 3 / 255;
";

#[test]
fn nothing_is_wider_than_a_phone_in_light_or_dark() {
    visit(async |page| {
        for (shade, screen) in [("light", Screen::PHONE), ("dark", Screen::PHONE.in_the_dark())] {
            page.show_on(screen).await?;
            let scenes = registry().iter().map(|scene| scene.about().id);
            for id in std::iter::once("").chain(scenes) {
                if id.is_empty() {
                    page.enter("").await?;
                    page.wait("all('a[href*=\"scene=\"]').length > 0").await?;
                } else {
                    page.enter_scene(&format!("?scene={id}&autoplay=1")).await?;
                    page.wait("handle().state().step > 2").await?;
                }
                let width = page.value("[document.documentElement.scrollWidth, innerWidth]").await?;
                assert_eq!(width, json!([360, 360]), "{id} in {shade}");
                page.show(&format!("phone-{shade}-{}", if id.is_empty() { "home" } else { id })).await?;
                page.silent(id).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn the_page_follows_the_colour_scheme_and_the_address_overrides_it() {
    visit(async |page| {
        for (screen, query, dark) in [
            (Screen::LAPTOP, "", false),
            (Screen::LAPTOP.in_the_dark(), "", true),
            (Screen::LAPTOP, "&theme=dark", true),
            (Screen::LAPTOP.in_the_dark(), "&theme=light", false),
        ] {
            page.show_on(screen).await?;
            page.enter_scene(&format!("?scene=gda-spiral&t=60{query}")).await?;
            let lightness = page.run(BACKGROUND).await?.as_f64().unwrap();
            assert!(if dark { lightness < 0.3 } else { lightness > 0.8 }, "{screen:?} {query}: {lightness}");
            page.show(&format!("laptop{}-{}", query.replace("&theme=", "-"), if dark { "dark" } else { "light" }))
                .await?;
        }
        Ok(())
    });
}

#[test]
fn nothing_plays_by_itself_under_reduced_motion() {
    visit(async |page| {
        page.show_on(Screen { still: true, ..Screen::LAPTOP }).await?;
        page.enter_scene("?scene=gda-spiral").await?;
        let later = "await new Promise((done) => setTimeout(done, 600)); return handle().state().step;";
        assert_eq!(page.run(later).await?, json!(0));
        page.run("handle().play();").await?;
        page.wait("handle().state().step > 2").await?;
        Ok(())
    });
}

#[test]
fn pictures_are_as_sharp_as_the_screen() {
    visit(async |page| {
        for scale in [1.0, 2.0, 3.0] {
            page.show_on(Screen { scale, ..Screen::LAPTOP }).await?;
            page.enter_scene("?scene=gda-spiral&t=60").await?;
            let sharp = format!(
                "all('canvas').some((canvas) => canvas.clientWidth > 200
                     && Math.abs(canvas.width / canvas.clientWidth - {scale}) < 0.02)"
            );
            page.wait(&sharp).await?;
        }
        Ok(())
    });
}

/// Which part of a picture's frame what it shows fills, along its shorter side; the frame's part of the window's height; and how
/// many charts are in sight above the transport.
const HERO: &str = "
    const parts = document.querySelector('saddleback-scene').shadowRoot;
    const frame = parts.querySelector('.picture').getBoundingClientRect();
    const foot = parts.querySelector('.transport').getBoundingClientRect().top;
    const charts = [...parts.querySelectorAll('.chart')].filter((chart) => chart.getBoundingClientRect().bottom < foot + 4);
    const sentences = [...parts.querySelectorAll('.sentence')];
    const lines = sentences.map((one) => one.scrollHeight / parseFloat(getComputedStyle(one).lineHeight));
    return [frame.height / innerHeight, frame.bottom <= foot + 1, charts.length, Math.max(...lines)];
";

#[test]
fn the_picture_is_the_largest_thing_on_a_laptop() {
    visit(async |page| {
        page.show_on(Screen { width: 1366, height: 768, ..Screen::LAPTOP }).await?;
        for scene in registry() {
            let id = scene.about().id;
            page.enter_scene(&format!("?scene={id}&autoplay=0")).await?;
            page.wait("all('.chart').length > 0").await?;
            let seen = page.run(HERO).await?;
            let [height, whole, charts, lines] = [0, 1, 2, 3].map(|at| seen[at].clone());
            assert!(height.as_f64().unwrap() >= 0.5, "{id}: {seen}");
            assert_eq!(whole, json!(true), "{id}: the picture lies under the transport");
            assert!(charts.as_u64().unwrap() >= 1, "{id}: no chart is in sight");
            assert!(lines.as_f64().unwrap() < 2.4, "{id}: a sentence of {lines} lines");
        }
        Ok(())
    });
}
