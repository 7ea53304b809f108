//! Values that change on known days.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Date, Source};

/// A value from a day on, with its source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<T> {
    /// First day it is in force; where no page says, the day it was read.
    pub from: Date,
    /// The value.
    pub value: T,
    /// Where it was read.
    pub source: Source,
}

/// Entries in the order of their days, at least one. A file may write the only entry without its list.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T> {
    earliest: Entry<T>,
    later: Vec<Entry<T>>,
}

impl<T> History<T> {
    /// The entry in force on a day: the latest that has begun, or the earliest for days before all of them.
    #[must_use]
    pub fn at(&self, day: Date) -> &Entry<T> {
        self.later.iter().rev().find(|entry| entry.from <= day).unwrap_or(&self.earliest)
    }

    /// The first day whose value is known; before it the earliest one stands in.
    #[must_use]
    pub const fn known_from(&self) -> Date {
        self.earliest.from
    }

    /// All entries, earliest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry<T>> {
        std::iter::once(&self.earliest).chain(&self.later)
    }
}

impl<T> From<Entry<T>> for History<T> {
    fn from(earliest: Entry<T>) -> Self {
        Self { earliest, later: Vec::new() }
    }
}

impl<T> TryFrom<Vec<Entry<T>>> for History<T> {
    type Error = &'static str;

    fn try_from(entries: Vec<Entry<T>>) -> Result<Self, &'static str> {
        if !entries.is_sorted_by(|earlier, later| earlier.from < later.from) {
            return Err("a history must go forward in time, with one entry a day");
        }
        let mut entries = entries.into_iter();
        let earliest = entries.next().ok_or("a history needs at least one entry")?;
        Ok(Self { earliest, later: entries.collect() })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for History<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMany(PhantomData))
    }
}

struct OneOrMany<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
    type Value = History<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an entry or a list of entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<History<T>, A::Error> {
        Entry::deserialize(MapAccessDeserializer::new(map)).map(History::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<History<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(entries))?.try_into().map_err(A::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Confidence, Origin};

    fn date(day: u8) -> Date {
        Date { year: 2026, month: 7, day }
    }

    fn history(days: &[u8]) -> Result<History<u8>, &'static str> {
        let origin = Origin::Document("a plan".to_owned());
        let source = Source { origin, confidence: Confidence::Low, note: String::new() };
        let entry = |day: &u8| Entry { from: date(*day), value: *day, source: source.clone() };
        days.iter().map(entry).collect::<Vec<_>>().try_into()
    }

    #[test]
    fn the_latest_begun_entry_is_in_force() {
        let history = history(&[10, 20, 30]).unwrap();
        for (day, value) in [(1, 10), (10, 10), (19, 10), (20, 20), (29, 20), (30, 30), (31, 30)] {
            assert_eq!(history.at(date(day)).value, value, "on day {day}");
        }
        assert_eq!(history.entries().count(), 3);
    }

    #[test]
    fn empty_and_disordered_histories_are_refused() {
        assert!(history(&[]).is_err());
        assert!(history(&[20, 10]).is_err());
        assert!(history(&[10, 10]).is_err());
    }
}
