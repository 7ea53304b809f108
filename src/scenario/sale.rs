//! What users buy, where it is more than one price a month.

use serde::{Deserialize, Serialize};

use super::{Quantity, json::by_name};

/// Something that users buy: a plan that they pay by the month or by the year, or a pack of credits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// Its own among the sales, as of a cost line.
    pub id: String,
    /// What it is called, at most [`Sale::MAX_NAME`] characters. Plain text.
    pub name: String,
    /// How it is paid.
    #[serde(deserialize_with = "by_name")]
    pub kind: SaleKind,
    /// Dollars each time: a month, a year, or a pack. In the currency of [`Money::exchange`](super::Money::exchange).
    pub price: Quantity,
    /// Of users who come, those who buy it, percent; of a pack, monthly users who buy one in a month.
    pub share: Quantity,
    /// Of those who pay, those who stop, percent a month, those who leave the app among them. Of a pack it says nothing.
    #[serde(default = "Sale::nobody")]
    pub churn: Quantity,
    /// Months from coming to paying for the first time: a trial. Of a pack it says nothing.
    #[serde(default)]
    pub trial: u32,
}

impl Sale {
    /// Most sales.
    pub const MOST: usize = 6;
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 40;
    /// Longest trial, in months.
    pub const MAX_TRIAL: u32 = 12;

    const fn nobody() -> Quantity {
        Quantity::Exact(0.0)
    }

    /// One to begin with: $29 a month for one user in a hundred, an assumption.
    #[must_use]
    pub const fn own(id: String, name: String) -> Self {
        Self::new(id, name, SaleKind::Monthly, Quantity::Exact(29.0), Quantity::Exact(1.0))
    }

    /// What it is called, by its place where its name is blank.
    #[must_use]
    pub fn called(&self, place: usize) -> String {
        if self.name.trim().is_empty() { Self::numbered(place) } else { self.name.clone() }
    }

    /// The name of one without a name of its own, by its place.
    #[must_use]
    pub fn numbered(place: usize) -> String {
        format!("Plan {}", place + 1)
    }

    /// One that nobody cancels and that has no trial.
    #[must_use]
    pub const fn new(id: String, name: String, kind: SaleKind, price: Quantity, share: Quantity) -> Self {
        Self { id, name, kind, price, share, churn: Self::nobody(), trial: 0 }
    }
}

/// How something is paid that users buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleKind {
    /// Each month, as long as the user does not cancel.
    Monthly,
    /// A year beforehand, and again after twelve months.
    Yearly,
    /// Once for each pack.
    Pack,
}

impl SaleKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Yearly, Self::Pack];

    /// Months that a payment is for; 0 is a pack.
    #[must_use]
    pub const fn months(self) -> usize {
        match self {
            Self::Monthly => 1,
            Self::Yearly => 12,
            Self::Pack => 0,
        }
    }

    /// How many times a month somebody pays for it.
    #[must_use]
    pub fn payments_a_month(self) -> f64 {
        1.0 / self.months().max(1) as f64
    }
}
