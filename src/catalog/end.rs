//! When a plan is no more.

use serde::Deserialize;

use super::Date;

/// The day from which a tier, a model or an offer is no more, as announced.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The first day without it.
    pub day: Date,
    /// What the provider names in its place: the provider's id of a model, the id of another plan.
    pub successor: Option<String>,
    /// Whether calls go to the successor at the same tier from then on; they fail otherwise.
    #[serde(default)]
    pub routed: bool,
}
