//! What the scene predicts of sharpness and imbalance, and measures on its players and hidden walkers.

use super::ensembles::{Converging, Eroding, NearFlow};
use super::run::Setup;
use super::{BALANCE, EDGE, LABEL_NOISE, SAM, SCALAR_NETWORKS};
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::method::MethodInfo;
use crate::scene::exact::{EXACT, ExactLaw};
use crate::theory::valley::{edge_of_stability, flow_erosion, imbalance, label_noise_erosion, label_noise_error};

/// The exact law of a method's imbalance x² − y² on the product net, where it has one.
pub(super) fn imbalance_law(setup: &Setup, info: &MethodInfo) -> Option<ExactLaw> {
    let [x, y] = setup.start;
    // Measured from the first step on, or not at all.
    if setup.info.id != "product-net" || imbalance(setup.start).abs() < 1e-3 * (x * x + y * y) {
        return None;
    }
    let law = |id, statement, source| Some(ExactLaw::new(id, statement, source, 1.0));
    match info.id {
        "gd" => law(
            "gd-imbalance",
            r"Each step of descent multiplies $x^2 - y^2$ by $1 - 4\eta^2 r^2$, $r = 1 - xy$; the flow would conserve it. Ratio of both",
            SCALAR_NETWORKS,
        ),
        "sam" => law(
            "sam-imbalance",
            r"Each step of SAM multiplies $x^2 - y^2$ by $1 - 4\eta\rho\,|\tilde r|/n - 4\eta^2 \tilde r^2 (1 - \rho^2/n^2)$, $n^2 = x^2 + y^2$, $\tilde r$ the error at the ascended point: on the valley too, where $|\tilde r| \approx \rho n$. Ratio of both",
            SAM,
        ),
        "label-noise-sgd" => law(
            "label-noise-imbalance",
            r"Each step with label noise multiplies $x^2 - y^2$ by $1 - 4\eta^2 (r + \sigma\xi)^2$: on the valley too, where $r = 0$. Ratio of both",
            LABEL_NOISE,
        ),
        _ => None,
    }
}

/// The hidden walkers.
#[derive(Debug, Clone)]
pub(super) struct Hidden {
    converging: Option<Converging>,
    near_flow: Option<NearFlow>,
    eroding: Option<Eroding>,
}

impl Hidden {
    pub(super) fn new(setup: &Setup, seed: u64) -> Self {
        Self {
            converging: Converging::new(setup, seed),
            near_flow: NearFlow::new(setup),
            eroding: Eroding::new(setup, seed),
        }
    }

    pub(super) fn step(&mut self, setup: &Setup) {
        if let Some(converging) = &mut self.converging {
            converging.step(setup);
        }
        if let Some(near_flow) = &mut self.near_flow {
            near_flow.step(setup);
        }
        if let Some(eroding) = &mut self.eroding {
            eroding.step(setup);
        }
    }

    pub(super) fn claims(&self, setup: &Setup) -> Vec<Claim> {
        let edge = self.converging.as_ref().and_then(|converging| edge_claim(setup, converging));
        let flow = self.near_flow.as_ref().filter(|near_flow| !near_flow.failed()).map(|near| flow_claim(setup, near));
        let noise = self.eroding.as_ref().map(|eroding| noise_claim(setup, eroding));
        edge.into_iter().chain(flow).chain(noise).collect()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some(converging) = &self.converging {
            converging.digest(hash);
        }
        if let Some(near_flow) = &self.near_flow {
            near_flow.digest(hash);
        }
        if let Some(eroding) = &self.eroding {
            eroding.digest(hash);
        }
    }
}

/// None in the end where descent converged from no start.
fn edge_claim(setup: &Setup, converging: &Converging) -> Option<Claim> {
    let (predicted, measured) = (edge_of_stability(setup.step_size), converging.sharpest(setup));
    (measured.is_some() || converging.progress() < 1.0).then(|| Claim {
        id: "edge-of-stability".into(),
        statement: r"Where descent converges, $\lambda_{\max} \le 2/\eta$: the sharpest minimum reached from 64 starts"
            .to_string()
            .into(),
        predicted,
        measured,
        tolerance: EXACT * predicted,
        tolerance_origin: "exact: a minimum beyond 2/η repels, and a start that hits it all the same has probability 0"
            .to_string()
            .into(),
        relation: Relation::AtMost,
        progress: converging.progress(),
        source: EDGE,
    })
}

fn flow_claim(setup: &Setup, near_flow: &NearFlow) -> Claim {
    let erosions = near_flow.erosions();
    // The next term is of the order of h: it is what halving h has taken away, and as much remains.
    let next = erosions.map_or(0.0, |[whole, half]| (whole - half).abs());
    Claim {
        id: "flow-imbalance".into(),
        statement: r"The flow conserves $x^2 - y^2$: descent from here loses $4\eta\int r^2\,dt$ of its logarithm on the way to the valley, which vanishes with $\eta$. The integral".to_string().into(),
        predicted: flow_erosion(setup.start),
        measured: erosions.map(|[_, half]| half),
        tolerance: 1.5 * next + EXACT,
        tolerance_origin: "1.5 times the change from a short step to half of it, of the order of the step".to_string().into(),
        relation: Relation::Equal,
        progress: near_flow.progress(),
        source: BALANCE,
    }
}

fn noise_claim(setup: &Setup, eroding: &Eroding) -> Claim {
    let (predicted, estimate) = (label_noise_erosion(setup.step_size, setup.sigma), eroding.erosion());
    let statistical = estimate.map_or(0.0, |estimate| STANDARD_ERRORS * estimate.standard_error);
    Claim {
        id: "label-noise-erosion".into(),
        statement: r"Label noise moves along the valley to $|x| = |y|$: near it $\ln|x^2 - y^2|$ falls by $8\eta^2\sigma^2/(2 - 4\eta)$ per step, to leading order".to_string().into(),
        predicted,
        measured: estimate.map(|estimate| estimate.value),
        tolerance: statistical + label_noise_error(setup.step_size, setup.sigma) * predicted.abs(),
        tolerance_origin: "3.89 standard errors of 64 walkers, and 10η²σ² of the whole for what is not linear".to_string().into(),
        relation: Relation::Equal,
        progress: eroding.progress(),
        source: LABEL_NOISE,
    }
}
