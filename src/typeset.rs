//! LaTeX to MathML.
