//! Prices that change with the amount used.

use std::ops::Deref;

use serde::Deserialize;

/// The price of the units of a month from one amount up to the next tier.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Units of a month from which it applies.
    pub from: f64,
    /// Price of `per` units, dollars before tax.
    pub usd: f64,
    /// Units the price is for.
    pub per: f64,
}

/// Graduated tiers: each prices the units that fall into it, and the first begins at zero.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Tier>")]
pub struct Tiers(Vec<Tier>);

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
        let priced = |tier: &Tier| tier.usd >= 0.0 && tier.usd.is_finite() && tier.per > 0.0 && tier.per.is_finite();
        if !tiers.iter().all(priced) {
            return Err("a tier needs a price of zero or more for a positive number of units");
        }
        Ok(Self(tiers))
    }
}
