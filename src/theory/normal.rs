//! The standard normal law: distribution function and quantiles.

/// Φ(x), the probability that a standard normal variable is at most x.
pub fn distribution(x: f64) -> f64 {
    0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2)
}

/// φ(x), the standard normal density.
pub fn density(x: f64) -> f64 {
    const ONE_OVER_SQRT_TAU: f64 = 0.398_942_280_401_432_7;
    ONE_OVER_SQRT_TAU * libm::exp(-0.5 * x * x)
}

/// c₀ + c₁x + … by Horner's rule.
fn polynomial(coefficients: [f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Φ⁻¹(p) for 0 < p < 1 to about 10⁻¹⁶, relative: Wichura (1988), "Algorithm AS 241", routine PPND16.
/// −∞ and ∞ at the ends, NaN outside.
pub fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(CENTRE.0, r) / polynomial(CENTRE.1, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    if r.is_infinite() {
        return r.copysign(q);
    }
    let (shift, (above, below)) = if r <= 5.0 { (1.6, MIDDLE) } else { (5.0, FAR) };
    (polynomial(above, r - shift) / polynomial(below, r - shift)).copysign(q)
}

const CENTRE: ([f64; 8], [f64; 8]) = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

const MIDDLE: ([f64; 8], [f64; 8]) = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

const FAR: ([f64; 8], [f64; 8]) = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_7e-5,
        1.421_511_758_316_445_9e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn quantiles_invert_the_distribution_function_in_all_three_regions() {
        for exponent in 1..300 {
            let p = 0.5 * 10.0_f64.powf(-f64::from(exponent));
            assert_relative_eq!(distribution(quantile(p)), p, max_relative = 1e-11);
        }
        for step in 1..1000 {
            let p = f64::from(step) / 1000.0;
            assert_relative_eq!(distribution(quantile(p)), p, max_relative = 1e-13);
            assert_relative_eq!(quantile(p), -quantile(1.0 - p), epsilon = 1e-13);
        }
        assert_relative_eq!(quantile(0.975), 1.959_963_984_540_054, max_relative = 1e-15);
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert!(quantile(1.5).is_nan() && quantile(f64::NAN).is_nan());
    }

    #[test]
    fn the_density_is_the_slope_of_the_distribution() {
        for x in [-3.0, -0.5, 0.0, 1.0, 2.5] {
            let h = 1e-5;
            assert_relative_eq!((distribution(x + h) - distribution(x - h)) / (2.0 * h), density(x), epsilon = 1e-9);
        }
    }
}
