use serde_json::json;

use super::*;

#[test]
fn changes_make_the_one_of_the_other() {
    let base = json!({
        "a": 1, "cap": 5, "range": { "low": 1, "high": 2 }, "plans": ["x"],
        "features": [{ "name": "Chat", "calls": 1 }, { "name": "Write", "calls": 2 }],
        "overrides": [{ "plan": "p", "number": "base", "value": 1 }],
    });
    for (changed, changes) in [
        (json!({ "a": 2 }), json!({ "a": 2 })),
        (json!({ "cap": null }), json!({ "cap": null })),
        (json!({ "range": { "low": 1, "high": 3 } }), json!({ "range": { "low": 1, "high": 3 } })),
        (json!({ "range": 3, "a": { "low": 0, "high": 1 } }), json!({ "range": 3, "a": { "low": 0, "high": 1 } })),
        (json!({ "plans": ["y", "x"] }), json!({ "plans": ["y", "x"] })),
        (
            json!({ "features": [{ "name": "Chat", "calls": 1 }, { "name": "Write", "calls": 9 }] }),
            json!({ "features": { "1": { "calls": 9 } } }),
        ),
        (json!({ "features": [{ "name": "Chat", "calls": 1 }] }), json!({ "features": { "1": null } })),
        (
            json!({ "overrides": [
                { "plan": "p", "number": "base", "value": 2 }, { "plan": "q", "number": "base", "value": 3 },
            ] }),
            json!({ "overrides": {
                "p base": { "value": 2 }, "+q base": { "plan": "q", "number": "base", "value": 3 },
            } }),
        ),
    ] {
        let mut whole = base.as_object().unwrap().clone();
        for (name, field) in changed.as_object().unwrap() {
            if field.is_null() {
                whole.remove(name)
            } else {
                whole.insert(name.clone(), field.clone())
            };
        }
        let whole = Value::Object(whole);
        assert_eq!(diff(&base, &whole), Some(changes.clone()));
        assert_eq!(apply(&base, changes), whole);
    }
    assert_eq!(diff(&base, &base), None);
}

#[test]
fn each_change_has_a_place_and_can_be_left_out() {
    let changes: Changes = serde_json::from_value(json!({
        "features": { "0": { "calls": 9, "inference": { "plans": ["x"] } }, "+1": { "name": "New" } },
        "growth": { "users": { "low": 1, "high": 2 } },
    }))
    .unwrap();
    let places: Vec<String> = changes.leaves().into_iter().map(|(path, _)| path.join(".")).collect();
    assert_eq!(places, ["features.+1", "features.0.calls", "features.0.inference.plans", "growth.users"]);
    let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    let left = changes.without(&path("growth.users")).without(&path("features.0.calls")).without(&path("features.9.x"));
    assert_eq!(
        serde_json::to_value(&left).unwrap(),
        json!({
            "features": { "0": { "inference": { "plans": ["x"] } }, "+1": { "name": "New" } },
        })
    );
}

#[test]
fn what_is_not_changed_follows_the_other_scenario() {
    let changes = json!({ "features": { "0": { "calls": 9 }, "3": { "calls": 9 } }, "cap": null });
    let base = json!({ "cap": 7, "features": [{ "calls": 1, "tokens": 500 }, { "calls": 2, "tokens": 1 }] });
    let whole = json!({ "features": [{ "calls": 9, "tokens": 500 }, { "calls": 2, "tokens": 1 }] });
    assert_eq!(apply(&base, changes), whole);
}

#[test]
fn what_is_added_to_both_is_there_once() {
    let own = |id: &str, value: i32| json!({ "id": id, "value": value });
    let changes = json!({ "a": null, "+b": own("b", 9), "+c": own("c", 9) });
    let base = [own("a", 1), own("b", 1), own("d", 1)];
    assert_eq!(apply(&json!(base), changes), json!([own("b", 9), own("d", 1), own("c", 9)]));
}

#[test]
fn a_change_goes_with_its_thing_where_one_before_it_is_gone() {
    let changes: Changes = serde_json::from_value(json!({
        "features": { "0": { "calls": 1 }, "1": { "calls": 2 }, "2": null, "+3": { "name": "New" } },
        "launches": { "scheduled": { "1": null } },
    }))
    .unwrap();
    let without = |list: &[&str], gone| serde_json::to_value(changes.without_thing(list, gone)).unwrap();
    assert_eq!(
        without(&["features"], 1)["features"],
        json!({ "0": { "calls": 1 }, "1": null, "+3": { "name": "New" } })
    );
    assert_eq!(without(&["launches", "scheduled"], 1).get("launches"), None);
    assert_eq!(without(&["launches", "scheduled"], 0)["launches"], json!({ "scheduled": { "0": null } }));
    assert_eq!(changes.without_thing(&["stack", "data"], 0), changes);
}

#[test]
fn lists_that_cannot_be_told_apart_are_changed_whole() {
    // Twelve things that are added would come in the order of their names: "10" before "2".
    let list = |count: usize| (0..count).map(|at| json!({ "visits": at })).collect::<Value>();
    let changed = diff(&list(1), &list(13)).unwrap();
    assert!(changed.is_array());
    assert_eq!(apply(&list(1), changed), list(13));
}

#[test]
fn whole_numbers_lose_their_point_and_no_bit() {
    let text = |number: f64| short(json!(number)).to_string();
    assert_eq!([5.0, -5.0, 1e10, 0.0].map(text), ["5", "-5", "10000000000", "0"]);
    assert_eq!([-0.0, 0.5, -2.25].map(text), ["-0.0", "0.5", "-2.25"]);
}
