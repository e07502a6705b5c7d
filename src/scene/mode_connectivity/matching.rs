//! Which unit of B is the counterpart of which unit of A.

use super::data::Data;
use super::network::Form;
use crate::measure::assignment::assign;
use crate::theory::mode_connectivity::Unit;

/// For each unit of A the number of its counterpart in B, whether its signs turn, and how far the assignment is from its dual.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Matching {
    pub(super) partners: Vec<usize>,
    pub(super) turned: Vec<bool>,
    /// The sum of all costs less the dual's value: 0 of an optimal assignment.
    pub(super) gap: f64,
    /// The size of the costs, for rounding.
    pub(super) size: f64,
}

fn product(r: &Unit, s: &Unit) -> f64 {
    r.weights[0] * s.weights[0] + r.weights[1] * s.weights[1] + r.bias * s.bias + r.output * s.output
}

/// The same function with ‖(w, b)‖ = |a|, where σ(ct) = cσ(t) for c > 0; other functions have no such freedom.
pub(super) fn balanced(form: &Form, units: Vec<Unit>) -> Vec<Unit> {
    if form.is_odd() {
        return units;
    }
    let balance = |unit: Unit| {
        let [x, y] = unit.weights;
        let size = libm::sqrt(x * x + y * y + unit.bias * unit.bias);
        if size == 0.0 || unit.output == 0.0 {
            return unit;
        }
        let c = libm::sqrt(unit.output.abs() / size);
        Unit { weights: [c * x, c * y], bias: c * unit.bias, output: unit.output / c }
    };
    units.into_iter().map(balance).collect()
}

impl Matching {
    fn of(a: &[Unit], b: &[Unit], is_odd: bool, cost: impl Fn(usize, usize) -> f64) -> Self {
        let found = assign(a.len(), &cost);
        let columns = &found.column_potentials;
        let row = |r: usize| (0..b.len()).map(|s| cost(r, s) - columns[s]).fold(f64::INFINITY, f64::min);
        let dual = (0..a.len()).map(row).sum::<f64>() + columns.iter().sum::<f64>();
        let size = (0..a.len()).map(|r| cost(r, found.partners[r]).abs()).sum::<f64>() + found.cost.abs();
        let turned = found.partners.iter().zip(a).map(|(s, r)| is_odd && product(r, &b[*s]) < 0.0).collect();
        Self { gap: found.cost - dual, size, partners: found.partners, turned }
    }

    /// The permutation with the greatest Σ⟨(w, b, a)ᵣ, (w, b, a)ₛ⟩, or of their moduli where signs may turn (Ainsworth et al. 2023).
    pub(super) fn by_weights(form: &Form, a: &[Unit], b: &[Unit]) -> Self {
        let odd = form.is_odd();
        Self::of(a, b, odd, |r, s| {
            let c = product(&a[r], &b[s]);
            if odd { -c.abs() } else { -c }
        })
    }

    /// The permutation with the least Σ‖aᵣσᵣ − aₛσₛ‖² over the data.
    pub(super) fn by_activations(form: &Form, data: &Data, a: &[Unit], b: &[Unit]) -> Self {
        let parts = |units: &[Unit]| -> Vec<Vec<f64>> {
            // One unit alone is a network that gives its part.
            let alone = Form::new(1, form.activation);
            units.iter().map(|unit| alone.outputs(&Form::weights(&[*unit]), &data.inputs)).collect()
        };
        let (of_a, of_b) = (parts(a), parts(b));
        Self::of(a, b, form.is_odd(), |r, s| of_a[r].iter().zip(&of_b[s]).map(|(x, y)| (x - y) * (x - y)).sum())
    }

    /// B's units in the order and with the signs of A's.
    pub(super) fn apply(&self, b: &[Unit]) -> Vec<Unit> {
        let place = |(s, turned): (&usize, &bool)| {
            let unit = b[*s];
            let sign = if *turned { -1.0 } else { 1.0 };
            Unit { weights: unit.weights.map(|w| sign * w), bias: sign * unit.bias, output: sign * unit.output }
        };
        self.partners.iter().zip(&self.turned).map(place).collect()
    }
}
