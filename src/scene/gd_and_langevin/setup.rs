//! The ground that both walk on: the landscape, its density and the exact law.

use super::filling::Plan;
use crate::error::Error;
use crate::geometry::{Grid, Rect};
use crate::measure::histogram;
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

/// What does not change in a run.
pub(super) struct Fixed {
    /// f, with walls, as a density at β = 1.
    pub(super) ground: Planar,
    /// The density ∝ e^{−βf}.
    pub(super) planar: Planar,
    /// The exact law and its shares in the histogram's cells, asked for when they are first needed.
    pub(super) law: OnceLock<Law>,
    pub(super) masses: OnceLock<Vec<f64>>,
    pub(super) quadratic: Option<Quadratic>,
    /// Whether f has a value at every node of a grid over the view, so that steps need not be asked whether they leave its domain.
    pub(super) whole: bool,
    /// η, β and the seed.
    pub(super) walk: (f64, f64, u64),
    /// Asked for when it is first needed: the relaxation time takes long to find.
    pub(super) plan: OnceLock<Option<Plan>>,
    pub(super) notices: Vec<Text>,
}

/// Whether f has a value at every node of a grid over a view.
pub(super) fn is_whole(ground: &Planar) -> bool {
    let grid = Grid::sample(ground.view, 40, 40, |x, y| ground.density.potential(&[x, y]));
    grid.values.iter().all(|value| value.is_finite())
}

/// The landscape that the settings name, as a density at β = 1, the quadratic where it is one, and what has to be said.
pub(super) fn ground(settings: &Settings) -> Result<(Planar, Option<Quadratic>, Vec<Text>), Error> {
    let id = settings.choice("landscape")?;
    if id == "formula" {
        let landscape = Arc::new(FormulaLandscape(settings.formula("formula")?));
        if let Some(planar) = confined::of_formula(landscape, FORMULA_VIEW, [-1.0, 1.0]) {
            return Ok((planar, None, Vec::new()));
        }
        let bowl = confined::of_formula(landscape::find("bowl")?.build_default()?, FORMULA_VIEW, [-1.0, 1.0]);
        let said = vec![text("notice.no-value")];
        return bowl.map(|planar| (planar, None, said)).ok_or_else(|| unusable(id));
    }
    let info = landscape::find(id)?;
    let (planar, temperature) = confined::of_landscape(info)?.ok_or_else(|| unusable(id))?;
    let quadratic = if info.id == "bowl" || info.id == "ravine" {
        Some(Quadratic::new(info.build_default()?, temperature))
    } else {
        None
    };
    let said = (temperature != 1.0).then(|| text("notice.temperature").with("temperature", temperature));
    Ok((planar, quadratic, said.into_iter().collect()))
}

fn unusable(id: &str) -> Error {
    Error::Value {
        parameter: "landscape".to_string(),
        given: id.to_string(),
        allowed: "a landscape with finite values".to_string().into(),
        nearest: None,
    }
}

/// The point of the view nearest to the one wanted, or the landscape's own start where f has no value there.
pub(super) fn placed(ground: &Planar, wanted: [f64; 2]) -> [f64; 2] {
    let view = ground.view;
    let inside = [wanted[0].clamp(view.x[0], view.x[1]), wanted[1].clamp(view.y[0], view.y[1])];
    if ground.density.potential(&inside).is_finite() { inside } else { ground.start }
}

impl Fixed {
    /// The law ∝ e^{−βf}, by quadrature.
    pub(super) fn law(&self) -> &Law {
        self.law.get_or_init(|| Law::new(&self.planar))
    }

    /// Its shares in the histogram's cells, the outside last.
    pub(super) fn masses(&self) -> &[f64] {
        self.masses.get_or_init(|| self.law().cells(&self.planar, self.ground.view, CELLS, CELLS))
    }

    /// Computes the next of these, if one is missing.
    pub(super) fn prepare(&self) -> bool {
        if self.law.get().is_none() {
            self.law();
        } else if self.masses.get().is_none() {
            self.masses();
        } else if self.plan.get().is_none() {
            self.plan();
        } else {
            return false;
        }
        true
    }

    /// When hidden walkers are looked at, unless nobody would wait so long.
    pub(super) fn plan(&self) -> Option<&Plan> {
        let (eta, beta, seed) = self.walk;
        self.plan.get_or_init(|| Plan::new(self, eta, beta, seed)).as_ref()
    }

    /// Whether the law is known well enough to compare with.
    pub(super) fn trusted(&self) -> bool {
        self.law().error < TRUSTED && self.law().log_normalizer.is_finite()
    }

    /// The shares of points in the histogram's cells, the outside last.
    pub(super) fn shares(&self, points: impl ExactSizeIterator<Item = [f64; 2]>) -> Vec<f64> {
        histogram::shares(self.ground.view, CELLS, points)
    }
}
