//! The months as a table: the numbers behind the charts.

use super::number::{chance, count, money, percent, seconds};
use crate::scenario::{StartMonth, ValidScenario};
use crate::stats::{Chance, Limit, MonthSummary, Summary};

/// A table ready to print: every row is as long as `columns`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<&'static str>,
    /// What each column is about; `None` for the month, which names the row.
    pub topics: Vec<Option<Topic>>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

/// What a column is about: few enough to a topic that they fit on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The numbers most people want.
    Short,
    /// More of users and their uses.
    Users,
    /// More of what the months cost, and of what.
    Cost,
    /// How fast the app is, and whether it is there.
    Speed,
    /// What turns users away.
    Limits,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Short, Self::Users, Self::Cost, Self::Speed, Self::Limits];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "In short",
            Self::Users => "Users",
            Self::Cost => "Cost",
            Self::Speed => "Speed",
            Self::Limits => "Limits",
        }
    }
}

/// One column: how it is called, and which number it shows.
struct Column {
    topic: Topic,
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
    Seconds(f64),
    Chance(Chance),
}

impl Cell {
    fn text(&self) -> String {
        match *self {
            Self::Count(number) => count(number),
            Self::Money(dollars) => money(dollars),
            Self::Share(share) => percent(share),
            Self::Seconds(number) => seconds(number),
            Self::Chance(it) => chance(it),
        }
    }

    /// The number as it is, to the seven digits that the simulation carries.
    fn raw(&self) -> String {
        let number = match *self {
            Self::Count(number) | Self::Money(number) | Self::Share(number) | Self::Seconds(number) => number,
            Self::Chance(chance) => chance.share(),
        };
        (number as f32).to_string()
    }
}

const fn column(topic: Topic, heading: &'static str, key: &'static str, cell: fn(&MonthSummary) -> Cell) -> Column {
    Column { topic, heading, key, cell }
}

const fn at(limit: Limit) -> usize {
    limit as usize
}

const COLUMNS: [Column; 29] = [
    column(Topic::Short, "Month-end users", "users_p50", |month| Cell::Count(month.users.p50.into())),
    column(Topic::Users, "Users, low 5%", "users_p5", |month| Cell::Count(month.users.p5.into())),
    column(Topic::Users, "Users, high 5%", "users_p95", |month| Cell::Count(month.users.p95.into())),
    column(Topic::Users, "Uses", "uses_p50", |month| Cell::Count(month.uses.p50.into())),
    column(Topic::Short, "Cost", "cost_usd_p50", |month| Cell::Money(month.cost.p50.into())),
    column(Topic::Cost, "Cost, low 5%", "cost_usd_p5", |month| Cell::Money(month.cost.p5.into())),
    column(Topic::Cost, "Cost, high 5%", "cost_usd_p95", |month| Cell::Money(month.cost.p95.into())),
    column(Topic::Cost, "Cost, mean", "cost_usd_mean", |month| Cell::Money(month.cost.mean)),
    column(Topic::Cost, "Frontend", "frontend_usd_mean", |month| Cell::Money(month.bill[0])),
    column(Topic::Cost, "Backend", "backend_usd_mean", |month| Cell::Money(month.bill[1])),
    column(Topic::Cost, "Data", "data_usd_mean", |month| Cell::Money(month.bill[2])),
    column(Topic::Cost, "Payments", "payments_usd_mean", |month| Cell::Money(month.bill[3])),
    column(Topic::Cost, "Domain", "domain_usd_mean", |month| Cell::Money(month.bill[4])),
    column(Topic::Cost, "Models", "models_usd_mean", |month| Cell::Money(month.bill[5])),
    column(Topic::Short, "Income", "income_usd_p50", |month| Cell::Money(month.income.p50.into())),
    column(Topic::Speed, "First word, 1 in 20 slower", "first_word_s_p95", |month| {
        Cell::Seconds(month.first_word[1].p50.into())
    }),
    column(Topic::Speed, "Answer, half slower", "answer_s_p50", |month| Cell::Seconds(month.full_answer[0].p50.into())),
    column(Topic::Short, "Answer, 1 in 20 slower", "answer_s_p95", |month| {
        Cell::Seconds(month.full_answer[1].p50.into())
    }),
    column(Topic::Short, "Turned away, mean", "refused_share_mean", |month| Cell::Share(month.refused_share.mean)),
    column(Topic::Limits, "Days with refusals, mean", "bad_days_mean", |month| Cell::Count(month.bad_days.mean)),
    column(Topic::Speed, "Hours down, mean", "down_hours_mean", |month| Cell::Count(month.down.mean)),
    column(Topic::Limits, "Minute limit", "chance_minute_limit", |month| {
        Cell::Chance(month.breached[at(Limit::Minute)])
    }),
    column(Topic::Limits, "Day limit", "chance_day_limit", |month| Cell::Chance(month.breached[at(Limit::Day)])),
    column(Topic::Limits, "Month limit", "chance_month_limit", |month| Cell::Chance(month.breached[at(Limit::Month)])),
    column(Topic::Limits, "Frontend offline", "chance_frontend", |month| {
        Cell::Chance(month.breached[at(Limit::Frontend)])
    }),
    column(Topic::Limits, "Backend offline", "chance_backend", |month| {
        Cell::Chance(month.breached[at(Limit::Backend)])
    }),
    column(Topic::Limits, "Backend too slow", "chance_workers", |month| {
        Cell::Chance(month.breached[at(Limit::Workers)])
    }),
    column(Topic::Limits, "Data offline", "chance_data", |month| Cell::Chance(month.breached[at(Limit::Data)])),
    column(Topic::Short, "Over budget", "chance_over_budget", |month| Cell::Chance(month.breached[at(Limit::Budget)])),
];

/// The months of a run, for people. Users, uses, cost and seconds are medians over the futures unless they say otherwise;
/// limits are chances that somebody is turned away.
#[must_use]
pub fn monthly_table(summary: &Summary, scenario: &ValidScenario) -> Table {
    let columns = std::iter::once("Month").chain(COLUMNS.iter().map(|column| column.heading)).collect();
    let topics = std::iter::once(None).chain(COLUMNS.iter().map(|column| Some(column.topic))).collect();
    Table { columns, topics, rows: rows(summary, StartMonth::name, scenario, Cell::text) }
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
    name: fn(StartMonth) -> String,
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
            ("Users, high 5%", "2,400"),
            ("Uses", "54,000"),
            ("Cost", "$96"),
            ("Cost, mean", "$106"),
            ("Models", "$0"),
            ("Income", "$240"),
            ("Answer, 1 in 20 slower", "4.1 s"),
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
