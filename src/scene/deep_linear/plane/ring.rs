//! A ring about 0 and the work that the flow of the product does round it.

use super::super::ACCELERATION;
use super::loss::{CURVATURES, MINIMUM, PowerLoss};
use crate::error::Error;
use crate::frame::Claim;
use crate::parameter::Settings;
use crate::scene::exact::EXACT;
use crate::theory::deep_linear::{Ring, end_to_end_velocity, work_round_ring};
use std::f64::consts::PI;

/// Steps of the bead along each of the four sides.
const PIECES: usize = 200;
/// Steps of the bead once round.
pub(super) const ROUND: u64 = 4 * PIECES as u64;

/// A ring with the work so far at each place of the bead.
#[derive(Debug, Clone)]
pub(super) struct RingWork {
    pub(super) depth: usize,
    pub(super) places: Vec<[f64; 2]>,
    pub(super) work: Vec<f64>,
    /// The work once round, where theory knows it.
    pub(super) predicted: Option<f64>,
}

/// The place on the path round a ring, 0 to 4: out, along the outer arc, in, back along the inner arc; with the derivative.
fn on_ring(ring: &Ring, place: f64) -> ([f64; 2], [f64; 2]) {
    let ([inner, outer], [first, second]) = (ring.radii, ring.angles);
    let (wide, turn) = (outer - inner, second - first);
    let (radius, angle, growth, spin) = match place as usize {
        0 => (inner + wide * place, first, wide, 0.0),
        1 => (outer, first + turn * (place - 1.0), 0.0, turn),
        2 => (outer - wide * (place - 2.0), second, -wide, 0.0),
        _ => (inner, second - turn * (place - 3.0), 0.0, -turn),
    };
    let (sine, cosine) = libm::sincos(angle);
    let along = [growth * cosine - radius * spin * sine, growth * sine + radius * spin * cosine];
    ([radius * cosine, radius * sine], along)
}

impl RingWork {
    /// The ring of the settings, if they have one.
    pub(super) fn new(settings: &Settings, loss: &PowerLoss) -> Result<Option<Self>, Error> {
        let slope = [0, 1].map(|i| CURVATURES[i] * MINIMUM[i]);
        let angle = libm::atan2(slope[1], slope[0]);
        let angles = match settings.choice("loop")? {
            "half-ring" => [angle - PI, angle],
            "quarter-ring" => [0.0, 0.5 * PI],
            _ => return Ok(None),
        };
        let ring = Ring { radii: [settings.number("inner")?, settings.number("outer")?], angles };
        let depth = settings.count("loop-depth")?;
        let power = |place: f64| {
            let (at, along) = on_ring(&ring, place);
            let velocity = end_to_end_velocity(at, loss.slope(at), depth);
            velocity[0] * along[0] + velocity[1] * along[1]
        };
        let (mut places, mut work, mut sum) = (vec![on_ring(&ring, 0.0).0], vec![0.0], 0.0);
        for piece in 0..4 * PIECES {
            let [first, last] = [piece, piece + 1].map(|end| end as f64 / PIECES as f64);
            // Gauss and Legendre's rule of three points: a piece is so short that only rounding remains.
            let (middle, reach) = (0.5 * (first + last), 0.5 * (last - first) * libm::sqrt(0.6));
            let mean = (5.0 * power(middle - reach) + 8.0 * power(middle) + 5.0 * power(middle + reach)) / 18.0;
            sum += mean * (last - first);
            places.push(on_ring(&ring, last).0);
            work.push(sum);
        }
        let known = loss.power() == 2;
        let predicted = known.then(|| work_round_ring(&ring, CURVATURES, slope, depth));
        Ok(Some(Self { depth, places, work, predicted }))
    }

    /// Where the bead is after so many steps, counted along the places; round and round.
    pub(super) fn place(&self, step: u64) -> usize {
        if step == 0 { 0 } else { ((step - 1) % ROUND) as usize + 1 }
    }

    /// The claim about the work, of a size with the greatest that is done on the way.
    pub(super) fn claim(&self, step: u64) -> Option<Claim> {
        let size = self.work.iter().fold(1.0_f64, |most, work| most.max(work.abs()));
        let claim = Claim::equal("work", self.predicted?, ACCELERATION).within(EXACT * size, "exact");
        let measured = self.work.last().copied().filter(|_| step >= ROUND);
        Some(claim.measured(measured).progressing(step.min(ROUND) as f64 / ROUND as f64))
    }
}
