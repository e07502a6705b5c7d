//! All that does not change: the data, the shape of the networks, and the chosen ways.

use super::data::Data;
use super::matching::{Matching, balanced};
use super::network::Form;
use super::ways::Way;
use super::{Kind, chosen};
use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::theory::mode_connectivity::Unit;
use saddleback_network::Activation;

/// All that does not change.
pub(super) struct Setup {
    pub(super) form: Form,
    pub(super) data: Data,
    pub(super) decay: f64,
    pub(super) rules: Vec<&'static (Kind, MethodInfo)>,
    /// Whether matching is known to take nine tenths of the barrier, and whether bending is.
    pub(super) is_known: [bool; 2],
}

impl Setup {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let activation = if settings.choice("activation")? == "relu" { Activation::Relu } else { Activation::Tanh };
        let (width, decay, data) = (settings.count("width")?, settings.number("decay")?, settings.choice("data")?);
        let usual = activation == Activation::Tanh && data == "ring" && decay == 0.001;
        Ok(Self {
            form: Form::new(width, activation),
            data: Data::draw(data, &mut Stream::new(seed, "data")),
            decay,
            rules: chosen(settings)?,
            is_known: [usual && width >= 12, usual && width == 24],
        })
    }

    /// Both networks' units. Of networks that are the same for many weights, those with balanced units.
    pub(super) fn units(&self, weights: &[f64]) -> Vec<Unit> {
        balanced(&self.form, self.form.units(weights))
    }

    /// The way of a rule from A to B, or from A to B with its units in another order. A bent way needs its middle.
    pub(super) fn way(&self, kind: Kind, a: &[f64], b: &[f64], middle: Option<&[f64]>) -> Way {
        let [of_a, of_b] = [a, b].map(|weights| self.units(weights));
        let [first, last] = [&of_a, &of_b].map(|units| Form::weights(units));
        match kind {
            Kind::Straight => Way::Straight([first, last]),
            Kind::Weights => {
                let matching = Matching::by_weights(&self.form, &of_a, &of_b);
                Way::Straight([first, Form::weights(&matching.apply(&of_b))])
            }
            Kind::Activations => {
                let matching = Matching::by_activations(&self.form, &self.data, &of_a, &of_b);
                Way::Straight([first, Form::weights(&matching.apply(&of_b))])
            }
            Kind::Bent => {
                let halfway = || first.iter().zip(&last).map(|(x, y)| 0.5 * (x + y)).collect();
                let middle = middle.map_or_else(halfway, <[f64]>::to_vec);
                Way::Bent([first, middle, last])
            }
            Kind::Doubled => Way::Doubled([first, last]),
        }
    }
}
