//! The colours of methods and of fields.

use serde::{Deserialize, Serialize};

/// A colour that means the same thing in both themes; methods keep theirs across scenes: the eight of Okabe and Ito
/// (2008), those of Tol's muted scheme (2021), and eleven more, chosen by a search as far as can be from the first twelve
/// and from one another in OKLab (Ottosson 2020), for eyes that see all colours and for those blind to red or to green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Color {
    /// #D55E00.
    Vermillion,
    /// #0072B2 (lightened on dark).
    Blue,
    /// #009E73.
    Green,
    /// #CC79A7.
    Purple,
    /// #E69F00.
    Orange,
    /// #56B4E9.
    Sky,
    /// #F0E442 (darkened on light).
    Yellow,
    /// #332288 (lightened on dark).
    Indigo,
    /// #44AA99.
    Teal,
    /// #999933.
    Olive,
    /// #DDCC77 (darkened on light).
    Sand,
    /// #CC6677.
    Rose,
    /// #882255 (lightened on dark).
    Wine,
    /// #AA4499.
    Grape,
    /// #88CCEE (darkened on light).
    Cyan,
    /// #1A491B (lightened on dark).
    Forest,
    /// #B155FC (lightened on dark).
    Violet,
    /// #884B33 (lightened on dark).
    Brown,
    /// #452150 (lightened on dark).
    Plum,
    /// #67237A (lightened on dark).
    Orchid,
    /// #412D2A (lightened on dark).
    Umber,
    /// #861309 (lightened on dark).
    Crimson,
    /// #145157 (lightened on dark).
    Petrol,
    /// #336576 (lightened on dark).
    Slate,
    /// #AA8549 (lightened on dark).
    Tan,
    /// #002900 (lightened on dark).
    Moss,
    /// The text's colour.
    Ink,
    /// A quiet grey.
    Muted,
}

/// A colour map for fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorMap {
    /// Two hues about zero: below blue, above orange, zero the paper.
    Diverging,
    /// From the paper to one deep hue: densities, from zero up.
    Density,
    /// From the paper upward, quiet: landscapes, low is light.
    Relief,
}
