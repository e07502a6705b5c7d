//! What does not change in a run: the landscape that both walk on, its density and the exact law.

use crate::error::Error;
use crate::geometry::{Grid, Rect};
use crate::measure::histogram;
use crate::method::langevin::Ula;
use crate::parameter::Settings;
use crate::problem::density::{Boltzmann, Density, Planar, confined};
use crate::problem::landscape::{self, FormulaLandscape, Landscape};
use crate::theory::law::Law;
use crate::words::{Text, text};
use std::sync::{Arc, OnceLock};

/// Cells of the histogram each way.
pub(super) const CELLS: usize = 12;
/// The law is trusted to this error of its normalizer.
const TRUSTED: f64 = 2e-3;
/// Where a typed function lives.
const FORMULA_VIEW: Rect = Rect::new([-4.0, 4.0], [-4.0, 4.0]);

/// A quadratic landscape's own density at β = 1, without walls.
pub(super) struct Quadratic {
    pub(super) density: Boltzmann<Arc<dyn Landscape>>,
    /// Least and greatest curvature.
    pub(super) curvatures: [f64; 2],
    /// Along which coordinate the least one is.
    axis: usize,
}

impl Quadratic {
    fn new(landscape: Arc<dyn Landscape>, temperature: f64) -> Self {
        let density = Boltzmann { landscape, beta: 1.0 / temperature };
        let hessian = density.hessian(&[0.0; 2]);
        let curvatures = [hessian[(0, 0)], hessian[(1, 1)]];
        let axis = usize::from(curvatures[1] < curvatures[0]);
        Self { density, curvatures: [curvatures[axis], curvatures[1 - axis]], axis }
    }

    /// The point so far out along the axis of least curvature.
    pub(super) fn along(&self, distance: f64) -> [f64; 2] {
        let mut at = [0.0; 2];
        at[self.axis] = distance;
        at
    }

    /// A point's coordinate along that axis.
    pub(super) fn slow(&self, at: [f64; 2]) -> f64 {
        at[self.axis]
    }
}

/// The function f: a landscape divided by a temperature, with walls.
pub(super) struct Ground {
    /// The density e^{−f}.
    pub(super) planar: Planar,
    /// What the landscape was divided by.
    pub(super) temperature: f64,
    /// The same without walls where it is quadratic.
    pub(super) quadratic: Option<Quadratic>,
    /// Said where f had to be replaced.
    pub(super) notice: Option<Text>,
}

impl Ground {
    /// The landscape that the settings name.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let id = settings.choice("landscape")?;
        let unusable = || Error::Value {
            parameter: "landscape".to_string(),
            given: id.to_string(),
            allowed: text("allowed.landscape"),
            nearest: None,
        };
        if id == "formula" {
            let typed = Arc::new(FormulaLandscape(settings.formula("formula")?));
            let typed = confined::of_formula(typed, FORMULA_VIEW, [-1.0, 1.0]);
            let notice = typed.is_none().then(|| text("notice.no-value"));
            let bowl = landscape::find("bowl")?.build_default()?;
            let planar = typed.or_else(|| confined::of_formula(bowl, FORMULA_VIEW, [-1.0, 1.0]));
            let planar = planar.ok_or_else(unusable)?;
            return Ok(Self { planar, temperature: 1.0, quadratic: None, notice });
        }
        let info = landscape::find(id)?;
        let (planar, temperature) = confined::of_landscape(info)?.ok_or_else(unusable)?;
        let quadratic = if info.id == "bowl" || info.id == "ravine" {
            Some(Quadratic::new(info.build_default()?, temperature))
        } else {
            None
        };
        Ok(Self { planar, temperature, quadratic, notice: None })
    }

    /// f at a point.
    pub(super) fn height(&self, at: [f64; 2]) -> f64 {
        self.planar.density.potential(&at)
    }

    /// The least height of a minimum.
    pub(super) fn lowest(&self) -> f64 {
        self.planar.modes.iter().map(|mode| self.height(*mode)).fold(f64::INFINITY, f64::min)
    }

    /// The point of the view nearest to the one wanted, or the landscape's own start where f has no value there.
    pub(super) fn placed(&self, wanted: [f64; 2]) -> [f64; 2] {
        let view = self.planar.view;
        let inside = [wanted[0].clamp(view.x[0], view.x[1]), wanted[1].clamp(view.y[0], view.y[1])];
        if self.height(inside).is_finite() { inside } else { self.planar.start }
    }

    /// Whether f has a value at every node of a grid over the view.
    fn is_whole(&self) -> bool {
        let grid = Grid::sample(self.planar.view, 40, 40, |x, y| self.height([x, y]));
        grid.values.iter().all(|value| value.is_finite())
    }
}

/// What does not change in a run.
pub(super) struct Setup {
    pub(super) ground: Ground,
    /// The density ∝ e^{−βf}.
    pub(super) planar: Planar,
    pub(super) ula: Ula,
    pub(super) beta: f64,
    pub(super) seed: u64,
    pub(super) start: [f64; 2],
    /// The exact law and its shares in the histogram's cells, computed when they are first needed.
    law: OnceLock<Law>,
    masses: OnceLock<Vec<f64>>,
    /// Whether f has a value everywhere in the view, so that steps need not be asked whether they leave its domain.
    whole: bool,
}

impl Setup {
    /// From the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, beta) = (settings.number("eta")?, settings.number("beta")?);
        let ground = Ground::new(settings)?;
        Ok(Self {
            planar: ground.planar.clone().tempered(beta),
            ula: Ula::new(eta, beta),
            beta,
            seed,
            start: ground.placed(settings.point("start")?),
            law: OnceLock::new(),
            masses: OnceLock::new(),
            whole: ground.is_whole(),
            ground,
        })
    }

    /// One step of Langevin for f. The walker stays where it would leave the finite numbers; whether it moved.
    pub(super) fn step(&self, at: &mut [f64; 2], xi: [f64; 2]) -> bool {
        let (density, mut slope) = (self.ground.planar.density.as_ref(), [0.0; 2]);
        density.gradient(at, &mut slope);
        let next = [0, 1].map(|i| self.ula.step(at[i], slope[i], xi[i]));
        let finite = next.iter().all(|value| value.is_finite()) && (self.whole || density.potential(&next).is_finite());
        if finite {
            *at = next;
        }
        finite
    }

    /// The law ∝ e^{−βf}, by quadrature.
    pub(super) fn law(&self) -> &Law {
        self.law.get_or_init(|| Law::new(&self.planar))
    }

    /// Its shares in the histogram's cells, the outside last.
    pub(super) fn masses(&self) -> &[f64] {
        self.masses.get_or_init(|| self.law().cells(&self.planar, self.view(), CELLS, CELLS))
    }

    /// Computes the next of these, if one is missing.
    pub(super) fn prepare(&self) -> bool {
        if self.law.get().is_none() {
            self.law();
        } else if self.masses.get().is_none() {
            self.masses();
        } else {
            return false;
        }
        true
    }

    /// Whether the law is known well enough to compare with.
    pub(super) fn trusted(&self) -> bool {
        self.law().error < TRUSTED && self.law().log_normalizer.is_finite()
    }

    /// The view of the picture and of the histogram.
    pub(super) fn view(&self) -> Rect {
        self.ground.planar.view
    }

    /// The shares of points in the histogram's cells, the outside last.
    pub(super) fn shares(&self, points: impl ExactSizeIterator<Item = [f64; 2]>) -> Vec<f64> {
        histogram::shares(self.view(), CELLS, points)
    }
}
