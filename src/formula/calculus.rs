//! Every function's value and its first and second derivatives, in closed form.
//!
//! At a kink the derivative is a subgradient and the second derivative 0: |x| has slope 0 at 0, and where its arguments
//! tie, min and max follow the first. What is not defined is NaN.

use super::function::Function;
use core::f64::consts::{LN_2, LN_10, PI};

/// f(v), f′(v), f″(v).
pub(super) type Derivatives = [f64; 3];

/// f(v) for a function of one argument, the same bits as the first entry of [`derivatives`].
pub(super) fn value(function: Function, v: f64) -> f64 {
    match function {
        Function::Sin => libm::sin(v),
        Function::Cos => libm::cos(v),
        Function::Tan => libm::tan(v),
        Function::Asin => libm::asin(v),
        Function::Acos => libm::acos(v),
        Function::Atan => libm::atan(v),
        Function::Sinh => libm::sinh(v),
        Function::Cosh => libm::cosh(v),
        Function::Tanh => libm::tanh(v),
        Function::Asinh => libm::asinh(v),
        Function::Acosh => libm::acosh(v),
        Function::Atanh => libm::atanh(v),
        Function::Exp => libm::exp(v),
        Function::Ln => libm::log(v),
        Function::Log10 => libm::log10(v),
        Function::Log2 => libm::log2(v),
        Function::Sqrt => v.sqrt(),
        Function::Cbrt => libm::cbrt(v),
        Function::Abs => v.abs(),
        Function::Sign => sign(v),
        Function::Floor => libm::floor(v),
        Function::Ceil => libm::ceil(v),
        Function::Round => libm::round(v),
        Function::Sigmoid => 1.0 / (1.0 + libm::exp(-v)),
        Function::Softplus => positive(v) + libm::log1p(libm::exp(-v.abs())),
        Function::Relu => positive(v),
        Function::Erf => libm::erf(v),
        // Those of two arguments are not asked for here.
        Function::Min | Function::Max | Function::Pow | Function::Hypot | Function::Atan2 => f64::NAN,
    }
}

/// f(v), f′(v) and f″(v) for a function of one argument.
pub(super) fn derivatives(function: Function, v: f64) -> Derivatives {
    let f = value(function, v);
    // Where a function ends, so do its derivatives, though their formulas may go on.
    if f.is_nan() {
        return [f, f64::NAN, f64::NAN];
    }
    let [first, second] = match function {
        Function::Sin => [libm::cos(v), -f],
        Function::Cos => [-libm::sin(v), -f],
        Function::Tan => [1.0 + f * f, 2.0 * f * (1.0 + f * f)],
        Function::Asin => over_root(1.0 - v * v, v),
        Function::Acos => over_root(1.0 - v * v, v).map(|derivative| -derivative),
        Function::Atan => reciprocal(1.0 + v * v, -2.0 * v),
        Function::Sinh => [libm::cosh(v), f],
        Function::Cosh => [libm::sinh(v), f],
        Function::Tanh => [1.0 - f * f, -2.0 * f * (1.0 - f * f)],
        Function::Asinh => over_root(1.0 + v * v, -v),
        Function::Acosh => over_root(v * v - 1.0, -v),
        Function::Atanh => reciprocal(1.0 - v * v, 2.0 * v),
        Function::Exp => [f, f],
        Function::Ln => [1.0 / v, -1.0 / (v * v)],
        Function::Log10 => [1.0 / (LN_10 * v), -1.0 / (LN_10 * v * v)],
        Function::Log2 => [1.0 / (LN_2 * v), -1.0 / (LN_2 * v * v)],
        Function::Sqrt => [0.5 / f, -0.25 / (f * v)],
        Function::Cbrt => [1.0 / (3.0 * f * f), -2.0 / (9.0 * f * f * v)],
        Function::Abs => [sign(v), 0.0],
        Function::Sigmoid => [f * (1.0 - f), f * (1.0 - f) * (1.0 - 2.0 * f)],
        Function::Softplus => {
            let slope = value(Function::Sigmoid, v);
            [slope, slope * (1.0 - slope)]
        }
        Function::Relu => [if v > 0.0 { 1.0 } else { 0.0 }, 0.0],
        Function::Erf => {
            let slope = 2.0 / PI.sqrt() * libm::exp(-v * v);
            [slope, -2.0 * v * slope]
        }
        _ => [0.0, 0.0],
    };
    [f, first, second]
}

/// The derivatives of a function with f′ = 1/√r, where r has half the slope −`inner`.
fn over_root(r: f64, inner: f64) -> [f64; 2] {
    let root = r.sqrt();
    [1.0 / root, inner / (r * root)]
}

/// The derivatives of a function with f′ = 1/r, where r has the slope −`inner`.
fn reciprocal(r: f64, inner: f64) -> [f64; 2] {
    [1.0 / r, inner / (r * r)]
}

/// −1, 0 or 1.
fn sign(v: f64) -> f64 {
    if v == 0.0 || v.is_nan() { v } else { 1.0_f64.copysign(v) }
}

/// max(0, v), NaN where v is.
fn positive(v: f64) -> f64 {
    if v < 0.0 { 0.0 } else { v }
}

/// vⁿ with its derivatives, by multiplications: exact where they are.
pub(super) fn whole_power(n: i32, v: f64) -> Derivatives {
    let degree = f64::from(n);
    if n >= 2 {
        let below = repeated(v, n - 2);
        return [below * v * v, degree * (below * v), degree * (degree - 1.0) * below];
    }
    let f = if n >= 0 { repeated(v, n) } else { 1.0 / repeated(v, -n) };
    let slope = degree * f / v;
    [f, slope, (degree - 1.0) * slope / v]
}

/// vⁿ for n ≥ 0 by squaring.
fn repeated(v: f64, n: i32) -> f64 {
    let (mut power, mut square, mut left) = (1.0, v, n);
    while left > 0 {
        if left % 2 == 1 {
            power *= square;
        }
        square *= square;
        left /= 2;
    }
    power
}

/// v^c with its derivatives for a constant c.
pub(super) fn fixed_power(c: f64, v: f64) -> Derivatives {
    [libm::pow(v, c), c * libm::pow(v, c - 1.0), c * (c - 1.0) * libm::pow(v, c - 2.0)]
}

/// c^v with its derivatives for a constant c.
pub(super) fn fixed_base(c: f64, v: f64) -> Derivatives {
    let f = libm::pow(c, v);
    // 0^v is constant on either side of its jump.
    let rate = if c == 0.0 { 0.0 } else { libm::log(c) };
    [f, rate * f, rate * rate * f]
}

/// f(a, b), ∂ₐf, ∂ᵦf, ∂ₐₐf, ∂ₐᵦf, ∂ᵦᵦf.
pub(super) type Partials = [f64; 6];

/// aᵇ.
pub(super) fn power(a: f64, b: f64) -> Partials {
    let f = libm::pow(a, b);
    let below = libm::pow(a, b - 1.0);
    // aᵇ ln a tends to 0 with a where b > 0.
    let log = if a == 0.0 && b > 0.0 { 0.0 } else { libm::log(a) };
    [f, b * below, f * log, b * (b - 1.0) * libm::pow(a, b - 2.0), below * (1.0 + b * log), f * log * log]
}

/// √(a² + b²), with slope 0 at the tip of the cone.
pub(super) fn hypotenuse(a: f64, b: f64) -> Partials {
    let f = libm::hypot(a, b);
    if f == 0.0 {
        return [0.0; 6];
    }
    let (by_a, by_b) = (a / f, b / f);
    [f, by_a, by_b, by_b * by_b / f, -by_a * by_b / f, by_a * by_a / f]
}

/// The angle of the point (x, y) as atan2(y, x), with y first.
pub(super) fn angle(y: f64, x: f64) -> Partials {
    let square = x * x + y * y;
    let (by_y, by_x) = (x / square, -y / square);
    [libm::atan2(y, x), by_y, by_x, 2.0 * by_y * by_x, by_x * by_x - by_y * by_y, -2.0 * by_y * by_x]
}
