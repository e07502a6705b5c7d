//! Eight lanes of single precision and the elementary functions on them, by polynomials, the same on every target.

use bytemuck::cast;
use wide::{i32x8, u32x8};

/// Eight particles' coordinates.
pub type Lanes = wide::f32x8;
/// Their bits.
pub(crate) type Bits = u32x8;

/// The exponent's place in a single-precision number.
const EXPONENT: u32 = 23;
const SIGN: u32 = 0x8000_0000;

/// The elementary functions with their constants in memory.
///
/// A vector of constants that stands in the code is built anew at each use where V8 compiles it, by three instructions; one
/// from memory is read by one. So the compiler must not know what is in here: [`Elementary::load`] hides it, once for a block.
#[derive(Debug)]
pub struct Elementary {
    /// 1.5·2²³: what is added to it is rounded to a whole number, which stands in its lowest bits.
    rounding: f32,
    /// Arguments of [`Elementary::exp`] lie between these.
    reach: [f32; 2],
    log2_e: f32,
    /// Of 2ʳ, |r| ≤ ½.
    power: [f32; 6],
    /// The bits of 1.
    one: u32,
    /// The bits of √½, from which on mantissas are counted by [`Elementary::minus_two_log`].
    root_half: u32,
    /// Of −2·ln(1 + f)/f.
    logarithm: [f32; 8],
    two_ln_2: f32,
    /// Of sin(½πt)/t in t².
    sine: [f32; 5],
    /// Of cos ½πt in t².
    cosine: [f32; 6],
    one_over_pi: f32,
    /// 2⁻³¹.
    pub(crate) unit: f32,
    /// ½.
    pub(crate) half: f32,
}

static ELEMENTARY: Elementary = Elementary {
    rounding: 12_582_912.0,
    reach: [-87.0, 87.0],
    log2_e: core::f32::consts::LOG2_E,
    power: [1.000_000_1, 0.693_146_97, 0.240_221_2, 0.055_507_133, 0.009_675_541, 0.001_327_647_2],
    one: 0x3f80_0000,
    root_half: 0x3f35_04f3,
    logarithm: [
        -1.999_999_9,
        1.000_007_3,
        -0.666_701_2,
        0.499_398_18,
        -0.398_003_3,
        0.345_016_6,
        -0.324_451_6,
        0.202_137_87,
    ],
    two_ln_2: 2.0 * core::f32::consts::LN_2,
    sine: [core::f32::consts::FRAC_PI_2, -0.645_963_8, 0.079_689_93, -0.004_674_157_5, 0.000_151_678_53],
    cosine: [1.0, -1.233_700_5, 0.253_669_32, -0.020_862_69, 0.000_917_724_84, -0.000_023_824_92],
    one_over_pi: core::f32::consts::FRAC_1_PI,
    unit: 1.0 / 2_147_483_648.0,
    half: 0.5,
};

/// c₀ + c₁x + … by Horner's rule, each step a multiplication and an addition.
#[inline(always)]
fn polynomial<const N: usize>(coefficients: [f32; N], x: Lanes) -> Lanes {
    let mut sum = Lanes::splat(coefficients[N - 1]);
    for index in (0..N - 1).rev() {
        sum = sum * x + Lanes::splat(coefficients[index]);
    }
    sum
}

#[inline(always)]
pub(crate) fn bits(x: Lanes) -> Bits {
    cast(x)
}

#[inline(always)]
pub(crate) fn from_bits(x: Bits) -> Lanes {
    cast(x)
}

/// A whole number in [−2³¹, 2³¹) in each lane, rounded to single precision.
#[inline(always)]
pub(crate) fn from_signed(x: Bits) -> Lanes {
    cast::<_, i32x8>(x).round_float()
}

/// |x|.
#[inline(always)]
pub fn magnitude(x: Lanes) -> Lanes {
    from_bits(bits(x) & Bits::splat(!SIGN))
}

/// x with its sign turned where `sign`'s is negative.
#[inline(always)]
pub fn signed(x: Lanes, sign: Lanes) -> Lanes {
    from_bits(bits(x) ^ (bits(sign) & Bits::splat(SIGN)))
}

/// x where it lies between the bounds, else the nearer bound; x must not be NaN.
#[inline(always)]
pub fn clamped(x: Lanes, low: f32, high: f32) -> Lanes {
    x.fast_max(Lanes::splat(low)).fast_min(Lanes::splat(high))
}

/// All bits where a < b.
#[inline(always)]
pub(crate) fn less(a: Lanes, b: Lanes) -> Bits {
    bits(a.simd_lt(b))
}

impl Elementary {
    /// The functions, for a block of vectors.
    #[inline(always)]
    pub fn load() -> &'static Self {
        core::hint::black_box(&ELEMENTARY)
    }

    /// eˣ to 4·10⁻⁷ relative for |x| ≤ 2 and 10⁻⁵ elsewhere; x beyond ±87 counts as ±87.
    ///
    /// 2^{x·log₂e} with the whole part put into the exponent and the rest, |r| ≤ ½, into the minimax polynomial of degree 5.
    #[inline(always)]
    pub fn exp(&self, x: Lanes) -> Lanes {
        let x = clamped(x, self.reach[0], self.reach[1]) * Lanes::splat(self.log2_e);
        let shifted = x + Lanes::splat(self.rounding);
        let rest = x - (shifted - Lanes::splat(self.rounding));
        polynomial(self.power, rest) * from_bits((bits(shifted) << EXPONENT) + Bits::splat(self.one))
    }

    /// −2·ln u for u in (0, 1], to 3·10⁻⁷ of its value or of ½, whichever is more.
    ///
    /// u = 2ᵉ·m with m in [√½, √2), and ln m by the minimax polynomial of degree 8 in m − 1.
    #[inline(always)]
    pub fn minus_two_log(&self, u: Lanes) -> Lanes {
        let offset = bits(u) - Bits::splat(self.root_half);
        // The shift keeps the sign, as exponents of numbers below 1 are negative.
        let exponent: Bits = cast(cast::<_, i32x8>(offset) >> EXPONENT);
        let f = from_bits(bits(u) - (exponent << EXPONENT)) - from_bits(Bits::splat(self.one));
        f * polynomial(self.logarithm, f) - from_signed(exponent) * Lanes::splat(self.two_ln_2)
    }

    /// sin and cos of half a turn: (sin ½πt, cos ½πt) for |t| ≤ 1, to 3·10⁻⁷ absolute.
    #[inline(always)]
    pub fn half_turn(&self, t: Lanes) -> (Lanes, Lanes) {
        let square = t * t;
        (t * polynomial(self.sine, square), polynomial(self.cosine, square))
    }

    /// (sin x, cos x) for |x| ≤ 10⁴, to 2·10⁻⁷·(2 + |x|) absolute.
    #[inline(always)]
    pub fn sine_cosine(&self, x: Lanes) -> (Lanes, Lanes) {
        let halves = x * Lanes::splat(self.one_over_pi);
        let shifted = halves + Lanes::splat(self.rounding);
        let rest = halves - (shifted - Lanes::splat(self.rounding));
        let (sine, cosine) = self.half_turn(rest + rest);
        // An odd number of half turns turns both signs.
        let turn = from_bits(bits(shifted) << 31);
        (signed(sine, turn), signed(cosine, turn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest error of eight lanes at a time over [low, high], by the given measure of an error.
    fn worst(low: f64, high: f64, f: impl Fn(Lanes) -> Lanes, error: impl Fn(f64, f64) -> f64) -> f64 {
        let mut worst = 0.0_f64;
        for step in 0..50_000 {
            let at = |lane: usize| low + (high - low) * (8 * step + lane) as f64 / 400_000.0;
            let x: [f32; 8] = std::array::from_fn(|lane| at(lane) as f32);
            for (x, y) in x.iter().zip(f(Lanes::from(x)).to_array()) {
                worst = worst.max(error(f64::from(*x), f64::from(y)));
            }
        }
        worst
    }

    #[test]
    fn exponentials_keep_their_stated_error() {
        let e = Elementary::load();
        let relative = |x: f64, y: f64| (y / x.exp() - 1.0).abs();
        assert!(worst(-2.0, 2.0, |x| e.exp(x), relative) < 4e-7);
        assert!(worst(-87.0, 87.0, |x| e.exp(x), relative) < 1e-5);
        assert_eq!(e.exp(Lanes::splat(-1e30)), e.exp(Lanes::splat(-87.0)));
        assert!(e.exp(Lanes::splat(1e30)).to_array()[0].is_finite());
    }

    #[test]
    fn logarithms_keep_their_stated_error() {
        let e = Elementary::load();
        let error = |u: f64, y: f64| {
            let exact = -2.0 * u.ln();
            (y - exact).abs() / exact.max(0.5)
        };
        assert!(worst(1e-6, 1.0, |u| e.minus_two_log(u), error) < 3e-7);
        for k in 0..32 {
            let u = 2.0_f64.powi(-k) * 0.9;
            let y = f64::from(e.minus_two_log(Lanes::splat(u as f32)).to_array()[0]);
            assert!(error(f64::from(u as f32), y) < 3e-7, "{u}");
        }
        assert_eq!(e.minus_two_log(Lanes::splat(1.0)).to_array()[0], 0.0);
    }

    #[test]
    fn sines_and_cosines_keep_their_stated_error() {
        let e = Elementary::load();
        let half = core::f64::consts::FRAC_PI_2;
        assert!(worst(-1.0, 1.0, |t| e.half_turn(t).0, |t, y| (y - (half * t).sin()).abs()) < 3e-7);
        assert!(worst(-1.0, 1.0, |t| e.half_turn(t).1, |t, y| (y - (half * t).cos()).abs()) < 3e-7);
        let scaled = |exact: f64, x: f64, y: f64| (y - exact).abs() / (2.0 + x.abs());
        assert!(worst(-100.0, 100.0, |x| e.sine_cosine(x).0, |x, y| scaled(x.sin(), x, y)) < 2e-7);
        assert!(worst(-100.0, 100.0, |x| e.sine_cosine(x).1, |x, y| scaled(x.cos(), x, y)) < 2e-7);
    }

    #[test]
    fn lanes_do_not_mix() {
        let e = Elementary::load();
        let x: [f32; 8] = std::array::from_fn(|lane| lane as f32 - 3.5);
        let together = e.exp(Lanes::from(x)).to_array();
        for (x, y) in x.iter().zip(together) {
            assert_eq!(e.exp(Lanes::splat(*x)).to_array(), [y; 8]);
        }
    }
}
