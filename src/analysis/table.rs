//! The months as a table: the numbers behind the charts.

use super::number::{chance, count, money, percent};
use crate::scenario::ValidScenario;
use crate::stats::{Chance, Limit, MonthSummary, Summary};

/// A table ready to print: every row is as long as `columns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<&'static str>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

/// One column: how it is called, and which number it shows.
struct Column {
    heading: &'static str,
    /// Name in a file, with the unit.
    key: &'static str,
    cell: fn(&MonthSummary) -> Cell,
}

/// A number and how it is printed.
enum Cell {
    Count(f64),
    Money(f64),
    Share(f64),
    Chance(Chance),
}

impl Cell {
    fn text(&self) -> String {
        match *self {
            Self::Count(number) => count(number),
            Self::Money(dollars) => money(dollars),
            Self::Share(share) => percent(share),
            Self::Chance(it) => chance(it),
        }
    }

    /// The number as it is, to the seven digits that the simulation carries.
    fn raw(&self) -> String {
        let number = match *self {
            Self::Count(number) | Self::Money(number) | Self::Share(number) => number,
            Self::Chance(chance) => chance.share(),
        };
        (number as f32).to_string()
    }
}

const fn column(heading: &'static str, key: &'static str, cell: fn(&MonthSummary) -> Cell) -> Column {
    Column { heading, key, cell }
}

const COLUMNS: [Column; 14] = [
    column("Month-end users", "users_p50", |month| Cell::Count(month.users.p50.into())),
    column("Users, low 5%", "users_p5", |month| Cell::Count(month.users.p5.into())),
    column("Users, high 5%", "users_p95", |month| Cell::Count(month.users.p95.into())),
    column("Calls", "calls_p50", |month| Cell::Count(month.calls.p50.into())),
    column("Cost", "cost_usd_p50", |month| Cell::Money(month.cost.p50.into())),
    column("Cost, low 5%", "cost_usd_p5", |month| Cell::Money(month.cost.p5.into())),
    column("Cost, high 5%", "cost_usd_p95", |month| Cell::Money(month.cost.p95.into())),
    column("Cost, mean", "cost_usd_mean", |month| Cell::Money(month.cost.mean)),
    column("Refused, mean", "refused_share_mean", |month| Cell::Share(month.refused_share.mean)),
    column("Minute limit", "chance_minute_limit", |month| Cell::Chance(month.breached[Limit::Minute as usize])),
    column("Day limit", "chance_day_limit", |month| Cell::Chance(month.breached[Limit::Day as usize])),
    column("Month limit", "chance_month_limit", |month| Cell::Chance(month.breached[Limit::Month as usize])),
    column("Over budget", "chance_over_budget", |month| Cell::Chance(month.over_budget)),
    column("On last plan", "chance_on_last_plan", |month| Cell::Chance(month.on_last_plan)),
];

/// The months of a run, for people. Users, calls and cost are medians unless they say otherwise; limits are chances that
/// one refuses a call.
#[must_use]
pub fn monthly_table(summary: &Summary, scenario: &ValidScenario) -> Table {
    let columns = std::iter::once("Month").chain(COLUMNS.iter().map(|column| column.heading)).collect();
    Table { columns, rows: rows(summary, scenario, Cell::text) }
}

/// The months of a run for programs: the same columns as numbers, comma-separated, with a line of names.
#[must_use]
pub fn monthly_csv(summary: &Summary, scenario: &ValidScenario) -> String {
    let names = std::iter::once("month").chain(COLUMNS.iter().map(|column| column.key)).collect::<Vec<_>>().join(",");
    let lines = rows(summary, scenario, Cell::raw).into_iter().map(|row| row.join(","));
    std::iter::once(names).chain(lines).map(|line| line + "\n").collect()
}

fn rows(summary: &Summary, scenario: &ValidScenario, print: fn(&Cell) -> String) -> Vec<Vec<String>> {
    (0..)
        .zip(&summary.months)
        .map(|(index, month)| {
            let cells = COLUMNS.iter().map(|column| print(&(column.cell)(month)));
            std::iter::once(scenario.start.plus(index).to_string()).chain(cells).collect()
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
        let row: Vec<_> = table.columns.iter().copied().zip(table.rows[11].iter().map(String::as_str)).collect();
        assert_eq!(
            row,
            [
                ("Month", "2027-12"),
                ("Month-end users", "1,800"),
                ("Users, low 5%", "1,200"),
                ("Users, high 5%", "2,400"),
                ("Calls", "54,000"),
                ("Cost", "$96"),
                ("Cost, low 5%", "$36"),
                ("Cost, high 5%", "$168"),
                ("Cost, mean", "$106"),
                ("Refused, mean", "0.4%"),
                ("Minute limit", "<0.1%"),
                ("Day limit", "50%"),
                ("Month limit", "<0.1%"),
                ("Over budget", "18%"),
                ("On last plan", "50%"),
            ]
        );
    }

    #[test]
    fn a_line_is_a_month_in_numbers() {
        let csv = monthly_csv(&summary(), &scenario());
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(lines.len(), 25);
        assert_eq!(
            lines[0],
            "month,users_p50,users_p5,users_p95,calls_p50,cost_usd_p50,cost_usd_p5,cost_usd_p95,cost_usd_mean,\
             refused_share_mean,chance_minute_limit,chance_day_limit,chance_month_limit,chance_over_budget,\
             chance_on_last_plan"
        );
        assert_eq!(
            lines[13 - 1],
            "2027-12,1800,1200,2400,54000,96,36,168,105.6,0.0044,0,0.49804688,0,0.17578125,0.49804688"
        );
    }
}
