//! What a plan limits and what happens past that, in words.

use crate::analysis::number::grouped;
use crate::catalog::{Currency, Date, FactName, Limit, MOST, Past, Plan, Whose, Window};

/// The cards of a plan that runs on some, what it limits and what happens past that: limits with the same end together, then what
/// its facts say.
pub(super) fn limits(plan: &Plan, day: Date) -> Vec<String> {
    let mut lines: Vec<(Past, Vec<String>)> = Vec::new();
    for limit in plan.limits.iter().filter(|limit| limit.history.at(day).value < MOST) {
        let words = words(limit, day);
        match lines.iter_mut().find(|(past, _)| *past == limit.past) {
            Some((_, all)) => all.push(words),
            None => lines.push((limit.past, vec![words])),
        }
    }
    let limits = lines.into_iter().map(|(past, all)| format!("{}, then {}", all.join(", "), then(past)));
    cards(plan, day).into_iter().chain(limits).chain(facts(plan, day)).collect()
}

/// A limit: `500 requests a day`.
fn words(limit: &Limit, day: Date) -> String {
    let amount = grouped(limit.history.at(day).value);
    let window = if limit.window == Window::Stock { String::new() } else { format!(" {}", limit.window.words()) };
    let whose = match limit.of {
        Whose::Service => "",
        Whose::Account => " for all models together",
        Whose::Visitor => " for each visitor",
    };
    format!("{amount} {}{window}{whose}", limit.meter.words())
}

/// What happens past a limit.
const fn then(past: Past) -> &'static str {
    match past {
        Past::Refuse => "refused",
        Past::Pause => "offline until it starts anew",
        Past::Restrict => "read-only or slower",
        Past::SuspendUntilUpgrade => "offline until you upgrade",
        Past::Delete => "the data is deleted",
    }
}

/// What the remaining numbers limit.
fn facts(plan: &Plan, day: Date) -> Vec<String> {
    let fact = |name| plan.fact(name, day);
    let money = |number: f64| match plan.currency {
        Currency::Usd => format!("${}", grouped(number)),
        Currency::Credits => format!("{} credits", grouped(number)),
    };
    let lasts = plan.credit_past.is_some_and(Past::lasts) || fact(FactName::CreditDays).is_some();
    let span = if lasts { "once" } else { "a month" };
    let past = plan.credit_past.map(|past| format!(", then {}", then(past))).unwrap_or_default();
    let lines = [
        fact(FactName::CreditIncluded)
            .filter(|pool| *pool > 0.0)
            .map(|pool| format!("{} of use included {span}", money(pool))),
        fact(FactName::CreditLimit).map(|most| format!("{} of use {span} at most{past}", money(most))),
        fact(FactName::CreditDays).map(|days| format!("what is given is lost after {}", of_days(days))),
        fact(FactName::TrialDays).map(|days| format!("a trial of {}", of_days(days))),
        fact(FactName::IdleDays).map(|days| format!("paused after {} without use", of_days(days))),
        fact(FactName::SleepAfterSeconds)
            .map(|seconds| format!("sleeps after {} minutes without use", grouped((seconds / 60.0).round()))),
        fact(FactName::CommercialUse).filter(|may| *may == 0.0).map(|_| "not for apps that earn money".to_owned()),
        fact(FactName::SeatUsd)
            .filter(|usd| *usd > 0.0)
            .map(|usd| format!("${} a month for each further person", grouped(usd))),
    ];
    lines.into_iter().flatten().collect()
}

/// The cards that a plan runs on: `one card, always on`.
fn cards(plan: &Plan, day: Date) -> Option<String> {
    let fact = |name| plan.fact(name, day);
    let most = fact(FactName::CardsMost)?;
    let least = fact(FactName::CardsLeast).unwrap_or(0.0);
    let of = |cards: f64| if cards == 1.0 { "one card".to_owned() } else { format!("{} cards", grouped(cards)) };
    let losses = fact(FactName::CardLosses).filter(|times| *times > 0.0).map(|times| match times {
        1.0 => ", taken away once a day".to_owned(),
        times => format!(", taken away {} times a day", grouped(times)),
    });
    let losses = losses.unwrap_or_default();
    if least >= most {
        return Some(format!("{}, always on{losses}", of(most)));
    }
    let by = match fact(FactName::CardStepSeconds) {
        Some(60.0) => "minute",
        Some(3_600.0) => "hour",
        _ => "second",
    };
    let on = if least > 0.0 { format!(", {} always on", of(least)) } else { String::new() };
    let start = fact(FactName::CardStartSeconds).map(|within| format!("; starts in about {}", about(within)));
    let keep = fact(FactName::CardKeepSeconds).unwrap_or(0.0);
    let stop =
        if keep > 0.0 { format!("stops after {} without calls", about(keep)) } else { "stops at once".to_owned() };
    Some(format!("{} at most, by the {by} while held{on}{}; {stop}{losses}", of(most), start.unwrap_or_default()))
}

/// Seconds, with a digit behind the point where they are few.
fn about(seconds: f64) -> String {
    let digits = if seconds < 9.5 { 10.0 } else { 1.0 };
    format!("{} s", grouped((seconds * digits).round() / digits))
}

fn of_days(days: f64) -> String {
    if days == 1.0 { "1 day".to_owned() } else { format!("{} days", grouped(days)) }
}
