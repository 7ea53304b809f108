//! The columns of the monthly table: what each shows, what it is called, and what it is in exact terms.

mod books;

use std::borrow::Cow;

use super::limits::{LimitWords, account_key, account_names, of_world};
use super::number::{balance, cents, chance, count, money, percent, seconds};
use crate::catalog::Catalog;
use crate::parts::Slot;
use crate::program::World;
use crate::scenario::ValidScenario;
use crate::stats::{Chance, MonthSummary};

/// What a column is about: few enough to a topic that they fit on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The numbers most people want.
    Short,
    /// More of users and their uses.
    Users,
    /// More of what the months cost, and of what.
    Cost,
    /// What the company spends besides, and what it has.
    Books,
    /// How fast the app is, and whether it is there.
    Speed,
    /// What each account is billed.
    Accounts,
    /// What turns users away.
    Limits,
    /// How much of the limits is used.
    Used,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 8] =
        [Self::Short, Self::Users, Self::Cost, Self::Books, Self::Accounts, Self::Speed, Self::Limits, Self::Used];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "In short",
            Self::Users => "Users",
            Self::Cost => "Cost",
            Self::Books => "Books",
            Self::Speed => "Speed",
            Self::Accounts => "Accounts",
            Self::Limits => "Limits",
            Self::Used => "Limits used",
        }
    }
}

/// One column: how it is called, and which number it shows.
pub(super) struct Column {
    pub(super) topic: Topic,
    pub(super) heading: Cow<'static, str>,
    /// What it is in the exact terms of the field.
    pub(super) term: Cow<'static, str>,
    /// Name in a file, with the unit.
    pub(super) key: Cow<'static, str>,
    pub(super) cell: Box<dyn Fn(&MonthSummary) -> Cell>,
}

/// A number and how it is printed.
pub(super) enum Cell {
    Count(f64),
    Money(f64),
    /// Dollars that add up with others, to the cent; they may be owed.
    Cents(f64),
    /// Dollars that may be owed.
    Balance(f64),
    Share(f64),
    /// A share that may be negative, where there is anything to have a share of.
    Margin(Option<f64>),
    Seconds(f64),
    Chance(Chance),
}

impl Cell {
    pub(super) fn text(&self) -> String {
        match *self {
            Self::Count(number) => count(number),
            Self::Money(dollars) => money(dollars),
            Self::Cents(dollars) => cents(dollars),
            Self::Balance(dollars) => balance(dollars),
            Self::Share(share) => percent(share),
            Self::Margin(share) => share.map_or_else(|| "none".to_owned(), percent),
            Self::Seconds(number) => seconds(number),
            Self::Chance(it) => chance(it),
        }
    }

    /// The number as it is, to the seven digits that the simulation carries.
    pub(super) fn raw(&self) -> String {
        let number = match *self {
            // Rounded as its sum is.
            Self::Cents(number) => return format!("{:.2}", (number * 100.0).round() / 100.0),
            Self::Margin(None) => return String::new(),
            Self::Count(number)
            | Self::Money(number)
            | Self::Balance(number)
            | Self::Share(number)
            | Self::Margin(Some(number))
            | Self::Seconds(number) => number,
            Self::Chance(chance) => chance.share(),
        };
        (number as f32).to_string()
    }
}

macro_rules! columns {
    ($($topic:ident, $heading:literal, $key:literal, $kind:ident |$month:ident| $number:expr, $term:literal;)+) => {
        /// The columns that every app has, but the first, which names the month.
        fn common() -> Vec<Column> {
            vec![$(Column {
                topic: Topic::$topic,
                heading: $heading.into(),
                term: $term.into(),
                key: $key.into(),
                cell: Box::new(|$month| Cell::$kind($number)),
            }),+]
        }
    };
}

/// Every column but the first, which names the month: those of every app, then bills by part and account, and limits.
pub(super) fn columns(scenario: &ValidScenario, catalog: &Catalog) -> Vec<Column> {
    let mut columns = common();
    let Ok(world) = World::new(scenario, catalog) else { return columns };
    columns.extend(Slot::ALL.into_iter().map(of_part));
    columns.extend(books::columns(scenario));
    let accounts = world.accounts.iter().zip(account_names(&world, scenario));
    columns.extend(accounts.enumerate().map(|(at, (account, name))| Column {
        topic: Topic::Accounts,
        term: format!("Mean bill of the account with {name}").into(),
        heading: name.into(),
        key: format!("account_{}_usd_mean", account_key(account)).into(),
        cell: Box::new(move |month| Cell::Money(month.accounts.get(at).copied().unwrap_or_default())),
    }));
    for (at, limit) in of_world(&world, scenario).into_iter().enumerate() {
        columns.extend(of_limit(at, limit));
    }
    columns
}

/// The bill of a part of the app.
fn of_part(slot: Slot) -> Column {
    let about = slot.about();
    Column {
        topic: Topic::Cost,
        heading: about.bill.into(),
        term: about.term.into(),
        key: format!("{}_usd_mean", about.key).into(),
        cell: Box::new(move |month| Cell::Money(month.bill[slot as usize])),
    }
}

/// How likely a limit is met in a month and, where that is known, how much of it is used.
fn of_limit(
    at: usize,
    LimitWords { name, key, account, instead, is_measured, .. }: LimitWords,
) -> impl Iterator<Item = Column> {
    let of = move |month: &MonthSummary| month.limits.get(at).copied().unwrap_or_default();
    let met = Column {
        topic: if account.is_some() { Topic::Limits } else { Topic::Short },
        heading: name.clone().into(),
        term: match account {
            Some(_) if instead.is_some() => "Share of futures in which more is used than this limit allows".into(),
            Some(_) => "Share of futures in which this limit turns somebody away, after all retries".into(),
            None => "Share of futures whose bills of the month are above the budget".into(),
        },
        key: format!("chance_{key}").into(),
        cell: Box::new(move |month| Cell::Chance(of(month).met)),
    };
    let used = (is_measured && account.is_some()).then(|| Column {
        topic: Topic::Used,
        heading: format!("{name}, used").into(),
        term: "Largest share of this limit that is used in the month, mean over the futures; of a limit of a day, on the busiest"
            .into(),
        key: format!("used_{key}_mean").into(),
        cell: Box::new(move |month| Cell::Share(of(month).used)),
    });
    std::iter::once(met).chain(used)
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
    Speed, "Cold answers, mean", "cold_share_mean", Share |month| month.cold.mean,
        "Share of calls that had to wait for a sleeping backend, mean over the futures";
    Cost, "Dearest day", "worst_day_usd_p50", Money |month| month.worst_day.p50.into(),
        "Most dollars that a day of the month added to the bills, median over the futures";
    Cost, "50% of the budget", "chance_alert_50", Chance |month| month.alerts[0],
        "Share of futures in which the bills of the month reach 50% of the budget";
    Cost, "80% of the budget", "chance_alert_80", Chance |month| month.alerts[1],
        "Share of futures in which the bills of the month reach 80% of the budget";
    Cost, "100% of the budget", "chance_alert_100", Chance |month| month.alerts[2],
        "Share of futures in which the bills of the month reach the budget";
}
