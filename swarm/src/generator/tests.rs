//! Whether the numbers are what they claim: laws, lanes and steps. Each bound is passed with a probability of at most 10⁻⁴,
//! at seeds fixed once and for all.

use super::*;
use crate::WIDTH;

/// Quantile of the standard normal law beyond which 10⁻⁴ lie on both sides together.
const STANDARD_ERRORS: f64 = 3.89;
const VECTORS: usize = 50_000;

/// SplitMix64's upper halves.
fn seeded(seed: u64) -> Generator {
    let mut state = seed;
    Generator::new(|| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 32) as u32
    })
}

fn normals(seed: u64) -> Vec<[f64; 2 * WIDTH]> {
    let mut generator = seeded(seed);
    let draw = |_| {
        let (first, second) = generator.normals();
        let (first, second) = (first.to_array(), second.to_array());
        std::array::from_fn(|k| f64::from(if k < WIDTH { first[k] } else { second[k - WIDTH] }))
    };
    (0..VECTORS).map(draw).collect()
}

/// Φ by its continued fraction and series, good to 10⁻¹².
fn distribution(x: f64) -> f64 {
    let density = (-0.5 * x * x).exp() / (2.0 * core::f64::consts::PI).sqrt();
    if x.abs() > 3.0 {
        let fraction = (1..=200).rev().fold(0.0, |rest, k| f64::from(k) / (x.abs() + rest));
        let tail = density / (x.abs() + fraction);
        return if x < 0.0 { tail } else { 1.0 - tail };
    }
    let (mut term, mut sum, mut k) = (x, x, 1.0);
    while term.abs() > 1e-16 {
        k += 2.0;
        term *= x * x / k;
        sum += term;
    }
    0.5 + density * sum
}

/// The Kolmogorov–Smirnov distance times √n; 2.23 is exceeded with probability 10⁻⁴.
fn kolmogorov(mut draws: Vec<f64>, law: impl Fn(f64) -> f64) -> f64 {
    draws.sort_by(f64::total_cmp);
    let n = draws.len() as f64;
    let distance = draws.iter().enumerate().fold(0.0_f64, |worst, (k, x)| {
        let p = law(*x);
        worst.max((p - k as f64 / n).abs()).max(((k + 1) as f64 / n - p).abs())
    });
    distance * n.sqrt()
}

/// Pearson's χ² in standard deviations above its mean, for many cells nearly normal.
fn chi_square(counts: &[u32]) -> f64 {
    let expected = counts.iter().sum::<u32>() as f64 / counts.len() as f64;
    let statistic: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    let degrees = (counts.len() - 1) as f64;
    (statistic - degrees) / (2.0 * degrees).sqrt()
}

#[test]
fn each_lane_is_the_published_generator() {
    // xoshiro128++ written out on one lane.
    let mut generator = seeded(1);
    let mut lane = generator.state.map(|word| word.to_array()[3]);
    for _ in 0..1000 {
        let expected = lane[0].wrapping_add(lane[3]).rotate_left(7).wrapping_add(lane[0]);
        let shifted = lane[1] << 9;
        lane[2] ^= lane[0];
        lane[3] ^= lane[1];
        lane[1] ^= lane[2];
        lane[0] ^= lane[3];
        lane[2] ^= shifted;
        lane[3] = lane[3].rotate_left(11);
        assert_eq!(generator.bits().to_array()[3], expected);
    }
}

#[test]
fn uniforms_are_uniform_and_never_zero() {
    let mut generator = seeded(2);
    let draws: Vec<[f32; WIDTH]> = (0..VECTORS).map(|_| generator.uniform().to_array()).collect();
    assert!(draws.iter().flatten().all(|u| *u > 0.0 && *u <= 1.0));
    let all: Vec<f64> = draws.iter().flatten().map(|u| f64::from(*u)).collect();
    assert!(kolmogorov(all.clone(), |u| u) < 2.23);
    let mut cells = vec![0; 1000];
    all.iter().for_each(|u| cells[((u * 1000.0) as usize).min(999)] += 1);
    assert!(chi_square(&cells).abs() < 4.2, "{}", chi_square(&cells));
    // Pairs of consecutive numbers of a lane, and of neighbouring lanes, fill the square evenly.
    let pairs = |pair: &dyn Fn(usize) -> (f32, f32)| {
        let mut cells = vec![0; 32 * 32];
        for index in 0..WIDTH * (VECTORS - 1) {
            let (a, b) = pair(index);
            let cell = |u: f32| ((u * 32.0) as usize).min(31);
            cells[32 * cell(a) + cell(b)] += 1;
        }
        chi_square(&cells)
    };
    let (steps, lanes) = (
        pairs(&|k| (draws[k / WIDTH][k % WIDTH], draws[k / WIDTH + 1][k % WIDTH])),
        pairs(&|k| (draws[k / WIDTH][k % WIDTH], draws[k / WIDTH][(k + 1) % WIDTH])),
    );
    assert!(steps.abs() < 4.2 && lanes.abs() < 4.2, "{steps} {lanes}");
}

#[test]
fn normals_have_their_moments_in_every_lane() {
    let draws = normals(3);
    let n = VECTORS as f64;
    // Sixteen lanes with four moments each: the bound is for the farthest of 64 (Bonferroni).
    for lane in 0..2 * WIDTH {
        for (power, mean, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0_f64)] {
            let moment = draws.iter().map(|draw| draw[lane].powi(power)).sum::<f64>() / n;
            let errors = (moment - mean).abs() / (variance / n).sqrt();
            assert!(errors < 4.8, "lane {lane}, moment {power}: {errors} standard errors");
        }
    }
}

#[test]
fn normals_follow_their_law_to_the_tails() {
    let draws: Vec<f64> = normals(4).into_iter().flatten().collect();
    assert!(kolmogorov(draws.clone(), distribution) < 2.23);
    let n = draws.len() as f64;
    for bound in [2.0, 3.0, 4.0, 4.5] {
        let expected = 2.0 * n * distribution(-bound);
        let seen = draws.iter().filter(|z| z.abs() > bound).count() as f64;
        assert!((seen - expected).abs() < 4.2 * expected.sqrt().max(1.0), "beyond {bound}: {seen}, {expected}");
    }
}

#[test]
fn nothing_correlates_across_lanes_halves_and_steps() {
    let draws = normals(5);
    let n = VECTORS as f64;
    let mut worst = 0.0_f64;
    let mut count = 0;
    for a in 0..2 * WIDTH {
        for b in 0..2 * WIDTH {
            for lag in [0, 1, 2, 7] {
                if lag == 0 && b <= a {
                    continue;
                }
                // Values, and magnitudes, whose dependence values would hide.
                for power in [1, 2] {
                    let centre = if power == 2 { 1.0 } else { 0.0 };
                    let scale = if power == 2 { 2.0 } else { 1.0 };
                    let sum: f64 = draws
                        .iter()
                        .zip(&draws[lag..])
                        .map(|(x, y)| (x[a].powi(power) - centre) * (y[b].powi(power) - centre))
                        .sum();
                    worst = worst.max((sum / scale).abs() / n.sqrt());
                    count += 1;
                }
            }
        }
    }
    // 1776 correlations: Bonferroni at 10⁻⁴ is 5.4 standard errors.
    assert_eq!(count, 1776);
    assert!(worst < 5.6, "{worst}");
}

#[test]
fn the_sign_of_a_radius_is_fair_and_independent_of_its_size() {
    let draws = normals(6);
    let n = (VECTORS * WIDTH) as f64;
    // cos of the half turn is positive: the first number's sign is the radius'.
    let (mut signs, mut with_size) = (0.0, 0.0);
    for draw in &draws {
        for lane in 0..WIDTH {
            let (sign, square) = (draw[lane].signum(), draw[lane].powi(2) + draw[lane + WIDTH].powi(2));
            signs += sign;
            with_size += sign * (square - 2.0);
        }
    }
    assert!(signs.abs() < STANDARD_ERRORS * n.sqrt());
    assert!(with_size.abs() < STANDARD_ERRORS * (4.0 * n).sqrt());
}
