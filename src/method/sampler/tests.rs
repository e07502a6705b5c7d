//! What every sampler has to do: leave its density invariant, or be off by its predicted bias; and survive everything.

use super::*;
use crate::measure::estimate::Mean;
use crate::measure::kolmogorov;
use crate::problem::density::{Banana, DENSITIES, Gaussian, Laplace, Shape, find};
use crate::theory::draws::Draws;
use crate::theory::langevin::ula_gaussian_variance;
use crate::theory::law::Law;
use dual_averaging::StepSize;

/// Builds a chain at a point.
type Build<'a> = &'a dyn Fn(Vec<f64>, &mut Stream) -> Box<dyn Sampler>;

/// The largest |z| of the mean changes of x, x² and f between exact draws and where `steps` of the kernel take them.
fn largest_change(
    target: &dyn Density,
    seed: &str,
    steps: usize,
    build: impl Fn(Vec<f64>, &mut Stream) -> Box<dyn Sampler>,
) -> f64 {
    let d = target.dimension();
    let (mut noise, mut trace) = (Stream::new(7, seed), Trace::default());
    let mut means = vec![Mean::default(); 2 * d + 1];
    let mut x = vec![0.0; d];
    for _ in 0..20_000 {
        assert!(target.draw(&mut noise, &mut x));
        let mut chain = build(x.clone(), &mut noise);
        (0..steps).for_each(|_| chain.step(target, &mut noise, &mut trace));
        let end = chain.point(0);
        for i in 0..d {
            means[i].add(end[i] - x[i]);
            means[d + i].add(end[i] * end[i] - x[i] * x[i]);
        }
        means[2 * d].add(target.potential(end) - target.potential(&x));
    }
    let z = |mean: &Mean| mean.estimate().map_or(f64::INFINITY, |e| (e.value / e.standard_error).abs());
    means.iter().map(z).fold(0.0, f64::max)
}

/// Bonferroni over the five means of each of about thirty tests at 10⁻³ in all: 4.4 standard errors.
const MOST: f64 = 4.4;

#[test]
fn corrected_kernels_leave_their_densities_invariant() {
    let banana = Banana { width: 1.5, bend: 0.5, thickness: 0.5 };
    let mixture = (find("mixture").unwrap().build)(Shape::default()).density;
    let donut = (find("donut").unwrap().build)(Shape::default()).density;
    for (name, target) in
        [("banana", &banana as &dyn Density), ("mixture", mixture.as_ref()), ("donut", donut.as_ref())]
    {
        let check = |id: &str, build: Build<'_>| {
            let z = largest_change(target, &format!("{id} {name}"), 4, build);
            assert!(z < MOST, "{id} on {name}: {z}");
        };
        check("rwm", &|x, _| Box::new(Rwm::new(target, x, StepSize::fixed(0.8))));
        check("mala", &|x, _| Box::new(Mala::new(target, x, StepSize::fixed(0.2))));
        check("hmc", &|x, _| Box::new(Hmc::new(target, x, StepSize::fixed(0.4), 4)));
        check("nuts", &|x, _| Box::new(Nuts::new(target, x, StepSize::fixed(0.4), 6)));
        check("slice", &|x, _| Box::new(Slice::new(target, x, 1.0)));
        check("am", &|x, _| {
            let mut chain = AdaptiveMetropolis::new(target, x, 0.8);
            chain.set_adapting(false);
            Box::new(chain)
        });
    }
}

#[test]
fn gibbs_keeps_what_it_can_draw() {
    let correlated = Gaussian { dimension: 3, correlation: 0.7 };
    let z = largest_change(&correlated, "gibbs", 2, |x, _| Box::new(Gibbs::new(&correlated, x).unwrap()));
    assert!(z < MOST, "{z}");
}

#[test]
fn every_exact_sampler_keeps_every_density() {
    // Independent draws of the exact law, moved a few times, against both exact marginals (Gandy & Scott 2020).
    let settings = default_settings();
    let (walks, tests) = (4000, 2 * 8 * DENSITIES.len());
    for info in DENSITIES {
        let planar = (info.build)(Shape::default());
        let (law, draws) = (Law::new(&planar), Draws::new(&planar));
        let target = planar.density.as_ref();
        for sampler in SAMPLERS.iter().filter(|sampler| sampler.exact) {
            let mut noise = Stream::new(6, &format!("{} keeps {}", sampler.info.id, info.id));
            let points = [planar.start.to_vec(), planar.start.to_vec()];
            let start = Start { settings: &settings, target, points: &points, adapt: true, noise: &mut noise };
            let Some(mut chain) = (sampler.build)(start).unwrap() else { continue };
            let mut trace = Trace::new(false);
            (0..300).for_each(|_| chain.step(target, &mut noise, &mut trace));
            chain.end_warm_up();
            let mut ends = [Vec::new(), Vec::new()];
            while ends[0].len() < walks {
                for index in 0..chain.len() {
                    chain.place(index, target, &draws.draw(&planar, &mut noise));
                }
                (0..3).for_each(|_| chain.step(target, &mut noise, &mut trace));
                for index in 0..chain.len() {
                    ends.iter_mut().zip(chain.point(index)).for_each(|(end, x)| end.push(*x));
                }
            }
            for (i, end) in ends.iter_mut().enumerate() {
                let distance = kolmogorov::distance(end, |x| law.marginals[i].distribution(x));
                let bound = kolmogorov::bound(walks as f64, 1e-3 / tests as f64) + law.error;
                assert!(distance < bound, "{} on {}: {distance}, not below {bound}", sampler.info.id, info.id);
            }
        }
    }
}

/// The variance of the first coordinate over one long chain, with its standard error from 200 batches.
fn variance(target: &dyn Density, mut chain: Box<dyn Sampler>, batch: usize) -> (f64, f64) {
    let (mut noise, mut trace) = (Stream::new(11, "variance"), Trace::default());
    (0..2000).for_each(|_| chain.step(target, &mut noise, &mut trace));
    let mut batches = Mean::default();
    for _ in 0..200 {
        let mut squares = 0.0;
        for _ in 0..batch {
            chain.step(target, &mut noise, &mut trace);
            squares += chain.point(0)[0] * chain.point(0)[0];
        }
        batches.add(squares / batch as f64);
    }
    let estimate = batches.estimate().unwrap();
    (estimate.value, estimate.standard_error)
}

#[test]
fn unadjusted_kernels_have_their_predicted_bias_on_a_gaussian() {
    let target = Gaussian { dimension: 2, correlation: 0.0 };
    let at = || vec![0.5, 0.5];
    let check = |id: &str, chain: Box<dyn Sampler>, predicted: f64| {
        let (value, error) = variance(&target, chain, 2000);
        assert!((value - predicted).abs() < 3.89 * error, "{id}: {value} ± {error}, not {predicted}");
        assert!(error < 0.03, "{id}: resolved to {error}");
    };
    let (eta, sigma) = (0.4, 1.5);
    let ula = ula_gaussian_variance(1.0, eta, 1.0);
    check("ula", Box::new(Ula::new(&target, at(), eta, 0.0)), ula);
    // The gradient's noise adds η²σ² to the 2η of each step.
    check("sgld", Box::new(Sgld::new(&target, at(), eta, sigma)), ula * (1.0 + 0.5 * eta * sigma * sigma));
    check("baoab", Box::new(UnderdampedLangevin::new(&target, at(), 0.8, 1.0)), 1.0);
}

#[test]
fn proximal_langevin_s_law_is_that_of_the_envelope() {
    // With a small step: E[x²] under exp(−Huber), λ = 1, to the step's own bias, taken from the envelope's largest curvature.
    let target = Laplace { dimension: 1, scale: 1.0 };
    let (eta, lambda) = (0.05, 1.0);
    let weight = |x: f64| libm::exp(-if x.abs() <= lambda { 0.5 * x * x / lambda } else { x.abs() - 0.5 * lambda });
    let integral = |g: &dyn Fn(f64) -> f64| crate::theory::quadrature::integrate(-40.0, 40.0, |x| g(x) * weight(x));
    let predicted = integral(&|x| x * x) / integral(&|_| 1.0);
    let chain = ProximalLangevin::new(&target, vec![0.0], eta, lambda).unwrap();
    let (value, error) = variance(&target, Box::new(chain), 20_000);
    let bias = predicted * (1.0 / (1.0 - 0.5 * eta / lambda) - 1.0);
    assert!((value - predicted).abs() < 3.89 * error + bias, "{value} ± {error}, not {predicted}");
}

#[test]
fn what_vanishes_with_the_step_vanishes_at_its_order() {
    let target = Gaussian { dimension: 2, correlation: 0.0 };
    let bias = |chain: Box<dyn Sampler>| {
        let (value, error) = variance(&target, chain, 10_000);
        ((value - 1.0).abs(), error)
    };
    for (id, build, steps) in [
        (
            "mirror",
            (|step, target: &dyn Density| {
                Box::new(MirrorLangevin::new(target, vec![0.5; 2], step, 1.0)) as Box<dyn Sampler>
            }) as fn(f64, &dyn Density) -> Box<dyn Sampler>,
            [0.4, 0.02],
        ),
        (
            "microcanonical",
            |step, target| {
                Box::new(Microcanonical::new(target, vec![0.5; 2], step, 1.5, &mut Stream::new(1, "direction")))
            },
            [1.2, 0.12],
        ),
    ] {
        let (coarse, fine) = (bias(build(steps[0], &target)), bias(build(steps[1], &target)));
        assert!(fine.0 < 0.15 * coarse.0 + 3.89 * fine.1, "{id}: {coarse:?} → {fine:?}");
    }
}

#[test]
fn every_sampler_runs_on_every_density() {
    let settings = default_settings();
    for info in DENSITIES {
        let planar = (info.build)(Shape::default());
        for sampler in SAMPLERS {
            let points = vec![planar.start.to_vec(); if sampler.population { 3 } else { 1 }];
            let mut noise = Stream::new(5, sampler.info.id);
            let target = planar.density.as_ref();
            let start = Start { settings: &settings, target, points: &points, adapt: true, noise: &mut noise };
            let Some(mut chain) = (sampler.build)(start).unwrap() else {
                assert!(sampler.needs_more, "{} on {}", sampler.info.id, info.id);
                continue;
            };
            let mut trace = Trace::new(false);
            for step in 0..20_000 {
                if step == 2000 {
                    chain.end_warm_up();
                }
                chain.step(target, &mut noise, &mut trace);
                let finite = (0..chain.len()).all(|k| chain.point(k).iter().all(|v| v.is_finite()));
                assert!(finite && (0.0..=1.0 + 1e-9).contains(&trace.acceptance), "{} on {}", sampler.info.id, info.id);
                // A population of particles costs as much a step as a hundred chains; its path is deterministic.
                if sampler.info.id == "svgd" && step == 500 {
                    break;
                }
            }
        }
    }
}

#[test]
fn dual_averaging_brings_the_acceptance_that_was_asked_for() {
    let target = Gaussian { dimension: 2, correlation: 0.5 };
    let chains: [(f64, Box<dyn Sampler>); 3] = [
        (0.3, Box::new(Rwm::new(&target, vec![0.0; 2], StepSize::learnt(10.0, 0.3)))),
        (0.574, Box::new(Mala::new(&target, vec![0.0; 2], StepSize::learnt(0.01, 0.574)))),
        (0.8, Box::new(Hmc::new(&target, vec![0.0; 2], StepSize::learnt(0.01, 0.8), 3))),
    ];
    for (wanted, mut chain) in chains {
        let (mut noise, mut trace) = (Stream::new(2, "adapt"), Trace::default());
        (0..5000).for_each(|_| chain.step(&target, &mut noise, &mut trace));
        chain.end_warm_up();
        let mut sum = 0.0;
        for _ in 0..20_000 {
            chain.step(&target, &mut noise, &mut trace);
            sum += trace.acceptance / 20_000.0;
        }
        assert!((sum - wanted).abs() < 0.05, "{sum}, not {wanted}");
    }
}
