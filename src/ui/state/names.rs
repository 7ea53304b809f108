//! What things are called where their name is shown.

use crate::scenario::{Feature, Scenario};

/// The title of a scenario; one that is blank is `Untitled`.
#[must_use]
pub fn title(scenario: &Scenario) -> &str {
    if scenario.title.trim().is_empty() { "Untitled" } else { &scenario.title }
}

/// The first name of the kind `Feature 3` that no feature is shown with, once there is one more.
pub(super) fn fresh_name(scenario: &Scenario) -> String {
    let count = scenario.features.len();
    let taken: Vec<String> = (0..count).map(|place| scenario.feature_name(place).trim().to_owned()).collect();
    // One of these is free, as there are more of them than features.
    (1..=count)
        .map(Feature::numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| Feature::numbered(count + 1))
}
