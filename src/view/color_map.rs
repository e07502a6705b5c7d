//! Colour maps for fields, interpolated in Oklab so that equal steps of value look equal (Ottosson 2020).

use super::theme::{Rgb, Theme};
use crate::palette::ColorMap;

/// A colour map as a table of 256 colours from one end to the other.
pub struct Table([Rgb; 256]);

impl Table {
    /// The table of a map on a theme's paper.
    pub fn new(map: ColorMap, theme: Theme) -> Self {
        let paper = theme.paper();
        let stops: Vec<Rgb> = match (map, theme) {
            (ColorMap::Diverging, Theme::Light) => {
                vec![(124, 180, 216), (192, 218, 234), paper, (246, 213, 184), (235, 174, 122)]
            }
            (ColorMap::Diverging, Theme::Dark) => {
                vec![(46, 120, 164), (29, 66, 90), paper, (92, 55, 30), (160, 92, 40)]
            }
            (ColorMap::Density, Theme::Light) => vec![paper, (192, 216, 232), (126, 178, 212), (76, 138, 186)],
            (ColorMap::Density, Theme::Dark) => vec![paper, (22, 60, 88), (34, 108, 150), (74, 168, 208)],
            (ColorMap::Relief, Theme::Light) => vec![paper, (239, 228, 202), (218, 198, 160), (188, 160, 116)],
            (ColorMap::Relief, Theme::Dark) => vec![paper, (45, 44, 42), (80, 70, 54), (126, 104, 70)],
        };
        let stops: Vec<[f64; 3]> = stops.into_iter().map(to_oklab).collect();
        Self(std::array::from_fn(|i| {
            let place = i as f64 / 255.0 * (stops.len() - 1) as f64;
            let left = (place.floor() as usize).min(stops.len() - 2);
            let t = place - left as f64;
            from_oklab(std::array::from_fn(|k| stops[left][k] * (1.0 - t) + stops[left + 1][k] * t))
        }))
    }

    /// The colour at t in [0, 1]; outside and for NaN, that of the nearer end.
    pub fn at(&self, t: f64) -> Rgb {
        self.0[(t.clamp(0.0, 1.0) * 255.0).round() as usize & 255]
    }
}

fn to_oklab((red, green, blue): Rgb) -> [f64; 3] {
    let linear = |byte: u8| {
        let v = f64::from(byte) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
    };
    let (r, g, b) = (linear(red), linear(green), linear(blue));
    let l = libm::cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
    let m = libm::cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
    let s = libm::cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

fn from_oklab([lightness, a, b]: [f64; 3]) -> Rgb {
    let cube = |v: f64| v * v * v;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    let byte = |v: f64| {
        let encoded = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * libm::pow(v, 1.0 / 2.4) - 0.055 };
        (encoded.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    (
        byte(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
        byte(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
        byte(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklab_goes_there_and_back() {
        for color in [(0, 0, 0), (255, 255, 255), (213, 94, 0), (1, 200, 77)] {
            assert_eq!(from_oklab(to_oklab(color)), color);
        }
    }

    #[test]
    fn zero_is_the_paper_on_a_diverging_map() {
        let table = Table::new(ColorMap::Diverging, Theme::Light);
        let (paper, zero) = (Theme::Light.paper(), table.at(0.5));
        assert!(zero.0.abs_diff(paper.0) <= 1 && zero.1.abs_diff(paper.1) <= 1 && zero.2.abs_diff(paper.2) <= 1);
    }

    #[test]
    fn what_is_not_a_number_has_a_colour_too() {
        assert_eq!(Table::new(ColorMap::Relief, Theme::Dark).at(f64::NAN), Theme::Dark.paper());
    }
}
