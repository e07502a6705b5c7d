//! Draws a frame on any plotters backend.
