//! Values that change on known days.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Date, Origin, Source};

/// A value from a day on, with its source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<T> {
    /// First day it is in force; where no page says, the day it was read.
    pub from: Date,
    /// The value.
    pub value: T,
    /// Where it was read.
    pub source: Arc<Source>,
}

/// Entries in the order of their first days and, where those are the same, of the days on which they were known: an
/// announced price that was revised before its day. There is at least one. A file may write the only entry without its list.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T> {
    earliest: Entry<T>,
    later: Vec<Entry<T>>,
}

impl<T> Entry<T> {
    /// The day on which it was known here: when it was added or its page was read, of a year alone the first day; else its first in
    /// force.
    #[must_use]
    pub fn known(&self) -> Date {
        match (self.source.added, &self.source.origin) {
            (Some(added), _) => added,
            (None, Origin::Page { read, .. }) => read.first_day(),
            (None, Origin::Document(_) | Origin::Scenario) => self.from,
        }
    }
}

impl<T> Entry<T> {
    /// The day on which its page was read, of a year alone the first; `None` where it was on none.
    #[must_use]
    pub fn read(&self) -> Option<Date> {
        match &self.source.origin {
            Origin::Page { read, .. } => Some(read.first_day()),
            Origin::Document(_) | Origin::Scenario => None,
        }
    }
}

impl<T> History<T> {
    /// The entry in force on a day: the latest that has begun, and of those that begin together the one read last. For
    /// days before all of them, what holds on the first.
    #[must_use]
    pub fn at(&self, day: Date) -> &Entry<T> {
        let day = day.max(self.earliest.from);
        self.later.iter().rev().find(|entry| entry.from <= day).unwrap_or(&self.earliest)
    }

    /// What was known of it on a day. The earliest entry always was, so that there is a value at all.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self
    where
        T: Clone,
    {
        let later = self.later.iter().filter(|entry| entry.known() <= day);
        Self { earliest: self.earliest.clone(), later: later.cloned().collect() }
    }

    /// The same with one more entry, behind those that have begun by its day.
    pub(super) fn with(mut self, entry: Entry<T>) -> Self {
        let place = self.later.partition_point(|other| other.from <= entry.from);
        self.later.insert(place, entry);
        self
    }

    /// The first day whose value is known; before it the earliest one stands in.
    #[must_use]
    pub const fn known_from(&self) -> Date {
        self.earliest.from
    }

    /// The same entries with other values.
    #[must_use]
    pub fn map<U>(&self, of: impl Fn(&Entry<T>) -> U) -> History<U> {
        let other = |entry: &Entry<T>| Entry { from: entry.from, value: of(entry), source: Arc::clone(&entry.source) };
        History { earliest: other(&self.earliest), later: self.later.iter().map(other).collect() }
    }

    /// What was known of it on a day, if anything was.
    #[must_use]
    pub fn if_known(&self, day: Date) -> Option<Self>
    where
        T: Clone,
    {
        (self.earliest.known() <= day).then(|| self.as_of(day))
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
        if !entries.is_sorted_by(|a, b| (a.from, a.known()) < (b.from, b.known())) {
            return Err("a history must go forward in time, by the first day in force and then by the day it was read");
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
    use crate::catalog::{Confidence, ReadDate};

    fn date(day: u8) -> Date {
        Date { year: 2026, month: 7, day }
    }

    fn history(entries: &[(u8, Origin)]) -> Result<History<usize>, &'static str> {
        let entry = |(value, (from, origin)): (usize, &(u8, Origin))| Entry {
            from: date(*from),
            value,
            source: Source { origin: origin.clone(), confidence: Confidence::Low, added: None, note: String::new() }
                .into(),
        };
        entries.iter().enumerate().map(entry).collect::<Vec<_>>().try_into()
    }

    fn document() -> Origin {
        Origin::Document("a plan".to_owned())
    }

    fn read(day: u8) -> Origin {
        Origin::Page { url: String::new(), read: ReadDate::Day(date(day)) }
    }

    #[test]
    fn the_latest_begun_entry_is_in_force() {
        let history = history(&[10, 20, 30].map(|from| (from, document()))).unwrap();
        for (day, value) in [(1, 0), (10, 0), (19, 0), (20, 1), (29, 1), (30, 2), (31, 2)] {
            assert_eq!(history.at(date(day)).value, value, "on day {day}");
        }
        assert_eq!(history.entries().count(), 3);
    }

    #[test]
    fn empty_and_disordered_histories_are_refused() {
        assert!(history(&[]).is_err());
        assert!(history(&[(20, document()), (10, document())]).is_err());
        assert!(history(&[(10, document()), (10, document())]).is_err());
        assert!(history(&[(10, read(9)), (10, read(8))]).is_err());
        assert!(history(&[(10, read(8)), (10, read(9))]).is_ok());
    }

    /// A price of the 1st, and two announcements of a price of the 20th, the second of which lowers the first.
    #[test]
    fn what_was_read_later_is_not_known_before() {
        let history = history(&[(1, read(5)), (20, read(10)), (20, read(15))]).unwrap();
        let value = |known: u8, day: u8| history.as_of(date(known)).at(date(day)).value;
        for (known, early, late) in [(1, 0, 0), (9, 0, 0), (10, 0, 1), (14, 0, 1), (15, 0, 2), (31, 0, 2)] {
            assert_eq!((value(known, 19), value(known, 20)), (early, late), "as known on day {known}");
        }
        assert_eq!(history.as_of(date(15)), history);
    }

    #[test]
    fn a_revised_first_entry_holds_before_its_day_too() {
        let history = history(&[(10, read(5)), (10, read(7))]).unwrap();
        assert_eq!((history.at(date(1)).value, history.as_of(date(6)).at(date(1)).value), (1, 0));
    }

    #[test]
    fn a_year_alone_is_known_from_its_first_day() {
        let year = Origin::Page { url: String::new(), read: ReadDate::Year(2025) };
        let history = history(&[(1, document()), (2, year)]).unwrap();
        let known: Vec<_> = history.entries().map(Entry::known).collect();
        assert_eq!(known, [date(1), Date { year: 2025, month: 1, day: 1 }]);
    }
}
