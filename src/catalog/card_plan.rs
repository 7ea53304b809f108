//! The plans that cards are: a model of one's own on one card of a provider. What its entry does not say is said by
//! `static/catalog/cards.toml` for all cards alike.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::written::{Offer, Part, Written};
use super::{Date, Entry, Fact, FactName, Gpu, GpuFactName, GpuKind, GpuNumber, History, Price, Source, Tiers, file};
use crate::parts::Meter;

/// Seconds of a mean month.
const MONTH: f64 = 365.25 / 12.0 * 86_400.0;
/// How many deviations of a normal number lie between the ends of the range in which eight of ten are.
const EIGHT_OF_TEN: f64 = 2.563;

/// What makes plans of cards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cards {
    cards: Vec<Card>,
    model: Model,
    kinds: Vec<Kind>,
}

/// How fast a card is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    /// What [`Gpu::card`] says.
    name: String,
    /// GB a second that are read from its memory.
    gb_a_second: f64,
    /// Millions of millions of operations a second, of 16 bits without sparsity.
    tflops: f64,
    source: Arc<Source>,
}

/// The model that cards run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    name: String,
    /// The first day of the speeds.
    from: Date,
    /// What is read for each token of the answer.
    gb: f64,
    /// The memory that a card needs for it.
    least_gb: f64,
    /// The disk that its files and those of its server take, GB.
    disk_gb: f64,
    /// The part of its memory's speed that a card reaches.
    reached: f64,
    /// Seconds for each token sent, on a card of `prompt_tflops`.
    prompt_token_seconds: f64,
    prompt_tflops: f64,
    /// Why all of this is only near the truth.
    approximate: String,
}

/// What holds of cards that come in some ways, unless their entries say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    of: Vec<GpuKind>,
    facts: Vec<Fact>,
}

impl Cards {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        file::filled(text)?.try_into().map_err(file::words)
    }

    /// A model for each card of a provider that can run it.
    pub(super) fn models(&self, provider: &Written) -> Vec<Part> {
        provider.gpus.iter().filter_map(|gpu| self.model_on(gpu, provider)).collect()
    }

    fn model_on(&self, gpu: &Gpu, provider: &Written) -> Option<Part> {
        let card = self.cards.iter().find(|card| card.name == gpu.card)?;
        let kinds = || self.kinds.iter().filter(|kind| kind.of.contains(&gpu.kind));
        kinds().next()?;
        let bounds = |name| number(gpu, name).into_iter().flat_map(|it| it.entries()).map(|entry| entry.value.bounds());
        let is_one = bounds(GpuFactName::Cards).all(|[_, most]| most <= 1.0);
        let is_large = bounds(GpuFactName::MemoryGb).all(|[least, _]| least >= self.model.least_gb);
        let [second, hour, month] =
            [GpuFactName::SecondUsd, GpuFactName::HourUsd, GpuFactName::MonthUsd].map(|name| number(gpu, name));
        let used = second.map(|usd| (usd, 1.0)).or_else(|| hour.map(|usd| (usd, 3_600.0)));
        let (base, prices) = match (month, used) {
            (Some(usd), _) => (usd.map(|entry| middle(entry.value)), Vec::new()),
            (None, Some((usd, per))) => {
                let disk = number(gpu, GpuFactName::DiskGbUsd).map(|usd| (usd, self.model.disk_gb * per / MONTH));
                (nothing(usd), vec![held(usd, per, disk)])
            }
            (None, None) => return None,
        };
        // A fee is paid for one machine; what is billed by use is billed with all else that the provider's account uses.
        let tier = provider.tiers.iter().find(|tier| tier.account.is_none() && month.is_none());
        let offer = Offer {
            id: gpu.id.clone(),
            name: Some(gpu.name.clone()),
            tier: tier.map(|tier| tier.id.clone()),
            model: None,
            approximate: None,
            ends: None,
            besides: gpu.besides.iter().cloned().chain(sent(gpu)).collect(),
            base: tier.is_none().then_some(base),
            credit_past: None,
            prices,
            limits: Vec::new(),
            facts: stated(gpu),
        };
        let facts = kinds().flat_map(|kind| kind.facts.iter().cloned()).chain(self.speeds(card)).collect();
        let region = gpu.region.as_ref().map(|region| format!("The price is that of {region}."));
        let has_disk = month.is_none() && number(gpu, GpuFactName::DiskGbUsd).is_some();
        let disk = has_disk.then(|| format!("{} GB of disk, an assumption, are in its price.", self.model.disk_gb));
        let why = [Some(&self.model.approximate), region.as_ref(), disk.as_ref(), gpu.approximate.as_ref()];
        let why = why.into_iter().flatten();
        let model = Part {
            id: Some(format!("{}, {}", self.model.name, gpu.name)),
            slot: None,
            name: Some(gpu.name.clone()),
            account: tier.is_none().then(|| gpu.id.clone()),
            approximate: Some(why.map(String::as_str).collect::<Vec<_>>().join(" ")),
            ends: None,
            batch: None,
            base: None,
            prices: Vec::new(),
            limits: Vec::new(),
            facts,
            offers: vec![offer],
        };
        (is_one && is_large).then_some(model)
    }

    /// For each token of an answer all of the model is read from the card's memory; what is sent is read as fast as it reckons.
    fn speeds(&self, card: &Card) -> [Fact; 2] {
        let it = &self.model;
        let answer = it.gb / card.gb_a_second / it.reached;
        let prompt = it.prompt_token_seconds * it.prompt_tflops / card.tflops;
        [(FactName::TokenSeconds, answer), (FactName::PromptTokenSeconds, prompt)].map(|(name, seconds)| Fact {
            name,
            history: Entry { from: it.from, value: short(seconds), source: Arc::clone(&card.source) }.into(),
        })
    }
}

fn number(gpu: &Gpu, name: GpuFactName) -> Option<&History<GpuNumber>> {
    gpu.facts.iter().find(|fact| fact.name == name).map(|fact| &fact.history)
}

fn middle(number: GpuNumber) -> f64 {
    let [least, most] = number.bounds();
    f64::midpoint(least, most)
}

/// The price of the seconds in which a card is held, with its disk: what a GB of that costs a month, and how many GB-months it is. A price
/// with the disk is an entry by itself, so that who knew nothing of the disk on some day has the price without.
fn held(usd: &History<GpuNumber>, per: f64, disk: Option<(&History<GpuNumber>, f64)>) -> Price {
    let mut history = usd.map(|entry| Tiers::after(0.0, middle(entry.value), per));
    if let Some((of_disk, months)) = disk {
        let first = of_disk.known_from().max(usd.known_from());
        let days = usd.entries().chain(of_disk.entries()).map(|entry| entry.from);
        let days: BTreeSet<Date> = days.filter(|day| *day >= first).collect();
        for from in days {
            let both = [usd.at(from), of_disk.at(from)];
            let whole = short(middle(both[0].value) + middle(both[1].value) * months);
            // Who knows only one of them knows no sum.
            let source = if both[0].known() > both[1].known() { &both[0].source } else { &both[1].source };
            history = history.with(Entry { from, value: Tiers::after(0.0, whole, per), source: Arc::clone(source) });
        }
    }
    Price { meter: Meter::GpuSeconds, most: None, history }
}

/// No fee, from the first day of a price on.
fn nothing(usd: &History<GpuNumber>) -> History<f64> {
    let first = usd.at(usd.known_from());
    Entry { from: first.from, value: 0.0, source: Arc::clone(&first.source) }.into()
}

/// What the entry of a card says of how it runs.
fn stated(gpu: &Gpu) -> Vec<Fact> {
    let same = [
        (GpuFactName::AtOnce, FactName::CardsMost),
        (GpuFactName::KeepWarmSeconds, FactName::CardKeepSeconds),
        (GpuFactName::LeastSeconds, FactName::CardStepSeconds),
    ];
    let same = same.into_iter().filter_map(|(of, name)| {
        let history = number(gpu, of)?.map(|entry| middle(entry.value));
        Some(Fact { name, history })
    });
    let start = number(gpu, GpuFactName::ColdStartSeconds).into_iter().flat_map(|seconds| {
        let names = [FactName::CardStartSeconds, FactName::CardStartSpread];
        let of = |(at, name)| Fact { name, history: seconds.map(|entry| short(starts(entry.value)[at])) };
        // Of a single number the spread is not known.
        let is_range = seconds.entries().any(|entry| matches!(entry.value, GpuNumber::Range(_)));
        names.into_iter().enumerate().take(if is_range { 2 } else { 1 }).map(of)
    });
    same.chain(start).collect()
}

/// The mean of a card's starts and their standard deviation as a part of it: lognormal, and eight of ten within the range.
fn starts(range: GpuNumber) -> [f64; 2] {
    let [least, most] = range.bounds();
    if least <= 0.0 {
        return [middle(range), 0.0];
    }
    let sigma = libm::log(most / least) / EIGHT_OF_TEN;
    [libm::sqrt(least * most) * libm::exp(sigma * sigma / 2.0), libm::sqrt(libm::expm1(sigma * sigma))]
}

/// What is sent from a card, where that costs something: no meter of models counts it.
fn sent(gpu: &Gpu) -> Option<String> {
    let usd = number(gpu, GpuFactName::EgressUsd)?.entries().map(|entry| middle(entry.value)).last()?;
    (usd > 0.0).then(|| format!("${usd} for each GB sent"))
}

/// Four digits, which is more than is known.
fn short(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests;
