//! What can be wrong with a link.

use std::fmt;

use super::VERSION;
use crate::scenario::{ScenarioError, grouped};

/// Why a link does not open: one sentence each.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareError {
    /// There is nothing behind the `#`.
    Empty,
    /// It is of version 0, whose document nothing reads any more.
    Preview,
    /// It has a version that this build does not know.
    Newer(u32),
    /// It is cut short, altered, or not a link of ours.
    Damaged,
    /// It is too long, or unpacks to too much.
    TooLarge,
    /// A list in it, by its name, is longer than any of a scenario.
    List {
        /// The list's field.
        name: String,
        /// How many entries it has.
        count: usize,
    },
    /// It was read, but its scenario breaks a rule.
    Scenario(ScenarioError),
}

impl From<ScenarioError> for ShareError {
    fn from(error: ScenarioError) -> Self {
        Self::Scenario(error)
    }
}

impl fmt::Display for ShareError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(out, "This link holds no scenario."),
            Self::Preview => write!(
                out,
                "This link was made by a preview of Headroom, whose links are no longer read; please set its scenario up again."
            ),
            Self::Newer(version) => write!(
                out,
                "This link was made by a newer Headroom (version {version}); this one reads version {VERSION}."
            ),
            Self::Damaged => write!(out, "This link is damaged: it was cut short or changed on its way."),
            Self::TooLarge => write!(out, "This link is too long to be a scenario."),
            Self::List { name, count } => {
                write!(out, "{name} holds {} entries; no scenario has that many.", grouped(*count as f64))
            }
            Self::Scenario(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ShareError {}
