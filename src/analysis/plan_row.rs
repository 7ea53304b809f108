//! A plan as a row among others: what it costs, what it limits and what happens past that, where this was read and what changed last.

mod news;
mod terms;
#[cfg(test)]
mod tests;

pub use news::{Change, News};

use super::number::grouped;
use super::offered::{charges, exact};
use crate::catalog::{Catalog, Date, Entry, Origin, Plan, ReadDate, Tier};
use crate::parts::Slot;

/// A plan as a row among others.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// Catalogue id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Name for people of its provider.
    pub provider: String,
    /// What it charges, in short: `free`, `$0.10 in, $0.50 out`.
    pub price: String,
    /// Its prices one by one, and what it bills besides.
    pub prices: Vec<String>,
    /// What it limits and what happens past that, one by one.
    pub limits: Vec<String>,
    /// The first day without it, as far as is announced.
    pub end: Option<Date>,
    /// Whether nothing of it is charged.
    pub is_free: bool,
    /// Whether nobody can choose it, as the provider takes accounts there by itself.
    pub is_reached: bool,
    /// Where it was read last; absent where no page says it.
    pub read: Option<Read>,
    /// The title of the document that states it, where the world does not.
    pub document: Option<String>,
    /// What changed last.
    pub news: News,
    /// Why its numbers are only near the truth; absent where they are not.
    pub approximate: Option<String>,
    /// All that is searched, in small letters.
    words: String,
}

/// The page that was read last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Its address.
    pub url: String,
    /// When it was read.
    pub on: ReadDate,
}

impl Read {
    /// The host of the page's address.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.url.split("://").nth(1).unwrap_or(&self.url);
        rest.split('/').next().unwrap_or_default()
    }
}

/// Every plan of a part, in the order of the catalogue, with what holds on a `day`.
#[must_use]
pub fn plan_rows(catalog: &Catalog, slot: Slot, day: Date) -> Vec<PlanRow> {
    let plans = catalog.providers().flat_map(|provider| provider.plans.iter().map(move |plan| (provider, plan)));
    let plans = plans.filter(|(_, plan)| plan.slot == slot);
    plans.map(|(provider, plan)| PlanRow::new(&provider.name, plan, day)).collect()
}

impl PlanRow {
    fn new(provider: &str, plan: &Plan, day: Date) -> Self {
        let charges = charges(plan, day);
        let model = plan.model.as_deref().unwrap_or_default();
        Self {
            id: plan.id.clone(),
            name: plan.name.clone(),
            provider: provider.to_owned(),
            is_free: charges.is_none(),
            price: charges.unwrap_or_else(|| "free".to_owned()),
            prices: prices(plan, day)
                .into_iter()
                .chain(plan.besides.iter().map(|it| format!("besides: {it}")))
                .collect(),
            limits: terms::limits(plan, day),
            end: plan.end().map(|end| end.day),
            is_reached: plan.reached_after(day).is_some(),
            read: read(plan),
            document: plan.document.clone(),
            news: News::of(plan),
            approximate: plan.approximate.as_ref().map(|why| why.split_whitespace().collect::<Vec<_>>().join(" ")),
            words: [&plan.name, provider, model, &plan.id, &plan.part].join(" ").to_lowercase(),
        }
    }

    /// Whether it has all words of a text, in any order, in its names and ids.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        text.to_lowercase().split_whitespace().all(|word| self.words.contains(word))
    }

    /// Whether it is no more on a day.
    #[must_use]
    pub fn has_ended(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end <= day)
    }

    /// Whether it ends within a year of a day.
    #[must_use]
    pub fn ends_soon(&self, day: Date) -> bool {
        self.end.is_some_and(|end| (1..=366).contains(&end.days_after(day)))
    }
}

/// The prices of a plan, one by one, in its own currency: `input tokens: $0.10 a million`.
fn prices(plan: &Plan, day: Date) -> Vec<String> {
    let money = |price: f64| match plan.currency {
        crate::catalog::Currency::Usd => exact(price),
        crate::catalog::Currency::Credits => format!("{} credits", grouped(price)),
    };
    let line = |price: &crate::catalog::Price| {
        let tiers: &[Tier] = &price.history.at(day).value;
        let unit = tiers.last().map_or(1.0, |tier| tier.per);
        let each = match unit {
            1.0 => "each".to_owned(),
            1e3 => "a thousand".to_owned(),
            1e6 => "a million".to_owned(),
            unit => format!("for {}", grouped(unit)),
        };
        let steps = tiers.iter().map(|tier| {
            let from = if tier.from > 0.0 { format!(" from {}", grouped(tier.from)) } else { String::new() };
            let price = if tier.price > 0.0 { money(tier.price * (unit / tier.per)) } else { "free".to_owned() };
            format!("{price}{from}")
        });
        let steps: Vec<String> = steps.collect();
        let is_some = tiers.iter().any(|tier| tier.price > 0.0);
        is_some.then(|| format!("{}: {} {each}", price.meter.words(), steps.join(", ")))
    };
    plan.prices.iter().filter_map(line).collect()
}

/// The page of a plan's numbers that was read last.
fn read(plan: &Plan) -> Option<Read> {
    fn page<T>(entry: &Entry<T>) -> Option<Read> {
        match &entry.source.origin {
            Origin::Page { url, read } => Some(Read { url: url.clone(), on: *read }),
            Origin::Document(_) | Origin::Scenario => None,
        }
    }
    let base = plan.base.entries().filter_map(page);
    let prices = plan.prices.iter().flat_map(|it| it.history.entries()).filter_map(page);
    let limits = plan.limits.iter().flat_map(|it| it.history.entries()).filter_map(page);
    let facts = plan.facts.iter().flat_map(|it| it.history.entries()).filter_map(page);
    // Of pages that were read on the same day the first: prices stand before what else is said.
    let all = prices.chain(base).chain(limits).chain(facts);
    all.fold(None, |latest: Option<Read>, read| match latest {
        Some(latest) if latest.on.first_day() >= read.on.first_day() => Some(latest),
        _ => Some(read),
    })
}

/// All numbers of a plan in force on a day with their sources, to be sent to whoever keeps the catalogue.
#[must_use]
pub fn plan_text(plan: &Plan, day: Date) -> String {
    let source = |source: &crate::catalog::Source| match &source.origin {
        Origin::Page { url, read } => format!("{url}, read {read}"),
        Origin::Document(title) => title.clone(),
        Origin::Scenario => "the scenario".to_owned(),
    };
    let numbers = plan
        .numbers(day)
        .into_iter()
        .map(|number| format!("{} = {} from {} ({})", number.path, number.value, number.from, source(&number.source)));
    let addressed: Vec<String> = plan.numbers(day).into_iter().map(|number| number.path).collect();
    let in_steps = plan.prices.iter().filter(|price| !addressed.contains(&format!("price.{}", price.meter.id())));
    let in_steps = in_steps.map(|price| {
        let entry = price.history.at(day);
        let steps = entry.value.iter().map(|tier| format!("{} for {} from {}", tier.price, tier.per, tier.from));
        let steps = steps.collect::<Vec<_>>().join("; ");
        format!("price.{} = {steps}, from {} ({})", price.meter.id(), entry.from, source(&entry.source))
    });
    let end = plan.end().map(|end| format!("ends = {}", end.day));
    let lines =
        std::iter::once(format!("{} ({}), on {day}", plan.id, plan.name)).chain(numbers).chain(in_steps).chain(end);
    lines.collect::<Vec<_>>().join("\n")
}
