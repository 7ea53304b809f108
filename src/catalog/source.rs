//! Where a number was read.

use std::fmt;

use serde::Deserialize;

use super::Date;

/// Where a number was read, and how far to trust it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Written")]
pub struct Source {
    /// Where it was read.
    pub origin: Origin,
    /// How far to trust it.
    pub confidence: Confidence,
    /// The day on which it came into this catalogue, where that was later than it was read.
    pub added: Option<Date>,
    /// What else to know; may be empty.
    pub note: String,
}

/// Where a number was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// On a public page.
    Page {
        /// Its address.
        url: String,
        /// When it said so.
        read: ReadDate,
    },
    /// In a document without an address, or one that states the number as an assumption of its own: its title.
    Document(String),
    /// Stated by the scenario itself.
    Scenario,
}

/// A source as the files write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: Option<String>,
    read: Option<ReadDate>,
    document: Option<String>,
    confidence: Confidence,
    added: Option<Date>,
    #[serde(default)]
    note: String,
}

impl TryFrom<Written> for Source {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let origin = match (written.url, written.read, written.document) {
            (Some(url), Some(read), None) => Origin::Page { url, read },
            (None, None, Some(document)) => Origin::Document(document),
            _ => return Err("a source is either a url with the date it was read, or a document"),
        };
        Ok(Self { origin, confidence: written.confidence, added: written.added, note: written.note })
    }
}

/// How far to trust a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Undated, disputed, old or estimated.
    Low,
    /// A dated third party, or the vendor's own words a year old.
    Medium,
    /// The vendor's page, or a maintained list checked lately.
    High,
}

/// When a page was read: the day, or the year alone where no more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum ReadDate {
    /// On this day.
    Day(Date),
    /// Some time in this year.
    Year(u16),
}

impl ReadDate {
    /// The day, or the first one of the year.
    #[must_use]
    pub const fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Year(year) => Date { year, month: 1, day: 1 },
        }
    }
}

impl TryFrom<String> for ReadDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let year = (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok());
        year.flatten()
            .map(Self::Year)
            .or_else(|| Date::try_from(text.clone()).ok().map(Self::Day))
            .ok_or_else(|| format!("{text} is not a year or a date written like 2026-07-18"))
    }
}

impl fmt::Display for ReadDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.fmt(out),
            Self::Year(year) => write!(out, "{year:04}"),
        }
    }
}
