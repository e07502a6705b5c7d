//! Convergence maps: how many decades of distance a method gains, over step sizes and its own parameter, or over starts.

use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::geometry::{Grid, Rect};
use crate::isolines::isolines;
use crate::measure::spectrum::spectral_radius;
use crate::method::dynamics::{DYNAMICS, Domain, Dynamics, DynamicsInfo};
use crate::palette::ColorMap;
use crate::parameter::{Choice, Kind, Parameter, Scale, Settings};
use crate::problem::game::{self, Game, GameInfo};
use crate::scene::study::{Records, Study, StudyInfo};
use crate::words::{Text, signs, text};
use std::sync::Arc;

/// How the scene announces the first map.
pub(super) const STEP_SIZES: StudyInfo = StudyInfo { id: "step-size-map" };

/// How the scene announces the second.
pub(super) const STARTS: StudyInfo = StudyInfo { id: "start-map" };

/// Columns of either map.
const COLUMNS: usize = 60;
/// Rows of the map over step sizes, a part each.
const VALUES: usize = 40;
/// Rows of the map over starts, a part each.
const ROWS: usize = 60;
/// Steps of the map over step sizes.
const STEPS: usize = 400;
/// Steps of the map over starts.
const LONG: usize = 800;
/// Step sizes of the map, in decades.
const DECADES: [f64; 2] = [-3.0, std::f64::consts::LOG10_2];
/// More decades than this are drawn as this.
const MOST: f64 = 4.0;

/// The parameter that says which method is mapped.
pub(super) fn method_parameter(methods: Vec<Choice>) -> Parameter {
    Parameter::choice("map-method", methods, "negative-momentum")
}

/// A method and the game that it plays.
type Pair = (Box<dyn Dynamics>, Arc<dyn Game>);

/// What both maps need: the method, the game, the walls.
struct Mapped {
    rule: &'static DynamicsInfo,
    game_info: &'static GameInfo,
    game: Arc<dyn Game>,
    domain: Domain,
    settings: Settings,
    seed: u64,
}

impl Mapped {
    fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let id = settings.choice("map-method")?;
        let rule = DYNAMICS.iter().copied().find(|rule| rule.info.id == id).unwrap_or(DYNAMICS[0]);
        let game_info = game::find(settings.choice("game")?)?;
        let game = (game_info.build)(settings)?;
        let domain = Domain::from_half_width(settings.number("box")?);
        Ok(Self { rule, game_info, game, domain, settings: settings.clone(), seed })
    }

    /// The title of a map after so many steps.
    fn title(&self, steps: usize) -> Text {
        text("chart.map").with("method", self.rule.info.label()).with("steps", steps)
    }
}

/// log₁₀ of how much nearer than at its start a method is to its nearest equilibrium after some steps, negative when
/// nearer, within ±[`MOST`]; not a number where there is no equilibrium.
fn decades(game: &dyn Game, domain: Domain, method: &mut dyn Dynamics, start: [f64; 2], steps: usize) -> f64 {
    let distance = |z: &[f64; 2]| game.equilibrium(z).map_or(f64::NAN, |at| libm::hypot(z[0] - at[0], z[1] - at[1]));
    let (mut z, mut last) = (start, start);
    for _ in 0..steps {
        // What a step does not solve shows in where it arrives.
        let _ = method.step(game, domain, &mut z);
        if !z.iter().all(|coordinate| coordinate.abs() < 1e100) {
            break;
        }
        last = z;
    }
    let (first, end) = (distance(&start), distance(&last));
    if z != last {
        return MOST;
    }
    (libm::log10(end.max(f64::MIN_POSITIVE)) - libm::log10(first.max(f64::MIN_POSITIVE))).clamp(-MOST, MOST)
}

/// Over step sizes and one parameter.
pub(super) struct StepSizeMap {
    mapped: Mapped,
    start: [f64; 2],
    parameter: Parameter,
    range: [f64; 2],
    log: bool,
    /// The predicted bound of stability, in the chart's units.
    bound: Vec<Vec<[f64; 2]>>,
}

impl StepSizeMap {
    /// Of the mapped method, at the present start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let mapped = Mapped::new(settings, seed)?;
        let candidates = mapped.rule.info.hyper_parameters().into_iter().chain((mapped.game_info.parameters)());
        let numeric = candidates.filter_map(|parameter| match parameter.kind {
            Kind::Number { min, max, ref scale, .. } => {
                let log = *scale == Scale::Log;
                Some((parameter, [min, max], log))
            }
            Kind::Integer { min, max, .. } => Some((parameter, [min as f64, max as f64], false)),
            _ => None,
        });
        let Some((parameter, range, log)) = numeric.into_iter().next() else {
            let game = text(format!("game.{}.label", mapped.game_info.id));
            return Err(Error::Numerical(
                text("error.nothing-to-map").with("method", mapped.rule.info.label()).with("game", game),
            ));
        };
        let start = settings.point("start")?.map(|coordinate| mapped.domain.project(coordinate));
        let mut map = Self { mapped, start, parameter, range, log, bound: Vec::new() };
        map.bound = map.predicted();
        Ok(map)
    }

    fn step_size(column: usize) -> f64 {
        let decade = DECADES[0] + (DECADES[1] - DECADES[0]) * (column as f64 + 0.5) / COLUMNS as f64;
        libm::pow(10.0, decade)
    }

    /// The ordinate's range as it is drawn, in decades where it is logarithmic.
    fn drawn(&self) -> [f64; 2] {
        if self.log { self.range.map(libm::log10) } else { self.range }
    }

    fn value(&self, row: usize) -> f64 {
        let [low, high] = self.drawn();
        let at = low + (high - low) * (row as f64 + 0.5) / VALUES as f64;
        let value = if self.log { libm::pow(10.0, at) } else { at };
        if matches!(self.parameter.kind, Kind::Integer { .. }) { libm::round(value) } else { value }
    }

    /// The method and the game at a place of the map.
    fn at(&self, settings: &mut Settings, column: usize, row: usize) -> Result<Pair, Error> {
        settings.set("eta", &Self::step_size(column).to_string())?;
        settings.set(&self.parameter.id, &self.value(row).to_string())?;
        Ok(((self.mapped.rule.build)(settings, self.mapped.seed)?, (self.mapped.game_info.build)(settings)?))
    }

    /// Where the spectral radius of one step at the equilibrium is 1; nothing for a method without a matrix, or in a box.
    fn predicted(&self) -> Vec<Vec<[f64; 2]>> {
        if self.mapped.domain.half_width().is_finite() {
            return Vec::new();
        }
        let (mut values, mut settings) = (Vec::with_capacity(COLUMNS * VALUES), self.mapped.settings.clone());
        for row in 0..VALUES {
            for column in 0..COLUMNS {
                let Ok((method, game)) = self.at(&mut settings, column, row) else { return Vec::new() };
                let Some(centre) = game.equilibrium(&self.start) else { return Vec::new() };
                let Some(matrix) = method.one_step_matrix(&game.jacobian(&centre), game.dimensions()) else {
                    return Vec::new();
                };
                // Near 1 only the eigenvalues themselves are sharp enough.
                values.push((1.0 - spectral_radius(&matrix).unwrap_or(3.0).min(3.0)) as f32);
            }
        }
        let area = Rect::new(DECADES, self.drawn());
        let raw = |at: &[f64; 2]| [libm::pow(10.0, at[0]), if self.log { libm::pow(10.0, at[1]) } else { at[1] }];
        let lines = isolines(&Grid { area, columns: COLUMNS, rows: VALUES, values }, 0.0);
        lines.iter().map(|line| line.iter().map(raw).collect()).collect()
    }
}

impl Study for StepSizeMap {
    fn parts(&self) -> usize {
        VALUES
    }

    /// One row: all step sizes at one value of the parameter.
    fn part(&self, index: usize) -> Vec<f64> {
        let mut settings = self.mapped.settings.clone();
        let mut value = |column| {
            let (mut method, game) = self.at(&mut settings, column, index).ok()?;
            Some(decades(game.as_ref(), self.mapped.domain, method.as_mut(), self.start, STEPS))
        };
        (0..COLUMNS).map(|column| value(column).unwrap_or(f64::NAN)).collect()
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let [low, high] = self.drawn();
        let mut marks = vec![field(Rect::new(DECADES, [low, high]), parts)];
        marks.extend(self.bound.iter().cloned().map(Mark::predicted));
        let label = signs(self.parameter.id.clone());
        let y = if self.log { Axis::log(label) } else { Axis::linear(label) };
        let (x, y) = (Axis::log(text("axis.step-size")), y.within(self.range[0], self.range[1]));
        Chart::new("step-size-map", x, y, marks).titled(self.mapped.title(STEPS))
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let cells = parts.iter().enumerate().flat_map(|(row, part)| {
            let cells = part.iter().flatten().enumerate();
            cells.map(move |(column, decades)| vec![Self::step_size(column), self.value(row), *decades])
        });
        Records::new(&["eta", &self.parameter.id, "decades"], cells.collect())
    }
}

/// Over starts.
pub(super) struct StartMap {
    mapped: Mapped,
    area: Rect,
}

impl StartMap {
    /// Of the mapped method, with the present step size.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let mapped = Mapped::new(settings, seed)?;
        let half = mapped.game_info.view.min(mapped.domain.half_width());
        Ok(Self { mapped, area: Rect::new([-half, half], [-half, half]) })
    }

    fn start(&self, column: usize, row: usize) -> [f64; 2] {
        let along = |[low, high]: [f64; 2], index: usize, count: usize| {
            low + (high - low) * (index as f64 + 0.5) / count as f64
        };
        [along(self.area.x, column, COLUMNS), along(self.area.y, row, ROWS)]
    }
}

impl Study for StartMap {
    fn parts(&self) -> usize {
        ROWS
    }

    /// One row: all starts of one height.
    fn part(&self, index: usize) -> Vec<f64> {
        let value = |column| {
            let mut method = (self.mapped.rule.build)(&self.mapped.settings, self.mapped.seed).ok()?;
            let start = self.start(column, index);
            Some(decades(self.mapped.game.as_ref(), self.mapped.domain, method.as_mut(), start, LONG))
        };
        (0..COLUMNS).map(|column| value(column).unwrap_or(f64::NAN)).collect()
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let (x, y) = (Axis::linear("x₀"), Axis::linear("y₀"));
        Chart::new("start-map", x, y, vec![field(self.area, parts)]).titled(self.mapped.title(LONG)).squared()
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let cells = parts.iter().enumerate().flat_map(|(row, part)| {
            let cells = part.iter().flatten().enumerate();
            cells.map(move |(column, decades)| {
                let [x, y] = self.start(column, row);
                vec![x, y, *decades]
            })
        });
        Records::new(&["x", "y", "decades"], cells.collect())
    }
}

/// The rows that are done by colour; the others are paper.
fn field(area: Rect, parts: &[Option<Vec<f64>>]) -> Mark {
    let mut values = Vec::with_capacity(COLUMNS * parts.len());
    for part in parts {
        match part {
            Some(row) => values.extend(row.iter().map(|value| *value as f32)),
            None => values.extend([0.0; COLUMNS]),
        }
    }
    Mark::Field { grid: Grid { area, columns: COLUMNS, rows: parts.len(), values }, map: ColorMap::Diverging }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;

    fn settings(changes: &[(&str, &str)]) -> Settings {
        let mut settings = Settings::new(find("gda-spiral").unwrap().parameters());
        for (id, value) in changes {
            settings.set(id, value).unwrap();
        }
        settings
    }

    #[test]
    fn the_measured_sign_is_that_of_the_predicted_rate() {
        let map = StepSizeMap::new(&settings(&[("map-method", "extragradient")]), 0).unwrap();
        assert_eq!(map.parameter.id, "a");
        let mut compared = 0;
        for row in [3, 20, 39] {
            let part = map.part(row);
            for (column, measured) in part.iter().enumerate() {
                let s = StepSizeMap::step_size(column) * map.value(row);
                let predicted = 0.5 * STEPS as f64 * libm::log10(1.0 - s * s + s * s * s * s);
                assert!((measured - predicted.clamp(-MOST, MOST)).abs() < 1e-9, "{measured} for {predicted}");
                compared += 1;
            }
        }
        assert_eq!(compared, 3 * COLUMNS);
    }

    #[test]
    fn the_bound_lies_where_extragradient_breaks_down() {
        let map = StepSizeMap::new(&settings(&[("map-method", "extragradient")]), 0).unwrap();
        assert!(map.bound.iter().flatten().count() > VALUES);
        // ηa = 1.
        for [step_size, coupling] in map.bound.iter().flatten() {
            assert!((step_size * coupling).ln().abs() < 0.06, "{step_size} {coupling}");
        }
    }

    #[test]
    fn starts_of_the_forsaken_game_reach_it_from_within_only() {
        let map = StartMap::new(&settings(&[("game", "forsaken"), ("eta", "0.03"), ("map-method", "gda")]), 0).unwrap();
        let middle = map.part(ROWS / 2 + 6);
        // Beside the equilibrium, near (0.08, 0.41), by the spectral radius of a step; from outside the cycles to the outer one.
        let game = &map.mapped.game;
        let centre = game.equilibrium(&[0.0, 0.4]).unwrap();
        let step = nalgebra::DMatrix::identity(2, 2) - game.jacobian(&centre) * 0.03;
        let predicted = LONG as f64 * spectral_radius(&step).unwrap().log10();
        assert!(predicted < -0.2 && (middle[31] / predicted - 1.0).abs() < 0.2, "{} for {predicted}", middle[31]);
        let far = map.start(8, ROWS / 2 + 6);
        let distance = libm::hypot(far[0] - centre[0], far[1] - centre[1]) * libm::pow(10.0, middle[8]);
        assert!(distance > 0.5, "{distance}");
    }

    #[test]
    fn a_pair_without_a_parameter_is_refused_in_words() {
        let error = StepSizeMap::new(&settings(&[("game", "sine-sum"), ("map-method", "gda")]), 0).err().unwrap();
        assert!(matches!(error, Error::Numerical(text) if text.id() == Some("error.nothing-to-map")));
    }
}
