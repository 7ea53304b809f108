//! A small run made by hand, for the tests of this folder.

use crate::scenario::{PRESETS, ValidScenario};
use crate::stats::{Bands, Chance, FirstWall, MonthSummary, Summary, WallQuantiles};

/// Futures of the run.
pub(super) const FUTURES: u32 = 4_096;

/// The scenario of the run.
pub(super) fn scenario() -> ValidScenario {
    PRESETS[0].scenario().unwrap()
}

pub(super) fn chance(count: u32) -> Chance {
    Chance::new(count, FUTURES)
}

pub(super) fn bands(p5: f32, p50: f32, p95: f32) -> Bands {
    let (p10, p90) = (p5 + (p50 - p5) * 0.3, p95 - (p95 - p50) * 0.3);
    Bands { p5, p10, p25: p10, p50, p75: p90, p90, p95, mean: f64::from(p50) * 1.1, error: 0.0 }
}

fn month(number: u32) -> MonthSummary {
    let size = number as f32;
    MonthSummary {
        users: bands(100.0 * size, 150.0 * size, 200.0 * size),
        calls: bands(3_000.0 * size, 4_500.0 * size, 6_000.0 * size),
        cost: bands(3.0 * size, 8.0 * size, 14.0 * size),
        refused_share: bands(0.0, if number == 5 { 0.12 } else { 0.004 }, 0.3),
        breached: [chance(0), chance(170 * number), chance(0)],
        over_budget: chance(60 * number),
        on_last_plan: chance(170 * number),
    }
}

/// Twenty-four months in which nearly all futures meet the daily limit, most of them in month 5.
pub(super) fn summary() -> Summary {
    let mut count_by_month = vec![0; 24];
    count_by_month[2..7].copy_from_slice(&[500, 900, 1_300, 900, 400]);
    Summary {
        futures: FUTURES,
        months: (1..=24).map(month).collect(),
        first_wall: FirstWall {
            ever: chance(4_000),
            by: [chance(100), chance(3_900), chance(0)],
            month: WallQuantiles { p10: Some(3), p50: Some(5), p90: Some(6) },
            count_by_month,
        },
        total_cost: bands(300.0, 900.0, 2_000.0),
        over_budget: chance(1_638),
    }
}
