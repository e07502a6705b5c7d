//! The classical Runge–Kutta method for autonomous flows.

/// One step of ż = v(z) over the time `dt`, with local error O(dt⁵) (Kutta 1901).
pub fn step<const N: usize>(velocity: impl Fn(&[f64; N]) -> [f64; N], z: &[f64; N], dt: f64) -> [f64; N] {
    let ahead = |slope: &[f64; N], by: f64| -> [f64; N] { core::array::from_fn(|i| z[i] + by * slope[i]) };
    let first = velocity(z);
    let second = velocity(&ahead(&first, 0.5 * dt));
    let third = velocity(&ahead(&second, 0.5 * dt));
    let fourth = velocity(&ahead(&third, dt));
    core::array::from_fn(|i| z[i] + dt / 6.0 * (first[i] + 2.0 * (second[i] + third[i]) + fourth[i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_of_fourth_order_on_a_rotation() {
        let error = |steps: u32| {
            let dt = 1.0 / f64::from(steps);
            let end = (0..steps).fold([1.0, 0.0], |z, _| step(|z: &[f64; 2]| [-z[1], z[0]], &z, dt));
            (end[0] - 1.0_f64.cos()).hypot(end[1] - 1.0_f64.sin())
        };
        let order = (error(20) / error(40)).log2();
        assert!((order - 4.0).abs() < 0.1, "{order}");
    }
}
