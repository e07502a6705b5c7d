//! What the papers say: one function per prediction, named after what it predicts.
