//! The Dirac-GAN: a generator that moves one point mass, a discriminator that is one slope.

use super::{Game, GameInfo};
use crate::parameter::{Choice, Parameter};
use nalgebra::DMatrix;
use std::sync::Arc;

/// The function through which the discriminator's answer t = xy is rewarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// −ln(1 + e⁻ᵗ): the standard GAN.
    Logistic,
    /// t: the Wasserstein GAN.
    Wasserstein,
}

impl Loss {
    /// The loss at t with its first two derivatives.
    fn at(self, t: f64) -> [f64; 3] {
        match self {
            Self::Wasserstein => [t, 1.0, 0.0],
            Self::Logistic => {
                // e^{−|t|} neither overflows nor cancels.
                let small = libm::exp(-t.abs());
                let slope = if t >= 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
                [t.min(0.0) - libm::log1p(small), slope, -small / ((1.0 + small) * (1.0 + small))]
            }
        }
    }
}

/// f(x, y) = ℓ(xy) + ℓ(0) − ½γy²: the true point is 0, the generator's x, the discriminator answers yx; γ weighs the
/// zero-centred gradient penalty (Mescheder, Geiger & Nowozin 2018, definition 2.1 and section 4.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiracGan {
    /// ℓ.
    pub loss: Loss,
    /// γ ≥ 0.
    pub penalty: f64,
}

impl Game for DiracGan {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.loss.at(z[0] * z[1])[0] + self.loss.at(0.0)[0] - 0.5 * self.penalty * z[1] * z[1]
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let slope = self.loss.at(z[0] * z[1])[1];
        gradient[0] = slope * z[1];
        gradient[1] = slope * z[0] - self.penalty * z[1];
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let [_, slope, curvature] = self.loss.at(z[0] * z[1]);
        let cross = slope + curvature * z[0] * z[1];
        let entries = [curvature * z[1] * z[1], cross, cross, curvature * z[0] * z[0] - self.penalty];
        DMatrix::from_row_slice(2, 2, &entries)
    }

    fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
        Some(vec![0.0, 0.0])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "dirac-gan",
    formula: r"\ell(xy) + \ell(0) - \tfrac12\gamma y^2,\quad \ell(t) = -\ln(1 + e^{-t})\ \text{or}\ t",
    view: 4.0,
    parameters: || {
        let losses = vec![Choice::option("logistic"), Choice::option("wasserstein")];
        vec![
            Parameter::choice("gan-loss", losses, "logistic"),
            Parameter::number("penalty", r"\gamma", [0.0, 3.0], 0.0),
        ]
    },
    build: |settings| {
        let loss = if settings.choice("gan-loss")? == "logistic" { Loss::Logistic } else { Loss::Wasserstein };
        Ok(Arc::new(DiracGan { loss, penalty: settings.number("penalty")? }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::eigenvalues;
    use approx::assert_relative_eq;

    #[test]
    fn the_logistic_loss_keeps_its_digits_far_out() {
        let [value, slope, curvature] = Loss::Logistic.at(-800.0);
        assert_eq!((value, slope, curvature), (-800.0, 1.0, 0.0));
        assert_relative_eq!(Loss::Logistic.at(40.0)[0], -(-40.0_f64).exp(), max_relative = 1e-15);
    }

    /// Mescheder et al. 2018, lemma 4.1: −γ/2 ± √(γ²/4 − ℓ′(0)²), here with the sign of descent's field.
    #[test]
    fn the_penalty_moves_the_eigenvalues_off_the_axis_as_the_lemma_says() {
        for (loss, slope) in [(Loss::Logistic, 0.5), (Loss::Wasserstein, 1.0)] {
            for penalty in [0.0, 0.3] {
                for value in eigenvalues(&DiracGan { loss, penalty }.jacobian(&[0.0, 0.0])).unwrap() {
                    assert_relative_eq!(value.re, penalty / 2.0, epsilon = 1e-15);
                    let rotation: f64 = slope * slope - penalty * penalty / 4.0;
                    assert_relative_eq!(value.im.abs(), rotation.sqrt(), max_relative = 1e-14);
                }
            }
        }
    }
}
