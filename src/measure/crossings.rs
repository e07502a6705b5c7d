//! Crossings between two cores of the line.

/// Which of the cores (−∞, −a] and [a, ∞) a path last stood in, and how often it has passed from one to the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossings {
    a: f64,
    on_right: bool,
    /// Crossings so far, both directions.
    pub count: u32,
}

impl Crossings {
    /// None yet, for the cores at ±a of a path that last stood in the right or left one.
    pub fn new(a: f64, on_right: bool) -> Self {
        Self { a, on_right, count: 0 }
    }

    /// The path's next state.
    pub fn see(&mut self, x: f64) {
        let arrived = if self.on_right { x <= -self.a } else { x >= self.a };
        if arrived {
            self.on_right = !self.on_right;
            self.count += 1;
        }
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(f64::from(u8::from(self.on_right)));
        hash(f64::from(self.count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_passages_from_core_to_core_count() {
        let mut crossings = Crossings::new(1.0, false);
        for x in [-2.0, 0.5, -1.5, 0.9, 1.1, 2.0, 0.0, 1.0, -0.9, -1.0, 3.0] {
            crossings.see(x);
        }
        assert_eq!(crossings.count, 3);
    }
}
