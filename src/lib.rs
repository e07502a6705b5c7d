//! Saddleback.
