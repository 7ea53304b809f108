//! The first wall in words.

use super::number::grouped;
use super::plans;
use crate::catalog::{Catalog, Currency, Date, FactName, Past, Plan, Window};
use crate::scenario::{LadderAt, Quantity, ValidScenario};
use crate::stats::Limit;

/// Limits that one sentence lists, at most.
const LISTED: usize = 3;

/// What happens at a limit, as what follows a colon: `Gemini, free refuses calls past 500 requests a day`.
///
/// A wall is met on the first plans, because nothing is changed before it.
pub(super) fn happens(limit: Limit, scenario: &ValidScenario, catalog: &Catalog) -> String {
    let start = scenario.start.first_day();
    let first = |at: LadderAt| plans(scenario, catalog, at).into_iter().next();
    let calls = |window: Window, name: &str, every: &str| {
        let firsts = (0..scenario.features.len()).filter_map(|feature| first(LadderAt::Feature(feature)));
        let mut limiting: Vec<(Plan, Vec<String>)> =
            firsts.map(|plan| (at_provider(&plan, window, start), plan)).map(|(limits, plan)| (plan, limits)).collect();
        limiting.retain(|(_, limits)| !limits.is_empty());
        limiting.dedup_by(|(a, _), (b, _)| a.id == b.id);
        // With two that could be meant, neither is named.
        match limiting.as_slice() {
            [(plan, limits)] => {
                let is_trial = window == Window::Month && plan.limits.iter().all(|limit| limit.window != window);
                let (before, after) = if is_trial { ("its free credit or trial of ", "") } else { ("", every) };
                format!("{} refuses calls past {before}{}{after}", quoted(plan), listed(limits))
            }
            _ => format!("a model provider refuses calls past its limit {name}"),
        }
    };
    let hosted = |slot: usize, part: &str| {
        let plan = first(LadderAt::Slot(slot));
        plan.map_or_else(|| format!("{part} goes offline"), |plan| offline(&plan, start))
    };
    match limit {
        Limit::Minute => calls(Window::Minute, "of a minute", " a minute"),
        Limit::Day => calls(Window::Day, "of a day", " a day"),
        Limit::Month => calls(Window::Month, "of a month", " a month"),
        Limit::Concurrent => calls(Window::Concurrent, "of calls at once", " at once"),
        Limit::Limiter => "your own limiter turns calls away".to_owned(),
        Limit::Cap => "your own spending cap stops calls".to_owned(),
        Limit::Frontend => hosted(0, "the frontend"),
        Limit::Backend => hosted(1, "the backend"),
        Limit::Workers => "the backend is too slow, and users give up waiting".to_owned(),
        Limit::Data => hosted(2, "the database"),
        Limit::Budget => format!("the bills pass {}", budget(scenario.money.budget)),
    }
}

/// The name of a plan, which may have a comma, in a sentence.
fn quoted(plan: &Plan) -> String {
    format!("“{}”", plan.name)
}

/// What a limit is called in a list.
#[must_use]
pub(super) const fn name(limit: Limit) -> &'static str {
    match limit {
        Limit::Minute => "the model's per-minute limit",
        Limit::Day => "the model's daily limit",
        Limit::Month => "the model's monthly limit",
        Limit::Concurrent => "the model's limit of calls at once",
        Limit::Limiter => "your own limiter",
        Limit::Cap => "your own spending cap",
        Limit::Frontend => "the frontend's allowance",
        Limit::Backend => "the backend's allowance",
        Limit::Workers => "a backend too slow to wait for",
        Limit::Data => "the database's allowance",
        Limit::Budget => "the budget",
    }
}

/// The budget in words: `the budget of $100`.
pub(super) fn budget(budget: Quantity) -> String {
    match budget {
        Quantity::Exact(dollars) => format!("the budget of ${}", grouped(dollars)),
        Quantity::Range(range) => format!("the budget of ${} to ${}", grouped(range.low), grouped(range.high)),
    }
}

/// What a plan of a model provider allows in a window; what ends it counts as a limit of a month.
fn at_provider(plan: &Plan, window: Window, day: Date) -> Vec<String> {
    let mut amounts: Vec<String> = limits(plan, &[window], day).collect();
    if window == Window::Month {
        amounts.extend(credit(plan, day));
        amounts.extend(plan.fact(FactName::TrialDays, day).map(|days| format!("{} days of trial", grouped(days))));
    }
    amounts
}

/// The most that a plan allows to be used in a month, in its own credits.
fn credit(plan: &Plan, day: Date) -> Option<String> {
    plan.fact(FactName::CreditLimit, day).map(|credits| match plan.currency {
        Currency::Usd => format!("${} of usage", grouped(credits)),
        Currency::Credits => format!("{} credits", grouped(credits)),
    })
}

fn limits(plan: &Plan, windows: &[Window], day: Date) -> impl Iterator<Item = String> {
    let limits = plan.limits.iter().filter(|limit| windows.contains(&limit.window));
    limits.map(move |limit| format!("{} {}", grouped(limit.history.at(day).value), limit.meter.words()))
}

/// Amounts in a sentence: `15 requests or 250,000 input tokens`.
fn listed(amounts: &[String]) -> String {
    match amounts {
        [] => String::new(),
        few if few.len() <= LISTED => few.join(" or "),
        many => format!("{} and so on", many[..LISTED].join(", ")),
    }
}

/// What becomes of a slot whose plan is used up.
fn offline(plan: &Plan, day: Date) -> String {
    let windows = [Window::Day, Window::Month, Window::Stock];
    let past = plan.limits.iter().filter(|limit| windows.contains(&limit.window)).map(|limit| limit.past);
    let what = match plan.credit_past.into_iter().chain(past).next() {
        Some(Past::Refuse) => "refuses requests",
        Some(Past::Restrict) => "is restricted",
        Some(Past::SuspendUntilUpgrade) => "is suspended until an upgrade",
        Some(Past::Delete) => "is deleted",
        Some(Past::Pause) | None => "is paused",
    };
    let amounts = listed(&credit(plan, day).into_iter().chain(limits(plan, &windows, day)).collect::<Vec<_>>());
    let of = if amounts.is_empty() { "" } else { " of " };
    format!("{} {what} past its allowance{of}{amounts}", quoted(plan))
}
