//! core: How long does it take, mostly, and at worst but for one in ten?
//! In: lengths. Out: their median and the ninetieth of a hundred.
//! Never a length nobody waited: both are nearest rank.

use crate::time::Span;
use serde::Serialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    pub count: usize,
    #[serde(rename = "median_secs")]
    pub median: Option<Span>,
    #[serde(rename = "p90_secs")]
    pub p90: Option<Span>,
}

impl Spread {
    pub fn of(mut lengths: Vec<Span>) -> Self {
        lengths.sort_unstable();
        Self { count: lengths.len(), median: rank(&lengths, 50), p90: rank(&lengths, 90) }
    }
}

/// The least that so many of a hundred do not exceed.
fn rank(sorted: &[Span], percent: usize) -> Option<Span> {
    let nth = (sorted.len() * percent).div_ceil(100);
    sorted.get(nth.checked_sub(1)?).copied()
}
