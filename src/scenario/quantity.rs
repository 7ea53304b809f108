//! A number that is known exactly or only as a range.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

/// An input number: exact, or a range that is drawn once per future.
///
/// In a document it is a number (`150`) or an object (`{"low": 20, "high": 30}`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Quantity {
    /// The same in every future.
    Exact(f64),
    /// Between `low` and `high` in 8 of 10 futures: a symmetric triangle, cut off at the field's allowed range.
    Range(Range),
}

/// The ends between which 8 of 10 futures lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// One future in ten lies below.
    pub low: f64,
    /// One future in ten lies above.
    pub high: f64,
}

impl Quantity {
    /// A range between `low` and `high`.
    #[must_use]
    pub const fn range(low: f64, high: f64) -> Self {
        Self::Range(Range { low, high })
    }

    /// The middle: the number itself, or half-way between the ends.
    #[must_use]
    pub fn middle(self) -> f64 {
        match self {
            Self::Exact(number) => number,
            Self::Range(Range { low, high }) => low + (high - low) / 2.0,
        }
    }

    /// Lowest and highest stated number; equal when exact.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Exact(number) => (number, number),
            Self::Range(Range { low, high }) => (low, high),
        }
    }

    /// The same with another middle: the ends of a range move in proportion. A range around 0 has none, and becomes the number.
    #[must_use]
    pub fn around(self, middle: f64) -> Self {
        let factor = middle / self.middle();
        match self {
            Self::Range(Range { low, high }) if factor.is_finite() => Self::range(low * factor, high * factor),
            _ => Self::Exact(middle),
        }
    }

    /// Whether it is a range.
    #[must_use]
    pub const fn is_range(self) -> bool {
        matches!(self, Self::Range(_))
    }
}

/// By hand, because the derived code for an untagged enum says only that no variant matched.
impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuantityVisitor)
    }
}

struct QuantityVisitor;

impl<'de> Visitor<'de> for QuantityVisitor {
    type Value = Quantity;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(r#"a number or {"low": .., "high": ..}"#)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
        Ok(Quantity::Exact(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Quantity, E> {
        Ok(Quantity::Exact(number as f64))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Quantity, E> {
        Ok(Quantity::Exact(number as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Quantity, A::Error> {
        Range::deserialize(MapAccessDeserializer::new(map)).map(Quantity::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_keeps_its_proportions_around_another_middle() {
        assert_eq!(Quantity::Exact(150.0).around(3.0), Quantity::Exact(3.0));
        assert_eq!(Quantity::range(120.0, 180.0).around(300.0), Quantity::range(240.0, 360.0));
        assert_eq!(Quantity::range(-5.0, 5.0).around(3.0), Quantity::Exact(3.0));
    }
}
