//! `render`: a scene as SVG, PNG or animated GIF.

use crate::Failure;
use crate::arguments::{RenderOptions, checked_steps, ending, progress, size, write};
use crate::speech::{book, say};
use saddleback::player::Player;
use saddleback::view::raster::{Animation, Rasterizer, png_address};
use saddleback::view::{Camera, Figure, Theme, svg};
use saddleback::words;

/// What a viewer has seen when the scene has played for ten seconds at its own speed.
const SECONDS: f64 = 10.0;
/// Pictures of a GIF unless another stride is asked for.
const PICTURES: u64 = 60;
/// Hundredths of a second between a GIF's pictures.
const DELAY: u16 = 6;

/// How the picture looks.
#[derive(Clone, Copy)]
struct Look {
    theme: Theme,
    surface: Option<Camera>,
}

/// Draws and writes the file.
pub(crate) fn render(options: &RenderOptions) -> Result<String, Failure> {
    let kind = ending(&options.out, &["svg", "png", "gif"])?;
    let size = size(&options.size)?;
    let mut player = options.scene.player()?;
    let steps = options.steps.unwrap_or((player.scene().about().speed * SECONDS).ceil() as u64);
    let every = options.every.unwrap_or((steps / PICTURES).max(1));
    checked_steps(steps, every)?;
    let look = Look { theme: options.theme.into(), surface: options.view.camera() };
    let bytes = match kind {
        "svg" => {
            player.seek(steps);
            figure(&player, size, look)?.into_bytes()
        }
        "png" => {
            player.seek(steps);
            Rasterizer::default().png(&figure(&player, size, look)?, 1.0)?
        }
        _ => animation(&mut player, size, look, steps, every)?,
    };
    write(&options.out, &bytes)?;
    Ok(String::new())
}

fn animation(player: &mut Player, size: (u32, u32), look: Look, steps: u64, every: u64) -> Result<Vec<u8>, Failure> {
    let rasterizer = Rasterizer::default();
    let mut animation = Animation::new(size, DELAY)?;
    let bar = progress(steps, player.scene().about().id);
    for step in (0..=steps).step_by(usize::try_from(every).unwrap_or(usize::MAX)) {
        player.seek(step);
        animation.push(&rasterizer.pixels(&figure(player, size, look)?, 1.0)?)?;
        bar.set_position(step);
    }
    bar.finish_and_clear();
    Ok(animation.finish()?)
}

fn figure(player: &Player, size: (u32, u32), look: Look) -> Result<String, Failure> {
    let size = (f64::from(size.0), f64::from(size.1));
    let (about, mut frame) = (player.scene().about(), player.frame());
    let book = book(about.id);
    frame.each_text(&mut |text| book.tell(text));
    let picture = Figure::picture_size(size, frame.charts.len(), player.twin().is_some());
    let fitted = about.equal_axes && look.surface.is_none();
    let view = if fitted { player.view().with_equal_units(picture) } else { player.view() };
    let backdrop = player.backdrop(view);
    if look.surface.is_some() && backdrop.field.is_none() {
        return Err(Failure::User(say(&words::text("refused.view").with("scene", about.id))));
    }
    let mut twin = player.twin_within(picture);
    if let Some((twin, _)) = &mut twin {
        twin.titles.iter_mut().for_each(|title| book.tell(title));
    }
    let figure = Figure {
        title: &book.say(&words::text("title")),
        note: &say(&words::text("note.moment").with("step", player.step()).with("seed", player.seed().to_string())),
        axes: player.axes(),
        backdrop: &backdrop,
        frame: &frame,
        view,
        twin: twin.as_ref(),
        surface: look.surface,
        equal_axes: about.equal_axes,
        theme: look.theme,
    };
    Ok(svg(&figure, size, png_address)?)
}
