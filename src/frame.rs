//! The picture as plain data: layers, charts, readouts, claims; drawn by [`crate::view`] on any backend.

use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::source::Source;
use serde::Serialize;

/// What is drawn behind: it depends on the parameters and the view, not on time.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
        label: String,
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
        label: String,
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
        text: String,
        /// Its colour.
        color: Color,
    },
}

/// An axis of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Its name.
    pub label: String,
    /// Logarithmic, or linear.
    pub log: bool,
    /// A fixed range; otherwise it follows what is drawn.
    pub range: Option<[f64; 2]>,
}

impl Axis {
    /// A linear axis that follows what is drawn.
    pub fn linear(label: &str) -> Self {
        Self { label: label.to_string(), log: false, range: None }
    }

    /// A logarithmic axis that follows what is drawn.
    pub fn log(label: &str) -> Self {
        Self { label: label.to_string(), log: true, range: None }
    }

    /// The same axis with a fixed range.
    pub fn within(mut self, min: f64, max: f64) -> Self {
        self.range = Some([min, max]);
        self
    }
}

/// One mark of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Mark {
    /// The recorded history of the observable with this id (see [`crate::scene::Run::observe`]) against the step.
    Series {
        /// The observable's id.
        id: String,
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
        label: String,
    },
}

/// A chart beside the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Kebab-case id.
    pub id: &'static str,
    /// Its title, a short sentence.
    pub title: String,
    /// Abscissa.
    pub x: Axis,
    /// Ordinate.
    pub y: Axis,
    /// Its marks, back to front.
    pub marks: Vec<Mark>,
    /// One unit is as long on both axes.
    pub square: bool,
}

/// A live number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Readout {
    /// A method's id (shown in the legend), or another kebab-case id.
    pub id: String,
    /// What a person reads.
    pub label: String,
    /// The value.
    pub value: f64,
    /// Its unit, or empty.
    pub unit: String,
}

/// A live table beside the picture, rows in the order to be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Kebab-case id.
    pub id: &'static str,
    /// Its title, a short sentence.
    pub title: String,
    /// The columns' names, without that of the row's own label.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// A method's id, or another kebab-case id.
    pub id: String,
    /// What a person reads.
    pub label: String,
    /// One entry per column.
    pub cells: Vec<Cell>,
}

/// An entry of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A number; not a number where there is none.
    Number(f64),
    /// Words.
    Text(String),
}

/// How a measurement must stand to its prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// |measured − predicted| ≤ tolerance.
    Equal,
    /// measured ≤ predicted + tolerance.
    AtMost,
    /// measured ≥ predicted − tolerance.
    AtLeast,
}

/// A prediction with its source beside a measurement made by the running scene.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Kebab-case id, unique in its scene.
    pub id: &'static str,
    /// The statement, with `$…$` LaTeX.
    pub statement: String,
    /// What theory predicts.
    pub predicted: f64,
    /// What was measured, once the measurement exists.
    pub measured: Option<f64>,
    /// How far they may lie apart, absolute.
    pub tolerance: f64,
    /// Where the tolerance comes from.
    pub tolerance_origin: String,
    /// How they must stand.
    pub relation: Relation,
    /// How much of the measurement is done, in [0, 1].
    pub progress: f64,
    /// Where the prediction comes from.
    pub source: Source,
}

impl Claim {
    /// Whether the claim holds, once it can be said.
    pub fn holds(&self) -> Option<bool> {
        self.measured.map(|measured| match self.relation {
            Relation::Equal => (measured - self.predicted).abs() <= self.tolerance,
            Relation::AtMost => measured <= self.predicted + self.tolerance,
            Relation::AtLeast => measured >= self.predicted - self.tolerance,
        })
    }
}

/// A second picture beside the first, of the same size: the same state in another space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// What the first picture shows, and what the second.
    pub titles: [&'static str; 2],
    /// The second's axes; none where its plane has none.
    pub axes: Option<[&'static str; 2]>,
    /// The second's view; a unit is as long on both axes.
    pub view: Rect,
}

/// One moment of a scene.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
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
    pub notices: Vec<String>,
}
