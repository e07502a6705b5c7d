//! Ranks as normal quantiles: what makes diagnostics of chains indifferent to the draws' scale and tails.

use crate::normal;

/// Of each value its rank r among all of all chains, ties by the mean of theirs, as the quantile Φ⁻¹((r − 3/8)/(S + 1/4)),
/// S values in all (Blom 1958; Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, Bayesian Analysis 16, equation 14).
pub fn normalized(chains: &[&[f64]]) -> Vec<Vec<f64>> {
    let values: Vec<f64> = chains.iter().flat_map(|chain| chain.iter().copied()).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut scores = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let value = values[order[from]];
        let ties = order[from..].iter().take_while(|index| values[**index] == value).count().max(1);
        // Ranks from + 1 to from + ties.
        let rank = from as f64 + 0.5 * (ties + 1) as f64;
        let score = normal::quantile((rank - 0.375) / (values.len() as f64 + 0.25));
        order[from..from + ties].iter().for_each(|index| scores[*index] = score);
        from += ties;
    }
    let mut scores = scores.into_iter();
    chains.iter().map(|chain| scores.by_ref().take(chain.len()).collect()).collect()
}

/// The median of all values of all chains; NaN where there is none.
pub fn median(chains: &[&[f64]]) -> f64 {
    quantile(chains, 0.5)
}

/// The p-quantile of all values of all chains, linear between the ordered ones (type 7 of Hyndman & Fan 1996); NaN where there is none.
pub fn quantile(chains: &[&[f64]], p: f64) -> f64 {
    let mut values: Vec<f64> = chains.iter().flat_map(|chain| chain.iter().copied()).collect();
    if values.is_empty() {
        return f64::NAN;
    }
    let place = p.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let index = place as usize;
    let (_, low, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    low + (place - index as f64) * (high - low)
}

/// Each chain in two halves; the middle value of an odd number is left out.
pub fn split<'a>(chains: &[&'a [f64]]) -> Vec<&'a [f64]> {
    let halves = |chain: &&'a [f64]| {
        let half = chain.len() / 2;
        [&chain[..half], &chain[chain.len() - half..]]
    };
    chains.iter().flat_map(halves).collect()
}

/// The chains as slices.
pub fn slices(chains: &[Vec<f64>]) -> Vec<&[f64]> {
    chains.iter().map(Vec::as_slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        let scores = normalized(&[&[2.0, 1.0], &[2.0, 5.0]]);
        let score = |rank: f64| normal::quantile((rank - 0.375) / 4.25);
        assert_eq!(scores, [vec![score(2.5), score(1.0)], vec![score(2.5), score(4.0)]]);
    }

    #[test]
    fn quantiles_are_linear_between_values() {
        let chains: [&[f64]; 2] = [&[4.0, 1.0], &[3.0, 2.0]];
        assert_eq!(median(&chains), 2.5);
        assert_eq!((quantile(&chains, 0.0), quantile(&chains, 0.1), quantile(&chains, 1.0)), (1.0, 1.3, 4.0));
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn an_odd_middle_is_left_out() {
        assert_eq!(split(&[&[1.0, 2.0, 3.0, 4.0, 5.0]]), [&[1.0, 2.0][..], &[4.0, 5.0]]);
    }
}
