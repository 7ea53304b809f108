//! A provider's file as it is written: its tiers, and what it offers at each. `static/catalog/README.md` explains it.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use toml::{Table, Value};

use super::{Currency, End, Fact, Gpu, History, Limit, Past, Price, Reset};
use crate::parts::Slot;

/// A file whose short form is written out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) id: String,
    pub(super) name: String,
    /// The title of the document that states its plans, where the world does not.
    pub(super) document: Option<String>,
    /// What all its prices and credits are in.
    #[serde(default)]
    pub(super) currency: Currency,
    /// When its days begin, for limits of a day that do not say.
    pub(super) reset: Option<Reset>,
    #[serde(default, deserialize_with = "each")]
    pub(super) tiers: Vec<AccountTier>,
    #[serde(default, deserialize_with = "each")]
    pub(super) models: Vec<Part>,
    #[serde(default, deserialize_with = "each")]
    pub(super) parts: Vec<Part>,
    #[serde(default, deserialize_with = "each")]
    pub(super) gpus: Vec<Gpu>,
}

/// What an account pays and may do once, whatever it carries. The lowest stands first.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountTier {
    pub(super) id: String,
    pub(super) name: String,
    /// Of which account it is a tier, if not of the one that bills most of what the provider offers.
    pub(super) account: Option<String>,
    pub(super) approximate: Option<String>,
    pub(super) ends: Option<History<End>>,
    pub(super) base: History<f64>,
    pub(super) credit_past: Option<Past>,
    /// Limits of the account, and those that every model or part has at this tier.
    #[serde(default)]
    pub(super) limits: Vec<Limit>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
}

/// A model, or another part of an app that the provider carries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// The provider's id of a model; other parts have none.
    pub(super) id: Option<String>,
    /// What of an app it carries; models say nothing here.
    pub(super) slot: Option<Slot>,
    /// The first half of its plans' names; the provider's, where it has none.
    pub(super) name: Option<String>,
    /// Which account it is billed to, if not to the one that bills most of what the provider offers.
    pub(super) account: Option<String>,
    pub(super) approximate: Option<String>,
    pub(super) ends: Option<History<End>>,
    /// Which part of its prices it takes for answers that may come a day later, if it does.
    pub(super) batch: Option<History<f64>>,
    /// The base price of those of its offers that are tiers of their own.
    pub(super) base: Option<History<f64>>,
    #[serde(default)]
    pub(super) prices: Vec<Price>,
    #[serde(default)]
    pub(super) limits: Vec<Limit>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
    #[serde(deserialize_with = "each")]
    pub(super) offers: Vec<Offer>,
}

/// A model or part at a tier: a plan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    /// The plan's id.
    pub(super) id: String,
    /// The plan's name, where it is not the part's and the tier's.
    pub(super) name: Option<String>,
    /// At which tier; with a base price it is one of its own, named by the plan's id if not here.
    pub(super) tier: Option<String>,
    /// The model's id, where it is another one at this tier.
    pub(super) model: Option<String>,
    pub(super) approximate: Option<String>,
    pub(super) ends: Option<History<End>>,
    /// What it bills that no meter counts.
    #[serde(default)]
    pub(super) besides: Vec<String>,
    pub(super) base: Option<History<f64>>,
    pub(super) credit_past: Option<Past>,
    #[serde(default)]
    pub(super) prices: Vec<Price>,
    #[serde(default)]
    pub(super) limits: Vec<Limit>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
}

/// Reads a list of tables, so that an error says in which of them it is.
fn each<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let read = |table: Table| {
        let label = ["id", "name", "slot"].into_iter().find_map(|key| table.get(key).and_then(Value::as_str));
        let label = label.unwrap_or("a table without an id").to_owned();
        table.try_into().map_err(|error: toml::de::Error| D::Error::custom(format!("{label}: {}", error.message())))
    };
    Vec::<Table>::deserialize(deserializer)?.into_iter().map(read).collect()
}
