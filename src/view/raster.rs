//! SVG to pixels, natively: PNG files and animated GIFs, with fonts of our own so that every machine draws the same.

use super::backdrop::Image;
use crate::error::Error;
use base64::Engine as _;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::Arc;

/// The family name of the font that is always there.
const FAMILY: &str = "Ubuntu";

/// Turns SVG documents into pixels.
pub struct Rasterizer {
    fonts: Arc<fontdb::Database>,
}

impl Default for Rasterizer {
    fn default() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
        let family = fonts
            .faces()
            .next()
            .and_then(|face| face.families.first())
            .map_or_else(|| FAMILY.to_string(), |(name, _)| name.clone());
        fonts.set_sans_serif_family(family);
        // Ubuntu has no raised minus and no nabla; what a font lacks is taken from the next that has it.
        fonts.load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        Self { fonts: Arc::new(fonts) }
    }
}

impl Rasterizer {
    /// The document's pixels, `scale` device pixels per CSS pixel.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the document is not SVG or too large.
    pub fn pixels(&self, svg: &str, scale: f32) -> Result<Pixmap, Error> {
        let options = Options { fontdb: Arc::clone(&self.fonts), ..Options::default() };
        let tree = Tree::from_str(svg, &options).map_err(|error| Error::Drawing(error.to_string()))?;
        let size = tree.size();
        let (width, height) = ((size.width() * scale).round() as u32, (size.height() * scale).round() as u32);
        let mut pixmap = Pixmap::new(width, height)
            .ok_or_else(|| Error::Drawing(format!("a picture of {width} × {height} pixels is too large or empty")))?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        Ok(pixmap)
    }

    /// The document as PNG.
    ///
    /// # Errors
    /// Those of [`Rasterizer::pixels`].
    pub fn png(&self, svg: &str, scale: f32) -> Result<Vec<u8>, Error> {
        self.pixels(svg, scale)?.encode_png().map_err(|error| Error::Drawing(error.to_string()))
    }
}

/// An image as a `data:` address of a PNG.
///
/// # Errors
/// [`Error::Drawing`] when the image cannot be encoded.
pub fn png_address(image: &Image) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.width as u32, image.height as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&image.pixels))
        .map_err(|error| Error::Drawing(error.to_string()))?;
    Ok(format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes)))
}

/// An animated GIF that grows by one picture at a time.
pub struct Animation {
    encoder: gif::Encoder<Vec<u8>>,
    size: (u16, u16),
    delay: u16,
}

impl Animation {
    /// An endless animation with `delay` hundredths of a second between pictures.
    ///
    /// # Errors
    /// [`Error::Drawing`] when GIF cannot hold the size.
    pub fn new(size: (u32, u32), delay: u16) -> Result<Self, Error> {
        let fits = |length: u32| {
            u16::try_from(length)
                .map_err(|_| Error::Drawing(format!("GIF is at most 65535 pixels wide and high, not {length}")))
        };
        let size = (fits(size.0)?, fits(size.1)?);
        let mut encoder =
            gif::Encoder::new(Vec::new(), size.0, size.1, &[]).map_err(|e| Error::Drawing(e.to_string()))?;
        encoder.set_repeat(gif::Repeat::Infinite).map_err(|e| Error::Drawing(e.to_string()))?;
        Ok(Self { encoder, size, delay })
    }

    /// Adds one picture of the animation's size.
    ///
    /// # Errors
    /// [`Error::Drawing`] when encoding fails.
    pub fn push(&mut self, picture: &Pixmap) -> Result<(), Error> {
        let mut pixels = picture.data().to_vec();
        let mut frame = gif::Frame::from_rgba_speed(self.size.0, self.size.1, &mut pixels, 10);
        frame.delay = self.delay;
        self.encoder.write_frame(&frame).map_err(|error| Error::Drawing(error.to_string()))
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// [`Error::Drawing`] when encoding fails.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        self.encoder.into_inner().map_err(|error| Error::Drawing(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::scene::registry;
    use crate::words::Book;
    use std::collections::BTreeSet;

    /// Stands on the letter before it, as in R̂; by itself it has no glyph.
    const CIRCUMFLEX: char = '\u{302}';

    /// A character drawn large on white.
    fn drawn(rasterizer: &Rasterizer, c: char) -> Vec<u8> {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><text x='6' y='28' font-size='24' \
             font-family='sans-serif'>{c}</text></svg>"
        );
        rasterizer.pixels(&svg, 1.0).unwrap().data().to_vec()
    }

    #[test]
    fn every_letter_of_every_scene_has_a_glyph() {
        let mut used: BTreeSet<char> = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉−·∇∞±×≤≥√σλβη".chars().collect();
        for scene in registry() {
            let book = Book::new(saddleback_words::messages("en", scene.about().id), '.');
            used.extend(book.message("title").unwrap_or_default().chars());
            for step in scene.about().story {
                let mut settings = Settings::new(scene.parameters());
                step.preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
                let run = scene.start(&settings, 0).unwrap();
                run.frame().each_text(&mut |text| used.extend(book.say(text).chars()));
                if let Some(twin) = run.twin() {
                    twin.titles.iter().for_each(|title| used.extend(book.say(title).chars()));
                    used.extend(twin.axes.iter().flatten().flat_map(|axis| axis.chars()));
                }
            }
        }
        let rasterizer = Rasterizer::default();
        let none = drawn(&rasterizer, '\u{10fffd}');
        let lacking: String = used
            .into_iter()
            .filter(|c| !c.is_whitespace() && *c != CIRCUMFLEX && drawn(&rasterizer, *c) == none)
            .collect();
        assert_eq!(lacking, "");
    }
}
