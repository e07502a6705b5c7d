//! A still picture of every scene, light and dark, for the home page: drawn here, so that no reader computes what they only
//! pass by. A poster has no words and serves every language.

use anyhow::{Context as _, Result};
use saddleback::frame::Frame;
use saddleback::parameter::Settings;
use saddleback::player::Player;
use saddleback::scene::{Scene, registry};
use saddleback::view::raster::{Rasterizer, png_address};
use saddleback::view::{Figure, Theme, svg};
use saddleback::words::Text;
use std::fs;
use std::path::Path;

/// Width and height in CSS pixels, of the shape that a card has for it.
const SIZE: (f64, f64) = (288.0, 180.0);
/// Pixels in a CSS pixel.
const FINENESS: f32 = 1.5;
/// Height of the title that a figure has above its picture, in CSS pixels; a poster has none.
const TITLE: f64 = 40.0;
/// The picture shows the scene after so many seconds of play.
const SECONDS: f64 = 6.0;
/// How thoroughly colours are chosen for the palette: 1 is best, 30 fastest.
const SPEED: i32 = 10;

/// Writes `ID-light.png` and `ID-dark.png` of every scene into `folder`.
pub fn posters(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let rasterizer = Rasterizer::default();
    for scene in registry() {
        let mut player = Player::new(*scene, Settings::new(scene.parameters()), 0)?;
        player.seek((scene.about().speed * SECONDS).ceil() as u64);
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let picture = picture(*scene, &player, theme)?;
            let pixels = rasterizer.pixels(&picture, FINENESS)?;
            let file = folder.join(format!("{}-{name}.png", scene.about().id));
            fs::write(&file, indexed(pixels.data(), pixels.width(), pixels.height())?)
                .with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}

/// The scene's picture alone, without words, as SVG.
fn picture(scene: &dyn Scene, player: &Player, theme: Theme) -> Result<String> {
    let mut frame = Frame { charts: Vec::new(), ..player.frame() };
    frame.each_text(&mut |text| *text = Text::NONE);
    let sheet = (SIZE.0, SIZE.1 + TITLE);
    let size = Figure::picture_size(sheet, 0, player.twin().is_some());
    let equal_axes = scene.about().equal_axes;
    let view = if equal_axes { player.view().with_equal_units(size) } else { player.view() };
    let mut twin = player.twin_within(size);
    if let Some((twin, _)) = &mut twin {
        twin.titles = [Text::NONE, Text::NONE];
    }
    let figure = Figure {
        title: "",
        note: "",
        axes: player.axes(),
        backdrop: &player.backdrop(view),
        frame: &frame,
        view,
        twin: twin.as_ref(),
        surface: None,
        equal_axes,
        theme,
    };
    let drawn = svg(&figure, sheet, png_address)?;
    // The sheet counts in eighths of a CSS pixel; the title's line stays outside of the view.
    let whole = format!("viewBox=\"0 0 {} {}\"", 8.0 * sheet.0, 8.0 * sheet.1);
    let part = format!("viewBox=\"0 {} {} {}\"", 8.0 * TITLE, 8.0 * SIZE.0, 8.0 * SIZE.1);
    let height = (format!("height=\"{}\" {whole}", sheet.1), format!("height=\"{}\" {part}", SIZE.1));
    anyhow::ensure!(drawn.contains(&height.0), "a figure is not what it was");
    Ok(drawn.replacen(&height.0, &height.1, 1))
}

/// RGBA pixels as a PNG with a palette of their own: a third of the size of one in full colour.
fn indexed(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>> {
    let mut copy = pixels.to_vec();
    let (columns, rows) = (u16::try_from(width)?, u16::try_from(height)?);
    let reduced = gif::Frame::from_rgba_speed(columns, rows, &mut copy, SPEED);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(reduced.palette.context("a picture has a palette")?);
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(&reduced.buffer)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_kept() -> Result<()> {
        let pixels: Vec<u8> =
            (0..64_u8).flat_map(|at| if at % 2 == 0 { [255, 0, 0, 255] } else { [0, 0, 255, 255] }).collect();
        let bytes = indexed(&pixels, 8, 8)?;
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info()?;
        assert_eq!((reader.info().width, reader.info().height), (8, 8));
        let mut shown = vec![0; reader.output_buffer_size().context("a size")?];
        reader.next_frame(&mut shown)?;
        assert!(shown.iter().any(|index| *index != shown[0]));
        Ok(())
    }
}
