//! The scene's state in time: both laws, a walker on the graph, a cloud under Langevin dynamics, and what is measured.

use super::claims::{self, Measurements};
use super::flow::{Quotient, Slowest, on_graph, on_grid};
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::fokker_planck::FokkerPlanck;
use crate::method::graph_walk::{GRAPH_WALK, Graph};
use crate::method::langevin::{ULA, Ula};
use crate::normal;
use crate::parameter::Settings;
use crate::problem::density::{Planar, Shape, menu};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::spectral_gap::TwoModeGap;
use crate::words::{Notation, Text, text};
use std::sync::{Arc, OnceLock};

/// Cells of the generator's grid; two coarser ones, of 4/3 and twice the width, tell its error.
const CELLS: [usize; 2] = [48, 36];
/// How far beyond the density's view the grid reaches, as a share of it on each side.
const AIR: f64 = 0.15;
/// Particles of the cloud.
const CLOUD: usize = 250;
/// A particle farther out than this many views has left for good.
const LOST: f64 = 20.0;
/// The radii at which the gap is set beside the passage time.
const RADII: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5];

/// What does not change in a run.
pub(super) struct Fixed {
    pub(super) planar: Planar,
    pub(super) ula: Ula,
    pub(super) grid: FokkerPlanck,
    pub(super) graph: Graph,
    /// Where both laws start, and on which vertex.
    pub(super) start: [f64; 2],
    vertex: usize,
    /// For two Gaussians, their distance from the middle.
    pub(super) radius: Option<f64>,
    // Asked for when they are first needed, because each takes long to find.
    of_grid: OnceLock<Option<Slowest>>,
    of_graph: OnceLock<Option<Slowest>>,
    convexity: OnceLock<Convexity>,
    two_modes: OnceLock<Option<TwoModeGap>>,
    radii: OnceLock<Vec<(f64, TwoModeGap)>>,
    /// What has to be said of the density.
    notice: Option<Text>,
}

/// How convex f is, with what its gap is on coarser grids.
pub(super) struct Convexity {
    /// The least curvature of f on the grid.
    pub(super) alpha: f64,
    /// λ₂ on grids of 4/3 and twice the width, where f is convex: else nothing is made of it.
    pub(super) coarser: [Option<f64>; 2],
}

impl Fixed {
    /// What is slowest under Langevin's generator.
    pub(super) fn of_grid(&self) -> Option<&Slowest> {
        let (law, _) = on_cell(&self.grid, self.start);
        self.of_grid.get_or_init(|| Slowest::of_generator(&self.grid, &law, self.ula.eta())).as_ref()
    }

    /// What is slowest on the graph, its function with the sign with which it looks like the generator's.
    pub(super) fn of_graph(&self) -> Option<&Slowest> {
        let find = || {
            let mut found = Slowest::of_graph(&self.graph, self.vertex)?;
            if let Some(on_grid) = self.of_grid() {
                agree(&mut found, &self.graph, on_grid, &self.grid);
            }
            Some(found)
        };
        self.of_graph.get_or_init(find).as_ref()
    }

    /// How convex f is.
    pub(super) fn convexity(&self) -> &Convexity {
        self.convexity.get_or_init(|| {
            let (alpha, eta) = (least_curvature(&self.planar, &self.grid), self.ula.eta());
            let gap = |[part, whole]: [usize; 2]| {
                let coarse = generator(&self.planar, eta, CELLS.map(|cells| cells * part / whole));
                Slowest::of_generator(&coarse, &on_cell(&coarse, self.start).0, eta).map(|slowest| slowest.gap)
            };
            let coarser = if alpha > 0.0 { [[3, 4], [1, 2]].map(gap) } else { [None; 2] };
            Convexity { alpha, coarser }
        })
    }

    /// For two Gaussians: the gap at the radius set.
    pub(super) fn two_modes(&self) -> Option<&TwoModeGap> {
        self.two_modes.get_or_init(|| self.radius.map(TwoModeGap::new)).as_ref()
    }

    /// The same at several radii.
    pub(super) fn radii(&self) -> &[(f64, TwoModeGap)] {
        self.radii.get_or_init(|| match self.radius {
            Some(_) => RADII.iter().map(|r| (*r, TwoModeGap::new(*r))).collect(),
            None => Vec::new(),
        })
    }

    /// Computes the next of these, if one is missing.
    fn prepare(&self) -> bool {
        if self.of_grid.get().is_none() {
            self.of_grid();
        } else if self.of_graph.get().is_none() {
            self.of_graph();
        } else if self.convexity.get().is_none() {
            self.convexity();
        } else if self.two_modes.get().is_none() {
            self.two_modes();
        } else if self.radii.get().is_none() {
            self.radii();
        } else {
            return false;
        }
        true
    }
}

/// The generator on a grid of so many cells, over the density's view and some air around it.
fn generator(planar: &Planar, eta: f64, [columns, rows]: [usize; 2]) -> FokkerPlanck {
    let air = |[low, high]: [f64; 2]| [low - AIR * (high - low), high + AIR * (high - low)];
    let area = Rect::new(air(planar.view.x), air(planar.view.y));
    FokkerPlanck::new(planar.density.as_ref(), 1.0, eta, area, columns, rows)
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct GapRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) law: Vec<f64>,
    pub(super) graph_law: Vec<f64>,
    pub(super) cloud: Vec<[f64; 2]>,
    pub(super) vertex: usize,
    pub(super) path: Trail,
    /// As last taken; none before the first step.
    quotients: [Option<Quotient>; 2],
    pub(super) measurements: Measurements,
    cloud_stream: Stream,
    walk_stream: Stream,
    pub(super) step: u64,
}

/// A law that stands on one cell.
fn on_cell(grid: &FokkerPlanck, at: [f64; 2]) -> (Vec<f64>, [f64; 2]) {
    let distance = |cell: &usize| {
        let [x, y] = grid.centre(*cell);
        libm::hypot(x - at[0], y - at[1])
    };
    let held = (0..grid.limit.len()).filter(|cell| grid.limit[*cell] > 0.0);
    let mut law = vec![0.0; grid.limit.len()];
    let mut place = at;
    if let Some(cell) = held.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
        law[cell] = 1.0;
        place = grid.centre(cell);
    }
    (law, place)
}

/// Points drawn from the grid's limit, evenly within their cells.
fn draws(grid: &FokkerPlanck, count: usize, stream: &mut Stream) -> Vec<[f64; 2]> {
    let (width, height) = (grid.area.width() / grid.columns as f64, grid.area.height() / grid.rows as f64);
    let mut sum = 0.0;
    let cumulative: Vec<f64> = grid
        .limit
        .iter()
        .map(|mass| {
            sum += mass;
            sum
        })
        .collect();
    (0..count)
        .map(|_| {
            let u = stream.uniform() * sum;
            let cell = cumulative.partition_point(|edge| *edge <= u).min(cumulative.len().saturating_sub(1));
            let [x, y] = grid.centre(cell);
            [x + width * (stream.uniform() - 0.5), y + height * (stream.uniform() - 0.5)]
        })
        .collect()
}

impl GapRun {
    /// At step 0: both laws in one place.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, r) = (settings.number("eta")?, settings.number("r")?);
        let shape = Shape { r, correlation: settings.number("correlation")? };
        let id = settings.choice("density")?;
        let (planar, notice) = menu::chosen(settings, shape)?;
        let grid = generator(&planar, eta, CELLS);
        let (law, start) = on_cell(&grid, settings.point("start")?);
        let graph = Graph::of_neighbours(
            draws(&grid, settings.count("vertices")?, &mut Stream::new(seed, "vertices")),
            settings.count("neighbours")?,
        );
        let from_start = |at: &[f64; 2]| libm::hypot(at[0] - start[0], at[1] - start[1]);
        let vertices = graph.points.iter().enumerate();
        let vertex = vertices.min_by(|a, b| from_start(a.1).total_cmp(&from_start(b.1))).map_or(0, |(index, _)| index);
        let mut graph_law = vec![0.0; graph.points.len()];
        graph_law[vertex] = 1.0;
        let fixed = Arc::new(Fixed {
            ula: Ula::new(eta, 1.0),
            planar,
            grid,
            graph,
            start,
            vertex,
            radius: (id == "two-gaussians").then_some(r),
            of_grid: OnceLock::new(),
            of_graph: OnceLock::new(),
            convexity: OnceLock::new(),
            two_modes: OnceLock::new(),
            radii: OnceLock::new(),
            notice,
        });
        Ok(Self {
            measurements: Measurements::new(&fixed, seed),
            path: Trail::from(fixed.graph.points.get(vertex).copied().unwrap_or(start)),
            law,
            graph_law,
            cloud: vec![start; CLOUD],
            vertex,
            quotients: [None; 2],
            cloud_stream: Stream::new(seed, ULA.id),
            walk_stream: Stream::new(seed, GRAPH_WALK.id),
            fixed,
            step: 0,
        })
    }

    /// The quotients on the grid and on the graph, as they are or were when the slowest part was alone.
    pub(super) fn quotients(&self) -> [Option<Quotient>; 2] {
        let Fixed { grid, graph, .. } = self.fixed.as_ref();
        [
            self.quotients[0].or_else(|| Some(on_grid(grid, &self.law, self.fixed.of_grid()?))),
            self.quotients[1].or_else(|| Some(on_graph(graph, &self.graph_law, self.fixed.of_graph()?))),
        ]
    }

    fn drift(&mut self) {
        let mut noise = [0.0; 2 * CLOUD];
        normal::fill(&mut self.cloud_stream, &mut noise);
        let Fixed { planar, ula, .. } = self.fixed.as_ref();
        let reach = LOST * planar.view.width().max(planar.view.height());
        let mut slope = [0.0; 2];
        for (at, xi) in self.cloud.iter_mut().zip(noise.chunks_exact(2)) {
            planar.density.gradient(at, &mut slope);
            let next = [ula.step(at[0], slope[0], xi[0]), ula.step(at[1], slope[1], xi[1])];
            // A step too large for a steep place is not taken.
            if next.iter().all(|v| v.abs() < reach) {
                *at = next;
            }
        }
    }
}

/// The least eigenvalue of ∇²f over the cells that hold mass, or the least change of ∇f from such a cell to the one beside or above it,
/// per length, if that is less: a wall at which ∇f falls at once makes f less convex than ∇²f says.
fn least_curvature(planar: &Planar, grid: &FokkerPlanck) -> f64 {
    let holds = |cell: usize| grid.limit.get(cell).is_some_and(|limit| *limit > 0.0);
    let slope = |cell: usize| {
        let (at, mut slope) = (grid.centre(cell), [0.0; 2]);
        planar.density.gradient(&at, &mut slope);
        (at, slope)
    };
    let change = |from: usize, to: usize, axis: usize| {
        let ((from, low), (to, high)) = (slope(from), slope(to));
        (high[axis] - low[axis]) / (to[axis] - from[axis])
    };
    let least = |cell: usize| {
        let hessian = planar.density.hessian(&grid.centre(cell));
        let (a, b, c) = (hessian[(0, 0)], hessian[(0, 1)], hessian[(1, 1)]);
        let mut least = 0.5 * (a + c) - libm::hypot(0.5 * (a - c), b);
        if !(cell + 1).is_multiple_of(grid.columns) && holds(cell + 1) {
            least = least.min(change(cell, cell + 1, 0));
        }
        if holds(cell + grid.columns) {
            least = least.min(change(cell, cell + grid.columns, 1));
        }
        least
    };
    (0..grid.limit.len()).filter(|cell| holds(*cell)).map(least).fold(f64::INFINITY, f64::min)
}

/// Gives the graph's function the sign with which it looks like the generator's.
fn agree(on_graph: &mut Slowest, graph: &Graph, on_grid: &Slowest, grid: &FokkerPlanck) {
    let vertices = graph.points.iter().zip(&on_graph.function).zip(&graph.stationary);
    let alike: f64 =
        vertices.map(|((at, f), pi)| pi * f * grid.cell(*at).map_or(0.0, |cell| on_grid.function[cell])).sum();
    if alike < 0.0 {
        on_graph.function.iter_mut().for_each(|f| *f = -*f);
    }
}

impl Run for GapRun {
    fn step(&mut self) {
        self.step += 1;
        let fixed = self.fixed.clone();
        fixed.grid.step(&mut self.law);
        fixed.graph.step(&mut self.graph_law);
        self.vertex = fixed.graph.walk(self.vertex, &mut self.walk_stream);
        if let Some(at) = fixed.graph.points.get(self.vertex) {
            self.path.push(*at);
        }
        self.drift();
        // Later on rounding would be all that is seen.
        let due = |slowest: &&Slowest| self.step <= slowest.step;
        if let Some(slowest) = fixed.of_grid().filter(due) {
            self.quotients[0] = Some(on_grid(&fixed.grid, &self.law, slowest));
        }
        if let Some(slowest) = fixed.of_graph().filter(due) {
            self.quotients[1] = Some(on_graph(&fixed.graph, &self.graph_law, slowest));
        }
        self.measurements.tick(&fixed);
    }

    fn prepare(&self) -> bool {
        self.fixed.prepare()
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        self.fixed.planar.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.fixed, view)
    }

    fn frame(&self) -> Frame {
        let gap = |slowest: Option<&Slowest>| slowest.map_or(f64::NAN, |slowest| slowest.gap);
        let (grid, graph) = (gap(self.fixed.of_grid()), gap(self.fixed.of_graph()));
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::of_method(ULA.id, "gap", grid),
                Readout::of_method(GRAPH_WALK.id, "gap", graph),
                Readout::new("poincare", 1.0 / grid),
            ],
            notices: self.fixed.notice.iter().cloned().collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let relative = |quotient: Option<Quotient>, slowest: Option<&Slowest>| {
            quotient.zip(slowest).map_or(f64::NAN, |(quotient, slowest)| quotient.value / slowest.gap)
        };
        let [grid, graph] = self.quotients();
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        vec![
            observable("quotient.ula", relative(grid, self.fixed.of_grid())),
            observable("quotient.graph-walk", relative(graph, self.fixed.of_graph())),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        let count = self.cloud.len().max(1) as f64;
        let mean = self.cloud.iter().fold([0.0; 2], |sum, at| [sum[0] + at[0] / count, sum[1] + at[1] / count]);
        let at = self.fixed.graph.points.get(self.vertex).copied().unwrap_or(self.fixed.start);
        let track = |info: &crate::method::MethodInfo, label: Text, point: [f64; 2]| Track {
            id: info.id.to_string(),
            label,
            point: point.to_vec(),
            value: -self.fixed.planar.density.potential(&point),
        };
        vec![track(&ULA, text("track.cloud-mean"), mean), track(&GRAPH_WALK, GRAPH_WALK.label(), at)]
    }

    fn claims(&self) -> Vec<Claim> {
        claims::claims(self)
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let cell = self.fixed.grid.cell(at)?;
        let function = self.fixed.of_grid().map_or(f64::NAN, |slowest| slowest.function[cell]);
        Some(Probe {
            lines: vec![
                text("probe.value").number("value", self.fixed.planar.density.potential(&at), Notation::Fixed(4)),
                text("probe.slowest").number("value", function, Notation::Fixed(3)),
                text("probe.ratio").number(
                    "ratio",
                    self.law[cell] / self.fixed.grid.limit[cell],
                    Notation::Scientific(3),
                ),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.law.iter().chain(&self.graph_law).chain(self.cloud.iter().flatten()).for_each(|v| hash(*v));
        hash(self.vertex as f64);
        self.measurements.digest(hash);
    }
}
