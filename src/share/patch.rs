//! A scenario as what it changes of defaults, as JSON.
//!
//! The defaults of version 1 are in `version_1.json` and never change, whatever becomes of the defaults of a new scenario:
//! what a link leaves out stands there. A field that is new in the scenario is added there, with the value that leaves
//! older links as they were.
//!
//! A patch names the fields that differ, as in RFC 7396, but removes none: the defaults hold what every scenario has. A list
//! that is not named is empty, and each element is a patch of the one element that the defaults have in that place.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::ShareError;
use crate::scenario::{Scenario, short};

const VERSION_1: &str = include_str!("version_1.json");

/// Most elements of a list that has an element in the defaults; far more than a scenario may have.
const MOST: usize = 100;

/// What a scenario changes.
pub(super) fn to(scenario: &Scenario) -> Value {
    // Like the text of a scenario, this cannot fail.
    let whole = short(serde_json::to_value(scenario).unwrap_or_default());
    diff(&DEFAULTS, &whole).unwrap_or_else(nothing)
}

/// The document of a patch.
pub(super) fn apply(patch: Value) -> Result<Value, ShareError> {
    merge(&DEFAULTS, Some(patch))
}

/// What [`VERSION_1`] says; the tests read it.
static DEFAULTS: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(VERSION_1).unwrap_or_default());

/// The patch that changes nothing.
fn nothing() -> Value {
    Value::Object(Map::new())
}

fn diff(defaults: &Value, whole: &Value) -> Option<Value> {
    match (defaults, whole) {
        (Value::Object(defaults), Value::Object(whole)) => {
            let change = |(name, field): (&String, &Value)| {
                let change = defaults.get(name).map_or_else(|| Some(field.clone()), |default| diff(default, field));
                Some((name.clone(), change?))
            };
            let changes: Map<_, _> = whole.iter().filter_map(change).collect();
            (!changes.is_empty()).then_some(Value::Object(changes))
        }
        (Value::Array(defaults), Value::Array(whole)) => {
            let change = |element: &Value| match defaults.first() {
                Some(default) => diff(default, element).unwrap_or_else(nothing),
                None => element.clone(),
            };
            (!whole.is_empty()).then(|| whole.iter().map(change).collect())
        }
        _ => (defaults != whole).then(|| whole.clone()),
    }
}

fn merge(defaults: &Value, patch: Option<Value>) -> Result<Value, ShareError> {
    match (defaults, patch) {
        (Value::Object(defaults), None) => merge_fields(defaults, Map::new()),
        (Value::Object(defaults), Some(Value::Object(changes))) => merge_fields(defaults, changes),
        (Value::Array(_), None) => Ok(Value::Array(Vec::new())),
        (Value::Array(defaults), Some(Value::Array(changes))) => match defaults.first() {
            Some(default) => changes.into_iter().map(|change| merge(default, Some(change))).collect(),
            None => Ok(Value::Array(changes)),
        },
        (_, Some(change)) => Ok(change),
        (_, None) => Ok(defaults.clone()),
    }
}

fn merge_fields(defaults: &Map<String, Value>, mut changes: Map<String, Value>) -> Result<Value, ShareError> {
    let mut whole = Map::new();
    for (name, default) in defaults {
        let change = changes.remove(name);
        // Each element may become as large as the whole element of the defaults.
        if let (Value::Array(_), Some(Value::Array(list))) = (default, &change)
            && list.len() > MOST
        {
            return Err(ShareError::List { name: name.clone(), count: list.len() });
        }
        whole.insert(name.clone(), merge(default, change)?);
    }
    whole.extend(changes);
    Ok(Value::Object(whole))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A document that leaves out all that it may, in each list too.
    fn least() -> Value {
        apply(json!({
            "features": [{ "inference": { "plans": ["a"], "move_on": { "income": true } }, "others": [{ "plan": "b" }] }],
            "launches": { "scheduled": [{}] },
            "own_plans": [{ "id": "own-a" }],
            "overrides": [{ "plan": "a", "number": "base" }],
            "alternatives": [{}, {}],
        }))
        .unwrap()
    }

    /// Whether reading a document adds nothing to it: then nothing in it depends on today's defaults.
    fn is_whole(document: Value) -> bool {
        let scenario = Scenario::from_value(&document).unwrap().validate().unwrap();
        short(serde_json::to_value(&*scenario).unwrap()) == document
    }

    #[test]
    fn no_default_but_version_1_s_own_reaches_a_scenario() {
        assert!(is_whole(least()), "a new field needs a value in version_1.json that leaves older links as they were");
    }

    #[test]
    fn a_field_without_a_default_of_version_1_is_noticed() {
        for gone in [
            "/site/deploys",
            "/features/0/prompts",
            "/stack/data/lead_days",
            "/growth/curve",
            "/features/0/others/0/share",
        ] {
            let mut document = least();
            let (parent, name) = gone.rsplit_once('/').unwrap();
            document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
            assert!(!is_whole(document), "{gone}");
        }
    }

    #[test]
    fn what_is_given_is_kept_and_the_rest_comes_from_the_defaults() {
        let defaults = json!({ "a": 1, "b": { "c": 2, "d": 3 }, "list": [{ "e": 4, "f": 5 }], "names": [] });
        for (patch, whole) in [
            (json!({}), json!({ "a": 1, "b": { "c": 2, "d": 3 }, "list": [], "names": [] })),
            (json!({ "b": { "d": 9 } }), json!({ "a": 1, "b": { "c": 2, "d": 9 }, "list": [], "names": [] })),
            (
                json!({ "a": null, "new": [{}] }),
                json!({ "a": null, "b": { "c": 2, "d": 3 }, "list": [], "names": [], "new": [{}] }),
            ),
            (
                json!({ "list": [{}, { "e": { "low": 1 } }], "names": ["x"] }),
                json!({
                    "a": 1, "b": { "c": 2, "d": 3 }, "list": [{ "e": 4, "f": 5 }, { "e": { "low": 1 }, "f": 5 }], "names": ["x"],
                }),
            ),
        ] {
            assert_eq!(merge(&defaults, Some(patch.clone())), Ok(whole.clone()));
            assert_eq!(diff(&defaults, &whole).unwrap_or_else(nothing), patch);
        }
    }
}
