//! From raw futures to the answer.

use super::Raw;
use crate::model::{Record, Totals, layout};
use crate::program::Program;
use crate::stats::{Bands, Chance, FirstWall, Histogram, Limit, MonthSummary, Summary, WallQuantiles};

/// Reduces the raw futures of a run.
#[must_use]
pub fn reduce(program: &Program, raw: &Raw) -> Summary {
    let record = Record::from_fn(|number| number);
    let totals = Totals::from_fn(|number| number);
    let chance = |row: &[f32]| Chance::new(count(row, |number| number > 0.0), raw.futures() as u32);
    let bands = |row: &[f32]| Bands::of(&mut row.to_vec());

    let month = |month: usize| {
        let row = |number: usize| raw.record(number, month);
        let turned_away = record.refused.map(row);
        MonthSummary {
            users: bands(row(record.users)),
            uses: bands(row(record.uses)),
            saved: bands(row(record.saved)),
            tokens: bands(row(record.tokens)),
            cost: bands(row(record.cost)),
            bill: record.bill.map(|number| mean(row(number))),
            income: bands(row(record.income)),
            refused_share: Bands::of(&mut refused_share(row(record.requests), &turned_away)),
            first_word: record.first_word.map(|number| bands(row(number))),
            full_answer: record.full_answer.map(|number| bands(row(number))),
            bad_days: bands(row(record.bad_days)),
            down: bands(row(record.down)),
            cold: bands(row(record.cold)),
            peak: bands(row(record.peak)),
            breached: std::array::from_fn(|limit| {
                chance(turned_away.get(limit).copied().unwrap_or_else(|| row(record.over_budget)))
            }),
            alerts: record.alerts.map(|number| chance(row(number))),
            terms: chance(row(record.terms)),
            rungs: record.rung[..layout::SLOTS + program.features].iter().map(|place| rungs(row(*place))).collect(),
        }
    };
    Summary {
        futures: raw.futures() as u32,
        months: (0..raw.months()).map(month).collect(),
        first_wall: first_wall(&program.months, totals.wall_day.map(|number| raw.total(number))),
        total_cost: bands(raw.total(totals.cost)),
        total_costs: Histogram::of(raw.total(totals.cost)),
        total_income: bands(raw.total(totals.income)),
        worst_month: bands(raw.total(totals.worst_month)),
        worst_day: bands(raw.total(totals.worst_day)),
        slowest: bands(raw.total(totals.slowest)),
        over_budget: chance(raw.total(totals.over_budget)),
    }
}

fn count(row: &[f32], which: impl Fn(f32) -> bool) -> u32 {
    row.iter().filter(|number| which(**number)).count() as u32
}

fn mean(row: &[f32]) -> f64 {
    Bands::mean_of(row)
}

/// How many futures are on each plan of a ladder.
fn rungs(row: &[f32]) -> [u32; layout::RUNGS] {
    std::array::from_fn(|rung| count(row, |number| number == rung as f32))
}

/// What was turned away in every future as a share of all that came; none of nothing.
fn refused_share(requests: &[f32], turned_away: &[&[f32]]) -> Vec<f32> {
    let share = |(future, requests): (usize, &f32)| {
        let refused: f32 = turned_away.iter().map(|row| row[future]).sum();
        if *requests > 0.0 { (refused / requests).min(1.0) } else { 0.0 }
    };
    requests.iter().enumerate().map(share).collect()
}

/// The first day on which a limit turned somebody away, by limit and future, as months and odds.
///
/// Of limits that are first on the same day the last in the order of [`Limit::ALL`] is named: a provider's longer windows
/// come after its shorter ones, and what is offline after what refuses.
fn first_wall(days: &[u32], wall_day: [&[f32]; Limit::COUNT]) -> FirstWall {
    let futures = wall_day[0].len();
    let mut by = [0; Limit::COUNT];
    let mut count_by_month = vec![0; days.len()];
    let first = |future: usize| {
        let days = wall_day.iter().map(|days| days[future]).enumerate().rev();
        days.filter(|(_, day)| *day > 0.0).min_by(|(_, a), (_, b)| a.total_cmp(b))
    };
    for (limit, day) in (0..futures).filter_map(first) {
        by[limit] += 1;
        if let Some(count) = count_by_month.get_mut(month_of(days, day)) {
            *count += 1;
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
        let none = [0.0; 4];
        let mut wall_day = [&none[..]; Limit::COUNT];
        wall_day[Limit::Minute as usize] = &[0.0, 32.0, 0.0, 0.0];
        wall_day[Limit::Day as usize] = &[31.0, 0.0, 90.0, 0.0];
        wall_day[Limit::Month as usize] = &[40.0, 32.0, 0.0, 0.0];
        let wall = first_wall(&days, wall_day);
        assert_eq!(wall.count_by_month, [1, 1, 1]);
        assert_eq!([Limit::Minute, Limit::Day, Limit::Month].map(|limit| wall.by[limit as usize].count), [0, 2, 1]);
        assert_eq!(wall.ever.count, 3);
        assert_eq!(wall.month, WallQuantiles { p10: Some(1), p50: Some(2), p90: None });
    }

    #[test]
    fn the_limits_of_the_answer_are_those_of_the_model() {
        use crate::model::limit;
        assert_eq!(Limit::COUNT, crate::model::LIMITS + 1);
        let named = [
            (Limit::Minute, limit::MINUTE),
            (Limit::Day, limit::DAY),
            (Limit::Month, limit::MONTH),
            (Limit::Concurrent, limit::CONCURRENT),
            (Limit::Limiter, limit::LIMITER),
            (Limit::Cap, limit::CAP),
            (Limit::Frontend, limit::FRONTEND),
            (Limit::Backend, limit::BACKEND),
            (Limit::Workers, limit::WORKERS),
            (Limit::Data, limit::DATA),
            (Limit::Budget, crate::model::LIMITS),
        ];
        for (at, (limit, place)) in named.into_iter().enumerate() {
            assert_eq!((Limit::ALL[at], limit as usize), (limit, place));
        }
    }

    #[test]
    fn nothing_asked_is_not_refused() {
        let (zero, two, four) = (&[0.0][..], &[2.0][..], &[4.0][..]);
        assert_eq!(refused_share(zero, &[zero; 3]), [0.0]);
        assert_eq!(refused_share(four, &[zero, two, zero]), [0.5]);
    }
}
