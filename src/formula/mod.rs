//! Formulas as people type them: value, exact gradient and Hessian, LaTeX, and errors with their place.
//!
//! A text becomes tokens ([`lexer`]), an expression ([`parser`]), and a flat program over a few registers ([`tape`]) that
//! runs on plain numbers or on numbers that carry their first or second derivatives (forward mode, exact to rounding).
//! There is nothing but arithmetic to reach, and no evaluation allocates.
//!
//! Crates were weighed: exmex has symbolic derivatives, but brings `regex`, computes with the platform's `sin` and asks
//! for `2*x*y`; fasteval, evalexpr and meval have no derivatives, nanoexpr none either (though implicit products and
//! places of errors). None typesets. What is here needs nothing that the project has not, and computes with `libm`.

mod calculus;
mod error;
mod expression;
mod function;
mod lexer;
mod number;
mod parser;
mod tape;
mod typeset;

#[cfg(test)]
mod tests;

pub use error::FormulaError;

use crate::words;
use nalgebra::DMatrix;
use number::{Jet, Slope};
use tape::Tape;

/// The longest formula in characters.
pub const LENGTH: usize = 500;
/// How deep parentheses, exponents and signs may be nested.
pub const DEPTH: usize = 32;
/// How many operations one evaluation may take.
pub const OPERATIONS: usize = 256;
/// How many variables a formula may have.
pub const VARIABLES: usize = 8;

/// A formula in given variables, ready to be evaluated.
///
/// Points have one coordinate for each variable; coordinates that are missing count as 0. At kinks (|x|, min, max)
/// gradients are subgradients; where the formula is not defined, results are NaN or infinite.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    text: String,
    latex: String,
    variables: usize,
    tape: Tape,
}

impl Formula {
    /// Reads a formula such as `(1-x)^2 + 100(y - x^2)^2`.
    ///
    /// Products need no sign (`2x`, `3(x+1)`, `xy`, `x sin y`) and bind as those with one; `^` (or `**`, or raised
    /// digits) binds tightest, from the right, so −x² is −(x²). Constants: pi, tau, e. Functions: sin, cos, tan and their
    /// inverses and hyperbolic kin, exp, ln (log), log10, log2, sqrt, cbrt, abs or |x|, sign, floor, ceil, round,
    /// sigmoid, softplus, relu, erf, min, max, pow, hypot, atan2.
    ///
    /// # Errors
    /// [`FormulaError`] with the characters concerned when the text is no formula in these variables, or is longer than
    /// [`LENGTH`], nested deeper than [`DEPTH`] or takes more than [`OPERATIONS`] operations.
    pub fn parse(text: &str, variables: &[&str]) -> Result<Self, FormulaError> {
        // Whatever is longer than allowed is refused by its length alone.
        let characters: Vec<char> = text.chars().take(LENGTH + 1).collect();
        let variables = &variables[..variables.len().min(VARIABLES)];
        let expression = parser::parse(&characters, variables)?;
        let tape =
            Tape::new(&expression, variables.len()).filter(|tape| tape.len() <= OPERATIONS).ok_or_else(|| {
                FormulaError::at([0, characters.len()], words::text("formula.too-complex").with("most", OPERATIONS))
            })?;
        let latex = typeset::latex(&expression, variables);
        Ok(Self { text: text.trim().to_string(), latex, variables: variables.len(), tape })
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The formula in LaTeX, as it was understood.
    pub fn latex(&self) -> &str {
        &self.latex
    }

    /// How many variables it has.
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// f(x).
    pub fn value(&self, x: &[f64]) -> f64 {
        self.tape.run(x.iter().copied().take(self.variables))
    }

    /// f(x), with ∇f(x) written to `gradient`.
    pub fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let mut value = f64::NAN;
        for (index, pair) in gradient.chunks_mut(2).enumerate() {
            let seeds = x.iter().take(self.variables).enumerate().map(|(variable, value)| Slope {
                value: *value,
                first: std::array::from_fn(|k| f64::from(variable == 2 * index + k)),
            });
            let result = self.tape.run(seeds);
            value = result.value;
            pair.iter_mut().zip(result.first).for_each(|(entry, slope)| *entry = slope);
        }
        value
    }

    /// ∇²f(x).
    pub fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let mut hessian = DMatrix::zeros(self.variables, self.variables);
        // Each pass gives the curvatures along two directions and across; one variable is its own pair.
        for i in 0..self.variables {
            for j in (i + 1..self.variables).chain((self.variables == 1).then_some(i)) {
                let [along_i, across, along_j] = self.jet(x, [i, j]).second;
                hessian[(i, i)] = along_i;
                hessian[(j, j)] = along_j;
                (hessian[(i, j)], hessian[(j, i)]) = (across, across);
            }
        }
        hessian
    }

    /// f, ∇f and [∂ₓₓf, ∂ₓᵧf, ∂ᵧᵧf] at a point of the plane, for a formula in one or two variables.
    pub fn plane(&self, at: [f64; 2]) -> (f64, [f64; 2], [f64; 3]) {
        let jet = self.jet(&at, [0, 1]);
        (jet.value, jet.first, jet.second)
    }

    fn jet(&self, x: &[f64], directions: [usize; 2]) -> Jet {
        let seeds = x.iter().take(self.variables).enumerate().map(|(variable, value)| Jet {
            value: *value,
            first: directions.map(|direction| f64::from(variable == direction)),
            second: [0.0; 3],
        });
        self.tape.run(seeds)
    }
}
