//! Random numbers lane by lane: eight independent generators that go in step, and normal numbers made of theirs.

use crate::lanes::{Bits, Elementary, Lanes, bits, from_bits, from_signed, signed};

/// xoshiro128++ in each lane (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators"): period 2¹²⁸ − 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Generator {
    state: [Bits; 4],
}

/// Each lane's bits rotated to the left.
#[inline(always)]
fn rotated(x: Bits, by: u32) -> Bits {
    (x << by) | (x >> (32 - by))
}

/// The upper 31 bits as a number in (0, 1].
#[inline(always)]
fn unit(elementary: &Elementary, bits: Bits) -> Lanes {
    (from_signed(bits >> 1) + Lanes::splat(elementary.half)) * Lanes::splat(elementary.unit)
}

impl Generator {
    /// Generators whose states are filled from `seed`, which gives 32 independent random bits each time.
    ///
    /// Eight sequences out of a period of 2¹²⁸, each of at most 2⁵⁰ numbers, overlap with a probability below 10⁻²¹.
    pub fn new(mut seed: impl FnMut() -> u32) -> Self {
        let mut state = [[0; crate::WIDTH]; 4];
        state.iter_mut().flatten().for_each(|word| *word = seed());
        // A lane of zeros would stay there; it has the probability 2⁻¹²⁸.
        state[0].iter_mut().for_each(|word| *word |= 1);
        Self { state: state.map(Bits::from) }
    }

    /// 32 uniform bits in each lane.
    #[inline(always)]
    pub(crate) fn bits(&mut self) -> Bits {
        let [a, b, c, d] = self.state;
        let result = rotated(a + d, 7) + a;
        let shifted = b << 9;
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ shifted, rotated(d, 11)];
        result
    }

    /// Uniform on (0, 1], at the multiples of 2⁻³¹ less half of that, as far as single precision has them.
    #[inline(always)]
    pub fn uniform(&mut self) -> Lanes {
        let bits = self.bits();
        unit(Elementary::load(), bits)
    }

    /// Two independent standard normal numbers in each lane by Box and Muller (1958), up to 6.66 from zero.
    ///
    /// The angle is uniform on half a turn, and the radius has a random sign instead of the other half.
    #[inline(always)]
    pub fn normals(&mut self) -> (Lanes, Lanes) {
        let (mut first, mut second) = ([Lanes::ZERO], [Lanes::ZERO]);
        self.fill(&mut first, &mut second);
        (first[0], second[0])
    }

    /// The same for as many vectors as there are, in their order. Each pass has little to do for a vector, so that a processor
    /// works on several at once, however a compiler has put the instructions.
    #[inline(always)]
    pub fn fill(&mut self, first: &mut [Lanes], second: &mut [Lanes]) {
        let elementary = Elementary::load();
        for (first, second) in first.iter_mut().zip(second.iter_mut()) {
            (*first, *second) = (from_bits(self.bits()), from_bits(self.bits()));
        }
        for first in first.iter_mut() {
            let drawn = bits(*first);
            *first = signed(elementary.minus_two_log(unit(elementary, drawn)).sqrt(), from_bits(drawn << 31));
        }
        for (first, second) in first.iter_mut().zip(second) {
            let (radius, turn) = (*first, from_signed(bits(*second)) * Lanes::splat(elementary.unit));
            let (sine, cosine) = elementary.half_turn(turn);
            (*first, *second) = (radius * cosine, radius * sine);
        }
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.state.iter().flat_map(|lanes| lanes.to_array()).for_each(|word| hash(f64::from(word)));
    }
}

#[cfg(test)]
mod tests;
