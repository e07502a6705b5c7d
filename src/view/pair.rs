//! Two pictures of one size: side by side, or one above the other where the room is taller than wide.

use super::pen::{Lettering, Pen, width_of};
use crate::error::Error;
use crate::palette::Color;
use crate::words::Text;
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// Height of the line in which a picture's title stands, in CSS pixels.
const TITLE: f64 = 24.0;
/// Letters of titles, in CSS pixels.
const LETTERS: f64 = 13.0;
/// Between pictures side by side, in CSS pixels.
const GAP: f64 = 14.0;

/// Where two pictures lie in the room of one, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The upper left corner of each.
    pub origins: [(f64, f64); 2],
    /// Width and height of either.
    pub size: (f64, f64),
    /// Width and height of the room.
    pub room: (f64, f64),
}

impl Pair {
    /// In a room of some width and height.
    pub fn within(room: (f64, f64)) -> Self {
        if room.0 >= room.1 {
            let size = ((0.5 * (room.0 - GAP)).max(1.0), (room.1 - TITLE).max(1.0));
            Self { origins: [(0.0, TITLE), (size.0 + GAP, TITLE)], size, room }
        } else {
            let size = (room.0.max(1.0), (0.5 * room.1 - TITLE).max(1.0));
            Self { origins: [(0.0, TITLE), (0.0, size.1 + 2.0 * TITLE)], size, room }
        }
    }

    fn is_beside(&self) -> bool {
        self.origins[0].1 == self.origins[1].1
    }

    /// In which picture a place lies, given by fractions of the room's width and (from the top) height; and the fractions
    /// of that picture's, where what lies on its title or beside it is moved to its border.
    pub fn locate(&self, (across, down): (f64, f64)) -> (usize, (f64, f64)) {
        let (x, y) = (across * self.room.0, down * self.room.1);
        let second = self.origins[1];
        let index = usize::from(if self.is_beside() { x >= second.0 - 0.5 * GAP } else { y >= second.1 - TITLE });
        let part = |at: f64, from: f64, length: f64| ((at - from) / length).clamp(0.0, 1.0);
        let origin = self.origins[index];
        (index, (part(x, origin.0, self.size.0), part(y, origin.1, self.size.1)))
    }

    /// Fractions of the room's width and height, from those of the first picture's.
    pub fn project(&self, (across, down): (f64, f64)) -> (f64, f64) {
        let origin = self.origins[0];
        ((origin.0 + across * self.size.0) / self.room.0, (origin.1 + down * self.size.1) / self.room.1)
    }

    /// Writes the pictures' titles above them, all moved by `origin`.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn draw_titles<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        titles: &[Text; 2],
        origin: (f64, f64),
    ) -> Result<(), Error> {
        for (title, (left, top)) in titles.iter().map(Text::said).zip(self.origins) {
            let color = pen.color(Color::Ink);
            let anchor = (HPos::Left, VPos::Center);
            // Where there is no room for all of it, what stands before the colon.
            let fits = width_of(title, LETTERS) < self.size.0 - 8.0;
            let title = if fits { title } else { title.split(':').next().unwrap_or(title) };
            let lettering = Lettering { size: LETTERS, color, anchor, style: FontStyle::Normal, rim: false };
            pen.text(title, (origin.0 + left + 4.0, origin.1 + top - 0.5 * TITLE), lettering)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_have_one_size_and_neither_covers_the_other() {
        for room in [(900.0, 400.0), (360.0, 640.0), (300.0, 300.0)] {
            let Pair { origins, size, .. } = Pair::within(room);
            let beside = origins[1].0 >= origins[0].0 + size.0;
            let below = origins[1].1 >= origins[0].1 + size.1 + TITLE;
            assert!(beside != below, "{room:?}");
            assert!(origins[1].0 + size.0 <= room.0 + 1e-9 && origins[1].1 + size.1 <= room.1 + 1e-9, "{room:?}");
        }
    }

    #[test]
    fn a_place_is_found_in_its_picture() {
        for room in [(900.0, 400.0), (360.0, 640.0)] {
            let pair = Pair::within(room);
            let (index, (across, down)) = pair.locate(pair.project((0.3, 0.8)));
            assert!(index == 0 && (across - 0.3).abs() < 1e-12 && (down - 0.8).abs() < 1e-12, "{room:?}");
            let middle = (pair.origins[1].0 + 0.5 * pair.size.0, pair.origins[1].1 + 0.25 * pair.size.1);
            let (index, (across, down)) = pair.locate((middle.0 / room.0, middle.1 / room.1));
            assert!(index == 1 && (across - 0.5).abs() < 1e-12 && (down - 0.25).abs() < 1e-12, "{room:?}");
            assert_eq!(pair.locate((1.0, 1.0)), (1, (1.0, 1.0)));
            assert_eq!(pair.locate((0.0, 0.0)), (0, (0.0, 0.0)));
        }
    }
}
