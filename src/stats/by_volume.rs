//! What alternatives do at one volume and another, and from where on one of them is the better one.

use serde::{Deserialize, Serialize};

use super::{Bands, Chance};

/// What alternatives do at several volumes, each a month at that volume; numbers of a future belong to the same draws at all of
/// them and in all alternatives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ByVolume {
    /// Users or uses a month, rising.
    pub volumes: Vec<f64>,
    /// Futures of each.
    pub futures: u32,
    /// By alternative, what it does at each volume.
    pub curves: Vec<Vec<AtVolume>>,
    /// By volume, the share of futures in which each alternative is the cheapest of those that are as fast as they should be and
    /// turn away no more than may be; what is missing to 1 is where none is.
    pub race: Vec<Vec<f64>>,
    /// Where two alternatives change places: for each two of them and each of [`Compared::ALL`], if they do.
    pub crossings: Vec<Crossing>,
}

/// What an alternative does in a month at a volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AtVolume {
    /// The bill, dollars.
    pub cost: Bands,
    /// The bill of 1,000 uses, dollars; 0 where nobody uses anything.
    pub each: Bands,
    /// Slowest answers (1 in 20), seconds; 0 where nobody is answered.
    pub answer: Bands,
    /// Share of visits and calls turned away, 0 to 1.
    pub refused: Bands,
    /// Futures in which it is as fast as it should be and turns away no more than may be.
    pub keeps: Chance,
}

/// What two alternatives are compared by at a volume; of all of it, less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compared {
    /// The bill of the month.
    Cost,
    /// Slowest answers (1 in 20).
    Answer,
    /// What is turned away.
    Refused,
}

impl Compared {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cost, Self::Answer, Self::Refused];
}

/// From which volume on one alternative is better than another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// By what.
    pub by: Compared,
    /// The alternative, by its place, that is better below.
    pub below: usize,
    /// The one that is better above, up to the largest volume.
    pub above: usize,
    /// Futures in which they change places so.
    pub chance: Chance,
    /// At which volume, over those futures.
    pub at: Bands,
}

impl Crossing {
    /// Whether it happens in at least half of the futures.
    #[must_use]
    pub const fn is_likely(&self) -> bool {
        self.chance.count * 2 >= self.chance.of
    }
}

/// Where two alternatives change places for the last time in one future: numbers of both at every volume, of which less is
/// better. `None` where the one that is better at the largest volume is nowhere worse, or neither is better there.
///
/// Between two volumes their difference is taken to be straight, as that of two bills with a fixed part and a price a use is.
/// It begins anew where both are the same, as two free plans are.
#[must_use]
pub fn last_crossing(volumes: &[f64], first: &[f32], second: &[f32]) -> Option<(Side, f64)> {
    let more: Vec<f64> =
        second.iter().zip(first).map(|(second, first)| f64::from(*second) - f64::from(*first)).collect();
    let last = more.last().copied().filter(|more| *more != 0.0 && !more.is_nan())?;
    let side = if last < 0.0 { Side::Second } else { Side::First };
    let sign = last.signum();
    let at = more.iter().rposition(|more| more * sign <= 0.0 || more.is_nan())?;
    let ([before, after], [low, high]) = ([more[at], more[at + 1]], [volumes[at], volumes[at + 1]]);
    let all = before.abs() + after.abs();
    let share = if all.is_finite() { before.abs() / all } else { 0.5 };
    // Of two that are the same at first, one never was the better one.
    let crosses = more[..=at].iter().any(|more| more * sign < 0.0);
    crosses.then_some((side, low + (high - low) * share))
}

/// One of two alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first of them.
    First,
    /// The second.
    Second,
}

/// Where two alternatives, by their places, change places: `rows` has the numbers of both by future, each a row over the
/// volumes. Of two ways in which they do that, the one that more futures take.
#[must_use]
pub fn crossing(
    by: Compared,
    volumes: &[f64],
    [first, second]: [usize; 2],
    rows: [&[Vec<f32>]; 2],
) -> Option<Crossing> {
    let mut at: [Vec<f32>; 2] = [Vec::new(), Vec::new()];
    for (first, second) in rows[0].iter().zip(rows[1]) {
        if let Some((side, volume)) = last_crossing(volumes, first, second) {
            at[side as usize].push(volume as f32);
        }
    }
    let [mut to_first, mut to_second] = at;
    let (below, above, at) = if to_second.len() >= to_first.len() {
        (first, second, &mut to_second)
    } else {
        (second, first, &mut to_first)
    };
    let chance = Chance::new(at.len() as u32, rows[0].len() as u32);
    (chance.count > 0).then(|| Crossing { by, below, above, chance, at: Bands::of(at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOLUMES: [f64; 4] = [1e5, 2e5, 5e5, 1e6];

    /// Bills at those volumes: a fee and a price a use.
    fn bills(fee: f64, price: f64) -> Vec<f32> {
        VOLUMES.map(|volume| (fee + price * volume) as f32).to_vec()
    }

    #[test]
    fn a_fee_of_250_dollars_wins_from_250_000_uses_of_a_tenth_of_a_cent() {
        let (side, volume) = last_crossing(&VOLUMES, &bills(0.0, 0.001), &bills(250.0, 0.0)).unwrap();
        assert_eq!((side, volume.round()), (Side::Second, 250_000.0));
        let (side, volume) = last_crossing(&VOLUMES, &bills(250.0, 0.0), &bills(0.0, 0.001)).unwrap();
        assert_eq!((side, volume.round()), (Side::First, 250_000.0));
    }

    #[test]
    fn one_that_is_always_better_crosses_nothing() {
        assert_eq!(last_crossing(&VOLUMES, &bills(0.0, 0.001), &bills(0.0, 0.002)), None);
        assert_eq!(last_crossing(&VOLUMES, &bills(9.0, 0.0), &bills(9.0, 0.0)), None);
        // Both are free at first, and then one is not: the other never was worse.
        assert_eq!(last_crossing(&VOLUMES, &[0.0, 0.0, 4.0, 9.0], &[0.0; 4]), None);
    }

    #[test]
    fn the_last_of_several_crossings_counts() {
        let there_and_back = [1.0, -1.0, 1.0, -1.0].map(|more| 10.0 + more);
        let (side, volume) = last_crossing(&VOLUMES, &[10.0; 4], &there_and_back).unwrap();
        assert_eq!((side, volume), (Side::Second, 750_000.0));
    }

    #[test]
    fn numbers_without_end_cross_in_the_middle() {
        let infinite = f32::INFINITY;
        assert_eq!(
            last_crossing(&VOLUMES, &[1.0; 4], &[infinite, infinite, 0.0, 0.0]),
            Some((Side::Second, 350_000.0))
        );
        assert_eq!(last_crossing(&VOLUMES, &[1.0; 4], &[0.0, 0.0, 0.0, infinite]), Some((Side::First, 750_000.0)));
        assert_eq!(last_crossing(&VOLUMES, &[infinite; 4], &[infinite; 4]), None);
        assert_eq!(last_crossing(&[], &[], &[]), None);
    }

    #[test]
    fn the_way_that_more_futures_take_is_the_crossing() {
        let api = vec![bills(0.0, 0.001); 4];
        let own = [bills(250.0, 0.0), bills(300.0, 0.0), bills(2_000.0, 0.0), bills(150.0, 0.0)];
        let found = crossing(Compared::Cost, &VOLUMES, [0, 2], [&api, &own]).unwrap();
        assert_eq!((found.below, found.above, found.chance), (0, 2, Chance::new(3, 4)));
        assert_eq!(
            (found.at.p10.round(), found.at.p50.round(), found.at.p90.round()),
            (150_000.0, 250_000.0, 300_000.0)
        );
        let back = crossing(Compared::Cost, &VOLUMES, [2, 0], [&own, &api]).unwrap();
        assert_eq!((back.below, back.above, back.at), (0, 2, found.at));
        assert_eq!(crossing(Compared::Cost, &VOLUMES, [0, 1], [&api, &api]), None);
    }
}
