//! What changed last of a plan.

use crate::catalog::{Date, Entry, History, MOST, Plan};

/// What the catalogue learnt last of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The day on which it was known.
    pub day: Date,
    /// What it is; `None` where nothing of the plan has changed since it is in the catalogue.
    pub change: Option<Change>,
}

/// A number of a plan that was another.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its address, as in [`Plan::numbers`], or `ends`.
    pub path: String,
    /// First day on which it is in force.
    pub from: Date,
    /// What it was and what it is; `None` for none, a price in steps and the day of an end.
    pub values: [Option<f64>; 2],
}

impl News {
    pub(super) fn of(plan: &Plan) -> Self {
        let number = |value: &f64| Some(*value).filter(|value| *value < MOST);
        let base = last(&plan.base, "base".to_owned(), number);
        let prices = plan.prices.iter().filter_map(|price| {
            let per = price.meter.quoted_per();
            last(&price.history, format!("price.{}", price.meter.id()), move |tiers| match &**tiers {
                [tier] => Some(tier.price / tier.per * per),
                _ => None,
            })
        });
        let limits = plan.limits.iter().filter_map(|limit| {
            let whole = if limit.is_of_account() { ".account" } else { "" };
            last(&limit.history, format!("limit.{}.{}{whole}", limit.window.id(), limit.meter.id()), number)
        });
        let facts = plan.facts.iter().filter_map(|fact| last(&fact.history, fact.name.id().to_owned(), number));
        let ends = plan.ends.iter().filter_map(|ends| {
            let entry = ends.entries().max_by_key(|entry| entry.known())?;
            Some((entry.known(), Change { path: "ends".to_owned(), from: entry.value.day, values: [None; 2] }))
        });
        let all = base.into_iter().chain(prices).chain(limits).chain(facts).chain(ends);
        // Of what was learnt on one day, what comes first in the order of the plan.
        let latest = all.fold(None, |latest: Option<(Date, Change)>, it| match latest {
            Some(latest) if latest.0 >= it.0 => Some(latest),
            _ => Some(it),
        });
        let new = plan.read_on().fold(Date::FIRST, Date::max);
        // What a plan was first known with is no change of it.
        let first = plan.base.entries().map(Entry::known).fold(new, Date::min);
        match latest.filter(|(day, _)| *day > first) {
            Some((day, change)) => Self { day, change: Some(change) },
            None => Self { day: new, change: None },
        }
    }
}

/// The entry of a history that was known last, if it says another number than the one before.
fn last<T: PartialEq>(history: &History<T>, path: String, value: impl Fn(&T) -> Option<f64>) -> Option<(Date, Change)> {
    let entries: Vec<&Entry<T>> = history.entries().collect();
    let changes = entries.windows(2).filter(|pair| pair[0].value != pair[1].value);
    let pair = changes.max_by_key(|pair| pair[1].known())?;
    let values = [value(&pair[0].value), value(&pair[1].value)];
    Some((pair[1].known(), Change { path, from: pair[1].from, values }))
}
