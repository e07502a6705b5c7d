//! How a field's values become tones from 0 to 1, and which round values get isolines.

use super::ticks;
use crate::palette::ColorMap;

/// The tone curve of a field: linear where its values spread evenly over the picture; else logarithmic above its lowest
/// value (about zero on a diverging map), bent just so far that the picture's median value gets the middle tone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tone {
    map: ColorMap,
    low: f64,
    high: f64,
    /// s of log(1 + u/s), with u counted from the lowest value; none for linear.
    bend: Option<f64>,
}

impl Tone {
    /// The curve that suits a map and a field.
    pub fn of(map: ColorMap, values: &[f32]) -> Self {
        let mut finite: Vec<f32> = values.iter().copied().filter(|value| value.is_finite()).collect();
        if map == ColorMap::Diverging {
            finite.iter_mut().for_each(|value| *value = value.abs());
        }
        // Selection, not sorting: moving fields ask for it in every frame.
        let mut quantile = |part: f64| {
            let place = (part * finite.len().saturating_sub(1) as f64) as usize;
            if finite.is_empty() { 1.0 } else { f64::from(*finite.select_nth_unstable_by(place, f32::total_cmp).1) }
        };
        let top = quantile(1.0);
        if map == ColorMap::Density {
            return Self { map, low: 0.0, high: top.max(f64::MIN_POSITIVE), bend: None };
        }
        let low = if map == ColorMap::Diverging { 0.0 } else { quantile(0.0) };
        // A quantile rather than the greatest value keeps one steep corner from deciding.
        let span = (quantile(0.97) - low).max(f64::MIN_POSITIVE);
        let middle = (quantile(0.5) - low).max(1e-3 * span);
        // log(1 + m/s) = ½ log(1 + U/s) has the solution s = m² / (U − 2m); close to a straight line it is one.
        let bend = (middle < 0.4 * span).then(|| middle * middle / (span - 2.0 * middle));
        let high = if bend.is_some() { top } else { quantile(0.99) };
        Self { map, low, high: high.max(low + f64::MIN_POSITIVE), bend }
    }

    /// Whether equal steps of tone are factors rather than differences.
    pub fn is_log(&self) -> bool {
        self.bend.is_some()
    }

    /// The tone of a value, in [0, 1] from the lowest to about the highest; on a diverging map zero is in the middle.
    pub fn at(&self, value: f32) -> f64 {
        let value = f64::from(value);
        if self.map == ColorMap::Diverging {
            0.5 + 0.5 * self.rise(value.abs()) * if value < 0.0 { -1.0 } else { 1.0 }
        } else {
            self.rise(value)
        }
    }

    fn rise(&self, value: f64) -> f64 {
        let (above, span) = ((value - self.low).max(0.0), self.high - self.low);
        let tone = match self.bend {
            None => above / span,
            Some(bend) => libm::log1p(above / bend) / libm::log1p(span / bend),
        };
        tone.min(1.0)
    }

    /// The value at which the curve has risen to `tone`.
    fn value(&self, tone: f64) -> f64 {
        let span = self.high - self.low;
        self.low
            + match self.bend {
                None => tone * span,
                Some(bend) => bend * libm::expm1(tone * libm::log1p(span / bend)),
            }
    }

    /// About `count` round values, evenly spread over the tones, lowest first.
    pub fn levels(&self, count: usize) -> Vec<f64> {
        if count == 0 || !(self.low.is_finite() && self.high.is_finite()) {
            return Vec::new();
        }
        if self.map != ColorMap::Diverging {
            return self.rising(count);
        }
        let rising = self.rising((count / 2).max(1));
        rising.iter().rev().map(|level| -level).chain([0.0]).chain(rising.iter().copied()).collect()
    }

    /// Round values above the lowest, below the highest.
    fn rising(&self, count: usize) -> Vec<f64> {
        let mut levels = if self.is_log() {
            let part = |k: f64| self.value(k / (count + 1) as f64);
            (1..=count).map(|k| rounded(part(k as f64), part(k as f64 + 0.5) - part(k as f64 - 0.5))).collect()
        } else {
            ticks::linear(self.low, self.high, count)
        };
        levels.retain(|level| *level > self.low && *level < self.high);
        levels.dedup();
        levels
    }
}

/// The value rounded to the largest of 1, 2 or 5 times a power of ten that is at most `grain`.
fn rounded(value: f64, grain: f64) -> f64 {
    if !(grain > 0.0 && grain.is_finite()) {
        return value;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(grain)));
    let step = [5.0, 2.0].into_iter().map(|m| m * power).find(|step| *step <= grain).unwrap_or(power);
    libm::round(value / step) * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Grid;
    use crate::problem::landscape::{LANDSCAPES, find};
    use proptest::prelude::*;

    fn tone(landscape: &str) -> Tone {
        let info = find(landscape).unwrap();
        let landscape = (info.build)(&crate::parameter::Settings::new((info.parameters)())).unwrap();
        Tone::of(ColorMap::Relief, &Grid::sample(info.view, 180, 120, |x, y| landscape.value(&[x, y])).values)
    }

    #[test]
    fn wide_ranges_are_read_in_factors() {
        for id in ["rosenbrock", "beale", "goldstein-price", "himmelblau"] {
            assert!(tone(id).is_log(), "{id}");
        }
        for id in ["rastrigin", "ackley", "bowl"] {
            assert!(!tone(id).is_log(), "{id}");
        }
    }

    #[test]
    fn levels_are_round_and_lie_where_tones_do() {
        for info in LANDSCAPES {
            let tone = tone(info.id);
            let levels = tone.levels(12);
            assert!((5..=26).contains(&levels.len()), "{}: {levels:?}", info.id);
            for pair in levels.windows(2) {
                assert!(pair[0] < pair[1], "{}: {levels:?}", info.id);
            }
            for level in &levels {
                let digits = format!("{:.1e}", level.abs());
                let read: f64 = digits.parse().unwrap();
                assert!((read - level.abs()).abs() <= 1e-9 * level.abs(), "{}: {level} is not round", info.id);
            }
        }
    }

    #[test]
    fn zero_stands_in_the_middle_of_a_diverging_map() {
        let tone = Tone::of(ColorMap::Diverging, &[-3.0, 0.0, 1.0, 2.0]);
        assert!((tone.at(0.0) - 0.5).abs() < 1e-12);
        assert!((tone.at(1.5) + tone.at(-1.5) - 1.0).abs() < 1e-12);
        let levels = tone.levels(8);
        assert_eq!(levels.iter().map(|level| -level).rev().collect::<Vec<_>>(), levels);
    }

    proptest! {
        #[test]
        fn tones_rise_with_values(mut values in prop::collection::vec(-1e6_f32..1e6, 3..60), spread in -30..30) {
            values.iter_mut().for_each(|value| *value *= 2.0_f32.powi(spread));
            for map in [ColorMap::Diverging, ColorMap::Relief, ColorMap::Density] {
                let tone = Tone::of(map, &values);
                values.sort_by(f32::total_cmp);
                let tones: Vec<f64> = values.iter().map(|value| tone.at(*value)).collect();
                prop_assert!(tones.windows(2).all(|pair| pair[0] <= pair[1]));
                prop_assert!(tones.iter().all(|tone| (0.0..=1.0).contains(tone)));
                prop_assert!(tone.levels(9).windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }
}
