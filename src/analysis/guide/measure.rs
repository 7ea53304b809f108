//! What figures of a document are compared by.

use serde::{Deserialize, Serialize};

use super::super::number::{count, grouped, money, percent, seconds};
use super::file::Figure;
use crate::scenario::{Scenario, registered};
use crate::stats::{BooksMonth, MonthSummary};

/// What is measured of some months of a run, of means over its futures: what is a sum is one over the months, anything else is of the
/// last of them. Registered users follow from monthly users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideMeasure {
    /// Registered users, of whom the monthly users are a share.
    Registered,
    /// Uses of all features.
    Uses,
    /// The same for each registered user.
    UsesEach,
    /// Uses that are not turned away.
    Served,
    /// The same for each second of the month.
    ServedASecond,
    /// Share of the uses that templates answer.
    Saved,
    /// Tokens sent and received.
    Tokens,
    /// Provider bills of a month, dollars.
    Bill,
    /// The same of all the months.
    Bills,
    /// The same for 1,000 uses.
    ThousandUses,
    /// How much less they are than those of another run.
    Less,
    /// Share of the uses turned away.
    Refused,
    /// Seconds within which half of the answers are complete.
    Half,
    /// Seconds within which 19 of 20 answers are complete.
    Slowest,
    /// Share of the calls that wait for a card to start.
    Waiting,
    /// Calls of the busiest minute.
    BusiestMinute,
    /// All that is spent, dollars.
    Spent,
    /// All but the bills of providers.
    Besides,
    /// People.
    People,
    /// What is paid once.
    OneOffs,
    /// What a cost line comes to.
    Line,
    /// All that is spent, for each dollar that the prototype cost.
    Times,
    /// What a plan of bills and the prototype leaves out, as a share of that plan.
    Missed,
    /// What users pay for each dollar that is spent.
    Returns,
    /// Odds that the money has run out.
    Broke,
}

/// The months of a run that are measured.
#[derive(Clone, Copy)]
pub(super) struct Measured<'a> {
    pub(super) months: &'a [MonthSummary],
    pub(super) scenario: &'a Scenario,
}

impl Measured<'_> {
    fn sum(&self, of: impl Fn(&MonthSummary) -> f64) -> f64 {
        self.months.iter().map(of).sum()
    }

    /// The same of the books; nothing where none are kept.
    fn booked(&self, of: impl Fn(&BooksMonth) -> f64) -> f64 {
        self.sum(|month| month.books.as_ref().map_or(0.0, &of))
    }

    fn bills(&self) -> f64 {
        self.sum(|month| month.cost.mean)
    }

    fn spent(&self) -> f64 {
        self.booked(|month| month.spent.iter().sum())
    }
}

impl GuideMeasure {
    /// What it is called, with its unit.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Registered => "Registered users",
            Self::Uses => "Uses a month",
            Self::UsesEach => "Uses a month of a registered user",
            Self::Served => "Uses served a month",
            Self::ServedASecond => "Uses served a second",
            Self::Saved => "Uses that templates answer",
            Self::Tokens => "Tokens a month",
            Self::Bill => "Bill of the month",
            Self::Bills => "Bills of providers",
            Self::ThousandUses => "Cost of 1,000 uses",
            Self::Less => "Less than without it",
            Self::Refused => "Uses turned away",
            Self::Half => "Half of the answers within",
            Self::Slowest => "19 of 20 answers within",
            Self::Waiting => "Calls that wait for a start",
            Self::BusiestMinute => "Calls of the busiest minute",
            Self::Spent => "All that is spent",
            Self::Besides => "Spent besides the bills",
            Self::People => "Spent on people",
            Self::OneOffs => "Spent on one-offs",
            Self::Line => "Spent on it",
            Self::Times => "Spent for each dollar of the prototype",
            Self::Missed => "What a plan of prototype and bills misses",
            Self::Returns => "Income for each dollar spent",
            Self::Broke => "Odds that the money has run out",
        }
    }

    /// The number of some months; `than` are those of the run that it is set against. `None` where there are none.
    pub(super) fn of(self, figure: &Figure, it: &Measured<'_>, than: Option<&Measured<'_>>) -> Option<f64> {
        let month = it.months.last()?;
        let days = f64::from(it.scenario.start.last_day().day);
        let uses = month.uses.mean;
        let served = month.saved.mean + (uses - month.saved.mean) * (1.0 - month.refused_share.mean);
        let part = |of: f64, all: f64| if all > 0.0 { of / all } else { 0.0 };
        Some(match self {
            Self::Registered => registered(it.scenario),
            Self::Uses => uses,
            Self::UsesEach => uses / registered(it.scenario),
            Self::Served => served,
            Self::ServedASecond => served / (days * 86_400.0),
            Self::Saved => part(month.saved.mean, uses),
            Self::Tokens => month.tokens.mean * 1e6,
            Self::Bill => month.cost.mean,
            Self::Bills => it.bills(),
            Self::ThousandUses => part(month.cost.mean, uses) * 1e3,
            Self::Less => 1.0 - part(it.bills(), than?.bills()),
            Self::Refused => part(uses - served, uses),
            Self::Half => month.full_answer[0].mean,
            Self::Slowest => month.full_answer[1].mean,
            Self::Waiting => month.cold.mean,
            Self::BusiestMinute => month.peak.mean,
            Self::Spent => it.spent(),
            Self::Besides => it.spent() - it.bills(),
            Self::People => it.booked(|month| month.spent[1]),
            Self::OneOffs => it.booked(|month| month.spent[2]),
            Self::Line => {
                let place = it.scenario.books.lines.iter().position(|line| Some(&line.id) == figure.line.as_ref())?;
                it.booked(|month| month.lines.get(place).copied().unwrap_or(0.0))
            }
            Self::Times => it.spent() / figure.prototype?,
            Self::Missed => (it.spent() - it.bills()) / (it.bills() + figure.prototype?),
            Self::Returns => part(it.sum(|month| month.income.mean), it.spent()),
            Self::Broke => month.books.as_ref()?.broke.share(),
        })
    }

    /// A number of it in words.
    #[must_use]
    pub fn words(self, number: f64) -> String {
        match self {
            Self::Bill
            | Self::Bills
            | Self::ThousandUses
            | Self::Spent
            | Self::Besides
            | Self::People
            | Self::OneOffs
            | Self::Line => money(number),
            Self::Saved | Self::Less | Self::Refused | Self::Waiting | Self::Missed | Self::Broke => percent(number),
            Self::Half | Self::Slowest => seconds(number),
            Self::Times | Self::Returns => format!("{}×", grouped((number * 100.0).round() / 100.0)),
            Self::Registered
            | Self::Uses
            | Self::UsesEach
            | Self::Served
            | Self::ServedASecond
            | Self::Tokens
            | Self::BusiestMinute => count(number),
        }
    }
}
