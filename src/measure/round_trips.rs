//! Round trips between the ends of a ladder.

/// How often a walker on levels has gone from the last level to the first and back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundTrips {
    /// Whether the first level has been seen since the last was.
    back: bool,
    /// Whether the last level has been seen at all.
    begun: bool,
    /// Round trips so far.
    pub count: u32,
}

impl RoundTrips {
    /// The walker's next level, counted from 0, of `levels`.
    pub fn see(&mut self, level: usize, levels: usize) {
        if level + 1 == levels {
            self.count += u32::from(self.begun && self.back);
            self.begun = true;
            self.back = false;
        } else if level == 0 {
            self.back = true;
        }
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(f64::from(u8::from(self.begun) + 2 * u8::from(self.back)));
        hash(f64::from(self.count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trip_is_there_and_back_again() {
        let mut trips = RoundTrips::default();
        for level in [1, 0, 1, 2, 1, 2, 0, 1, 0, 2, 1, 0] {
            trips.see(level, 3);
        }
        // The first way up is none, nor is the last way down.
        assert_eq!(trips.count, 1);
        trips.see(2, 3);
        assert_eq!(trips.count, 2);
    }
}
