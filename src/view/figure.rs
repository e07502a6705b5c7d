//! A whole figure as SVG: title, picture (or two), charts beside one another, claims as a caption.

use super::FINE;
use super::backdrop::{Image, draw_backdrop, overlay, underlay};
use super::chart::draw_chart;
use super::layers::draw_layers;
use super::pair::Pair;
use super::pen::{Lettering, Pen};
use super::stage::Stage;
use super::surface::{Camera, Relief, Surface, Time};
use super::theme::{Theme, hex};
use crate::error::Error;
use crate::frame::{Backdrop, Chart, Frame, Layer, Twin};
use crate::geometry::Rect;
use crate::palette::Color;
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
    pub view: Rect,
    /// The second picture, its view of the same shape, and what stands behind it.
    pub twin: Option<&'a (Twin, Backdrop)>,
    /// From where the field is seen as a surface, where it is.
    pub surface: Option<Camera>,
    /// Whether a unit is as long on both axes.
    pub equal_axes: bool,
    /// Light or dark.
    pub theme: Theme,
}

impl Figure<'_> {
    /// The size of the picture, or of either of two, within a figure of the given size.
    pub fn picture_size(size: (f64, f64), charts: usize, twins: bool) -> (f64, f64) {
        let room = Self::room(size, charts);
        if twins { Pair::within(room).size } else { room }
    }

    /// The room for pictures: charts stand below where there is some left.
    fn room(size: (f64, f64), charts: usize) -> (f64, f64) {
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
    let room = Figure::room(size, figure.frame.charts.len());
    let twin = figure.twin.map(|(twin, backdrop)| (Pair::within(room), twin, backdrop));
    let place = twin.map_or([0.0, TITLE, room.0, room.1], |(pair, ..)| placed(&pair, 0));
    let first = Picture {
        axes: Some(figure.axes),
        backdrop: figure.backdrop,
        layers: &figure.frame.layers,
        view: figure.view,
        surface: figure.surface,
        equal_axes: figure.equal_axes,
        theme: figure.theme,
    };
    let mut pictures = first.svg(place, &encode)?;
    if let Some((pair, twin, backdrop)) = twin {
        let axes = twin.axes.as_ref().map(|axes| axes.each_ref().map(AsRef::as_ref));
        let (view, layers) = (twin.view, &figure.frame.twin);
        let second = Picture { axes, backdrop, layers, view, surface: None, equal_axes: true, ..first };
        pictures += &second.svg(placed(&pair, 1), &encode)?;
    }
    let mut document = String::new();
    let fine = |length: f64| (length * FINE).round() as u32;
    {
        let mut backend = SVGBackend::with_string(&mut document, (fine(size.0), fine(size.1)));
        let mut pen = Pen::new(&mut backend, figure.theme, SVG_FONT_FACTOR);
        titles(&mut pen, figure, size)?;
        if let Some((pair, twin, _)) = twin {
            pair.draw_titles(&mut pen, &twin.titles, (0.0, TITLE))?;
        }
        charts(&mut pen, figure, room, size)?;
    }
    Ok(with_ground(&document, size, figure.theme, &pictures))
}

/// Left, top, width and height of one of two pictures.
fn placed(pair: &Pair, index: usize) -> [f64; 4] {
    let (left, top) = pair.origins[index];
    [left, TITLE + top, pair.size.0, pair.size.1]
}

/// One picture of a figure.
struct Picture<'a> {
    axes: Option<[&'a str; 2]>,
    backdrop: &'a Backdrop,
    layers: &'a [Layer],
    view: Rect,
    surface: Option<Camera>,
    equal_axes: bool,
    theme: Theme,
}

impl Picture<'_> {
    /// An SVG element at left, top, width and height in CSS pixels, of which nothing is seen outside.
    fn svg(&self, place: [f64; 4], encode: &impl Fn(&Image) -> Result<String, Error>) -> Result<String, Error> {
        let [.., width, height] = place;
        let stage = Stage::new(self.view, (width, height));
        let surface = self.surface.and_then(|camera| {
            let relief = Relief::new(self.backdrop, self.equal_axes, self.theme)?;
            Some(Surface::new(relief, camera, stage.size, FINENESS))
        });
        let mut document = String::new();
        let fine = |length: f64| (length * FINE).round() as u32;
        {
            let mut backend = SVGBackend::with_string(&mut document, (fine(width), fine(height)));
            let mut pen = Pen::new(&mut backend, self.theme, SVG_FONT_FACTOR);
            if let Some(surface) = &surface {
                let names = self.axes.unwrap_or_default();
                surface.draw_lines(&mut pen, self.backdrop, names, stage.origin, Time::Enough)?;
                draw_layers(&mut pen, &surface.lift(self.layers), &surface.stage(stage.origin), true)?;
            } else {
                draw_backdrop(&mut pen, self.backdrop, &stage, self.axes)?;
                draw_layers(&mut pen, self.layers, &stage, true)?;
            }
        }
        let whole = [0.0, 0.0, width, height];
        let ground = match &surface {
            Some(surface) => Some(encode(surface.image())?),
            None => underlay(self.backdrop, self.theme).map(|image| encode(&image)).transpose()?,
        };
        let mut images: Vec<_> = ground.into_iter().map(|address| (address, whole)).collect();
        for layer in self.layers {
            if let Layer::Field { grid, map } = layer {
                let over = overlay(grid, *map, self.theme);
                images.push(match &surface {
                    Some(surface) => (encode(&surface.drape(&over, &grid.area))?, whole),
                    None => (encode(&over)?, stage.rectangle(&grid.area)),
                });
            }
        }
        let [x, y, width, height] = place.map(|length| length * FINE);
        let mut element = format!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"
        );
        for (address, place) in &images {
            let [x, y, width, height] = place.map(|length| length * FINE);
            // Writing to a string cannot fail.
            let _ = writeln!(
                element,
                "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
                 href=\"{address}\"/>",
            );
        }
        element += &body(&document);
        element += "</svg>\n";
        Ok(element)
    }
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
        pen.text(chart.title.said(), (12.0, 18.0), lettering(14.0, ink))?;
        pen.text(note, (12.0, 37.0), lettering(12.0, muted))?;
        draw_chart(&mut pen, chart, (0.0, NOTED_TITLE), (size.0, size.1 - NOTED_TITLE))?;
    }
    Ok(with_ground(&document, size, theme, ""))
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
        pen.text(chart.title.said(), (left + 12.0, top + 16.0), lettering)?;
        draw_chart(pen, chart, (left, top + 26.0), (width, height - 30.0))?;
    }
    Ok(())
}

/// Gives the document its size in CSS pixels, and lays paper and pictures under what plotters drew.
fn with_ground(document: &str, size: (f64, f64), theme: Theme, pictures: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n{pictures}{}</svg>\n",
        size.0,
        size.1,
        size.0 * FINE,
        size.1 * FINE,
        hex(theme.paper()),
        body(document),
    )
}

/// What plotters drew, without the document around it.
fn body(document: &str) -> String {
    let inside = document.find('>').map_or("", |end| &document[end + 1..]);
    // Joins are round: a sharp turn of a trail must not grow a spike.
    format!("<g stroke-linejoin=\"round\" stroke-linecap=\"round\">{}", inside.replace("</svg>", "</g>"))
}
