//! What breaks, and when: of each limit how much is used, by when it is met, whom it turns away, and what comes after it.

use super::limits::{LimitWords, of_world};
use super::number::{count, percent};
use super::plan_after::plan_after;
use super::table::Table;
use crate::catalog::Catalog;
use crate::program::World;
use crate::scenario::ValidScenario;
use crate::stats::{LimitMonth, Summary, WallQuantiles};

/// What breaks in a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// What each limit of the scenario did, the budget last; nothing where its program could not be compiled.
    pub limits: Vec<LimitRun>,
    /// The limits that any future meets, and the budget, as a table: first what is met first.
    pub table: Table,
}

/// What a limit did in a run.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitRun {
    /// Whose it is and what it is.
    pub name: String,
    /// Its name in a file, the same in every run of the scenario.
    pub key: String,
    /// Whether any future meets it.
    pub is_met: bool,
    /// By which month.
    pub by: WallQuantiles,
    /// How much of it is used, where that is known.
    pub used: Option<Used>,
    /// Visits and calls that it turned away in all months, mean over the futures; none of what turns nobody away.
    pub turned_away: Option<f64>,
    /// Whether it is the budget.
    pub is_budget: bool,
    /// The plan after it and its fixed price.
    pub after: Option<String>,
}

/// How much of a limit is used: means over the futures of the largest share, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Used {
    /// In the first month.
    pub first: f64,
    /// The last month before one future in ten has met the limit or, where fewer meet it, the month in which most of it is
    /// used; counted from 1.
    pub month: u32,
    /// In that month.
    pub then: f64,
}

/// What breaks in a run of a scenario.
#[must_use]
pub fn breaks(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Breaks {
    let limits = limit_runs(summary, scenario, catalog);
    Breaks { table: table(&limits, scenario), limits }
}

fn limit_runs(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Vec<LimitRun> {
    let Ok(world) = World::new(scenario, catalog) else { return Vec::new() };
    let run = |(row, words): (usize, LimitWords)| {
        let after = world.limits.get(row).and_then(|limit| plan_after(*limit, &world, scenario, catalog));
        limit_run(summary, row, words, after)
    };
    of_world(&world, scenario).into_iter().enumerate().map(run).collect()
}

fn limit_run(summary: &Summary, row: usize, words: LimitWords, after: Option<String>) -> LimitRun {
    let months = || summary.months.iter().map(|month| month.limits.get(row).copied().unwrap_or_default());
    let by = summary.met.get(row).copied().unwrap_or_default();
    let LimitWords { name, key, account, instead, is_measured, .. } = words;
    let turns_away = account.is_some() && instead.is_none();
    let all: Vec<LimitMonth> = months().collect();
    let month =
        by.p10.map_or_else(|| fullest(&all), |month| month.saturating_sub(1) as usize).clamp(1, all.len().max(1));
    let share = |index: usize| all.get(index).map(|month| month.used);
    let used = share(0).zip(share(month - 1)).filter(|_| is_measured);
    LimitRun {
        name,
        key,
        is_met: all.iter().any(|month| month.met.count > 0),
        by,
        used: used.map(|(first, then)| Used { first, month: month as u32, then }),
        turned_away: turns_away.then(|| all.iter().map(|month| month.refused).sum()),
        is_budget: account.is_none(),
        after,
    }
}

/// The month in which most of a limit is used, counted from 1; the last of several. That is seldom the run's last month where
/// the app has moved on to a plan without the limit.
fn fullest(months: &[LimitMonth]) -> usize {
    let used = months.iter().enumerate().max_by(|(_, one), (_, other)| one.used.total_cmp(&other.used));
    used.map_or(1, |(index, _)| index + 1)
}

impl LimitRun {
    /// When it is met: `met by month 4 (1 of 10 futures), month 5 (half), month 6 (9 of 10)`.
    #[must_use]
    pub fn met(&self) -> String {
        let WallQuantiles { p10, p50, p90 } = self.by;
        if p10.is_none() {
            return if self.is_met { "met in fewer than 1 of 10 futures" } else { "not met" }.to_owned();
        }
        let mut months: Vec<(u32, &str)> = Vec::new();
        for (month, share) in [(p10, "1 of 10"), (p50, "half"), (p90, "9 of 10")] {
            let Some(month) = month else { continue };
            // Of shares that meet it by the same month the largest says most.
            months.retain(|(before, _)| *before != month);
            months.push((month, share));
        }
        let part = |(index, (month, share)): (usize, (u32, &str))| match (index, share) {
            (0, "half") => format!("month {month} (half of the futures)"),
            (0, share) => format!("month {month} ({share} futures)"),
            _ => format!("month {month} ({share})"),
        };
        format!("met by {}", months.into_iter().enumerate().map(part).collect::<Vec<_>>().join(", "))
    }
}

impl Used {
    /// How much is used: `12% used in month 1, 88% in month 9`.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { first, month, then } = *self;
        match month {
            _ if first == 0.0 && then == 0.0 => "not used".to_owned(),
            1 => format!("{} used in month 1", percent(first)),
            _ => format!("{} used in month 1, {} in month {month}", percent(first), percent(then)),
        }
    }
}

fn table(runs: &[LimitRun], scenario: &ValidScenario) -> Table {
    let month = |month: Option<u32>| {
        let index = month.and_then(|month| month.checked_sub(1));
        index.map_or_else(|| "never".to_owned(), |index| scenario.start.plus(index as usize).name())
    };
    let mut met: Vec<&LimitRun> = runs.iter().filter(|run| run.is_met || run.is_budget).collect();
    let order = |month: Option<u32>| month.unwrap_or(u32::MAX);
    met.sort_by_key(|run| [run.by.p10, run.by.p50, run.by.p90].map(order));
    let row = |run: &LimitRun| {
        let nothing = || "–".to_owned();
        vec![
            run.name.clone(),
            month(run.by.p10),
            month(run.by.p50),
            month(run.by.p90),
            run.turned_away.map_or_else(nothing, count),
            run.after.clone().unwrap_or_else(nothing),
        ]
    };
    let columns: Vec<String> = COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).collect();
    Table {
        terms: COLUMNS.iter().map(|(_, term)| (*term).to_owned()).collect(),
        topics: vec![None; columns.len()],
        columns,
        rows: met.into_iter().map(row).collect(),
    }
}

/// Headings, and what each is in exact terms.
const COLUMNS: [(&str, &str); 6] = [
    ("Limit", "Account and limit"),
    ("1 of 10 futures by", "Month by which 10% of the futures have met it; never: fewer do within the run"),
    ("Half by", "Month by which half of the futures have met it; never: fewer do within the run"),
    ("9 of 10 by", "Month by which 90% of the futures have met it; never: fewer do within the run"),
    ("Visits and calls turned away", "In all months of the run, after all retries, mean over the futures"),
    ("Plan after it", "The next plan of the account and its fixed price in dollars a month before tax"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;
    use crate::stats::{Chance, MonthSummary};

    fn run(p10: Option<u32>, p50: Option<u32>, p90: Option<u32>) -> LimitRun {
        LimitRun {
            name: "Gemini: 500 requests a day".to_owned(),
            key: "gemini".to_owned(),
            is_met: true,
            by: WallQuantiles { p10, p50, p90 },
            used: None,
            turned_away: Some(12_345.6),
            is_budget: false,
            after: None,
        }
    }

    #[test]
    fn the_months_by_which_a_limit_is_met_are_said_with_their_share() {
        for (p10, p50, p90, words) in [
            (Some(4), Some(5), Some(6), "met by month 4 (1 of 10 futures), month 5 (half), month 6 (9 of 10)"),
            (Some(4), Some(4), Some(6), "met by month 4 (half of the futures), month 6 (9 of 10)"),
            (Some(4), Some(5), Some(5), "met by month 4 (1 of 10 futures), month 5 (9 of 10)"),
            (Some(1), Some(1), Some(1), "met by month 1 (9 of 10 futures)"),
            (Some(7), None, None, "met by month 7 (1 of 10 futures)"),
            (None, None, None, "met in fewer than 1 of 10 futures"),
        ] {
            assert_eq!(run(p10, p50, p90).met(), words);
        }
        assert_eq!(LimitRun { is_met: false, ..run(None, None, None) }.met(), "not met");
    }

    #[test]
    fn use_is_said_of_the_first_month_and_of_a_later_one() {
        let used = |first, month, then| Used { first, month, then }.words();
        assert_eq!(used(0.12, 9, 0.88), "12% used in month 1, 88% in month 9");
        assert_eq!(used(0.12, 1, 0.12), "12% used in month 1");
        assert_eq!(used(0.0, 9, 0.0), "not used");
        assert_eq!(used(0.0, 9, 0.0004), "0% used in month 1, <0.1% in month 9");
    }

    #[test]
    fn use_is_read_before_the_limit_is_met() {
        let (scenario, catalog) = (PRESETS[0].scenario().unwrap(), Catalog::builtin().unwrap());
        let words = super::super::limits(&scenario, &catalog);
        let row = words.iter().position(|limit| limit.is_measured && limit.account.is_some()).unwrap();
        let month = |number: u32| {
            let mut limits = vec![LimitMonth::default(); words.len()];
            let met = Chance::new(if number > 2 { 30 } else { 0 }, 64);
            limits[row] = LimitMonth { met, refused: 10.0, used: 0.25 * f64::from(number) };
            MonthSummary { limits, ..MonthSummary::default() }
        };
        let mut summary = Summary { months: (1..=4).map(month).collect(), ..super::super::sample::summary() };
        summary.met = vec![WallQuantiles::default(); words.len()];
        let of = |summary: &Summary| breaks(summary, &scenario, &catalog).limits[row].clone();
        assert_eq!(of(&summary).used, Some(Used { first: 0.25, month: 4, then: 1.0 }));
        summary.months[3].limits[row].used = 0.0;
        assert_eq!(
            of(&summary).used,
            Some(Used { first: 0.25, month: 3, then: 0.75 }),
            "where the plan changes after it"
        );
        for (p10, month, then) in [(3, 2, 0.5), (1, 1, 0.25)] {
            summary.met[row] = WallQuantiles { p10: Some(p10), p50: None, p90: None };
            let run = of(&summary);
            assert_eq!(run.used, Some(Used { first: 0.25, month, then }));
            assert_eq!((run.is_met, run.turned_away), (true, Some(40.0)));
        }
        let Breaks { limits: runs, table } = breaks(&summary, &scenario, &catalog);
        let [budget] = &runs[runs.len() - 1..] else { panic!() };
        assert_eq!((budget.turned_away, budget.is_met, &budget.after), (None, false, &None));
        assert_eq!(table.rows.len(), 2, "what is met, and the budget");
        assert_eq!(table.rows[0][..5], [&runs[row].name, "Jan 2027", "never", "never", "40"]);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len() && row.len() == table.terms.len()));
    }

    #[test]
    fn what_breaks_first_stands_first() {
        let scenario = PRESETS[0].scenario().unwrap();
        let named = |name: &str, run: LimitRun| LimitRun { name: name.to_owned(), ..run };
        let runs = [
            named("rare", run(None, None, None)),
            named("late", run(Some(9), None, None)),
            named("unmet", LimitRun { is_met: false, ..run(None, None, None) }),
            named("soon", run(Some(3), Some(4), Some(4))),
            named("budget", LimitRun { turned_away: None, ..run(Some(3), Some(3), None) }),
        ];
        let table = table(&runs, &scenario);
        let names: Vec<_> = table.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names, ["budget", "soon", "late", "rare"]);
        assert_eq!(
            (table.rows[1][4].as_str(), table.rows[0][4].as_str(), table.rows[0][5].as_str()),
            ("12,350", "–", "–")
        );
    }
}
