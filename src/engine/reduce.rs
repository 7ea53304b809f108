//! From what futures leave behind to the answer.

use super::Raw;
use super::rows::Rows;
use crate::model::{Record, Shape, Totals, layout};
use crate::program::Program;
use crate::stats::{Bands, Chance, FirstWall, Histogram, LimitMonth, MonthSummary, RUNGS, Summary, WallQuantiles};

/// What a run comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The answer.
    pub summary: Summary,
    /// The totals of every future, without months.
    pub totals: Raw,
}

/// What a month comes to.
pub(super) fn month_summary(shape: &Shape, rows: &impl Rows) -> MonthSummary {
    let Record { whole, refused, used, accounts, tiers } = Record::places(shape);
    let bands = |row| rows.bands(row);
    let chance = |row| Chance::new(rows.positive(row), rows.futures());
    MonthSummary {
        users: bands(whole.users),
        uses: bands(whole.uses),
        saved: bands(whole.saved),
        tokens: bands(whole.tokens),
        cost: bands(whole.cost),
        bill: whole.bill.map(|row| rows.mean(row)),
        accounts: accounts.into_iter().map(|row| rows.mean(row)).collect(),
        tiers: tiers.into_iter().map(|row| with_higher(rows.rungs(row), rows.positive(row))).collect(),
        income: bands(whole.income),
        refused_share: bands(whole.refused_share),
        first_word: whole.first_word.map(bands),
        full_answer: whole.full_answer.map(bands),
        bad_days: bands(whole.bad_days),
        down: bands(whole.down),
        cold: bands(whole.cold),
        peak: bands(whole.peak),
        worst_day: bands(whole.worst_day),
        limits: std::iter::zip(refused, used)
            .map(|(refused, used)| LimitMonth {
                met: chance(refused),
                refused: rows.mean(refused),
                used: rows.mean(used),
            })
            .collect(),
        alerts: whole.alerts.map(chance),
        terms: chance(whole.terms),
        rungs: whole.rung[..layout::SLOTS + shape.features].iter().map(|row| rows.rungs(*row)).collect(),
        books: None,
    }
}

/// Futures by tier of an account, of those on each of the lowest and of all that are above the first: the last count is of its
/// tier and of all higher ones.
fn with_higher(mut tiers: [u32; RUNGS], above_first: u32) -> [u32; RUNGS] {
    let [_, between @ .., last] = &mut tiers;
    *last = above_first.saturating_sub(between.iter().sum());
    tiers
}

/// The whole answer, from its months and the totals of every future.
pub(super) fn summary(program: &Program, months: Vec<MonthSummary>, raw: &Raw) -> Summary {
    let Totals { sums, first_day } = Totals::places(&program.shape);
    let bands = |number: usize| bands(raw.total(number));
    Summary {
        futures: raw.futures() as u32,
        months,
        first_wall: first_wall(&program.months, raw.total(sums.wall_day), raw.total(sums.wall), program.shape.rows),
        met: first_day.iter().map(|number| met(&program.months, raw.total(*number))).collect(),
        total_cost: bands(sums.cost),
        total_listed: bands(sums.listed),
        total_costs: Histogram::of(raw.total(sums.cost)),
        total_income: bands(sums.income),
        worst_month: bands(sums.worst_month),
        worst_day: bands(sums.worst_day),
        slowest: bands(sums.slowest),
        over_budget: Chance::new(count(raw.total(sums.over_budget), |number| number > 0.0), raw.futures() as u32),
        books: None,
    }
}

fn bands(row: &[f32]) -> Bands {
    Bands::of(&mut row.to_vec())
}

fn count(row: &[f32], which: impl Fn(f32) -> bool) -> u32 {
    row.iter().filter(|number| which(**number)).count() as u32
}

/// The first walls of all futures, each a day and a limit, as months and odds.
fn first_wall(days: &[u32], wall_day: &[f32], wall: &[f32], limits: usize) -> FirstWall {
    let futures = wall_day.len();
    let (mut by, mut count_by_month) = (vec![0; limits], vec![0; days.len()]);
    for (day, wall) in wall_day.iter().zip(wall).filter(|(day, _)| **day > 0.0) {
        if let (Some(by), Some(month)) = (by.get_mut(*wall as usize), count_by_month.get_mut(month_of(days, *day))) {
            *by += 1;
            *month += 1;
        }
    }
    FirstWall {
        ever: Chance::new(by.iter().sum(), futures as u32),
        by: by.into_iter().map(|count| Chance::new(count, futures as u32)).collect(),
        month: when(&count_by_month, futures),
        count_by_month,
    }
}

/// By when one, five and nine of ten futures have got there.
fn when(count_by_month: &[u32], futures: usize) -> WallQuantiles {
    let at = |share| month_at(count_by_month, futures, share);
    WallQuantiles { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/// By when a limit first turned somebody away.
fn met(days: &[u32], first_day: &[f32]) -> WallQuantiles {
    let mut count_by_month = vec![0; days.len()];
    for day in first_day.iter().filter(|day| **day > 0.0) {
        if let Some(count) = count_by_month.get_mut(month_of(days, *day)) {
            *count += 1;
        }
    }
    when(&count_by_month, first_day.len())
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
        // Future 0 meets the second limit on day 31, 1 the third on day 32, 2 the second on day 90, 3 none.
        let wall = first_wall(&days, &[31.0, 32.0, 90.0, 0.0], &[1.0, 2.0, 1.0, 0.0], 3);
        assert_eq!(wall.count_by_month, [1, 1, 1]);
        assert_eq!(wall.by.iter().map(|limit| limit.count).collect::<Vec<_>>(), [0, 2, 1]);
        assert_eq!(wall.ever.count, 3);
        assert_eq!(wall.month, WallQuantiles { p10: Some(1), p50: Some(2), p90: None });
    }

    #[test]
    fn the_last_count_of_tiers_is_of_all_higher_ones_too() {
        // Of 64 futures 4 do not use the account, and 5 are on a ninth tier or above it.
        assert_eq!(with_higher([10, 20, 0, 0, 0, 0, 5, 20], 50), [10, 20, 0, 0, 0, 0, 5, 25]);
        assert_eq!(with_higher([64, 0, 0, 0, 0, 0, 0, 0], 0), [64, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_month_is_told_by_which_a_limit_is_met() {
        let met = |days: &[f32]| met(&[31, 28, 31], days);
        assert_eq!(met(&[0.0, 0.0]), WallQuantiles::default());
        assert_eq!(met(&[31.0, 32.0]), WallQuantiles { p10: Some(1), p50: Some(1), p90: Some(2) });
    }
}
