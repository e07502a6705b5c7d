//! Adam taken apart: its step's length on the gradient's direction, and its direction with the gradient's length.

use super::step::norm;
use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// Which half of the step is Adam's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// AdaLR: x ← x − η|A| g/|g|.
    Length,
    /// AdaDir: x ← x − η|g| A/|A|.
    Direction,
}

/// A step of which one half is Adam's A = m̂/(√v̂ + ε) and the other the gradient's (Jelassi et al. 2022; there with an ε in
/// either denominator). Where g or A is zero it stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grafted {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε of Adam's half.
    pub moments: Moments,
    /// Which half that is.
    pub share: Share,
}

impl Optimizer for Grafted {
    /// m, then v.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let [one, two] = self.moments.corrections(step.count);
        let (first, second) = memory.split_at_mut(x.len());
        let own: Vec<f64> = (step.slope.iter().zip(first).zip(second))
            .map(|((slope, first), second)| {
                *first = self.moments.first(*first, *slope);
                *second = self.moments.second(*second, *slope);
                *first / one / (second.sqrt() / two.sqrt() + self.moments.epsilon)
            })
            .collect();
        let (slope, adam) = (step.steepness(), norm(&own));
        let ratio = |length: f64, of: f64| if of > 0.0 { length / of } else { 0.0 };
        match self.share {
            Share::Length => {
                let scale = ratio(adam, slope);
                step.descend(x, self.learning_rate, Part::Preconditioned, |_, slope| scale * slope);
            }
            Share::Direction => {
                let scale = ratio(slope, adam);
                step.descend(x, self.learning_rate, Part::Preconditioned, |i, _| scale * own[i]);
            }
        }
    }
}

const SOURCE: Source = Source {
    text: "Jelassi, Dobre, Mensch, Li & Gidel (2022), Dissecting adaptive methods in GANs",
    url: "https://arxiv.org/abs/2210.04319",
};

/// Both, for scenes that take Adam apart; a race has no use for them.
pub static GRAFTED: [&OptimizerInfo; 2] = [&ADA_LR, &ADA_DIR];

static ADA_LR: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "ada-lr",
        color: Color::Orange,
        formula: r"x_{k+1} = x_k - \eta\, |A_k|\, \nabla f / |\nabla f|,\quad A_k = \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: SOURCE,
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 0.05,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        let moments = Moments::of_method("ada-lr", settings)?;
        Ok(Box::new(Grafted { learning_rate, moments, share: Share::Length }))
    },
};

static ADA_DIR: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "ada-dir",
        color: Color::Purple,
        formula: r"x_{k+1} = x_k - \eta\, |\nabla f|\, A_k / |A_k|,\quad A_k = \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: SOURCE,
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| {
        let moments = Moments::of_method("ada-dir", settings)?;
        Ok(Box::new(Grafted { learning_rate, moments, share: Share::Direction }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::Adam;
    use crate::problem::landscape::{Landscape as _, Rosenbrock};
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn each_half_is_whose_it_should_be() {
        let (moments, start) = (Moments::USUAL, [-1.2, 1.0]);
        let mut gradient = [0.0; 2];
        Rosenbrock.gradient(&start, &mut gradient);
        let first_step = |rule: &dyn Optimizer| {
            let (mut x, mut memory, mut noise) = (start, vec![0.0; 4], Stream::new(0, "test"));
            rule.step(&mut Step::new(&Rosenbrock, 1, &mut noise), &mut x, &mut memory);
            [x[0] - start[0], x[1] - start[1]]
        };
        let adam = first_step(&Adam { learning_rate: 0.01, moments });
        let length = first_step(&Grafted { learning_rate: 0.01, moments, share: Share::Length });
        let direction = first_step(&Grafted { learning_rate: 0.01, moments, share: Share::Direction });
        let size = |v: [f64; 2]| v[0].hypot(v[1]);
        assert_relative_eq!(size(length), size(adam), max_relative = 1e-12);
        assert_relative_eq!(length[0] / length[1], gradient[0] / gradient[1], max_relative = 1e-12);
        assert_relative_eq!(size(direction), 0.01 * size(gradient), max_relative = 1e-12);
        assert_relative_eq!(direction[0] / direction[1], adam[0] / adam[1], max_relative = 1e-12);
    }
}
