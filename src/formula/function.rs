//! The functions and constants that a formula may name.

use core::f64::consts::{E, PI, TAU};

/// A function by name; how it is computed stands in [`super::calculus`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,
    Exp,
    Ln,
    Log10,
    Log2,
    Sqrt,
    Cbrt,
    Abs,
    Sign,
    Floor,
    Ceil,
    Round,
    Sigmoid,
    Softplus,
    Relu,
    Erf,
    Min,
    Max,
    Pow,
    Hypot,
    Atan2,
}

use Function::*;

/// Names, a function's main name first; `log` is the natural logarithm, as in the texts that the scenes follow.
const NAMES: &[(&str, Function)] = &[
    ("sin", Sin),
    ("cos", Cos),
    ("tan", Tan),
    ("asin", Asin),
    ("arcsin", Asin),
    ("acos", Acos),
    ("arccos", Acos),
    ("atan", Atan),
    ("arctan", Atan),
    ("sinh", Sinh),
    ("cosh", Cosh),
    ("tanh", Tanh),
    ("asinh", Asinh),
    ("arsinh", Asinh),
    ("acosh", Acosh),
    ("arcosh", Acosh),
    ("atanh", Atanh),
    ("artanh", Atanh),
    ("exp", Exp),
    ("ln", Ln),
    ("log", Ln),
    ("log10", Log10),
    ("log2", Log2),
    ("sqrt", Sqrt),
    ("√", Sqrt),
    ("cbrt", Cbrt),
    ("abs", Abs),
    ("sign", Sign),
    ("sgn", Sign),
    ("floor", Floor),
    ("ceil", Ceil),
    ("round", Round),
    ("sigmoid", Sigmoid),
    ("softplus", Softplus),
    ("relu", Relu),
    ("erf", Erf),
    ("min", Min),
    ("max", Max),
    ("pow", Pow),
    ("hypot", Hypot),
    ("atan2", Atan2),
];

/// How many arguments a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arity {
    One,
    Two,
    /// Two or more, taken together two by two from the left.
    Several,
}

impl Function {
    pub(super) fn arity(self) -> Arity {
        match self {
            Min | Max => Arity::Several,
            Pow | Hypot | Atan2 => Arity::Two,
            _ => Arity::One,
        }
    }

    /// Its main name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, function)| *function == self).map_or("", |(name, _)| name)
    }
}

/// A constant by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Constant {
    Pi,
    Tau,
    E,
}

const CONSTANTS: &[(&str, Constant)] =
    &[("pi", Constant::Pi), ("π", Constant::Pi), ("tau", Constant::Tau), ("τ", Constant::Tau), ("e", Constant::E)];

impl Constant {
    pub(super) fn value(self) -> f64 {
        match self {
            Self::Pi => PI,
            Self::Tau => TAU,
            Self::E => E,
        }
    }
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Variable(usize),
    Constant(Constant),
    Function(Function),
}

/// What a name stands for, variables before all else; capitals where nothing is capital mean the same.
pub(super) fn meaning(name: &str, variables: &[&str]) -> Option<Meaning> {
    let exact = |name: &str| {
        let variable = variables.iter().position(|variable| *variable == name).map(Meaning::Variable);
        let constant = || CONSTANTS.iter().find(|(known, _)| *known == name).map(|(_, c)| Meaning::Constant(*c));
        let function = || NAMES.iter().find(|(known, _)| *known == name).map(|(_, f)| Meaning::Function(*f));
        variable.or_else(constant).or_else(function)
    };
    exact(name).or_else(|| exact(&name.to_lowercase()))
}

/// Every name that means something.
pub(super) fn known<'a>(variables: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let functions = NAMES.iter().map(|(name, _)| *name);
    functions.chain(CONSTANTS.iter().map(|(name, _)| *name)).chain(variables.iter().copied())
}
