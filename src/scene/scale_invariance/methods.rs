//! The three methods of the scene, and the papers they come from.

use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

pub(super) const INTRINSIC: Source = Source {
    text: "Li, Lyu & Arora (2020), Reconciling modern deep learning with traditional optimization analyses: the intrinsic learning rate",
    url: "https://arxiv.org/abs/2010.02916",
};
pub(super) const EXPONENTIAL: Source = Source {
    text: "Li & Arora (2019), An exponential learning rate schedule for deep learning",
    url: "https://arxiv.org/abs/1910.07454",
};
pub(super) const AUTO_TUNING: Source = Source {
    text: "Arora, Li & Lyu (2018), Theoretical analysis of auto rate-tuning by batch normalization",
    url: "https://arxiv.org/abs/1812.03981",
};

pub(super) static GD: MethodInfo = MethodInfo {
    id: "gd",
    color: Color::Vermillion,
    formula: r"w_{k+1} = w_k - \eta \nabla L(w_k)",
    source: AUTO_TUNING,
    parameters: Vec::new,
};

pub(super) static GD_DECAY: MethodInfo = MethodInfo {
    id: "gd-decay",
    color: Color::Blue,
    formula: r"w_{k+1} = (1 - \eta\lambda) w_k - \eta \nabla L(w_k)",
    source: INTRINSIC,
    parameters: Vec::new,
};

pub(super) static GD_EXPONENTIAL: MethodInfo = MethodInfo {
    id: "gd-exponential",
    color: Color::Orange,
    formula: r"w_{k+1} = w_k - \eta (1 - \eta\lambda)^{-2k-1} \nabla L(w_k)",
    source: EXPONENTIAL,
    parameters: Vec::new,
};

/// In the order of the legend.
pub(super) static METHODS: [&MethodInfo; 3] = [&GD, &GD_DECAY, &GD_EXPONENTIAL];
