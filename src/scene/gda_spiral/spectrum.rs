//! The game's eigenvalues in the plane of ηλ with the methods' regions of stable steps, and their rates against η.

use crate::frame::Mark;
use crate::geometry::Rect;
use crate::measure::spectrum::{eigenvalues, growth};
use crate::method::dynamics::DynamicsInfo;
use crate::palette::Color;
use crate::parameter::Settings;
use crate::scene::competitor::Competitor;
use crate::words::{Text, signs};
use contour::ContourBuilder;
use nalgebra::DMatrix;

/// Half the height of the plane shown when the eigenvalues fit into it.
const HALF_HEIGHT: f64 = 1.6;
/// The plane is never shown larger than this.
const WIDEST: f64 = 12.0;
/// Where the plane's middle lies on the real axis, in half-heights: stable regions lie to the right of 0.
const MIDDLE: f64 = 0.4;
/// Cells in the upper half-plane; the lower is its mirror image.
const CELLS: [usize; 2] = [72, 17];
/// Step sizes at which the rate is drawn.
const STEP_SIZES: usize = 72;
/// A rate above this is drawn as this.
const HIGHEST: f64 = 3.0;

/// The game's part of the spectrum; it depends on the settings only.
#[derive(Debug, Default)]
pub(super) struct Spectrum {
    jacobian: DMatrix<f64>,
    step_size: f64,
    /// ηλ of both eigenvalues λ of the game's Jacobian at the equilibrium.
    pub(super) scaled: Vec<[f64; 2]>,
    /// Where they would be at other step sizes: the rays from 0 through them.
    rays: Vec<[[f64; 2]; 2]>,
    /// The part of the plane that is shown.
    pub(super) plane: Option<Rect>,
}

/// A method's stable steps and its rate on that game.
#[derive(Debug)]
pub(super) struct Portrait {
    color: Color,
    /// Outlines of {w: the method's step has spectral radius < 1 where the Jacobian is w/η}; none where it has no matrix.
    region: Vec<Vec<[f64; 2]>>,
    /// The spectral radius of one step at the equilibrium, against η; empty where it has no matrix.
    rates: Vec<[f64; 2]>,
}

impl Spectrum {
    /// Of the game with this Jacobian at its equilibrium.
    pub(super) fn new(step_size: f64, jacobian: DMatrix<f64>) -> Self {
        let Ok(values) = eigenvalues(&jacobian) else { return Self::default() };
        let scaled: Vec<[f64; 2]> = values.iter().map(|value| [step_size * value.re, step_size * value.im]).collect();
        let reach = scaled.iter().flatten().fold(0.0_f64, |reach, part| reach.max(part.abs()));
        let half = (1.15 * reach).clamp(HALF_HEIGHT, WIDEST);
        let plane = Rect::new([(MIDDLE - 1.3) * half, (MIDDLE + 1.3) * half], [-half, half]);
        let rays = scaled.iter().map(|w| ray(*w, half)).collect();
        Self { jacobian, step_size, scaled, rays, plane: Some(plane) }
    }

    /// The portrait of a method of the run with these settings.
    pub(super) fn portrait(&self, settings: &Settings, competitor: &Competitor) -> Portrait {
        let (step_size, jacobian) = (self.step_size, &self.jacobian);
        let color = competitor.color();
        let Some(plane) = self.plane else { return Portrait { color, region: Vec::new(), rates: Vec::new() } };
        let half = plane.y[1];
        // Outlines reach far to both sides: a wide chart shows more than the plane's own width.
        let area = Rect::new([(MIDDLE - 3.0) * half, (MIDDLE + 3.0) * half], plane.y);
        let radius = |w: [f64; 2]| {
            let [alpha, b] = [w[0] / step_size, w[1] / step_size];
            let matrix = competitor.one_step_matrix(&DMatrix::from_row_slice(2, 2, &[alpha, b, -b, alpha]), [1, 1]);
            matrix.map_or(HIGHEST, |matrix| growth(&matrix).min(HIGHEST))
        };
        let linear = competitor.one_step_matrix(jacobian, [1, 1]).is_some();
        let region = if linear { outlines(area, |w| 1.0 - radius(w)) } else { Vec::new() };
        Portrait { color, region, rates: rates(settings, jacobian, competitor.rule).unwrap_or_default() }
    }

    /// The plane's marks: regions, the eigenvalues' rays, and the eigenvalues at the present step size.
    pub(super) fn plane_marks(&self, portraits: &[&Portrait]) -> Vec<Mark> {
        let mut marks = Vec::new();
        for Portrait { color, region, .. } in portraits {
            marks.extend(region.iter().map(|points| Mark::Region { points: points.clone(), color: *color }));
        }
        marks.extend(self.rays.iter().map(|ray| Mark::predicted(ray.to_vec())));
        marks.push(Mark::Dots { points: self.scaled.clone(), errors: Vec::new(), color: Color::Ink });
        marks
    }

    /// The marks of the rates: one curve a method, the bound of stability, the present step size.
    pub(super) fn rate_marks(&self, portraits: &[&Portrait]) -> Vec<Mark> {
        let curves = portraits.iter().filter(|portrait| !portrait.rates.is_empty());
        let mut marks: Vec<Mark> =
            curves.map(|portrait| Mark::measured(portrait.rates.clone(), portrait.color)).collect();
        marks.push(Mark::Rule { at: 1.0, vertical: false, label: Text::NONE });
        marks.push(Mark::Rule { at: self.step_size, vertical: true, label: signs("η") });
        marks
    }
}

/// From 0 through a point to the edge of the plane.
fn ray([re, im]: [f64; 2], half: f64) -> [[f64; 2]; 2] {
    let length = libm::hypot(re, im);
    let stretch = if length > 0.0 { half / re.abs().max(im.abs()) } else { 0.0 };
    [[0.0, 0.0], [stretch * re, stretch * im]]
}

/// The outlines of {w: f(w) ≥ 0} in an area that the real axis halves, for f with f(w̄) = f(w).
fn outlines(area: Rect, f: impl Fn([f64; 2]) -> f64) -> Vec<Vec<[f64; 2]>> {
    let [columns, half] = CELLS;
    let cell = [area.width() / columns as f64, area.height() / (2 * half) as f64];
    let mut values = vec![0.0; columns * 2 * half];
    for row in 0..half {
        for column in 0..columns {
            let at = [area.x[0] + (column as f64 + 0.5) * cell[0], (row as f64 + 0.5) * cell[1]];
            let value = f(at);
            values[(half + row) * columns + column] = value;
            values[(half - 1 - row) * columns + column] = value;
        }
    }
    let builder = ContourBuilder::new(columns, 2 * half, true);
    let builder = builder.x_origin(area.x[0]).y_origin(area.y[0]).x_step(cell[0]).y_step(cell[1]);
    let Ok(contours) = builder.contours(&values, &[0.0]) else { return Vec::new() };
    let polygons = contours.iter().flat_map(|contour| &contour.geometry().0);
    polygons
        .map(|polygon| {
            // A hole is joined to the outline by a cut, so that one closed line bounds the region.
            let mut points: Vec<[f64; 2]> = polygon.exterior().coords().map(|at| [at.x, at.y]).collect();
            for hole in polygon.interiors() {
                let back = points.last().copied();
                points.extend(hole.coords().map(|at| [at.x, at.y]));
                points.extend(back);
            }
            points
        })
        .collect()
}

/// The spectral radius of a method's step against η; none where it has no matrix.
fn rates(settings: &Settings, jacobian: &DMatrix<f64>, rule: &DynamicsInfo) -> Option<Vec<[f64; 2]>> {
    let mut settings = settings.clone();
    let mut points = Vec::with_capacity(STEP_SIZES);
    for index in 0..STEP_SIZES {
        // From 0.001 to 2, the range of the step size.
        let step_size = 0.001 * libm::pow(2000.0, index as f64 / (STEP_SIZES - 1) as f64);
        settings.set("eta", &step_size.min(2.0).to_string()).ok()?;
        let matrix = (rule.build)(&settings, 0).ok()?.one_step_matrix(jacobian, [1, 1]);
        let radius = matrix.map_or(f64::NAN, |matrix| growth(&matrix).min(HIGHEST));
        points.push([step_size, radius]);
    }
    points.iter().any(|point| !point[1].is_nan()).then_some(points)
}
