//! Schemes against their closed forms on a Gaussian, walls against the uniform law.

use super::*;
use crate::potential::{Exponentials, Gaussian};

const WALLS: Walls = Walls { x: [-20.0, 20.0], y: [-20.0, 20.0] };
const COUNT: usize = 100_003;

fn started(seed: u32, mut place: impl FnMut(f32) -> [f32; 2]) -> Particles {
    let mut index = 0.0;
    let points = || {
        index += 1.0;
        place(index)
    };
    Particles::new(COUNT, points, seeds(seed))
}

fn seeds(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(0x9e37_79b1).wrapping_add(0x85eb_ca6b);
        (state ^ (state >> 15)).wrapping_mul(0x2c1b_3c6d)
    }
}

/// The mean and variance of both coordinates.
fn moments(particles: &Particles) -> [[f64; 2]; 2] {
    let n = particles.len() as f64;
    [0, 1].map(|i| {
        let mean = particles.points().map(|point| f64::from(point[i])).sum::<f64>() / n;
        let square = particles.points().map(|point| (f64::from(point[i]) - mean).powi(2)).sum::<f64>() / n;
        [mean, square]
    })
}

/// After `steps` from (1, −2): means and variances are `mean`·(1, −2) and `variance` within 3.89 standard errors.
fn follows(scheme: Scheme, eta: f64, beta: f64, steps: usize, mean: f64, variance: f64) {
    let mut particles = started(7, |_| [1.0, -2.0]);
    let motion = Motion::new(scheme, eta, beta, WALLS);
    (0..steps).for_each(|_| particles.step(&Gaussian { correlation: 0.0 }, &motion));
    let n = COUNT as f64;
    for ([m, v], start) in moments(&particles).into_iter().zip([1.0, -2.0]) {
        assert!((m - mean * start).abs() < 3.89 * (variance / n).sqrt(), "mean {m}, not {}", mean * start);
        assert!((v - variance).abs() < 3.89 * variance * (2.0 / n).sqrt(), "variance {v}, not {variance}");
    }
}

#[test]
fn euler_s_mean_and_variance_are_its_closed_forms() {
    let (eta, beta, steps) = (0.2_f64, 2.0, 9);
    let a = 1.0 - eta;
    let decay = a.powi(2 * steps);
    follows(Scheme::Langevin, eta, beta, steps as usize, a.powi(steps), (1.0 - decay) / (beta * (1.0 - eta / 2.0)));
}

#[test]
fn heun_s_mean_and_variance_are_its_closed_forms() {
    let (eta, beta, steps) = (0.2_f64, 2.0, 9);
    let (a, noise) = (1.0 - eta + eta * eta / 2.0, (2.0 * eta / beta).sqrt() * (1.0 - eta / 2.0));
    let variance = noise * noise * (1.0 - a.powi(2 * steps)) / (1.0 - a * a);
    follows(Scheme::Heun, eta, beta, steps as usize, a.powi(steps), variance);
}

#[test]
fn baoab_s_positions_have_the_exact_variance() {
    // On a harmonic potential BAOAB samples positions without a bias (Leimkuhler & Matthews 2013, section 3).
    follows(Scheme::Underdamped { friction: 1.5 }, 0.6, 2.0, 100, 0.0, 0.5);
}

#[test]
fn walls_reflect_and_keep_the_uniform_law() {
    let walls = Walls { x: [-1.0, 2.0], y: [0.0, 1.0] };
    let flat = Exponentials([[0.0; 6]; 4]);
    for scheme in [Scheme::Langevin, Scheme::Heun, Scheme::Underdamped { friction: 2.0 }] {
        let n = COUNT as f32 + 8.0;
        let mut particles = started(3, |k| [3.0 * k / n - 1.0, (k * 0.618_034).fract()]);
        let motion = Motion::new(scheme, 0.02, 1.0, walls);
        (0..50).for_each(|_| particles.step(&flat, &motion));
        assert!(particles.points().all(|[x, y]| (-1.0..=2.0).contains(&x) && (0.0..=1.0).contains(&y)));
        let n = COUNT as f64;
        for ([mean, variance], [middle, width]) in moments(&particles).into_iter().zip([[0.5, 3.0], [0.5, 1.0_f64]]) {
            // Of the uniform law: variance w²/12, and that of the variance w⁴/180.
            assert!((mean - middle).abs() < 3.89 * (width * width / 12.0 / n).sqrt(), "{scheme:?}: {mean}");
            let error = (width.powi(4) / 180.0 / n).sqrt();
            assert!((variance - width * width / 12.0).abs() < 3.89 * error, "{scheme:?}: {variance}");
        }
    }
}

#[test]
fn too_large_a_step_ends_at_the_walls_not_at_infinity() {
    let steep = Exponentials([[15.0, 0.7, 0.6, 0.7, -1.0, 1.0]; 4]);
    for scheme in [Scheme::Langevin, Scheme::Heun, Scheme::Underdamped { friction: 1e-3 }] {
        let mut particles = started(5, |_| [19.0, -19.0]);
        let motion = Motion::new(scheme, 10.0, 1.0, WALLS);
        (0..20).for_each(|_| particles.step(&steep, &motion));
        assert!(particles.points().flatten().all(|value| value.abs() <= 20.0), "{scheme:?}");
    }
}

#[test]
fn a_copy_goes_on_with_the_same_bits() {
    let mut particles = started(1, |k| [0.0, k / 1e5]);
    let motion = Motion::new(Scheme::Underdamped { friction: 1.0 }, 0.1, 1.0, WALLS);
    let potential = Gaussian { correlation: 0.5 };
    (0..10).for_each(|_| particles.step(&potential, &motion));
    let mut copy = particles.clone();
    (0..10).for_each(|_| particles.step(&potential, &motion));
    (0..10).for_each(|_| copy.step(&potential, &motion));
    let bits = |particles: &Particles| {
        let mut bits = Vec::new();
        particles.digest(&mut |value| bits.push(value.to_bits()));
        bits
    };
    assert_eq!(bits(&particles), bits(&copy));
    assert_eq!(particles.bytes(), 16 * COUNT.next_multiple_of(8));
}

#[test]
fn scattered_particles_have_their_law_where_they_are_held() {
    let walls = Walls { x: [-4.0, 4.0], y: [-4.0, 4.0] };
    // The left half of the plane is not held: what is left is |ξ| to the right of the middle.
    let held = Held { walls, columns: 8, cells: (0..64).map(|cell| cell % 8 >= 4).collect() };
    let particles = Particles::scattered(40_003, [0.0, 0.5], 0.5, &held, seeds(3));
    assert_eq!(particles.len(), 40_003);
    let n = 40_003.0_f64;
    let [mut x, mut y, mut yy] = [0.0_f64; 3];
    for at in particles.points() {
        assert!(at[0] >= 0.0);
        let [across, up] = at.map(f64::from);
        x += across / n;
        y += (up - 0.5) / n;
        yy += (up - 0.5) * (up - 0.5) / n;
    }
    let error = 4.5 * 0.5 / n.sqrt();
    assert!((x - 0.5 * (2.0 / std::f64::consts::PI).sqrt()).abs() < error && y.abs() < error, "{x} {y}");
    assert!((yy - 0.25).abs() < 4.5 * 0.25 * (2.0 / n).sqrt(), "{yy}");
    // Nothing is held: all stand in the middle.
    let nowhere = Held { cells: vec![false; 64], ..held };
    let particles = Particles::scattered(9, [1.0, 2.0], 0.5, &nowhere, seeds(3));
    assert!(particles.points().all(|at| at == [1.0, 2.0]));
}
