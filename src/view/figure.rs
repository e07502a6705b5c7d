//! A whole figure as SVG: title, picture, charts beside one another, claims as a caption.

use super::FINE;
use super::backdrop::{Image, draw_backdrop, overlay, underlay};
use super::chart::draw_chart;
use super::layers::draw_layers;
use super::pen::{Lettering, Pen};
use super::stage::Stage;
use super::surface::{Camera, Relief, Surface, Time};
use super::theme::{Theme, hex};
use crate::error::Error;
use crate::frame::{Backdrop, Chart, Color, Frame, Layer};
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_svg::SVGBackend;
use std::fmt::Write as _;

/// plotters-svg divides font sizes by this factor.
const SVG_FONT_FACTOR: f64 = 1.24;
/// Height of the title's line.
const TITLE: f64 = 40.0;
/// Height of a title with a note below it.
const NOTED_TITLE: f64 = 52.0;
/// A surface's pixels in a CSS pixel.
const FINENESS: f64 = 2.0;
/// A chart narrower than this is not drawn.
const NARROWEST_CHART: f64 = 200.0;

/// What a figure shows.
pub struct Figure<'a> {
    /// The title above the picture.
    pub title: &'a str,
    /// What is said under the title's right end, e.g. `step 120 · seed 7`.
    pub note: &'a str,
    /// The axes' names in LaTeX letters.
    pub axes: [&'a str; 2],
    /// What stands behind.
    pub backdrop: &'a Backdrop,
    /// The moving picture and the charts, series resolved.
    pub frame: &'a Frame,
    /// Where the picture looks: see [`Figure::picture_size`] for its shape.
    pub view: crate::frame::Rect,
    /// From where the field is seen as a surface, where it is.
    pub surface: Option<Camera>,
    /// Whether a unit is as long on both axes.
    pub equal_axes: bool,
    /// Light or dark.
    pub theme: Theme,
}

impl Figure<'_> {
    /// The picture's size within a figure of the given size: charts stand below where there is room.
    pub fn picture_size(size: (f64, f64), charts: usize) -> (f64, f64) {
        let below = size.1 - TITLE;
        let picture = if charts == 0 || size.1 < 360.0 { below } else { (below * 0.66).floor() };
        (size.0, picture.max(1.0))
    }
}

/// The figure as an SVG document of `size` CSS pixels; `encode` turns the field's image into an address, such as a
/// `data:` address of a PNG, by the means that the door has.
///
/// # Errors
/// [`Error::Drawing`] when drawing or `encode` fails.
pub fn svg(
    figure: &Figure<'_>,
    size: (f64, f64),
    encode: impl Fn(&Image) -> Result<String, Error>,
) -> Result<String, Error> {
    let mut document = String::new();
    let fine = |length: f64| (length * FINE).round() as u32;
    let picture = Figure::picture_size(size, figure.frame.charts.len());
    let stage = Stage { view: figure.view, origin: (0.0, TITLE), size: picture };
    let surface = figure.surface.and_then(|camera| {
        let relief = Relief::new(figure.backdrop, figure.equal_axes, figure.theme)?;
        Some(Surface::new(relief, camera, picture, FINENESS))
    });
    {
        let mut backend = SVGBackend::with_string(&mut document, (fine(size.0), fine(size.1)));
        let mut pen = Pen::new(&mut backend, figure.theme, SVG_FONT_FACTOR);
        if let Some(surface) = &surface {
            surface.draw_lines(&mut pen, figure.backdrop, figure.axes, stage.origin, Time::Enough)?;
            draw_layers(&mut pen, &surface.lift(&figure.frame.layers), &surface.stage(stage.origin), true)?;
        } else {
            draw_backdrop(&mut pen, figure.backdrop, &stage, figure.axes)?;
            draw_layers(&mut pen, &figure.frame.layers, &stage, true)?;
        }
        cover_overflow(&mut pen, &stage, size)?;
        titles(&mut pen, figure, size)?;
        charts(&mut pen, figure, picture, size)?;
    }
    let whole = [0.0, TITLE, picture.0, picture.1];
    let mut images = Vec::new();
    match &surface {
        Some(surface) => images.push((encode(surface.image())?, whole)),
        None => {
            if let Some(image) = underlay(figure.backdrop, figure.theme) {
                images.push((encode(&image)?, whole));
            }
        }
    }
    for layer in &figure.frame.layers {
        if let Layer::Field { grid, map } = layer {
            let over = overlay(grid, *map, figure.theme);
            images.push(match &surface {
                Some(surface) => (encode(&surface.drape(&over, &grid.area))?, whole),
                None => (encode(&over)?, stage.rectangle(&grid.area)),
            });
        }
    }
    Ok(with_ground(&document, size, figure.theme, &images))
}

/// A chart under its title, as an SVG document of `size` CSS pixels; `note` stands below the title.
///
/// # Errors
/// [`Error::Drawing`] when drawing fails.
pub fn chart_svg(chart: &Chart, note: &str, size: (f64, f64), theme: Theme) -> Result<String, Error> {
    let mut document = String::new();
    let fine = |length: f64| (length * FINE).round() as u32;
    {
        let mut backend = SVGBackend::with_string(&mut document, (fine(size.0), fine(size.1)));
        let mut pen = Pen::new(&mut backend, theme, SVG_FONT_FACTOR);
        let (ink, muted) = (pen.color(Color::Ink), pen.color(Color::Muted));
        let lettering = |size, color| {
            let anchor = (HPos::Left, VPos::Center);
            Lettering { size, color, anchor, style: FontStyle::Normal, rim: false }
        };
        pen.text(&chart.title, (12.0, 18.0), lettering(14.0, ink))?;
        pen.text(note, (12.0, 37.0), lettering(12.0, muted))?;
        draw_chart(&mut pen, chart, (0.0, NOTED_TITLE), (size.0, size.1 - NOTED_TITLE))?;
    }
    Ok(with_ground(&document, size, theme, &[]))
}

/// Paths that run out of the picture are covered by the paper around it.
fn cover_overflow<B: plotters_backend::DrawingBackend>(
    pen: &mut Pen<'_, B>,
    stage: &Stage,
    (width, height): (f64, f64),
) -> Result<(), Error> {
    let paper = pen.theme.paper();
    let bottom = stage.origin.1 + stage.size.1;
    for (top, bottom) in [(0.0, stage.origin.1), (bottom, height)] {
        pen.polygon([(0.0, top), (width, top), (width, bottom), (0.0, bottom)], paper, 1.0)?;
    }
    Ok(())
}

fn titles<B: plotters_backend::DrawingBackend>(
    pen: &mut Pen<'_, B>,
    figure: &Figure<'_>,
    size: (f64, f64),
) -> Result<(), Error> {
    let (ink, muted) = (pen.color(Color::Ink), pen.color(Color::Muted));
    let lettering =
        |size, color, h| Lettering { size, color, anchor: (h, VPos::Center), style: FontStyle::Normal, rim: false };
    pen.text(figure.title, (12.0, 0.5 * TITLE), lettering(17.0, ink, HPos::Left))?;
    pen.text(figure.note, (size.0 - 12.0, 0.5 * TITLE), lettering(12.0, muted, HPos::Right))
}

fn charts<B: plotters_backend::DrawingBackend>(
    pen: &mut Pen<'_, B>,
    figure: &Figure<'_>,
    picture: (f64, f64),
    size: (f64, f64),
) -> Result<(), Error> {
    let top = TITLE + picture.1;
    let height = size.1 - top;
    if height < 90.0 {
        return Ok(());
    }
    let fitting = ((size.0 / NARROWEST_CHART) as usize).clamp(1, 3);
    let shown = &figure.frame.charts[..figure.frame.charts.len().min(fitting)];
    let width = size.0 / shown.len().max(1) as f64;
    for (index, chart) in shown.iter().enumerate() {
        let left = index as f64 * width;
        let lettering = Lettering {
            size: 12.0,
            color: pen.color(Color::Ink),
            anchor: (HPos::Left, VPos::Center),
            style: FontStyle::Normal,
            rim: false,
        };
        pen.text(&chart.title, (left + 12.0, top + 16.0), lettering)?;
        draw_chart(pen, chart, (left, top + 26.0), (width, height - 30.0))?;
    }
    Ok(())
}

/// Gives the document its size in CSS pixels, and lays paper and images (address; left, top, width, height) under what
/// plotters drew.
fn with_ground(document: &str, size: (f64, f64), theme: Theme, images: &[(String, [f64; 4])]) -> String {
    let body = document.find('>').map_or("", |end| &document[end + 1..]);
    let mut whole = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        size.0,
        size.1,
        size.0 * FINE,
        size.1 * FINE,
        hex(theme.paper()),
    );
    for (address, place) in images {
        let [x, y, width, height] = place.map(|length| length * FINE);
        // Writing to a string cannot fail.
        let _ = writeln!(
            whole,
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             href=\"{address}\"/>",
        );
    }
    // Joins are round: a sharp turn of a trail must not grow a spike.
    let _ =
        write!(whole, "<g stroke-linejoin=\"round\" stroke-linecap=\"round\">{}", body.replace("</svg>", "</g></svg>"));
    whole
}
