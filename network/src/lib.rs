//! Small dense networks: values, gradients, and second derivatives along a direction, in vectors of four double-precision lanes.
//!
//! Each lane holds one example of a batch. Sums over units and over examples have one fixed order, nothing is fused, and elementary
//! functions come from `libm`. So every target computes the same bits. [`panel`] holds a batch, [`activation`] the functions
//! between layers, [`dense`] the network, [`pass`] its derivatives, [`penalty`] the length of its slope, [`hidden_layer`] a single wide layer.

pub mod activation;
pub mod dense;
pub mod hidden_layer;
pub mod panel;
pub mod pass;
pub mod penalty;

pub use activation::Activation;
pub use dense::{Layer, Network};
pub use hidden_layer::HiddenLayer;
pub use panel::Panel;
pub use pass::{Tangents, Trace};

/// Lanes of a vector.
pub const WIDTH: usize = 4;

/// Four examples of one unit.
pub type Lanes = wide::f64x4;
