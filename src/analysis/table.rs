//! The months as a table: the numbers behind the charts.

use super::columns::{COLUMNS, Cell, Topic};
use crate::date::Month;
use crate::scenario::ValidScenario;
use crate::stats::Summary;

/// A table ready to print: every row is as long as `columns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<&'static str>,
    /// What each column is in exact terms.
    pub terms: Vec<&'static str>,
    /// What each column is about; `None` for the month, which names the row.
    pub topics: Vec<Option<Topic>>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

/// The months of a run, for people. Users, uses, cost and seconds are medians over the futures unless they say otherwise;
/// limits are chances that somebody is turned away.
#[must_use]
pub fn monthly_table(summary: &Summary, scenario: &ValidScenario) -> Table {
    let columns = std::iter::once("Month").chain(COLUMNS.iter().map(|column| column.heading)).collect();
    let topics = std::iter::once(None).chain(COLUMNS.iter().map(|column| Some(column.topic))).collect();
    let terms = std::iter::once("Month of the calendar").chain(COLUMNS.iter().map(|column| column.term)).collect();
    Table { columns, terms, topics, rows: rows(summary, Month::name, scenario, Cell::text) }
}

/// The months of a run for programs: the same columns as numbers, comma-separated, with a line of names.
#[must_use]
pub fn monthly_csv(summary: &Summary, scenario: &ValidScenario) -> String {
    let names = std::iter::once("month").chain(COLUMNS.iter().map(|column| column.key)).collect::<Vec<_>>().join(",");
    let lines = rows(summary, |month| month.to_string(), scenario, Cell::raw).into_iter().map(|row| row.join(","));
    std::iter::once(names).chain(lines).map(|line| line + "\n").collect()
}

fn rows(
    summary: &Summary,
    name: fn(Month) -> String,
    scenario: &ValidScenario,
    print: fn(&Cell) -> String,
) -> Vec<Vec<String>> {
    (0..)
        .zip(&summary.months)
        .map(|(index, month)| {
            let cells = COLUMNS.iter().map(|column| print(&(column.cell)(month)));
            std::iter::once(name(scenario.start.plus(index))).chain(cells).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{scenario, summary};
    use super::*;

    #[test]
    fn a_row_is_a_month_in_words() {
        let table = monthly_table(&summary(), &scenario());
        assert_eq!(table.rows.len(), 24);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        let cell = |heading: &str| {
            let column = table.columns.iter().position(|column| *column == heading).unwrap();
            table.rows[11][column].as_str()
        };
        for (heading, text) in [
            ("Month", "Dec 2027"),
            ("Month-end users", "1,800"),
            ("Users, high", "2,220"),
            ("Uses", "54,000"),
            ("Cost", "$96"),
            ("Cost, mean", "$106"),
            ("Models", "$0"),
            ("Income", "$240"),
            ("Slowest 1 in 20 answers", "4.1 s"),
            ("Turned away, mean", "0.4%"),
            ("Minute limit", "<0.1%"),
            ("Day limit", "50%"),
            ("Over budget", "18%"),
        ] {
            assert_eq!(cell(heading), text, "{heading}");
        }
    }

    #[test]
    fn a_line_is_a_month_in_numbers() {
        let csv = monthly_csv(&summary(), &scenario());
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(lines.len(), 25);
        let columns = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let (names, row) = (columns(lines[0]), columns(lines[12]));
        assert_eq!(names.len(), COLUMNS.len() + 1);
        let cell = |name: &str| row[names.iter().position(|it| it == name).unwrap()].as_str();
        for (name, text) in [
            ("month", "2027-12"),
            ("users_p50", "1800"),
            ("cost_usd_mean", "105.6"),
            ("refused_share_mean", "0.0044"),
            ("chance_day_limit", "0.49804688"),
            ("chance_over_budget", "0.17578125"),
        ] {
            assert_eq!(cell(name), text, "{name}");
        }
    }
}
