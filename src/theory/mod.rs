//! What the papers predict: one function per prediction, named after what it predicts.

pub mod spiral;
