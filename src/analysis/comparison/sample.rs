//! A comparison made by hand, for the tests of this folder.

use super::super::sample as run;
use crate::scenario::{Alternative, Quantity, ValidScenario};
use crate::stats::{Comparison, Contender, Measure, MonthOf, Summary, Targets, WallQuantiles, best, race, standings};

/// Futures.
pub(super) const FUTURES: usize = 100;

/// What an alternative comes to, measure by measure, each future by future.
pub(super) type Rows = [Vec<f32>; Measure::ALL.len()];

/// The scenario of the run, with as many alternatives as names; at most 1% may be turned away.
pub(super) fn scenario(names: &[&str]) -> ValidScenario {
    let mut scenario = run::scenario().into_inner();
    scenario.money.most_refused = Quantity::Exact(1.0);
    scenario.alternatives =
        names.iter().map(|name| Alternative { name: (*name).to_owned(), ..Alternative::default() }).collect();
    scenario.validate().unwrap()
}

/// So many futures of each number, in a row of a hundred.
pub(super) fn row(parts: &[(usize, f32)]) -> Vec<f32> {
    let row: Vec<f32> = parts.iter().flat_map(|(count, number)| vec![*number; *count]).collect();
    assert_eq!(row.len(), FUTURES);
    row
}

/// An alternative that is the same in every future: $5,000 in all, $100 in month 12, $500 left, 6% turned away, 4 s.
pub(super) fn usual() -> Rows {
    [5_000.0, 100.0, 500.0, 0.06, 4.0].map(|number| row(&[(FUTURES, number)]))
}

/// Alternatives of which each keeps the targets in every month in so many of the first futures.
pub(super) fn compared(all: &[Rows], keeps: &[usize]) -> Comparison {
    let by = |measure: Measure| -> Vec<Vec<f64>> {
        all.iter().map(|rows| rows[measure as usize].iter().copied().map(f64::from).collect()).collect()
    };
    let targets = Targets { budget: 100.0, answer: 5.0, refused: 0.01 };
    let refused = by(Measure::Refused);
    let serves = |place: usize, future: usize| refused[place][future] <= f64::from(targets.refused);
    let measured = Measure::ALL.map(|measure| match measure {
        Measure::Refused => standings(measure, &refused, &|_, _| true),
        other => standings(other, &by(other), &serves),
    });
    let keeps: Vec<Vec<bool>> = keeps.iter().map(|kept| (0..FUTURES).map(|future| future < *kept).collect()).collect();
    let wins = best(Measure::Cost, &by(Measure::Cost), &|place, future| keeps[place][future]);
    let contender = |place: usize| Contender {
        standings: std::array::from_fn(|measure| measured[measure][place]),
        keeps: crate::stats::Chance::new(keeps[place].iter().filter(|kept| **kept).count() as u32, FUTURES as u32),
        wins: wins[place],
        ..Contender::default()
    };
    Comparison { contenders: (0..all.len()).map(contender).collect(), race: Vec::new() }
}

/// Two alternatives: B is cheaper in 83 of 100 futures and dearer in 17, refuses 0.1% in place of 6%, and is 0.8 s slower. In the
/// second of two months it refuses too much, and the first costs too much in 40 futures.
pub(super) fn comparison() -> Comparison {
    let mut second = usual();
    second[Measure::Cost as usize] = row(&[(10, 2_100.0), (41, 3_760.0), (32, 4_700.0), (17, 5_100.0)]);
    second[Measure::Refused as usize] = row(&[(FUTURES, 0.001)]);
    second[Measure::Slowest as usize] = row(&[(FUTURES, 4.8)]);
    let mut comparison = compared(&[usual(), second], &[0, 97]);
    let targets = Targets { budget: 100.0, answer: 5.0, refused: 0.01 };
    let (fine, much) = (row(&[(FUTURES, 0.001)]), row(&[(FUTURES, 0.02)]));
    let cheap = row(&[(83, 80.0), (17, 95.0)]);
    let dear = row(&[(40, 110.0), (60, 90.0)]);
    let first = [
        MonthOf { cost: &[90.0; FUTURES], answer: &fine, refused: &fine },
        MonthOf { cost: &dear, answer: &fine, refused: &fine },
    ];
    let second = [
        MonthOf { cost: &cheap, answer: &fine, refused: &fine },
        MonthOf { cost: &cheap, answer: &fine, refused: &much },
    ];
    for (a, b) in first.iter().zip(&second) {
        comparison.race.push(race(&[*a, *b], &targets));
        comparison.contenders[0].months.push(a.less(a));
        comparison.contenders[1].months.push(b.less(a));
    }
    comparison
}

/// The run of each of two alternatives; the second meets its first wall later, in few futures.
pub(super) fn summaries() -> [Summary; 2] {
    let mut second = run::summary();
    second.first_wall.month = WallQuantiles::default();
    second.first_wall.ever = run::chance(492);
    second.over_budget = run::chance(0);
    [run::summary(), second]
}
