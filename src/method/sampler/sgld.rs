//! Stochastic gradient Langevin dynamics: unadjusted Langevin whose gradient is only an estimate.

use super::{SamplerInfo, Start, Ula};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// The kernel is [`Ula`]'s, with σ > 0.
pub type Sgld = Ula;

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "sgld",
        color: Color::Sky,
        formula: r"x_{k+1} = x_k - \eta\,(\nabla f(x_k) + \sigma\zeta_k) + \sqrt{2\eta}\,\xi_k",
        source: Source {
            text: "Welling & Teh (2011), Bayesian learning via stochastic gradient Langevin dynamics",
            url: "https://icml.cc/2011/papers/398_icmlpaper.pdf",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\eta", [1e-4, 2.0], 0.05),
                Parameter::number("sigma", r"\sigma", [0.0, 10.0], 2.0),
            ]
        },
    },
    population: false,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let (eta, sigma) = (start.settings.number("sgld.step")?, start.settings.number("sgld.sigma")?);
        Ok(Some(Box::new(Ula::new(start.target, start.points[0].clone(), eta, sigma))))
    },
};
