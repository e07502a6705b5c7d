//! The eggholder: hundreds of wells, steeper the farther out.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// −(y+47) sin√|x/2 + y + 47| − x sin√|x − y − 47| (Whitley et al. 1996).
fn formula(x: Jet, y: Jet) -> Jet {
    let shifted = y + 47.0;
    -(shifted * (0.5 * x + shifted).root().sin()) - x * (x - shifted).root().sin()
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "eggholder",
    formula: r"-(y+47) \sin\sqrt{\left|\tfrac x2 + y + 47\right|} - x \sin\sqrt{|x - y - 47|}",
    view: Rect::new([-512.0, 512.0], [-512.0, 512.0]),
    start: [330.0, 260.0],
    rate: 0.2,
    saddle: Some([359.5053, 190.247]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
