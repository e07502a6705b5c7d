//! All that does not change while the scene runs: the landscape as a sum of squares, the start, the step.

use crate::error::Error;
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, LandscapeInfo, Residuals, noisy_gradient};
use crate::random::Stream;
use crate::theory::valley::{flow_sharpness, imbalance};
use crate::words::text;
use std::sync::Arc;

/// All that does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) residuals: Residuals,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) sigma: f64,
    /// SAM's ρ.
    pub(super) rho: f64,
    /// The least λmax of any minimum.
    pub(super) flattest: f64,
}

impl Setup {
    /// Claims that would need more steps than this are not made.
    pub(super) const PATIENCE: f64 = 20_000.0;

    /// With the scene's settings.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let info = landscape::find(settings.choice("landscape")?)?;
        let residuals = landscape::residuals(info.id)
            .ok_or_else(|| Error::Numerical(text("number.no-squares").with("id", info.id)))?;
        let landscape = (info.build)(settings)?;
        let flattest = if info.id == "product-net" {
            flow_sharpness(0.0)
        } else {
            symmetric_eigenvalues(&landscape.hessian(&[-1.0, 0.0]))[1]
        };
        Ok(Self {
            info,
            landscape,
            residuals,
            start: settings.point("start")?,
            step_size: settings.number("eta")?,
            sigma: settings.number("noise")?,
            rho: settings.number("sam.rho")?,
            flattest,
        })
    }

    /// λmax of the Hessian.
    pub(super) fn sharpness(&self, at: [f64; 2]) -> f64 {
        symmetric_eigenvalues(&self.landscape.hessian(&at))[1]
    }

    /// Where a point is along the valley, or between the wells: x² − y², or x.
    pub(super) fn position(&self, at: [f64; 2]) -> f64 {
        if self.has_valley() { imbalance(at) } else { at[0] }
    }

    /// Whether the minima form a valley.
    pub(super) fn has_valley(&self) -> bool {
        self.info.id == "product-net"
    }

    /// One step of descent.
    pub(super) fn descend(&self, step_size: f64, at: &mut [f64; 2]) {
        let mut gradient = [0.0; 2];
        self.landscape.gradient(at.as_slice(), &mut gradient);
        for (coordinate, slope) in at.iter_mut().zip(gradient) {
            *coordinate -= step_size * slope;
        }
    }

    /// One step of descent with noise on the labels; gives the first residual with its noise.
    pub(super) fn label_noise_step(&self, at: &mut [f64; 2], noise: &mut Stream) -> f64 {
        let drawn = [self.sigma * noise.normal(), self.sigma * noise.normal()];
        let (gradient, error) = noisy_gradient(self.residuals, *at, drawn);
        for (coordinate, slope) in at.iter_mut().zip(gradient) {
            *coordinate -= self.step_size * slope;
        }
        error
    }
}
