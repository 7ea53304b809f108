//! Plans that the founder makes, beside those of the catalogue.

use serde::{Deserialize, Serialize};

use crate::parts::{Past, Slot};

/// A plan of the founder's own: as another one of the catalogue, or without any price and limit. Its numbers are those of
/// [`Override`](super::Override)s. It is an account of its own with its provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPlan {
    /// What ladders and numbers name it by: [`OwnPlan::PREFIX`] and more, as no plan of the catalogue is called.
    pub id: String,
    /// Name for people, at most [`OwnPlan::MAX_NAME`] characters. Plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The part of the app that it can carry.
    pub part: Slot,
    /// Catalogue id of the plan whose numbers it begins with, which carries the same part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// What happens past its limits of a month, of all time and of what is held; absent: what the plan that it is like says and, past
    /// other limits, that use is refused. Past shorter ones it always is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub past: Option<Past>,
}

impl OwnPlan {
    /// How their ids begin.
    pub const PREFIX: &str = "own-";
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 60;

    /// Whether an id is that of a plan of a founder's own.
    #[must_use]
    pub fn is_id(id: &str) -> bool {
        id.len() > Self::PREFIX.len() && id.starts_with(Self::PREFIX)
    }

    /// Its name, marked as the founder's own; one that is blank is called by its id.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.name.trim();
        format!("{} (yours)", if name.is_empty() { &self.id } else { name })
    }
}
