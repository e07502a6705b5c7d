//! Every method against its closed form on bilinear and quadratic games, or against a property where its step is not linear.

use super::*;
use crate::measure::spectrum::spectral_radius;
use crate::parameter::{Parameter, Settings};
use crate::problem::game::{Bilinear, Forsaken, StronglyMonotone};
use crate::random::Stream;
use crate::theory::spiral;
use nalgebra::Complex;

/// ½αx² + bxy − ½αy² and a step: η, α, b.
#[derive(Debug, Clone, Copy)]
struct Quadratic {
    eta: f64,
    alpha: f64,
    b: f64,
}

/// A method's step and spectral radius, derived by hand for its default parameters.
type ClosedForm = fn(Quadratic) -> (Vec<f64>, f64);

/// The real matrix of z ↦ mz on z = x + iy, and |m|.
fn multiply(m: Complex<f64>) -> (Vec<f64>, f64) {
    (vec![m.re, -m.im, m.im, m.re], libm::hypot(m.re, m.im))
}

/// A 2 × 2 matrix with the spectral radius of its trace and determinant.
fn planar(entries: [f64; 4]) -> (Vec<f64>, f64) {
    let (half, determinant) = (0.5 * (entries[0] + entries[3]), entries[0] * entries[3] - entries[1] * entries[2]);
    let square = half * half - determinant;
    (entries.to_vec(), if square < 0.0 { determinant.sqrt() } else { half.abs() + square.sqrt() })
}

/// ηc with c = α − ib.
fn scaled(q: Quadratic) -> Complex<f64> {
    Complex::new(q.eta * q.alpha, -q.eta * q.b)
}

fn one() -> Complex<f64> {
    Complex::new(1.0, 0.0)
}

/// Methods whose step is linear. Defaults: τ = 3, β = ½ (EG+) and −½ (momentum), γ = ½, five unrolled answers.
const LINEAR: &[(&str, ClosedForm)] = &[
    ("gda", |q| multiply(one() - scaled(q))),
    ("alternating-gda", |Quadratic { eta, alpha, b }| {
        let keep = 1.0 - eta * alpha;
        planar([keep, -eta * b, eta * b * keep, keep - eta * eta * b * b])
    }),
    ("extragradient", |q| multiply(one() - scaled(q) + scaled(q) * scaled(q))),
    ("ogda", |q| {
        let Quadratic { eta, alpha, b } = q;
        let (d, o) = (eta * alpha, eta * b);
        let matrix = [
            [1.0 - 2.0 * d, -2.0 * o, d, o],
            [2.0 * o, 1.0 - 2.0 * d, -o, d],
            [1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
        ];
        (matrix.concat(), spiral::optimistic_rate(eta, [alpha, b]).rate)
    }),
    ("proximal-point", |q| multiply(one() / (one() + scaled(q)))),
    ("two-timescale-gda", |Quadratic { eta, alpha, b }| {
        planar([1.0 - eta * alpha, -eta * b, 3.0 * eta * b, 1.0 - 3.0 * eta * alpha])
    }),
    ("extragradient-plus", |q| multiply(one() - (scaled(q) - scaled(q) * scaled(q)) * 0.5)),
    // In the limit, when the anchor's pull has faded; its own file has the affine map of each step.
    ("anchored", |q| multiply(one() - scaled(q) + scaled(q) * scaled(q))),
    ("negative-momentum", |Quadratic { eta, alpha, b }| {
        let (beta, o) = (-0.5, eta * b);
        let keep = 1.0 - eta * alpha + beta;
        let matrix = [
            [keep, -o, -beta, 0.0],
            [o * keep, keep - o * o, -o * beta, -beta],
            [1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
        ];
        // Eliminating y from the two turns: (λ² − kλ + β)² + η²b²λ³ = 0, with k = 1 − ηα + β.
        let polynomial = [beta * beta, -2.0 * keep * beta, keep * keep + 2.0 * beta, -2.0 * keep + o * o];
        (matrix.concat(), largest_root(polynomial))
    }),
    ("hamiltonian", |Quadratic { eta, alpha, b }| multiply(Complex::new(1.0 - eta * (alpha * alpha + b * b), 0.0))),
    ("consensus", |q| multiply(one() - scaled(q) - q.eta * 0.5 * (q.alpha * q.alpha + q.b * q.b))),
    ("competitive", |Quadratic { eta, alpha, b }| {
        let share = eta / (1.0 + eta * eta * b * b);
        multiply(Complex::new(1.0 - share * (alpha + eta * b * b), share * b * (1.0 - eta * alpha)))
    }),
    ("best-response", |Quadratic { eta, alpha, b }| {
        // y⁽⁵⁾ = px + qy.
        let q = libm::pow(1.0 - eta * alpha, 5.0);
        let p = if alpha == 0.0 { 5.0 * eta * b } else { b * (1.0 - q) / alpha };
        let by_x = alpha + 2.0 * b * p - alpha * p * p;
        planar([1.0 - eta * by_x, -eta * (b - alpha * p) * q, eta * b, 1.0 - eta * alpha])
    }),
];

/// The largest modulus of a root of λ⁴ + c₃λ³ + c₂λ² + c₁λ + c₀, by its companion matrix.
fn largest_root(c: [f64; 4]) -> f64 {
    let companion = DMatrix::from_fn(4, 4, |i, j| match (i, j) {
        (i, 3) => -c[i],
        (i, j) if i == j + 1 => 1.0,
        _ => 0.0,
    });
    spectral_radius(&companion).unwrap()
}

fn rule(id: &str) -> &'static DynamicsInfo {
    DYNAMICS.iter().find(|rule| rule.info.id == id).unwrap()
}

fn settings(eta: f64, changes: &[(&str, &str)]) -> Settings {
    let mut parameters = vec![Parameter::number("eta", "", [0.0, 10.0], eta)];
    parameters.extend(DYNAMICS.iter().flat_map(|rule| rule.info.hyper_parameters()));
    let mut settings = Settings::new(parameters);
    for (id, value) in changes {
        settings.set(id, value).unwrap();
    }
    settings
}

/// Matrix and spectral radius of every linear method at random games: to 1e-10, bilinear games (α = 0) among them.
#[test]
fn linear_methods_have_their_closed_forms() {
    let mut random = Stream::new(0, "closed forms");
    for (id, form) in LINEAR {
        for trial in 0..200 {
            let alpha = if trial % 2 == 0 { 0.0 } else { 2.0 * random.uniform() };
            let (eta, b) = (0.01 + random.uniform(), 6.0 * random.uniform() - 3.0);
            let game = StronglyMonotone { modulus: alpha, coupling: b };
            let method = (rule(id).build)(&settings(eta, &[]), 0).unwrap();
            let matrix = method.one_step_matrix(&game.jacobian(&[0.0, 0.0]), [1, 1]).unwrap();
            let (entries, radius) = form(Quadratic { eta, alpha, b });
            let size = entries.iter().fold(1.0_f64, |size, entry| size.max(entry.abs()));
            let predicted = DMatrix::from_row_slice(matrix.nrows(), matrix.ncols(), &entries);
            assert!((&matrix - predicted).amax() <= 1e-10 * size, "{id} at η = {eta}, α = {alpha}, b = {b}");
            // A double eigenvalue is as uncertain as the root of rounding: those games are passed over.
            let measured = spectral_radius(&matrix).unwrap();
            let doubtful = (measured - radius).abs() > 1e-10 * size && nearly_double(&matrix);
            assert!(doubtful || (measured - radius).abs() <= 1e-10 * size, "{id}: {measured} for {radius}");
        }
    }
}

/// Whether two eigenvalues of a matrix nearly coincide.
fn nearly_double(matrix: &DMatrix<f64>) -> bool {
    let values = crate::measure::spectrum::eigenvalues(matrix).unwrap();
    let pairs = values.iter().enumerate().flat_map(|(i, a)| values[i + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| libm::hypot(a.re - b.re, a.im - b.im)).fold(f64::INFINITY, f64::min) < 1e-4
}

/// Adam's kin in the limit of no memory and no floor: each coordinate moves by η, against the field's sign.
fn moves_by_signs(id: &str) {
    let name = |parameter: &str| format!("{id}.{parameter}");
    let (beta1, beta2, floor) = (name("beta1"), name("beta2"), name("eps"));
    let settings = settings(0.1, &[(&beta1, "0"), (&beta2, "0"), (&floor, "1e-12")]);
    let mut method = (rule(id).build)(&settings, 0).unwrap();
    let (game, mut z) = (Bilinear { coupling: 1.0 }, [3.0, -2.0]);
    // F = (y, −x) = (−2, −3): both coordinates go up. The optimistic method's first step is twice as long, and the look
    // ahead does not change a sign.
    method.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
    let stride = if id == "optimistic-adam" { 0.2 } else { 0.1 };
    assert!((z[0] - 3.0 - stride).abs() < 1e-10 && (z[1] + 2.0 - stride).abs() < 1e-10, "{id}: {z:?}");
}

/// Methods whose step is not linear, each with a property from its paper.
const NOT_LINEAR: &[(&str, fn())] = &[
    ("normalized-gda", || {
        // However steep the payoff, each player moves by η.
        let (mut method, game) = ((rule("normalized-gda").build)(&settings(0.1, &[]), 0).unwrap(), Forsaken::new());
        let mut z = [1.1, -0.4];
        for _ in 0..50 {
            let before = z;
            method.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            assert!((0..2).all(|i| ((z[i] - before[i]).abs() - 0.1).abs() < 1e-12));
        }
    }),
    ("adam-gda", || moves_by_signs("adam-gda")),
    ("optimistic-adam", || moves_by_signs("optimistic-adam")),
    ("extra-adam", || moves_by_signs("extra-adam")),
    ("greedy-accept-reject", || {
        // Without temperature f falls from step to step.
        let settings = settings(0.1, &[("greedy-accept-reject.temperature", "0")]);
        let mut method = (rule("greedy-accept-reject").build)(&settings, 1).unwrap();
        let (game, domain, mut z) = (Bilinear { coupling: 1.0 }, Domain::from_half_width(5.0), [4.0, 1.0]);
        method.step(&game, domain, &mut z).unwrap();
        let mut last = game.value(&z);
        for _ in 0..400 {
            method.step(&game, domain, &mut z).unwrap();
            assert!(game.value(&z) <= last);
            last = game.value(&z);
        }
        assert!(last < 0.5);
    }),
];

#[test]
fn other_methods_have_their_properties() {
    NOT_LINEAR.iter().for_each(|(_, property)| property());
}

#[test]
fn no_method_is_left_out() {
    let mut listed: Vec<&str> = LINEAR.iter().map(|(id, _)| *id).chain(NOT_LINEAR.iter().map(|(id, _)| *id)).collect();
    let mut registered: Vec<&str> = DYNAMICS.iter().map(|rule| rule.info.id).collect();
    listed.sort_unstable();
    registered.sort_unstable();
    assert_eq!(listed, registered);
}

/// The implicit step is solved to 10⁻¹², relative to the state, on every game from anywhere, or said not to be.
#[test]
fn the_proximal_point_is_solved_or_says_so() {
    let (mut random, mut solved, mut said) = (Stream::new(1, "closed forms"), 0, 0);
    for info in crate::problem::game::GAMES {
        let game = (info.build)(&Settings::new((info.parameters)())).unwrap();
        for _ in 0..200 {
            let eta = libm::pow(10.0, 3.0 * random.uniform() - 2.5);
            let before = [6.0 * random.uniform() - 3.0, 6.0 * random.uniform() - 3.0];
            let (mut z, mut field) = (before, [0.0; 2]);
            let outcome = ProximalPoint::new(eta).step(game.as_ref(), Domain::from_half_width(0.0), &mut z);
            game.field(&z, &mut field);
            let residual = (0..2).map(|i| (z[i] - before[i] + eta * field[i]).abs()).fold(0.0, f64::max);
            let size = z[0].abs().max(z[1].abs());
            match outcome {
                Ok(()) => {
                    assert!(residual <= 1e-12 * size, "{}: {residual}", info.id);
                    solved += 1;
                }
                Err(unsolved) => {
                    assert!((unsolved.residual - residual).abs() <= 1e-12 * size, "{}", info.id);
                    said += 1;
                }
            }
        }
    }
    assert!(solved > 20 * said, "{solved} solved, {said} not");
}
