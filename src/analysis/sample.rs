//! A small run made by hand, for the tests of this folder.

use crate::catalog::Catalog;
use crate::model::limit;
use crate::program::{Of, World};
use crate::scenario::{PRESETS, ValidScenario};
use crate::stats::{Bands, Chance, FirstWall, Histogram, LimitMonth, MonthSummary, Summary, WallQuantiles};

/// Futures of the run.
pub(super) const FUTURES: u32 = 4_096;

/// The scenario of the run.
pub(super) fn scenario() -> ValidScenario {
    PRESETS[0].scenario().unwrap()
}

/// Its accounts and limits.
pub(super) fn world() -> World {
    World::new(&scenario(), &Catalog::builtin().unwrap()).unwrap()
}

/// Where the first limit of a kind stands, as in [`limit`]: Gemini's own, as models come first.
pub(super) fn row(way: usize) -> usize {
    row_in(&world(), way)
}

fn row_in(world: &World, way: usize) -> usize {
    world.limits.iter().position(|limit| limit.way == way && limit.of != Of::App).unwrap()
}

pub(super) fn chance(count: u32) -> Chance {
    Chance::new(count, FUTURES)
}

pub(super) fn bands(p5: f32, p50: f32, p95: f32) -> Bands {
    let (p10, p90) = (p5 + (p50 - p5) * 0.3, p95 - (p95 - p50) * 0.3);
    Bands { p5, p10, p25: p10, p50, p75: p90, p90, p95, mean: f64::from(p50) * 1.1, error: 0.0 }
}

fn month(number: u32, world: &World) -> MonthSummary {
    let size = number as f32;
    let limit = |met, refused, used| LimitMonth { met: chance(met), refused, used };
    let mut limits = vec![limit(0, 0.0, 0.0); world.limits.len()];
    limits[row_in(world, limit::DAY)] = limit(170 * number, 12.0 * f64::from(number), 0.04 * f64::from(number));
    limits[world.limits.len() - 1] = limit(60 * number, 0.0, 0.02 * f64::from(number));
    let seconds = |median: f32| [0.5, 1.0, 1.5].map(|factor| bands(median * factor, median * factor, median * factor));
    MonthSummary {
        users: bands(100.0 * size, 150.0 * size, 200.0 * size),
        uses: bands(3_000.0 * size, 4_500.0 * size, 6_000.0 * size),
        cost: bands(3.0 * size, 8.0 * size, 14.0 * size),
        income: bands(10.0 * size, 20.0 * size, 30.0 * size),
        refused_share: bands(0.0, if number == 5 { 0.12 } else { 0.004 }, 0.3),
        bad_days: if number == 5 {
            Bands { p10: 3.0, p50: 5.0, p90: 8.0, ..Bands::default() }
        } else {
            Bands::default()
        },
        first_word: seconds(1.0),
        full_answer: seconds(3.1 + size / 12.0),
        cold: bands(0.0, 0.01, 0.02),
        worst_day: bands(0.5, 2.0, 4.0),
        accounts: (1..=world.accounts.len()).map(|at| at as f64 * f64::from(number)).collect(),
        tiers: vec![[FUTURES, 0, 0, 0, 0, 0, 0, 0]; world.accounts.len()],
        limits,
        alerts: [150, 100, 50].map(|count| chance(count * number)),
        rungs: vec![[FUTURES, 0, 0, 0, 0, 0, 0, 0]; 6],
        ..MonthSummary::default()
    }
}

/// Twenty-four months in which nearly all futures meet the daily limit, most of them in month 5.
pub(super) fn summary() -> Summary {
    let mut count_by_month = vec![0; 24];
    count_by_month[2..7].copy_from_slice(&[500, 900, 1_300, 900, 400]);
    let world = world();
    let mut by = vec![chance(0); world.limits.len()];
    by[row_in(&world, limit::MINUTE)] = chance(100);
    by[row_in(&world, limit::DAY)] = chance(3_900);
    Summary {
        futures: FUTURES,
        months: (1..=24).map(|number| month(number, &world)).collect(),
        first_wall: FirstWall {
            ever: chance(4_000),
            by,
            month: WallQuantiles { p10: Some(3), p50: Some(5), p90: Some(6) },
            count_by_month,
        },
        met: vec![WallQuantiles::default(); world.limits.len()],
        total_cost: bands(300.0, 900.0, 2_000.0),
        total_listed: bands(300.0, 900.0, 2_000.0),
        total_costs: Histogram::default(),
        total_income: bands(1_000.0, 6_000.0, 9_000.0),
        worst_month: bands(70.0, 190.0, 340.0),
        worst_day: bands(3.0, 8.0, 20.0),
        slowest: bands(4.0, 5.0, 6.0),
        over_budget: chance(1_638),
        books: None,
    }
}
