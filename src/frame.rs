//! The picture as plain data: layers, charts, readouts, claims; drawn by [`crate::view`] on any backend.

use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::source::Source;
use crate::words::{Text, text};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A kebab-case id of a chart, a readout, a table's row, a series or a claim.
pub type Id = Cow<'static, str>;

/// What is drawn behind: it depends on the parameters and the view, not on time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Backdrop {
    /// A field shown by colour, with its map.
    pub field: Option<(Grid, ColorMap)>,
    /// Number of isolines of the field, 0 for none.
    pub isolines: usize,
    /// Where this is positive the field is shaded, up to an outline at 0; of the field's size.
    pub shaded: Option<Grid>,
    /// A vector field's arrows: foot and direction in data units (drawn with equal lengths, fading with magnitude).
    pub arrows: Vec<([f64; 2], [f64; 2])>,
    /// Thin reference curves.
    pub curves: Vec<Vec<[f64; 2]>>,
}

/// One moving layer of the picture, in data units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Layer {
    /// A path that fades towards its past.
    Trail {
        /// Oldest first.
        points: Vec<[f64; 2]>,
        /// Its colour.
        color: Color,
    },
    /// Many small dots.
    Cloud {
        /// The dots.
        points: Vec<[f64; 2]>,
        /// Their colour.
        color: Color,
        /// Radius in CSS pixels.
        radius: f64,
        /// Opacity in (0, 1].
        opacity: f64,
    },
    /// One marked point with a label beside it.
    Marker {
        /// Where.
        at: [f64; 2],
        /// Its colour.
        color: Color,
        /// Its label, or empty.
        label: Text,
        /// Filled disc, or ring.
        filled: bool,
    },
    /// A line through given points, dashed or solid.
    Curve {
        /// The points.
        points: Vec<[f64; 2]>,
        /// Its colour.
        color: Color,
        /// Width in CSS pixels.
        width: f64,
        /// Dashed, or solid.
        dashed: bool,
    },
    /// A filled area under a curve, down to `base`.
    Area {
        /// The upper edge.
        points: Vec<[f64; 2]>,
        /// The lower edge's ordinate.
        base: f64,
        /// Its colour.
        color: Color,
        /// Opacity in (0, 1].
        opacity: f64,
    },
    /// An arrow from one point to another, with a head at its end.
    Arrow {
        /// Its foot.
        from: [f64; 2],
        /// Its tip.
        to: [f64; 2],
        /// Its colour.
        color: Color,
        /// A label at its tip, or empty.
        label: Text,
        /// Dashed, or solid.
        dashed: bool,
    },
    /// A moving field, laid as an image over the backdrop and under all other layers; low densities let it through.
    Field {
        /// The values.
        grid: Grid,
        /// Their colours.
        map: ColorMap,
    },
    /// Text in the picture.
    Text {
        /// Where its left middle stands.
        at: [f64; 2],
        /// The text.
        text: Text,
        /// Its colour.
        color: Color,
    },
}

/// An axis of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Its name.
    pub label: Text,
    /// Logarithmic, or linear.
    pub log: bool,
    /// A fixed range; otherwise it follows what is drawn.
    pub range: Option<[f64; 2]>,
}

impl Axis {
    /// A linear axis that follows what is drawn.
    pub fn linear(label: impl Into<Text>) -> Self {
        Self { label: label.into(), log: false, range: None }
    }

    /// A logarithmic axis that follows what is drawn.
    pub fn log(label: impl Into<Text>) -> Self {
        Self { label: label.into(), log: true, range: None }
    }

    /// The linear axis of steps.
    pub fn steps() -> Self {
        Self::linear(text("axis.step"))
    }

    /// The same axis with a fixed range.
    pub fn within(mut self, min: f64, max: f64) -> Self {
        self.range = Some([min, max]);
        self
    }
}

/// One mark of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Mark {
    /// The recorded history of the observable with this id (see [`crate::scene::Run::observe`]) against the step.
    Series {
        /// The observable's id.
        id: Id,
        /// Its colour.
        color: Color,
    },
    /// A line through given points.
    Line {
        /// The points.
        points: Vec<[f64; 2]>,
        /// Its colour.
        color: Color,
        /// Dashed (theory), or solid (measured).
        dashed: bool,
    },
    /// A histogram: `heights[i]` stands on [edges[i], edges[i+1]].
    Bars {
        /// The edges, one more than heights.
        edges: Vec<f64>,
        /// The heights.
        heights: Vec<f64>,
        /// Its colour.
        color: Color,
    },
    /// Dots, optionally with symmetric error bars.
    Dots {
        /// The dots.
        points: Vec<[f64; 2]>,
        /// Half-lengths of vertical error bars, or empty.
        errors: Vec<f64>,
        /// Their colour.
        color: Color,
    },
    /// A field shown by colour; its area is in the axes' units, in decades where they are logarithmic.
    Field {
        /// The values.
        grid: Grid,
        /// Their colours.
        map: ColorMap,
    },
    /// A region of the chart: a closed polygon, lightly filled.
    Region {
        /// Its corners.
        points: Vec<[f64; 2]>,
        /// Its colour.
        color: Color,
    },
    /// A horizontal (`vertical: false`) or vertical rule with a label: a predicted value.
    Rule {
        /// Where.
        at: f64,
        /// Vertical, or horizontal.
        vertical: bool,
        /// Its label.
        label: Text,
    },
}

/// A chart beside the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Kebab-case id.
    pub id: Id,
    /// Its title, a short sentence.
    pub title: Text,
    /// Abscissa.
    pub x: Axis,
    /// Ordinate.
    pub y: Axis,
    /// Its marks, back to front.
    pub marks: Vec<Mark>,
    /// One unit is as long on both axes.
    pub square: bool,
}

impl Chart {
    /// A chart with the title `chart.ID`.
    pub fn new(id: impl Into<Id>, x: Axis, y: Axis, marks: Vec<Mark>) -> Self {
        let id = id.into();
        let title = text(format!("chart.{id}"));
        Self { id, title, x, y, marks, square: false }
    }

    /// A chart of recorded series against the step, with the title `chart.ID`.
    pub fn over_time(id: impl Into<Id>, y: Axis, marks: Vec<Mark>) -> Self {
        Self::new(id, Axis::steps(), y, marks)
    }

    /// The same chart under another title.
    pub fn titled(self, title: Text) -> Self {
        Self { title, ..self }
    }

    /// The same chart, a unit as long on both axes.
    pub fn squared(self) -> Self {
        Self { square: true, ..self }
    }
}

impl Mark {
    /// The recorded history of an observable.
    pub fn series(id: impl Into<Id>, color: Color) -> Self {
        Self::Series { id: id.into(), color }
    }

    /// A solid line: a measurement.
    pub fn measured(points: Vec<[f64; 2]>, color: Color) -> Self {
        Self::Line { points, color, dashed: false }
    }

    /// A dashed line in ink: a prediction.
    pub fn predicted(points: Vec<[f64; 2]>) -> Self {
        Self::Line { points, color: Color::Ink, dashed: true }
    }
}

impl Layer {
    /// A filled point with a label.
    pub fn point(at: [f64; 2], color: Color, label: impl Into<Text>) -> Self {
        Self::Marker { at, color, label: label.into(), filled: true }
    }

    /// A ring with a label.
    pub fn ring(at: [f64; 2], color: Color, label: impl Into<Text>) -> Self {
        Self::Marker { at, color, label: label.into(), filled: false }
    }

    /// The ring where a run starts.
    pub fn start(at: [f64; 2]) -> Self {
        Self::ring(at, Color::Ink, text("label.start"))
    }
}

/// A live number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// A method's id (shown in the legend), or another kebab-case id.
    pub id: Id,
    /// What a person reads.
    pub label: Text,
    /// The value.
    pub value: f64,
    /// Its unit, or empty.
    pub unit: Text,
}

impl Readout {
    /// A number without a unit, called `readout.ID` in `words/`.
    pub fn new(id: impl Into<Id>, value: f64) -> Self {
        let id = id.into();
        let label = text(format!("readout.{id}"));
        Self { id, label, value, unit: Text::NONE }
    }

    /// A method's number, shown beside it in the legend and called `readout.QUANTITY` in `words/`.
    pub fn of_method(method: impl Into<Id>, quantity: &str, value: f64) -> Self {
        Self { id: method.into(), label: text(format!("readout.{quantity}")), value, unit: Text::NONE }
    }

    /// The same number with a unit.
    pub fn in_unit(self, unit: Text) -> Self {
        Self { unit, ..self }
    }
}

/// A live table beside the picture, rows in the order to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Kebab-case id.
    pub id: Id,
    /// Its title, a short sentence.
    pub title: Text,
    /// The columns' names, without that of the row's own label.
    pub columns: Vec<Text>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A method's id, or another kebab-case id.
    pub id: Id,
    /// What a person reads.
    pub label: Text,
    /// One entry per column.
    pub cells: Vec<Cell>,
}

/// An entry of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// A number; not a number where there is none.
    Number(f64),
    /// Words.
    Text(Text),
}

/// How a measurement must stand to its prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// |measured − predicted| ≤ tolerance.
    Equal,
    /// measured ≤ predicted + tolerance.
    AtMost,
    /// measured ≥ predicted − tolerance.
    AtLeast,
}

impl Relation {
    /// Whether a measurement stands to its prediction so, within the tolerance.
    pub fn holds(self, measured: f64, predicted: f64, tolerance: f64) -> bool {
        match self {
            Self::Equal => (measured - predicted).abs() <= tolerance,
            Self::AtMost => measured <= predicted + tolerance,
            Self::AtLeast => measured >= predicted - tolerance,
        }
    }
}

/// A prediction with its source beside a measurement made by the running scene.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Kebab-case id, unique in its scene.
    pub id: Id,
    /// The statement, with `$…$` LaTeX.
    pub statement: Text,
    /// What theory predicts.
    pub predicted: f64,
    /// What was measured, once the measurement exists.
    pub measured: Option<f64>,
    /// How far they may lie apart, absolute.
    pub tolerance: f64,
    /// Where the tolerance comes from.
    pub tolerance_origin: Text,
    /// How they must stand.
    pub relation: Relation,
    /// How much of the measurement is done, in [0, 1].
    pub progress: f64,
    /// Where the prediction comes from.
    pub source: Source,
}

impl Claim {
    /// A claim that a quantity equals a prediction, not measured yet. Its statement is `claim.ID` in `words/`; the caller
    /// gives the tolerance with [`Claim::within`].
    pub fn equal(id: impl Into<Id>, predicted: f64, source: Source) -> Self {
        let id = id.into();
        Self {
            statement: text(format!("claim.{id}")),
            id,
            predicted,
            measured: None,
            tolerance: 0.0,
            tolerance_origin: Text::NONE,
            relation: Relation::Equal,
            progress: 0.0,
            source,
        }
    }

    /// A claim that a quantity is at most a bound.
    pub fn at_most(id: impl Into<Id>, bound: f64, source: Source) -> Self {
        Self { relation: Relation::AtMost, ..Self::equal(id, bound, source) }
    }

    /// A claim that a quantity is at least a bound.
    pub fn at_least(id: impl Into<Id>, bound: f64, source: Source) -> Self {
        Self { relation: Relation::AtLeast, ..Self::equal(id, bound, source) }
    }

    /// The same claim in other words than `claim.ID`.
    pub fn saying(self, statement: Text) -> Self {
        Self { statement, ..self }
    }

    /// The same claim with the tolerance and its origin, `tolerance.ORIGIN` in `words/`.
    pub fn within(self, tolerance: f64, origin: &str) -> Self {
        self.within_by(tolerance, text(format!("tolerance.{origin}")))
    }

    /// The same claim with the tolerance and its origin in words of its own.
    pub fn within_by(self, tolerance: f64, tolerance_origin: Text) -> Self {
        Self { tolerance, tolerance_origin, ..self }
    }

    /// The same claim with its measurement, which is done as soon as there is one.
    pub fn measured(self, measured: Option<f64>) -> Self {
        let progress = f64::from(u8::from(measured.is_some()));
        Self { measured, progress, ..self }
    }

    /// The same claim, of whose measurement a share is done.
    pub fn progressing(self, progress: f64) -> Self {
        Self { progress, ..self }
    }

    /// Whether the claim holds, once it can be said.
    pub fn holds(&self) -> Option<bool> {
        self.measured.map(|measured| self.relation.holds(measured, self.predicted, self.tolerance))
    }
}

impl Layer {
    /// Calls `f` with every text of the layer.
    pub fn each_text(&mut self, f: &mut dyn FnMut(&mut Text)) {
        match self {
            Self::Marker { label, .. } | Self::Arrow { label, .. } => f(label),
            Self::Text { text, .. } => f(text),
            Self::Trail { .. } | Self::Cloud { .. } | Self::Curve { .. } | Self::Area { .. } | Self::Field { .. } => {}
        }
    }
}

impl Chart {
    /// Calls `f` with every text of the chart.
    pub fn each_text(&mut self, f: &mut dyn FnMut(&mut Text)) {
        [&mut self.title, &mut self.x.label, &mut self.y.label].into_iter().for_each(&mut *f);
        for mark in &mut self.marks {
            match mark {
                Mark::Rule { label, .. } => f(label),
                Mark::Series { .. }
                | Mark::Line { .. }
                | Mark::Bars { .. }
                | Mark::Dots { .. }
                | Mark::Field { .. }
                | Mark::Region { .. } => {}
            }
        }
    }
}

impl Table {
    /// Calls `f` with every text of the table.
    pub fn each_text(&mut self, f: &mut dyn FnMut(&mut Text)) {
        f(&mut self.title);
        self.columns.iter_mut().for_each(&mut *f);
        for row in &mut self.rows {
            f(&mut row.label);
            for cell in &mut row.cells {
                if let Cell::Text(text) = cell {
                    f(text);
                }
            }
        }
    }
}

impl Frame {
    /// Calls `f` with every text of the frame, such as [`crate::words::Book::tell`], which says it.
    pub fn each_text(&mut self, f: &mut dyn FnMut(&mut Text)) {
        let layers = self.layers.iter_mut().chain(&mut self.at_rest).chain(&mut self.twin);
        layers.for_each(|layer| layer.each_text(f));
        self.charts.iter_mut().for_each(|chart| chart.each_text(f));
        for readout in &mut self.readouts {
            f(&mut readout.label);
            f(&mut readout.unit);
        }
        self.tables.iter_mut().for_each(|table| table.each_text(f));
        self.notices.iter_mut().for_each(&mut *f);
    }
}

/// A second picture beside the first, of the same size: the same state in another space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Twin {
    /// What the first picture shows, and what the second.
    pub titles: [Text; 2],
    /// The second's axes; none where its plane has none.
    pub axes: Option<[Cow<'static, str>; 2]>,
    /// The second's view; a unit is as long on both axes.
    pub view: Rect,
}

/// One moment of a scene.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Moving layers, back to front.
    pub layers: Vec<Layer>,
    /// Layers drawn over them while nothing moves: what the step just taken was made of.
    pub at_rest: Vec<Layer>,
    /// Moving layers of the second picture, where there is one (see [`Twin`]).
    pub twin: Vec<Layer>,
    /// Charts in order.
    pub charts: Vec<Chart>,
    /// Live numbers.
    pub readouts: Vec<Readout>,
    /// Live tables.
    pub tables: Vec<Table>,
    /// What has to be said: "gda left the picture at step 214, |z| = 1.2e9".
    pub notices: Vec<Text>,
}
