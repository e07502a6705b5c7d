//! How it looks: phone and laptop, light and dark, still where readers want stillness.

use crate::visit::visit;
use saddleback::scene::registry;
use serde_json::json;
use support::browser::Screen;

/// The background's lightness, from 0 to 1.
const LIGHTNESS: &str = "getComputedStyle(document.body).backgroundColor === 'rgba(0, 0, 0, 0)'
    ? getComputedStyle(document.documentElement).backgroundColor
    : getComputedStyle(document.body).backgroundColor";

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
            // Whatever notation the colour has, one pixel of it is read.
            let lightness = format!(
                "const context = document.createElement('canvas').getContext('2d');
                 context.fillStyle = {LIGHTNESS}; context.fillRect(0, 0, 1, 1);
                 const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
                 return (r + g + b) / 3 / 255;"
            );
            let lightness = page.run(&lightness).await?.as_f64().unwrap();
            assert!(if dark { lightness < 0.3 } else { lightness > 0.8 }, "{screen:?} {query}: {lightness}");
            page.show(&format!("laptop-{}{query}", if dark { "dark" } else { "light" })).await?;
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
