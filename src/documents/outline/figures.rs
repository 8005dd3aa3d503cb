//! Pictures of risk: matrices with counts, the way risks moved between cells, and loss curves.
//!
//! Every figure carries a [`description`](HeatMap::description): the sentences that a reader hears who does not see
//! the picture. The writer of the document knows what matters in it; a writer of a format does not.

use serde::{Deserialize, Serialize};

/// One or two matrices side by side, such as today and after treatment, with the legend below.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HeatMap {
    /// What the picture shows, in sentences. It becomes the alternative text.
    pub description: String,
    /// The matrices, left to right. More than two go on below, two in a row.
    pub matrices: Vec<Matrix>,
    /// The legend.
    pub legend: MatrixLegend,
}

/// A matrix of two scales.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// A small heading above, empty for none.
    pub title: String,
    /// The vertical scale, such as likelihood: its highest level first, which stands on top.
    pub rows: Scale,
    /// The horizontal scale, such as impact: its lowest level first, which stands at the left.
    pub columns: Scale,
    /// The cells by row, from the top, and by column, from the left. Missing ones are drawn as blank.
    pub cells: Vec<Vec<MatrixCell>>,
}

/// A scale with its levels in the order in which they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Name of the scale: Likelihood.
    pub name: String,
    /// Its levels.
    pub levels: Vec<ScaleLevel>,
}

/// A level of a scale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleLevel {
    /// Its number as printed beside the matrix: `4`. Where names have no room they are listed below by this number.
    pub number: String,
    /// Its name: Likely.
    pub name: String,
}

impl ScaleLevel {
    /// A level with its number and name.
    pub fn new(number: impl Into<String>, name: impl Into<String>) -> Self {
        Self { number: number.into(), name: name.into() }
    }
}

/// A cell of a matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// How many risks are in it; 0 prints nothing and pales the colour.
    pub count: u32,
    /// The step of the risk ramp, 1 to 5; `None` when the cell's score lies in no band.
    pub step: Option<u8>,
    /// Whether the cell lies above the acceptance line, which is drawn between cells that differ in this.
    /// All `false` while nobody has set the line: then none is drawn.
    pub above: bool,
}

/// What is explained below matrices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixLegend {
    /// The bands, lowest first.
    pub bands: Vec<BandKey>,
    /// The words beside a sample of the acceptance line; empty when no line is set.
    pub line: String,
}

/// A band of scores in a legend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandKey {
    /// Its name: High.
    pub name: String,
    /// Its scores: `12–16`; empty for none.
    pub range: String,
    /// Its step of the risk ramp, 1 to 5.
    pub step: Option<u8>,
}

/// A matrix with arrows from the cell that risks were in to the one they are in now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// What the picture shows, in sentences. It becomes the alternative text.
    pub description: String,
    /// The matrix. The counts of its cells are not printed: the numbers on the arrows are what counts here.
    pub matrix: Matrix,
    /// The arrows. Several between the same two cells are drawn as one with the sum of their counts.
    pub arrows: Vec<Arrow>,
    /// The words beside a sample of an arrow: what its number says. Empty for none.
    pub moved: String,
    /// The words beside a sample of the ring around risks that stayed in their cell. Empty for none.
    pub stayed: String,
    /// The legend of the matrix.
    pub legend: MatrixLegend,
}

/// Risks that went from one cell to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// The cell before.
    pub from: Place,
    /// The cell after; the same as `from` for risks that stayed.
    pub to: Place,
    /// How many risks; an arrow of 0 is not drawn.
    pub count: u32,
}

/// A cell of a [`Matrix`], counted as its cells are stored. An arrow to a place outside the matrix is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The row, 0 on top.
    pub row: usize,
    /// The column, 0 at the left.
    pub column: usize,
}

/// A loss exceedance chart: how probable it is to lose more than an amount.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// What the picture shows, in sentences. It becomes the alternative text.
    pub description: String,
    /// The horizontal axis: amounts. What lies left of its first tick or right of its last is cut off.
    pub amounts: Axis,
    /// Whether amounts are spread by their logarithm. Then ticks and points at 0 or below have no place.
    pub logarithmic: bool,
    /// The vertical axis: probabilities from 0 to 1 with labels such as `50 %`. Without ticks it goes from 0 to 1.
    pub probabilities: Axis,
    /// The curves, at most one for each look; the legend has their names.
    pub lines: Vec<CurveLine>,
    /// Dashed lines across the chart at a value that matters, such as the loss the company can bear.
    pub markers: Vec<Marker>,
}

/// An axis of a chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// What it measures, with the unit: Loss in a year, EUR.
    pub name: String,
    /// Values and what is printed for them, lowest first.
    pub ticks: Vec<Tick>,
}

/// A value on an axis.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    /// Where it stands.
    pub at: f64,
    /// What is printed.
    pub label: String,
}

impl Tick {
    /// A value with its label.
    pub fn new(at: f64, label: impl Into<String>) -> Self {
        Self { at, label: label.into() }
    }
}

/// A curve of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurveLine {
    /// What the legend says.
    pub name: String,
    /// How it is drawn.
    pub look: LineLook,
    /// Amount and probability, by rising amount. A single point is drawn as a dot.
    pub points: Vec<(f64, f64)>,
}

/// How a curve is drawn; distinguishable without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineLook {
    /// Without treatment.
    Solid,
    /// With treatment.
    Dashed,
}

/// A value that matters, drawn across the whole chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// Where it stands.
    pub at: MarkerAt,
    /// What it is.
    pub label: String,
}

/// On which axis a marker stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum MarkerAt {
    /// An upright line at an amount.
    Amount(f64),
    /// A level line at a probability.
    Probability(f64),
}
