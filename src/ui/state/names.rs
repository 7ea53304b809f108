//! What things are called where their name is shown.

use crate::scenario::Scenario;

/// The title of a scenario; one that is blank is `Untitled`.
#[must_use]
pub fn title(scenario: &Scenario) -> &str {
    if scenario.title.trim().is_empty() { "Untitled" } else { &scenario.title }
}

/// The name of a feature, by its place; one that is blank is called by its place, counted from 1.
#[must_use]
pub fn feature_name(scenario: &Scenario, place: usize) -> String {
    let name = scenario.features.get(place).map(|feature| feature.name.as_str()).filter(|name| !name.trim().is_empty());
    name.map_or_else(|| numbered(place + 1), str::to_owned)
}

/// The first name of the kind `Feature 3` that no feature is shown with, once there is one more.
pub(super) fn fresh_name(scenario: &Scenario) -> String {
    let count = scenario.features.len();
    let taken: Vec<String> = (0..count).map(|place| feature_name(scenario, place).trim().to_owned()).collect();
    // One of these is free, as there are more of them than features.
    (1..=count).map(numbered).find(|name| !taken.contains(name)).unwrap_or_else(|| numbered(count + 1))
}

fn numbered(number: usize) -> String {
    format!("Feature {number}")
}
