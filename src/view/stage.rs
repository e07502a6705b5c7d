//! Where data lies in a picture: a view of the plane on a rectangle of pixels.

use crate::geometry::Rect;

/// A view in data units on a rectangle in CSS pixels, ordinate upward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// The data shown.
    pub view: Rect,
    /// Left and top edge.
    pub origin: (f64, f64),
    /// Width and height.
    pub size: (f64, f64),
}

impl Stage {
    /// `view` on a rectangle at the origin.
    pub fn new(view: Rect, size: (f64, f64)) -> Self {
        Self { view, origin: (0.0, 0.0), size }
    }

    /// Where a point lies, in CSS pixels.
    pub fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        (
            self.origin.0 + (x - self.view.x[0]) / self.view.width() * self.size.0,
            self.origin.1 + (self.view.y[1] - y) / self.view.height() * self.size.1,
        )
    }

    /// Left, top, width and height of a rectangle of the plane, in CSS pixels.
    pub fn rectangle(&self, area: &Rect) -> [f64; 4] {
        let (left, top) = self.place([area.x[0], area.y[1]]);
        let (right, bottom) = self.place([area.x[1], area.y[0]]);
        [left, top, right - left, bottom - top]
    }

    /// What point of the plane lies at fractions of the width and (from the top) the height.
    pub fn locate(&self, (across, down): (f64, f64)) -> [f64; 2] {
        [self.view.x[0] + across * self.view.width(), self.view.y[1] - down * self.view.height()]
    }

    /// Whether a place lies on the rectangle, or within `margin` of it.
    pub fn holds(&self, (x, y): (f64, f64), margin: f64) -> bool {
        (self.origin.0 - margin..=self.origin.0 + self.size.0 + margin).contains(&x)
            && (self.origin.1 - margin..=self.origin.1 + self.size.1 + margin).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_axes_have_equal_units_and_keep_the_view() {
        let view = Rect::new([-1.0, 1.0], [-1.0, 1.0]).with_equal_units((800.0, 400.0));
        assert_eq!(view, Rect::new([-2.0, 2.0], [-1.0, 1.0]));
        let stage = Stage::new(view, (800.0, 400.0));
        assert_eq!(stage.place([0.0, 0.0]), (400.0, 200.0));
        assert_eq!(stage.locate((0.5, 0.5)), [0.0, 0.0]);
        assert_eq!(stage.place(stage.locate((0.25, 0.75))), (200.0, 300.0));
    }
}
