//! From raw futures to the answer.

use super::Raw;
use crate::model::{Record, Totals};
use crate::program::Program;
use crate::stats::{Bands, Chance, FirstWall, Limit, MonthSummary, Summary, WallQuantiles};

/// Reduces the raw futures of a run.
#[must_use]
pub fn reduce(program: &Program, raw: &Raw) -> Summary {
    let record = Record::from_fn(|number| number);
    let totals = Totals::from_fn(|number| number);
    let chance = |row: &[f32]| Chance::new(count(row, |number| number > 0.0), raw.futures() as u32);
    let bands = |row: &[f32]| Bands::of(&mut row.to_vec());

    let month = |month: usize| {
        let row = |number: usize| raw.record(number, month);
        MonthSummary {
            users: bands(row(record.users)),
            calls: bands(row(record.calls)),
            cost: bands(row(record.cost)),
            refused_share: Bands::of(&mut refused_share(row(record.calls), record.refused.map(row))),
            breached: record.refused.map(|number| chance(row(number))),
            over_budget: chance(row(record.over_budget)),
            on_last_plan: chance(row(record.on_last_plan)),
        }
    };
    Summary {
        futures: raw.futures() as u32,
        months: (0..raw.months()).map(month).collect(),
        first_wall: first_wall(&program.months, totals.first_refused.map(|number| raw.total(number))),
        total_cost: bands(raw.total(totals.cost)),
        over_budget: chance(raw.total(totals.over_budget)),
    }
}

fn count(row: &[f32], which: impl Fn(f32) -> bool) -> u32 {
    row.iter().filter(|number| which(**number)).count() as u32
}

/// Refused calls of every future as a share of all; none of no calls.
fn refused_share(calls: &[f32], refused: [&[f32]; 3]) -> Vec<f32> {
    let share = |(future, calls): (usize, &f32)| {
        let [minute, day, month] = refused.map(|row| row[future]);
        if *calls > 0.0 { (minute + day + month) / calls } else { 0.0 }
    };
    calls.iter().enumerate().map(share).collect()
}

/// The first day on which a limit refused, by future and limit, as months and odds.
///
/// Of limits that refuse first on the same day the longest window is named: it is the one that lasts.
fn first_wall(days: &[u32], first_refused: [&[f32]; 3]) -> FirstWall {
    let [minute, day, month] = first_refused;
    let futures = minute.len();
    let mut by = [0; 3];
    let mut count_by_month = vec![0; days.len()];
    for ((minute, day), month) in minute.iter().zip(day).zip(month) {
        let met = [(*month, Limit::Month), (*day, Limit::Day), (*minute, Limit::Minute)];
        let first = met.into_iter().filter(|(day, _)| *day > 0.0);
        if let Some((day, limit)) = first.min_by(|(a, _), (b, _)| a.total_cmp(b)) {
            by[limit as usize] += 1;
            if let Some(count) = count_by_month.get_mut(month_of(days, day)) {
                *count += 1;
            }
        }
    }
    let ever = by.iter().sum();
    FirstWall {
        ever: Chance::new(ever, futures as u32),
        by: by.map(|count| Chance::new(count, futures as u32)),
        month: WallQuantiles {
            p10: month_at(&count_by_month, futures, 0.1),
            p50: month_at(&count_by_month, futures, 0.5),
            p90: month_at(&count_by_month, futures, 0.9),
        },
        count_by_month,
    }
}

/// Index of the month that day number `day`, from 1, falls into.
fn month_of(days: &[u32], day: f32) -> usize {
    let ends = days.iter().scan(0, |end, days| {
        *end += days;
        Some(*end as f32)
    });
    ends.take_while(|end| *end < day).count()
}

/// The month, from 1, by which `share` of all futures has met its wall.
fn month_at(count_by_month: &[u32], futures: usize, share: f64) -> Option<u32> {
    let needed = (share * futures as f64).ceil() as u32;
    let so_far = count_by_month.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    let before = so_far.take_while(|sum| *sum < needed.max(1)).count();
    (before < count_by_month.len()).then_some(before as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_are_counted_by_month_and_limit() {
        let days = [31, 28, 31];
        // Future 0 meets the day limit on day 31, 1 the minute limit on day 32 and the month limit on the same day,
        // 2 the day limit on day 90, 3 none.
        let minute = [0.0, 32.0, 0.0, 0.0];
        let day = [31.0, 0.0, 90.0, 0.0];
        let month = [40.0, 32.0, 0.0, 0.0];
        let wall = first_wall(&days, [&minute, &day, &month]);
        assert_eq!(wall.count_by_month, [1, 1, 1]);
        assert_eq!(wall.by.map(|chance| chance.count), [0, 2, 1]);
        assert_eq!(wall.ever.count, 3);
        assert_eq!(wall.month, WallQuantiles { p10: Some(1), p50: Some(2), p90: None });
    }

    #[test]
    fn no_calls_are_not_refused() {
        let (zero, two, four) = (&[0.0][..], &[2.0][..], &[4.0][..]);
        assert_eq!(refused_share(zero, [zero; 3]), [0.0]);
        assert_eq!(refused_share(four, [zero, two, zero]), [0.5]);
    }
}
