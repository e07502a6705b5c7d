//! All that does not change: the points with their labels, the step size, and what the infinitely wide network does.

use crate::error::Error;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::theory::wide_network::WideNetwork;
use saddleback_network::HiddenLayer;
use std::f64::consts::PI;

/// Of the half circle so much has points.
const ARC: f64 = 0.92;

/// All that does not change.
pub(super) struct Setup {
    pub(super) width: usize,
    /// κ, the deviation of the weights at the start.
    pub(super) scale: f64,
    /// ηλmax of the infinitely wide network.
    pub(super) relative_rate: f64,
    /// η.
    pub(super) rate: f64,
    pub(super) angles: Vec<f64>,
    pub(super) points: Vec<[f64; 2]>,
    pub(super) labels: Vec<f64>,
    pub(super) wide: WideNetwork,
}

/// The label at an angle.
fn target(id: &str, angle: f64) -> f64 {
    // s = 2θ/π.
    match id {
        "steps" => {
            let wave = libm::sin(4.4 * angle);
            if wave == 0.0 { 0.0 } else { 0.7 * wave.signum() }
        }
        "sine" => 0.8 * libm::sin(2.0 * angle),
        _ => 0.6 * libm::sin(2.0 * angle) + 0.4 * libm::cos(6.0 * angle),
    }
}

/// The point of the circle at an angle.
pub(super) fn on_circle(angle: f64) -> [f64; 2] {
    let (sine, cosine) = libm::sincos(angle);
    [cosine, sine]
}

impl Setup {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let n = settings.count("points")?;
        let id = settings.choice("target")?;
        let angle = |i: usize| ARC * PI * (i as f64 / (n - 1) as f64 - 0.5);
        let angles: Vec<f64> = (0..n).map(angle).collect();
        let mut labels: Vec<f64> = angles.iter().map(|angle| target(id, *angle)).collect();
        let [at, label] = settings.point("label")?;
        // Beyond the arc there is no point to which it could belong.
        if at.abs() <= 0.5 * PI {
            let distance = |i: &usize| (angles[*i] - at).abs();
            if let Some(nearest) = (0..n).min_by(|i, j| distance(i).total_cmp(&distance(j))) {
                labels[nearest] = label;
            }
        }
        let wide = WideNetwork::new(&angles, &labels)?;
        let relative_rate = settings.number("rate")?;
        Ok(Self {
            width: settings.count("width")?,
            scale: settings.number("scale")?,
            relative_rate,
            rate: relative_rate / wide.spectrum.greatest(),
            points: angles.iter().map(|angle| on_circle(*angle)).collect(),
            angles,
            labels,
            wide,
        })
    }

    /// A layer with weights of deviation `scale`, in pairs (w, ±1), so that its function is 0 but for a last unit without partner.
    pub(super) fn draw(&self, width: usize, scale: f64, stream: &mut Stream) -> HiddenLayer {
        let mut weights: Vec<[f64; 2]> = Vec::with_capacity(width);
        for unit in 0..width {
            let drawn =
                if unit % 2 == 0 { [scale * stream.normal(), scale * stream.normal()] } else { weights[unit - 1] };
            weights.push(drawn);
        }
        let signs: Vec<f64> = (0..width).map(|unit| if unit % 2 == 0 { 1.0 } else { -1.0 }).collect();
        HiddenLayer::new(&weights, &signs)
    }

    /// f(xᵢ) − yᵢ.
    pub(super) fn residuals(&self, layer: &HiddenLayer) -> Vec<f64> {
        self.points.iter().zip(&self.labels).map(|(point, label)| layer.value(*point) - label).collect()
    }
}

/// ½Σrᵢ².
pub(super) fn loss(residuals: &[f64]) -> f64 {
    0.5 * residuals.iter().map(|r| r * r).sum::<f64>()
}
