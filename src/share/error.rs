//! What can be wrong with a link.

use std::fmt;

use super::VERSION;
use crate::scenario::ScenarioError;

/// Why a link does not open: one sentence each.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareError {
    /// There is nothing behind the `#`.
    Empty,
    /// It has a version that this build does not know.
    Newer(u32),
    /// It is cut short, altered, or not a link of ours.
    Damaged,
    /// It is too long, or unpacks to too much.
    TooLarge,
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
            Self::Newer(version) => write!(
                out,
                "This link was made by a newer Headroom (version {version}); this page reads version {VERSION}."
            ),
            Self::Damaged => write!(out, "This link is damaged: it was cut short or changed on its way."),
            Self::TooLarge => write!(out, "This link is too long to be a scenario."),
            Self::Scenario(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ShareError {}
