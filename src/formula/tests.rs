//! What people type, what it means, and what is said of what means nothing.

use super::*;
use crate::problem::landscape::{Beale, Landscape, MonkeySaddle, Rosenbrock};
use crate::random::Stream;
use crate::typeset::mathml;
use approx::assert_relative_eq;
use proptest::prelude::*;

const PLANE: &[&str] = &["x", "y"];

fn formula(text: &str) -> Formula {
    Formula::parse(text, PLANE).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn at(text: &str, x: f64, y: f64) -> f64 {
    formula(text).value(&[x, y])
}

fn refused(text: &str) -> FormulaError {
    Formula::parse(text, PLANE).expect_err(text)
}

#[test]
fn what_people_type_means_what_they_mean() {
    let (x, y) = (1.7, -0.6);
    let cases: &[(&str, f64)] = &[
        ("2x y", 2.0 * x * y),
        ("xy", x * y),
        ("3(x+1)", 3.0 * (x + 1.0)),
        ("(x+1)(y-1)", (x + 1.0) * (y - 1.0)),
        ("x(y+1)", x * (y + 1.0)),
        ("-x^2", -(x * x)),
        ("2^3^2", 512.0),
        ("2**3", 8.0),
        ("2^-x", libm::pow(2.0, -x)),
        ("x²y³", x * x * y * y * y),
        ("x⁻²", 1.0 / (x * x)),
        ("2π − e·x", core::f64::consts::TAU - core::f64::consts::E * x),
        ("1/2x", 0.5 * x),
        ("x - -y", x + y),
        ("x*-y", -x * y),
        ("1e-3x", 1e-3 * x),
        ("2e x", 2.0 * core::f64::consts::E * x),
        ("2e3", 2000.0),
        (".5 + 2.", 2.5),
        ("sin(3x)*exp(-y^2)", libm::sin(3.0 * x) * libm::exp(-y * y)),
        ("x sin y", x * libm::sin(y)),
        ("sinx", libm::sin(x)),
        ("2xsin(y)", 2.0 * x * libm::sin(y)),
        ("sin2x", libm::sin(2.0 * x)),
        ("sin 2x cos y", libm::sin(2.0 * x) * libm::cos(y)),
        ("sin²x + cos^2(x)", 1.0),
        ("sin(x)^2", libm::sin(x) * libm::sin(x)),
        ("sin x (y+1)", libm::sin(x) * (y + 1.0)),
        ("|x||y|", x.abs() * y.abs()),
        ("2|x|y", 2.0 * x.abs() * y),
        ("|y|", 0.6),
        ("x|y|", x * 0.6),
        ("|x - |y||", (x - 0.6).abs()),
        ("min(x, y, 0)", -0.6),
        ("max(x, y)", 1.7),
        ("pow(x, 2)", x * x),
        ("hypot(3, 4)", 5.0),
        ("√(x) + sqrt x", 2.0 * x.sqrt()),
        ("log(x) - ln x", 0.0),
        ("log10(1000) + log2 8", 6.0),
        ("PI + Sin(X)", core::f64::consts::PI + libm::sin(x)),
        ("[x + {y}]^2", (x + y) * (x + y)),
        ("e^x", libm::exp(x)),
        ("atan2(y, x)", libm::atan2(y, x)),
        ("x ^ 2.5", libm::pow(x, 2.5)),
        ("0^0", 1.0),
        ("xlog10(100)", 2.0 * x),
        ("+x", x),
    ];
    for (text, expected) in cases {
        let value = at(text, x, y);
        assert_relative_eq!(value, *expected, max_relative = 1e-14);
    }
}

#[test]
fn errors_name_the_place_and_what_may_have_been_meant() {
    let cases: &[(&str, [usize; 2], Option<&str>)] = &[
        ("x + sni(y)", [4, 7], Some("sin")),
        ("sine(x)", [0, 4], Some("sin")),
        ("expp(x)", [0, 4], Some("exp")),
        ("x + z", [4, 5], None),
        ("", [0, 0], None),
        ("   ", [3, 3], None),
        ("x +", [3, 3], None),
        ("(x + y", [0, 1], None),
        ("x + y)", [5, 6], None),
        ("(x]", [2, 3], Some(")")),
        ("x # y", [2, 3], None),
        ("1,5x", [1, 2], Some(".")),
        ("x 2", [2, 3], Some("*2")),
        ("x2", [1, 2], Some("^2")),
        ("sin(x, y)", [0, 9], None),
        ("min(x)", [0, 6], None),
        ("max x", [0, 3], Some("max(x, y)")),
        ("sin^-1(x)", [3, 5], None),
        ("* x", [0, 1], None),
        ("1.2.3", [0, 4], None),
        (".", [0, 1], None),
        ("1e999", [0, 5], None),
        ("f = x", [0, 1], None),
        ("z = x", [0, 1], None),
        ("|x", [0, 1], None),
        ("sin()", [4, 5], None),
        ("x⁻", [1, 2], None),
    ];
    for (text, range, suggestion) in cases {
        let error = refused(text);
        assert_eq!(([error.start, error.end], error.suggestion.as_deref()), (*range, *suggestion), "{text}: {error}");
    }
    assert_eq!(
        refused("x + sni(y)").to_string(),
        "formula.suggest problem=formula.at-range first=5 last=7 problem=formula.unknown name=\"sni\" suggestion=sin"
    );
    assert_eq!(refused("y = x").message.id(), Some("formula.equation"));
}

#[test]
fn limits_hold() {
    assert_eq!(refused(&"x".repeat(LENGTH + 1)).start, LENGTH);
    assert_eq!(formula(&format!("{}x{}", "(".repeat(DEPTH), ")".repeat(DEPTH))).value(&[2.0, 0.0]), 2.0);
    for deep in ["(", "-", "|", "sin", "2^", "sin("] {
        let error = refused(&format!("{}x", deep.repeat(DEPTH + 1)));
        assert!(error.message.id() == Some("formula.too-deep"), "{deep}: {error}");
    }
    // Equal parts are computed once; different ones are counted.
    let many = |count: usize| (0..count).map(|k| format!("x^.{k}")).collect::<Vec<_>>().join("+");
    assert!(formula(&many(80)).value(&[1.0, 0.0]) == 80.0);
    assert!(formula(&"xy+".repeat(120)[..359]).value(&[1.0, 1.0]) == 120.0);
}

#[test]
fn more_results_at_once_than_registers_are_refused_or_computed_anew() {
    // Every sine is asked for twice, far apart: kept, they would need more registers than there are.
    let sines = |sign: &str| (0..35).map(|k| format!("sin{k}x")).collect::<Vec<_>>().join(sign);
    let text = format!("({})({})", sines("+"), sines("-"));
    let f = |x: f64| {
        let sine = |k: u32| libm::sin(f64::from(k) * x);
        (0..35).map(sine).sum::<f64>() * (1..35).map(|k| -sine(k)).sum::<f64>()
    };
    assert_relative_eq!(formula(&text).value(&[0.3, 0.0]), f(0.3), max_relative = 1e-12);
}

#[test]
fn typed_landscapes_agree_with_those_written_by_hand() {
    let mut stream = Stream::new(3, "formulas");
    let pairs: [(&str, &dyn Landscape); 3] = [
        ("(1-x)^2 + 100(y - x^2)^2", &Rosenbrock),
        ("(1.5 - x + xy)^2 + (2.25 - x + x y²)² + (2.625 - x + x*y^3)^2", &Beale),
        ("x^3 - 3xy^2 + (x^2+y^2)^2/4", &MonkeySaddle),
    ];
    for (text, by_hand) in pairs {
        let typed = formula(text);
        for _ in 0..500 {
            let z = [8.0 * stream.uniform() - 4.0, 8.0 * stream.uniform() - 4.0];
            let (mut gradient, mut expected) = ([0.0; 2], [0.0; 2]);
            let value = typed.gradient(&z, &mut gradient);
            by_hand.gradient(&z, &mut expected);
            let hessian = by_hand.hessian(&z);
            let scale = by_hand.value(&z).abs() + libm::hypot(expected[0], expected[1]) + hessian.amax();
            assert!((value - by_hand.value(&z)).abs() <= 1e-12 * scale, "{text} at {z:?}");
            assert!((0..2).all(|i| (gradient[i] - expected[i]).abs() <= 1e-12 * scale), "{text} at {z:?}");
            assert!((typed.hessian(&z) - hessian).amax() <= 1e-12 * scale, "{text} at {z:?}");
        }
    }
}

#[test]
fn kinks_have_subgradients() {
    let slopes = |text: &str, z: [f64; 2]| {
        let (_, gradient, [along_x, ..]) = formula(text).plane(z);
        assert_eq!(along_x, 0.0, "{text}");
        gradient
    };
    assert_eq!(slopes("|x| + 2y", [0.0, 0.0]), [0.0, 2.0]);
    assert_eq!(slopes("max(x, y)", [1.0, 1.0]), [1.0, 0.0]);
    assert_eq!(slopes("min(3x, y)", [1.0, 0.0]), [0.0, 1.0]);
    assert_eq!(slopes("relu(x)", [0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(slopes("hypot(x, y)", [0.0, 0.0]), [0.0, 0.0]);
    // What stands still contributes nothing to the slope, however steep the root is at 0.
    assert_eq!(slopes("x + sqrt(y)", [1.0, 0.0])[0], 1.0);
    assert_eq!(formula("sqrt(x^2 + y^2)").plane([0.0, 0.0]).1, [0.0, 0.0]);
    assert!(formula("ln x").plane([-1.0, 0.0]).1[0].is_nan());
}

#[test]
fn any_number_of_variables_up_to_the_limit_has_its_derivatives() {
    let names = ["a", "b", "c", "d"];
    let f = Formula::parse("a^2 b + b c^3 + sin(d a)", &names).unwrap();
    let z = [0.5, -1.2, 0.7, 2.0];
    let [a, b, c, d] = z;
    let mut gradient = [0.0; 4];
    f.gradient(&z, &mut gradient);
    let cosine = libm::cos(a * d);
    let expected = [2.0 * a * b + d * cosine, a * a + c * c * c, 3.0 * b * c * c, a * cosine];
    (0..4).for_each(|i| assert_relative_eq!(gradient[i], expected[i], max_relative = 1e-14));
    let sine = libm::sin(a * d);
    let hessian = f.hessian(&z);
    assert_relative_eq!(hessian[(0, 0)], 2.0 * b - d * d * sine, max_relative = 1e-14);
    assert_relative_eq!(hessian[(1, 2)], 3.0 * c * c, max_relative = 1e-14);
    assert_relative_eq!(hessian[(2, 1)], 3.0 * c * c, max_relative = 1e-14);
    assert_relative_eq!(hessian[(3, 3)], -a * a * sine, max_relative = 1e-14);
    assert_relative_eq!(hessian[(0, 3)], cosine - a * d * sine, max_relative = 1e-14);
    let alone = Formula::parse("x^3", &["x"]).unwrap();
    assert_eq!(alone.hessian(&[2.0])[(0, 0)], 12.0);
}

#[test]
fn latex_shows_what_was_understood() {
    let cases = [
        ("(1-x)^2 + 100(y - x^2)^2", r"\left(1 - x\right)^{2} + 100 \left(y - x^{2}\right)^{2}"),
        ("1/2x", r"\frac{1}{2} x"),
        ("-x^2", "-x^{2}"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("sin^2 2x", r"\sin^{2}\left(2 x\right)"),
        ("x*2*3", r"x \cdot 2 \cdot 3"),
        ("1e-3x", r"1 \cdot 10^{-3} x"),
        ("(-x)^2", r"\left(-x\right)^{2}"),
        ("(x^2)^3", r"\left(x^{2}\right)^{3}"),
        ("x sin(y) pi", r"x\,\sin\left(y\right) \pi"),
        ("|x|", r"\left|x\right|"),
    ];
    for (text, latex) in cases {
        assert_eq!(formula(text).latex(), latex, "{text}");
    }
}

/// Formulas as a grammar makes them, smooth where they are defined.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("x".to_string()),
        Just("y".to_string()),
        Just("pi".to_string()),
        (0.1..4.0_f64).prop_map(|c| format!("{c:.3}")),
    ];
    let one = proptest::sample::select(vec![
        "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "exp", "ln",
        "log10", "log2", "sqrt", "cbrt", "abs", "sigmoid", "softplus", "erf", "sign",
    ]);
    let two = proptest::sample::select(vec!["min", "max", "pow", "hypot", "atan2"]);
    leaf.prop_recursive(5, 40, 2, move |inner| {
        let sign = proptest::sample::select(vec!["+", "-", "*", "/", " "]);
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| format!("({a}){sign}({b})")),
            (inner.clone(), -3..5_i32).prop_map(|(a, n)| format!("({a})^{n}")),
            (inner.clone(), 0.5..3.0_f64).prop_map(|(a, c)| format!("({a})^{c:.2}")),
            (0.5..3.0_f64, inner.clone()).prop_map(|(c, a)| format!("{c:.2}^({a})")),
            (one.clone(), inner.clone()).prop_map(|(f, a)| format!("{f}({a})")),
            (two.clone(), inner.clone(), inner.clone()).prop_map(|(f, a, b)| format!("{f}({a}, {b})")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = Formula::parse(&text, PLANE).map(|f| f.plane([0.3, -0.7]));
    }

    #[test]
    fn no_likely_text_panics(text in "([xye0-9.+*/^()|, ²π-]|sin|max|\\*\\*|1e){0,40}") {
        match Formula::parse(&text, PLANE) {
            Ok(f) => {
                let _ = f.plane([0.3, -0.7]);
                prop_assert!(mathml(f.latex()).is_ok(), "{}", f.latex());
            }
            Err(error) => prop_assert!(error.start <= error.end && error.end <= text.chars().count(), "{error}"),
        }
    }

    #[test]
    fn derivatives_agree_with_finite_differences(text in expression(), x in -2.0..2.0_f64, y in -2.0..2.0_f64) {
        let f = formula(&text);
        prop_assert!(mathml(f.latex()).is_ok(), "{}", f.latex());
        let h = 1e-4;
        let (value, gradient, second) = f.plane([x, y]);
        prop_assert!(value.to_bits() == f.value(&[x, y]).to_bits() || value.is_nan());
        let mut slopes = [0.0; 2];
        f.gradient(&[x, y], &mut slopes);
        prop_assert!((0..2).all(|i| slopes[i].to_bits() == gradient[i].to_bits() || slopes[i].is_nan()));
        for i in 0..2 {
            // Where two step sizes agree, the difference quotient is trusted; near kinks and poles none is.
            let moved = |by: f64| if i == 0 { [x + by, y] } else { [x, y + by] };
            let quotient = |h: f64| (f.value(&moved(h)) - f.value(&moved(-h))) / (2.0 * h);
            let scale = 1.0 + value.abs() + gradient[i].abs();
            let (coarse, fine) = (quotient(h), quotient(h / 2.0));
            if (coarse - fine).abs() < 1e-6 * scale && scale < 1e6 {
                prop_assert!((fine - gradient[i]).abs() < 1e-5 * scale, "{text}: slope {i}: {fine} {}", gradient[i]);
            }
            for j in 0..2 {
                let curvature = |h: f64| (f.plane(moved(h)).1[j] - f.plane(moved(-h)).1[j]) / (2.0 * h);
                let exact = second[i + j];
                let scale = 1.0 + value.abs() + gradient[j].abs() + exact.abs();
                let (coarse, fine) = (curvature(h), curvature(h / 2.0));
                if (coarse - fine).abs() < 1e-6 * scale && scale < 1e6 {
                    prop_assert!((fine - exact).abs() < 1e-5 * scale, "{text}: curvature {i}{j}: {fine} {exact}");
                }
            }
        }
    }
}
