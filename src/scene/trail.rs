//! The recent past of a moving point, bounded.

use std::collections::VecDeque;

/// The last points of a path, at most [`Trail::CAPACITY`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trail {
    points: VecDeque<[f64; 2]>,
}

impl Trail {
    /// How many points are kept.
    pub const CAPACITY: usize = 1500;

    /// A trail that begins at a point.
    pub fn from(start: [f64; 2]) -> Self {
        Self { points: VecDeque::from([start]) }
    }

    /// Takes the next point; the oldest goes once the trail is full.
    pub fn push(&mut self, point: [f64; 2]) {
        if self.points.len() == Self::CAPACITY {
            self.points.pop_front();
        }
        self.points.push_back(point);
    }

    /// Takes the next point if it is at least `apart` from the last one taken.
    pub fn push_apart(&mut self, point: [f64; 2], apart: f64) {
        let near = |last: &[f64; 2]| libm::hypot(point[0] - last[0], point[1] - last[1]) < apart;
        if !self.points.back().is_some_and(near) {
            self.push(point);
        }
    }

    /// What it takes of memory, in bytes.
    pub fn weight(&self) -> usize {
        self.points.len() * size_of::<[f64; 2]>()
    }

    /// Oldest first.
    pub fn to_vec(&self) -> Vec<[f64; 2]> {
        self.points.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_points_go() {
        let mut trail = Trail::from([0.0, 0.0]);
        for step in 1..=Trail::CAPACITY {
            trail.push([step as f64, 0.0]);
        }
        let points = trail.to_vec();
        assert_eq!(points.len(), Trail::CAPACITY);
        assert_eq!(points[0], [1.0, 0.0]);
    }

    #[test]
    fn points_that_hardly_move_are_passed_over() {
        let mut trail = Trail::from([0.0, 0.0]);
        (1..=10).for_each(|step| trail.push_apart([0.04 * f64::from(step), 0.0], 0.1));
        assert_eq!(trail.to_vec().len(), 4);
    }
}
