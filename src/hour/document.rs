//! The document.

use std::fmt;

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// Who calls what, and what stands in between. The units, ranges and defaults of its numbers are in [`super::FIELDS`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hour {
    /// Calls an hour: one number for all hours of the day, or 24, from midnight on.
    #[serde(serialize_with = "to_rates", deserialize_with = "from_rates")]
    pub calls_an_hour: Vec<f64>,
    /// How unevenly they fall into the minutes, or into blocks of another length, percent.
    pub burstiness: f64,
    /// Seconds of such a block.
    pub burst_seconds: f64,
    /// How long a call takes until its answer is complete, without any wait.
    pub service: Seconds,
    /// The same until its first word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_word: Option<Seconds>,
    /// What serves the calls.
    pub serves: Serves,
    /// What the provider admits a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What it admits a day, calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_a_day: Option<f64>,
    /// What the app does about a refusal.
    pub client: Client,
    /// Seconds that users wait for a place.
    pub patience: f64,
    /// What it costs.
    pub usd: Usd,
}

/// A time that differs from call to call.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seconds {
    /// Mean, seconds.
    pub seconds: f64,
    /// Standard deviation, percent of the mean.
    pub spread: f64,
}

/// What serves the calls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Serves {
    /// A provider that has as many places as it takes.
    Provider,
    /// So many servers, each with one call at a time.
    Servers(f64),
    /// Cards that run a model.
    Cards(Cards),
    /// A container that sleeps.
    Sleeping(Sleeping),
}

/// Cards that run a model, as the facts `cards_most`, `cards_least`, `card_calls`, .. of a plan state them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cards {
    /// Cards at most.
    pub most: f64,
    /// Cards that are always on.
    pub least: f64,
    /// Calls that one serves at once.
    pub calls: f64,
    /// Calls at once with which each takes twice as long as alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knee: Option<f64>,
    /// Mean seconds until one that starts serves.
    pub start_seconds: f64,
    /// Standard deviation of these, percent of the mean.
    pub start_spread: f64,
    /// How much of these is billed, percent; all of it or none may be written as `true` and `false`.
    #[serde(deserialize_with = "percent_or_whether")]
    pub start_billed: f64,
    /// Seconds without a call after which one stops.
    pub keep_seconds: f64,
    /// Their time is billed in steps of so many seconds.
    pub step_seconds: f64,
}

/// A container that sleeps when nothing calls it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sleeping {
    /// Calls that it serves at once.
    pub servers: f64,
    /// Seconds without a call after which it sleeps.
    pub after_seconds: f64,
    /// Mean seconds until it is awake.
    pub wake_seconds: f64,
}

/// What a provider admits a minute.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limit {
    /// How many, of what `of` says.
    pub a_minute: f64,
    /// What is counted.
    pub of: Of,
    /// Tokens of a call, on average, where they are counted.
    pub tokens_a_call: f64,
    /// Standard deviation of these, percent of the mean.
    pub spread: f64,
    /// How many may come at once: what the bucket holds. Absent: a minute's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<f64>,
    /// Whether it counts by minutes of the clock, in place of a bucket that refills evenly.
    pub fixed: bool,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Calls.
    Calls,
    /// Tokens.
    Tokens,
}

/// What the app does about a refusal, in the words of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// How often a refused call is tried again.
    pub retries: f64,
    /// Seconds before the first retry.
    pub backoff: f64,
    /// How many times longer each further wait is.
    pub backoff_factor: f64,
    /// Longest wait before a retry, seconds.
    pub backoff_cap: f64,
    /// How much of a wait is left to chance, percent.
    pub jitter: f64,
    /// Seconds without calls after one was refused.
    pub cooldown: f64,
}

/// Prices, dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Usd {
    /// Of a second of a card.
    pub a_second: f64,
    /// Of an hour of each server, or of the container while it is awake.
    pub an_hour: f64,
    /// Of a call that is served.
    pub a_call: f64,
}

impl Default for Hour {
    fn default() -> Self {
        Self {
            calls_an_hour: vec![100.0],
            burstiness: 25.0,
            burst_seconds: 60.0,
            service: Seconds::default(),
            first_word: None,
            serves: Serves::Provider,
            limit: None,
            calls_a_day: None,
            client: Client::default(),
            patience: 60.0,
            usd: Usd::default(),
        }
    }
}

impl Default for Seconds {
    fn default() -> Self {
        Self { seconds: 3.0, spread: 100.0 }
    }
}

/// A number, or whether it is all.
fn percent_or_whether<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a number of percent, true or false")]
    enum Written {
        Whether(bool),
        Percent(f64),
    }
    Written::deserialize(deserializer).map(|it| match it {
        Written::Whether(is) => f64::from(u8::from(is)) * 100.0,
        Written::Percent(percent) => percent,
    })
}

impl Default for Cards {
    fn default() -> Self {
        Self {
            most: 1.0,
            least: 0.0,
            calls: 1.0,
            knee: None,
            start_seconds: 0.0,
            start_spread: 20.0,
            start_billed: 100.0,
            keep_seconds: 60.0,
            step_seconds: 0.0,
        }
    }
}

impl Default for Sleeping {
    fn default() -> Self {
        Self { servers: 1.0, after_seconds: 900.0, wake_seconds: 30.0 }
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self { a_minute: 60.0, of: Of::Calls, tokens_a_call: 1_000.0, spread: 100.0, holds: None, fixed: false }
    }
}

impl Default for Client {
    fn default() -> Self {
        Self { retries: 2.0, backoff: 1.0, backoff_factor: 2.0, backoff_cap: 20.0, jitter: 50.0, cooldown: 0.0 }
    }
}

fn to_rates<S: Serializer>(rates: &[f64], out: S) -> Result<S::Ok, S::Error> {
    match rates {
        [one] => out.serialize_f64(*one),
        all => all.serialize(out),
    }
}

fn from_rates<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<f64>, D::Error> {
    reader.deserialize_any(Rates)
}

struct Rates;

impl<'de> Visitor<'de> for Rates {
    type Value = Vec<f64>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number, or a list of 24")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Vec<f64>, E> {
        Ok(vec![number as f64])
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Vec<f64>, E> {
        Ok(vec![number as f64])
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Vec<f64>, E> {
        Ok(vec![number])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<f64>, A::Error> {
        let mut rates = Vec::new();
        while let Some(rate) = list.next_element()? {
            rates.push(rate);
        }
        if rates.len() == 24 { Ok(rates) } else { Err(Error::invalid_length(rates.len(), &self)) }
    }
}
