//! Prices that change with the amount used.

use std::ops::Deref;

use serde::Deserialize;

/// The price of the units of a month from one amount up to the next tier.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Units of a month from which it applies; 0 where the file leaves it out.
    #[serde(default)]
    pub from: f64,
    /// Price of `per` units, in the plan's currency before tax.
    pub price: f64,
    /// Units the price is for; 1 where the file leaves it out.
    #[serde(default = "one")]
    pub per: f64,
}

const fn one() -> f64 {
    1.0
}

/// Graduated tiers: each prices the units that fall into it, and the first begins at zero.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Tier>")]
pub struct Tiers(Vec<Tier>);

impl Tiers {
    /// The same tiers at a share of their prices.
    pub(super) fn times(&self, share: f64) -> Self {
        Self(self.0.iter().map(|tier| Tier { price: tier.price * share, ..*tier }).collect())
    }

    /// One price for all units after those that are included.
    pub(super) fn after(included: f64, price: f64, per: f64) -> Self {
        let free = Tier { from: 0.0, price: 0.0, per };
        let paid = Tier { from: included, price, per };
        Self(if included > 0.0 { vec![free, paid] } else { vec![paid] })
    }
}

impl Deref for Tiers {
    type Target = [Tier];

    fn deref(&self) -> &[Tier] {
        &self.0
    }
}

impl TryFrom<Vec<Tier>> for Tiers {
    type Error = &'static str;

    fn try_from(tiers: Vec<Tier>) -> Result<Self, &'static str> {
        let ascend = tiers.is_sorted_by(|lower, upper| lower.from < upper.from);
        if !ascend || tiers.first().is_none_or(|tier| tier.from != 0.0) || tiers.iter().any(|it| !it.from.is_finite()) {
            return Err("tiers must start at 0 and ascend");
        }
        let priced =
            |tier: &Tier| tier.price >= 0.0 && tier.price.is_finite() && tier.per > 0.0 && tier.per.is_finite();
        if !tiers.iter().all(priced) {
            return Err("a tier needs a price of zero or more for a positive number of units");
        }
        Ok(Self(tiers))
    }
}
