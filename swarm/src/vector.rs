//! Sums of products of long vectors, in eight partial sums whose order is written down: the same bits on every target, and
//! fast where compilers may not reorder.

/// Partial sums.
const SUMS: usize = 8;

/// Σ aᵢbᵢ over the shorter of the two.
#[inline(never)]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let (mut sums, whole) = ([0.0; SUMS], length - length % SUMS);
    for (a, b) in a[..whole].chunks_exact(SUMS).zip(b[..whole].chunks_exact(SUMS)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a[whole..].iter().zip(&b[whole..]).map(|(a, b)| a * b).sum();
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sums;
    ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest
}

/// a ← a + cb over the shorter of the two.
#[inline(never)]
pub fn add_multiple(a: &mut [f64], c: f64, b: &[f64]) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a += c * b);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_summed_whatever_the_length() {
        for length in 0..40_i32 {
            let a: Vec<f64> = (0..length).map(f64::from).collect();
            let b: Vec<f64> = a.iter().map(|v| v + 1.0).collect();
            // Σ k(k+1) for k < n is (n−1)n(n+1)/3.
            assert_eq!(dot(&a, &b), f64::from((length - 1) * length * (length + 1) / 3));
            let mut sum = b.clone();
            add_multiple(&mut sum, 2.0, &a);
            assert!(sum.iter().enumerate().all(|(k, v)| *v == 3.0 * k as f64 + 1.0));
        }
    }
}
