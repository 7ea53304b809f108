//! What the app may spend and what it earns.

use serde::{Deserialize, Serialize};

use super::{Quantity, Sale};

/// What the app may spend and what it earns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Money {
    /// Provider bills a month that the founder is ready to pay, dollars.
    pub budget: Quantity,
    /// Provider bills of a month after which the app stops calling models, dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard_cap: Option<Quantity>,
    /// Month of the run, counted from 1, from which users pay; 0 is never.
    pub income_from: u32,
    /// Monthly users who pay, percent.
    pub paying: Quantity,
    /// What they pay, dollars a month.
    pub price: Quantity,
    /// What users buy, in place of the one price: at most [`Sale::MOST`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sales: Vec<Sale>,
    /// Monthly users who leave in a month while as many others come in their place, percent.
    pub turnover: Quantity,
    /// Of what is paid for what is turned away, what users get back, percent.
    pub refunds: Quantity,
    /// Tax that prices include, percent of what is left without it.
    pub sales_tax: Quantity,
    /// Dollars that a unit of the prices is.
    pub exchange: Quantity,
    /// Share of that which is paid with cards of other countries, percent.
    pub foreign_cards: Quantity,
    /// People with an account at the providers that charge by seat.
    pub seats: Quantity,
    /// Seconds within which 19 of 20 answers should be complete.
    pub target: Quantity,
    /// Share of a month's visits and calls that may be turned away, percent. What is simulated does not depend on it.
    pub most_refused: Quantity,
    /// How often list prices move, percent of what the catalogue's histories show; left out, they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_changes: Option<Quantity>,
}

impl Default for Money {
    fn default() -> Self {
        Self {
            budget: Quantity::Exact(100.0),
            hard_cap: None,
            income_from: 0,
            paying: Quantity::Exact(3.0),
            price: Quantity::Exact(9.0),
            sales: Vec::new(),
            turnover: Quantity::Exact(0.0),
            refunds: Quantity::Exact(100.0),
            sales_tax: Quantity::Exact(0.0),
            exchange: Quantity::Exact(1.0),
            foreign_cards: Quantity::Exact(0.0),
            seats: Quantity::Exact(1.0),
            target: Quantity::Exact(5.0),
            most_refused: Quantity::Exact(1.0),
            price_changes: None,
        }
    }
}
