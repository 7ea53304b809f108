//! The months as a table: the numbers behind the charts.

use super::columns::{Cell, Column, Topic, columns};
use crate::catalog::Catalog;
use crate::date::Month;
use crate::scenario::ValidScenario;
use crate::stats::Summary;

/// A table ready to print: every row is as long as `columns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<String>,
    /// What each column is in exact terms.
    pub terms: Vec<String>,
    /// What each column is about; `None` for the month, which names the row.
    pub topics: Vec<Option<Topic>>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

/// The months of a run, for people. Users, uses, cost and seconds are medians over the futures unless they say otherwise;
/// limits are chances that somebody is turned away.
#[must_use]
pub fn monthly_table(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Table {
    let all = columns(scenario, catalog);
    let with = |first: &str, of: fn(&Column) -> &str| -> Vec<String> {
        std::iter::once(first).chain(all.iter().map(of)).map(str::to_owned).collect()
    };
    Table {
        columns: with("Month", |column| &column.heading),
        terms: with("Month of the calendar", |column| &column.term),
        topics: std::iter::once(None).chain(all.iter().map(|column| Some(column.topic))).collect(),
        rows: rows(summary, Month::name, scenario, &all, Cell::text),
    }
}

/// The months of a run for programs: the same columns as numbers, comma-separated, with a line of names.
#[must_use]
pub fn monthly_csv(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> String {
    let all = columns(scenario, catalog);
    let names = std::iter::once("month").chain(all.iter().map(|column| &*column.key)).collect::<Vec<_>>().join(",");
    let rows = rows(summary, |month| month.to_string(), scenario, &all, Cell::raw);
    let lines = rows.into_iter().map(|row| row.join(","));
    std::iter::once(names).chain(lines).map(|line| line + "\n").collect()
}

fn rows(
    summary: &Summary,
    name: fn(Month) -> String,
    scenario: &ValidScenario,
    columns: &[Column],
    print: fn(&Cell) -> String,
) -> Vec<Vec<String>> {
    (0..)
        .zip(&summary.months)
        .map(|(index, month)| {
            let cells = columns.iter().map(|column| print(&(column.cell)(month)));
            std::iter::once(name(scenario.start.plus(index))).chain(cells).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::sample::{scenario, summary};
    use super::*;
    use crate::scenario::PRESETS;

    fn catalog() -> Catalog {
        Catalog::builtin().unwrap()
    }

    /// Checks what the table says in month 12 below some headings of a topic.
    fn assert_shown(topic: Option<Topic>, shown: &[(&str, &str)]) {
        let table = monthly_table(&summary(), &scenario(), &catalog());
        for &(heading, text) in shown {
            let column = table.columns.iter().position(|column| *column == heading);
            let column = column.unwrap_or_else(|| panic!("{heading} is not in {:?}", table.columns));
            assert_eq!((table.rows[11][column].as_str(), table.topics[column]), (text, topic), "{heading}");
        }
    }

    #[test]
    fn a_row_is_a_month_in_words() {
        let table = monthly_table(&summary(), &scenario(), &catalog());
        assert_eq!(table.rows.len(), 24);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        assert_eq!((table.terms.len(), table.topics.len()), (table.columns.len(), table.columns.len()));
        assert_shown(None, &[("Month", "Dec 2027")]);
        assert_shown(Some(Topic::Users), &[("Users, high", "2,220"), ("Uses", "54,000")]);
        assert_shown(Some(Topic::Cost), &[("Cost, mean", "$106"), ("Models", "$0")]);
        let short = [
            ("Month-end users", "1,800"),
            ("Cost", "$96"),
            ("Income", "$240"),
            ("Slowest 1 in 20 answers", "4.1 s"),
            ("Turned away, mean", "0.4%"),
            ("Over budget", "18%"),
        ];
        assert_shown(Some(Topic::Short), &short);
    }

    #[test]
    fn alerts_are_shown() {
        let alerts = [("50% of the budget", "44%"), ("80% of the budget", "29%"), ("100% of the budget", "15%")];
        assert_shown(Some(Topic::Cost), &alerts);
    }

    #[test]
    fn cold_answers_are_shown() {
        assert_shown(Some(Topic::Speed), &[("Cold answers, mean", "1.1%")]);
    }

    #[test]
    fn the_dearest_day_is_shown() {
        assert_shown(Some(Topic::Cost), &[("Dearest day", "$2.00")]);
    }

    #[test]
    fn every_account_is_shown() {
        let accounts = [("Vercel", "$12"), ("Railway", "$24"), ("Supabase", "$36"), ("Google Gemini API", "$48")];
        assert_shown(Some(Topic::Accounts), &accounts);
    }

    #[test]
    fn limits_are_shown_with_what_is_used_of_them() {
        let limits = [("Google Gemini API: 500 requests a day", "50%"), ("Railway: too slow to wait for", "<0.1%")];
        assert_shown(Some(Topic::Limits), &limits);
        let used =
            [("Google Gemini API: 500 requests a day, used", "48%"), ("Supabase: 1 to 100 GB of files, used", "0%")];
        assert_shown(Some(Topic::Used), &used);
        // What a minute uses is not known, nor how much there is of what only happens or not.
        let table = monthly_table(&summary(), &scenario(), &catalog());
        let of = |topic| table.topics.iter().filter(|it| **it == Some(topic)).count();
        assert_eq!((of(Topic::Limits) - 1, of(Topic::Used)), (19, 14));
        assert_eq!(table.columns.iter().filter(|name| name.contains("Over budget")).count(), 1);
    }

    #[test]
    fn a_line_is_a_month_in_numbers() {
        let csv = monthly_csv(&summary(), &scenario(), &catalog());
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(lines.len(), 25);
        let columns = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let (names, row) = (columns(lines[0]), columns(lines[12]));
        assert_eq!(names.len(), columns_of(&scenario()).len() + 1);
        let cell = |name: &str| row[names.iter().position(|it| it == name).unwrap()].as_str();
        for (name, text) in [
            ("month", "2027-12"),
            ("users_p50", "1800"),
            ("cost_usd_mean", "105.6"),
            ("refused_share_mean", "0.0044"),
            ("cold_share_mean", "0.011"),
            ("worst_day_usd_p50", "2"),
            ("chance_alert_80", "0.29296875"),
            ("account_gemini_usd_mean", "48"),
            ("chance_gemini_3_5_flash_lite_day_requests", "0.49804688"),
            ("used_gemini_3_5_flash_lite_day_requests_mean", "0.48"),
            ("used_supabase_data_stock_database_gb_mean", "0"),
            ("chance_over_budget", "0.17578125"),
        ] {
            assert_eq!(cell(name), text, "{name}");
        }
    }

    fn columns_of(scenario: &ValidScenario) -> Vec<Column> {
        columns(scenario, &catalog())
    }

    #[test]
    fn columns_are_told_apart_in_files_and_on_the_page() {
        for preset in &PRESETS {
            let all = columns_of(&preset.scenario().unwrap());
            for column in &all {
                let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
                assert!(!column.key.is_empty() && column.key.bytes().all(usual), "{}", column.key);
                assert!(!column.heading.is_empty() && !column.term.ends_with('.'), "{}", column.term);
            }
            let keys: BTreeSet<_> = all.iter().map(|column| &column.key).collect();
            let headings: BTreeSet<_> = all.iter().map(|column| (column.topic.name(), &column.heading)).collect();
            assert_eq!((keys.len(), headings.len()), (all.len(), all.len()), "{}", preset.id);
        }
    }
}
