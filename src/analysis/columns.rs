//! The columns of the monthly table: what each shows, what it is called, and what it is in exact terms.

use super::number::{chance, count, money, percent, seconds};
use crate::stats::{Chance, Limit, MonthSummary};

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
pub(super) struct Column {
    pub(super) topic: Topic,
    pub(super) heading: &'static str,
    /// What it is in the exact terms of the field.
    pub(super) term: &'static str,
    /// Name in a file, with the unit.
    pub(super) key: &'static str,
    pub(super) cell: fn(&MonthSummary) -> Cell,
}

/// A number and how it is printed.
pub(super) enum Cell {
    Count(f64),
    Money(f64),
    Share(f64),
    Seconds(f64),
    Chance(Chance),
}

impl Cell {
    pub(super) fn text(&self) -> String {
        match *self {
            Self::Count(number) => count(number),
            Self::Money(dollars) => money(dollars),
            Self::Share(share) => percent(share),
            Self::Seconds(number) => seconds(number),
            Self::Chance(it) => chance(it),
        }
    }

    /// The number as it is, to the seven digits that the simulation carries.
    pub(super) fn raw(&self) -> String {
        let number = match *self {
            Self::Count(number) | Self::Money(number) | Self::Share(number) | Self::Seconds(number) => number,
            Self::Chance(chance) => chance.share(),
        };
        (number as f32).to_string()
    }
}

const fn at(limit: Limit) -> usize {
    limit as usize
}

macro_rules! columns {
    ($($topic:ident, $heading:literal, $key:literal, $kind:ident |$month:ident| $number:expr, $term:literal;)+) => {
        /// Every column but the first, which names the month.
        pub(super) const COLUMNS: &[Column] = &[$(Column {
            topic: Topic::$topic,
            heading: $heading,
            term: $term,
            key: $key,
            cell: |$month| Cell::$kind($number),
        }),+];
    };
}

columns! {
    Short, "Month-end users", "users_p50", Count |month| month.users.p50.into(),
        "Monthly active users at the month's end, median over the futures";
    Users, "Users, low", "users_p10", Count |month| month.users.p10.into(),
        "10th percentile: 8 of 10 futures lie between low and high";
    Users, "Users, high", "users_p90", Count |month| month.users.p90.into(),
        "90th percentile: 8 of 10 futures lie between low and high";
    Users, "Uses", "uses_p50", Count |month| month.uses.p50.into(),
        "Uses of all features in the month, answers from caches and templates included; median";
    Short, "Cost", "cost_usd_p50", Money |month| month.cost.p50.into(),
        "Bills of all providers in the month, median over the futures";
    Cost, "Cost, low", "cost_usd_p10", Money |month| month.cost.p10.into(),
        "10th percentile: 8 of 10 futures lie between low and high";
    Cost, "Cost, high", "cost_usd_p90", Money |month| month.cost.p90.into(),
        "90th percentile: 8 of 10 futures lie between low and high";
    Cost, "Cost, mean", "cost_usd_mean", Money |month| month.cost.mean,
        "Arithmetic mean over the futures";
    Cost, "Frontend", "frontend_usd_mean", Money |month| month.bill[0],
        "Mean bill";
    Cost, "Backend", "backend_usd_mean", Money |month| month.bill[1],
        "Mean bill";
    Cost, "Database", "data_usd_mean", Money |month| month.bill[2],
        "Mean bill of database, files and sign-in";
    Cost, "Payments", "payments_usd_mean", Money |month| month.bill[3],
        "Mean fees";
    Cost, "Domain", "domain_usd_mean", Money |month| month.bill[4],
        "Mean bill";
    Cost, "Models", "models_usd_mean", Money |month| month.bill[5],
        "Mean bill of all model providers";
    Short, "Income", "income_usd_p50", Money |month| month.income.p50.into(),
        "What users pay in the month, median over the futures";
    Speed, "Slowest 1 in 20 first words", "first_word_s_p95", Seconds |month| month.first_word[1].p50.into(),
        "p95 of the time to the first token within the month; median over the futures";
    Speed, "Typical answer", "answer_s_p50", Seconds |month| month.full_answer[0].p50.into(),
        "p50 of the time to the full answer within the month; median over the futures";
    Short, "Slowest 1 in 20 answers", "answer_s_p95", Seconds |month| month.full_answer[1].p50.into(),
        "p95 of the time to the full answer within the month; median over the futures";
    Short, "Turned away, mean", "refused_share_mean", Share |month| month.refused_share.mean,
        "Share of visits and calls refused (HTTP 429, 503 or offline) in the month, mean over the futures";
    Limits, "Days with refusals, mean", "bad_days_mean", Count |month| month.bad_days.mean,
        "Days on which at least one request was refused, mean over the futures";
    Speed, "Hours down, mean", "down_hours_mean", Count |month| month.down.mean,
        "Hours in which the app was down, mean over the futures";
    Limits, "Minute limit", "chance_minute_limit", Chance |month| month.breached[at(Limit::Minute)],
        "Share of futures in which a model's limit of a minute (RPM, TPM) refuses somebody after all retries";
    Limits, "Day limit", "chance_day_limit", Chance |month| month.breached[at(Limit::Day)],
        "Share of futures in which a model's limit of a day (RPD) refuses somebody";
    Limits, "Month limit", "chance_month_limit", Chance |month| month.breached[at(Limit::Month)],
        "Share of futures in which a model's limit of a month, credit or trial refuses somebody";
    Limits, "Limit at once", "chance_concurrent", Chance |month| month.breached[at(Limit::Concurrent)],
        "Share of futures in which a model's limit of calls at once refuses somebody after all retries";
    Limits, "Own limiter", "chance_own_limiter", Chance |month| month.breached[at(Limit::Limiter)],
        "Share of futures in which the app's own limiter turns somebody away";
    Limits, "Own cap", "chance_own_cap", Chance |month| month.breached[at(Limit::Cap)],
        "Share of futures in which the founder's own spending cap turns somebody away";
    Limits, "Frontend offline", "chance_frontend", Chance |month| month.breached[at(Limit::Frontend)],
        "Share of futures in which the frontend is over its allowance and offline";
    Limits, "Backend offline", "chance_backend", Chance |month| month.breached[at(Limit::Backend)],
        "Share of futures in which the backend is over its allowance and offline";
    Limits, "Backend too slow", "chance_workers", Chance |month| month.breached[at(Limit::Workers)],
        "Share of futures in which somebody gives up waiting for the backend";
    Limits, "Database offline", "chance_data", Chance |month| month.breached[at(Limit::Data)],
        "Share of futures in which database or files are over their allowance";
    Short, "Over budget", "chance_over_budget", Chance |month| month.breached[at(Limit::Budget)],
        "Share of futures whose bills of the month are above the budget";
}
