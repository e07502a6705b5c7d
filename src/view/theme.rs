//! The two themes: paper, ink and the Okabe–Ito colours as they stand on each.

use crate::palette::Color;
use serde::Serialize;

/// Red, green, blue in 0..=255.
pub type Rgb = (u8, u8, u8);

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark ink on light paper.
    #[default]
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// The theme called `light` or `dark`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    /// The paper's colour.
    pub fn paper(self) -> Rgb {
        match self {
            Self::Light => (252, 251, 247),
            Self::Dark => (20, 23, 26),
        }
    }

    /// A colour as it stands on this theme's paper (Okabe and Ito 2008, Tol 2021; lightness moved where contrast asks for it).
    pub fn color(self, color: Color) -> Rgb {
        match (color, self) {
            (Color::Vermillion, Self::Light) => (213, 94, 0),
            (Color::Vermillion, Self::Dark) => (240, 128, 52),
            (Color::Blue, Self::Light) => (0, 114, 178),
            (Color::Blue, Self::Dark) => (74, 158, 222),
            (Color::Green, Self::Light) => (0, 140, 104),
            (Color::Green, Self::Dark) => (32, 184, 140),
            (Color::Purple, Self::Light) => (190, 98, 150),
            (Color::Purple, Self::Dark) => (220, 142, 186),
            (Color::Orange, Self::Light) => (212, 146, 0),
            (Color::Orange, Self::Dark) => (238, 176, 40),
            (Color::Sky, Self::Light) => (52, 152, 206),
            (Color::Sky, Self::Dark) => (112, 194, 240),
            (Color::Yellow, Self::Light) => (168, 156, 20),
            (Color::Yellow, Self::Dark) => (240, 228, 66),
            (Color::Indigo, Self::Light) => (51, 34, 136),
            (Color::Indigo, Self::Dark) => (144, 130, 228),
            (Color::Teal, Self::Light) => (46, 138, 124),
            (Color::Teal, Self::Dark) => (92, 196, 178),
            (Color::Olive, Self::Light) => (122, 122, 34),
            (Color::Olive, Self::Dark) => (186, 186, 84),
            (Color::Sand, Self::Light) => (160, 136, 48),
            (Color::Sand, Self::Dark) => (224, 208, 132),
            (Color::Rose, Self::Light) => (190, 84, 102),
            (Color::Rose, Self::Dark) => (226, 128, 144),
            (Color::Wine, Self::Light) => (136, 34, 85),
            (Color::Wine, Self::Dark) => (208, 96, 152),
            (Color::Grape, Self::Light) => (160, 58, 144),
            (Color::Grape, Self::Dark) => (206, 112, 190),
            (Color::Cyan, Self::Light) => (56, 138, 172),
            (Color::Cyan, Self::Dark) => (136, 204, 238),
            (Color::Forest, Self::Light) => (26, 73, 27),
            (Color::Forest, Self::Dark) => (82, 130, 82),
            (Color::Violet, Self::Light) => (177, 85, 252),
            (Color::Violet, Self::Dark) => (165, 71, 238),
            (Color::Brown, Self::Light) => (136, 75, 51),
            (Color::Brown, Self::Dark) => (254, 184, 156),
            (Color::Plum, Self::Light) => (69, 33, 80),
            (Color::Plum, Self::Dark) => (241, 197, 254),
            (Color::Orchid, Self::Light) => (103, 35, 122),
            (Color::Orchid, Self::Dark) => (165, 95, 185),
            (Color::Umber, Self::Light) => (65, 45, 42),
            (Color::Umber, Self::Dark) => (145, 122, 118),
            (Color::Crimson, Self::Light) => (134, 19, 9),
            (Color::Crimson, Self::Dark) => (202, 87, 71),
            (Color::Petrol, Self::Light) => (20, 81, 87),
            (Color::Petrol, Self::Dark) => (156, 215, 220),
            (Color::Slate, Self::Light) => (51, 101, 118),
            (Color::Slate, Self::Dark) => (86, 137, 154),
            (Color::Tan, Self::Light) => (170, 133, 73),
            (Color::Tan, Self::Dark) => (196, 158, 98),
            (Color::Moss, Self::Light) => (0, 41, 0),
            (Color::Moss, Self::Dark) => (106, 155, 105),
            (Color::Ink, Self::Light) => (29, 31, 33),
            (Color::Ink, Self::Dark) => (232, 230, 225),
            (Color::Muted, Self::Light) => (106, 110, 115),
            (Color::Muted, Self::Dark) => (154, 158, 162),
        }
    }
}

/// `#rrggbb`.
pub fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
