//! What does not change in a run: the density, the chain on it, and the exact shares of the modes.

use crate::error::Error;
use crate::geometry::{Grid, Rect};
use crate::method::langevin::Ula;
use crate::parameter::Settings;
use crate::problem::density::{NormalPair, Planar, ProductDensity, Shape, menu};
use crate::words::Text;
use core::f64::consts::FRAC_1_SQRT_2;

/// Nodes each way of the sums that give the modes' exact shares.
const NODES: usize = 90;

/// What does not change in a run.
pub(super) struct Setup {
    pub(super) planar: Planar,
    /// The density where it is a product of two Gaussian pairs: each coordinate moves on its own, and theory is exact.
    pub(super) product: Option<ProductDensity>,
    /// A direction in which the chain is a Gaussian one, with its precision.
    pub(super) gaussian: Option<([f64; 2], f64)>,
    pub(super) ula: Ula,
    pub(super) beta: f64,
    pub(super) start: [f64; 2],
    /// The share of p^β that lies nearest to each mode.
    pub(super) shares: Vec<f64>,
    pub(super) notice: Option<Text>,
}

impl Setup {
    /// From the scene's settings.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let shape = Shape { r: settings.number("r")?, correlation: settings.number("correlation")? };
        let (planar, notice) = menu::chosen(settings, shape)?;
        let (eta, beta) = (settings.number("eta")?, settings.number("beta")?);
        let id = settings.choice("density")?;
        let product = match id {
            "two-gaussians" => Some(ProductDensity::two_gaussians(shape.r)),
            "four-gaussians" => Some(ProductDensity::four_gaussians(shape.r)),
            _ => None,
        };
        let correlation = shape.correlation.abs();
        let gaussian = match id {
            // Along x₂ two Gaussians are one, of precision 1.
            "two-gaussians" => Some(([0.0, 1.0], 1.0)),
            // A correlated one is flattest along its long axis; across, the step must not throw the chain out.
            "gaussian" if eta < 1.9 * (1.0 - correlation) => {
                Some(([FRAC_1_SQRT_2, shape.correlation.signum() * FRAC_1_SQRT_2], 1.0 / (1.0 + correlation)))
            }
            _ => None,
        };
        let (shares, start) = (exact_shares(&planar, beta), settings.point("start")?);
        Ok(Self { planar, product, gaussian, ula: Ula::new(eta, beta), beta, start, shares, notice })
    }

    /// How many modes there are.
    pub(super) fn modes(&self) -> usize {
        self.planar.modes.len()
    }

    /// The law of x₁ where it moves on its own.
    pub(super) fn factor(&self) -> Option<NormalPair> {
        self.product.map(|product| product.factors()[0])
    }

    /// A view that holds the modes and the start.
    pub(super) fn view(&self) -> Rect {
        let (start, view) = (self.start, self.planar.view);
        let Some(product) = &self.product else {
            let around = |[low, high]: [f64; 2], at: f64| [low.min(at - 0.6), high.max(at + 0.6)];
            return Rect::new(around(view.x, start[0]), around(view.y, start[1]));
        };
        let [a, b] = product.factors().map(|factor| factor.r());
        let air = 3.2 * libm::sqrt((1.0 / self.beta).max(0.6));
        let reach = |mean: f64, start: f64| (mean + air).max(start.abs() + 0.6);
        let (x, y) = (reach(a, start[0]), reach(b, start[1]));
        Rect::new([-x, x], [-y, y])
    }
}

/// The shares of p^β nearest to each mode, by the midpoint rule over the view and as much beside it.
fn exact_shares(planar: &Planar, beta: f64) -> Vec<f64> {
    let wide = |[low, high]: [f64; 2]| [low - 0.5 * (high - low), high + 0.5 * (high - low)];
    let area = Rect::new(wide(planar.view.x), wide(planar.view.y));
    let lowest = planar.modes.iter().map(|mode| planar.density.potential(mode)).fold(f64::INFINITY, f64::min);
    let mut shares = vec![0.0; planar.modes.len()];
    Grid::sample(area, NODES, NODES, |x, y| {
        let weight = libm::exp(beta * (lowest - planar.density.potential(&[x, y])));
        if weight.is_finite() {
            shares[planar.mode([x, y])] += weight;
        }
        weight
    });
    let total = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    shares.iter().map(|share| share / total).collect()
}
