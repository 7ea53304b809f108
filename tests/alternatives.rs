//! What holds of the alternatives of any scenario: they are exactly what was asked for, go with what is changed of the first, and
//! come back from links and files, whatever somebody writes into them.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::scenarios::{Numbers, any_scenario};
use common::soak;
use headroom::date::Date;
use headroom::scenario::{Alternative, OwnPlan, PRESETS, Quantity, Scenario, ValidScenario};
use headroom::share::{from_fragment, to_fragment};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

/// A scenario with some parts of another one, and what both have in common.
fn mixed(base: &Scenario, other: &Scenario, parts: [bool; 8]) -> Scenario {
    let mut mixed = base.clone();
    let [growth, launches, features, stack, client, money, own, overrides] = parts;
    if growth {
        mixed.growth = other.growth.clone();
    }
    if launches {
        mixed.launches = other.launches.clone();
    }
    if features {
        mixed.features = other.features.clone();
    } else if let (Some(mine), Some(theirs)) = (mixed.features.last_mut(), other.features.last()) {
        mine.others = theirs.others.clone();
    }
    if stack {
        mixed.stack = other.stack.clone();
    }
    if client {
        mixed.client = other.client.clone();
    }
    if money {
        mixed.money = other.money.clone();
    }
    if own {
        mixed.own_plans = other.own_plans.clone();
    }
    if overrides {
        mixed.overrides = other.overrides.clone();
    }
    mixed
}

/// With some plans of one's own.
fn with_own_plans(mut scenario: Scenario, own: &[u8]) -> Scenario {
    let mut ids: Vec<u8> = own.to_vec();
    ids.dedup();
    let like = |id: u8| id.is_multiple_of(3).then(|| "gpt-6-luna".to_owned());
    let plans = ids.into_iter().map(|id| OwnPlan {
        id: format!("own-{id}"),
        name: format!("Plan {}", id / 2),
        part: headroom::parts::Slot::Inference,
        like: like(id),
        past: None,
    });
    scenario.own_plans = plans.collect();
    let mut seen = std::collections::BTreeSet::new();
    scenario.own_plans.retain(|own| seen.insert(own.id.clone()));
    scenario
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let any = prop_oneof![any_scenario(Numbers::Allowed), any_scenario(Numbers::Likely)];
    (any, prop::collection::vec(0_u8..6, 0..4)).prop_map(|(scenario, own)| with_own_plans(scenario, &own))
}

fn is_sentence(text: &str) -> bool {
    let disturbs = |it: char| it.is_control() || matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.len() < 600 && text.ends_with('.') && !text.chars().any(disturbs)
}

/// Whether links and files give it back, to the last bit.
fn is_kept(scenario: &ValidScenario) -> bool {
    let link = from_fragment(&to_fragment(scenario, KNOWN)).map(|shared| shared.scenario.to_json());
    let mut dated = Scenario::clone(scenario);
    dated.prices.get_or_insert(KNOWN);
    let file = Scenario::from_json(&scenario.to_file()).and_then(Scenario::validate).map(|it| it.to_json());
    link == Ok(dated.to_json()) && file == Ok(scenario.to_json())
}

/// Checks what becomes of a document: it is kept and each alternative of it is valid, or it is refused with a sentence.
fn check(document: Scenario) -> Result<(), TestCaseError> {
    match document.validate() {
        Ok(valid) => {
            prop_assert!(is_kept(&valid), "{}", valid.to_json());
            for place in 0..valid.runs() {
                prop_assert!(valid.alternative(place).unwrap().validate().is_ok());
            }
        }
        Err(error) => prop_assert!(is_sentence(&error.to_string()), "{}", error),
    }
    Ok(())
}

fn config(cases: usize) -> ProptestConfig {
    ProptestConfig { cases: soak::times(cases) as u32, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn an_alternative_is_what_was_asked_for(
        base in scenario(), other in scenario(), third in scenario(), parts: [bool; 8], later: [bool; 8], gone in 0_usize..6,
    ) {
        let other = mixed(&base, &other, parts);
        let two = base.with_copy(0, "B".to_owned()).with_alternative(1, other.clone());
        prop_assert_eq!(two.alternative(1).unwrap().to_json(), other.to_json());
        prop_assert_eq!(two.alternative(0).unwrap().to_json(), base.to_json());
        check(two.clone())?;
        // The first goes on to be something else.
        let mut first = mixed(&base, &third, later);
        if first.features.len() > 1 {
            first.features.remove(gone % first.features.len());
        }
        let after = two.with_alternative(0, first.clone());
        prop_assert_eq!(after.alternative(0).unwrap().to_json(), first.to_json());
        if base.clone().validate().is_ok() && first.clone().validate().is_ok() {
            match after.clone().validate() {
                Ok(valid) => prop_assert!(is_kept(&valid)),
                Err(error) => {
                    let said = error.to_string();
                    prop_assert!(is_sentence(&said), "{}", said);
                    // A list is a list whatever becomes of the first: only numbers of things may not fit any more.
                    prop_assert!(!said.contains("not fields in braces"), "{}", said);
                }
            }
        }
        // Two that lose the first.
        if let Ok(one) = two.without_alternative(0) {
            prop_assert_eq!(one.to_json(), other.to_json());
        }
        let three = two.with_copy(1, "C".to_owned()).with_alternative(2, first);
        let before = [1, 2].map(|place| three.alternative(place).unwrap().to_json());
        if let Ok(left) = three.without_alternative(0) {
            prop_assert_eq!([0, 1].map(|place| left.alternative(place).unwrap().to_json()), before);
        }
    }
}

/// Names that mean something, or nearly.
const NAMES: [&str; 30] = [
    "+",
    "+0",
    "+1",
    "++1",
    "0",
    "1",
    "00",
    "-1",
    "4294967296",
    "18446744073709551616",
    "",
    "low",
    "high",
    "features",
    "overrides",
    "own_plans",
    "launches",
    "scheduled",
    "growth",
    "users",
    "money",
    "budget",
    "inference",
    "plans",
    "others",
    "own-1",
    "+own-1",
    "gpt-6-luna base",
    "+gpt-6-luna base",
    "\u{202e}x\n",
];

/// Any JSON of such names.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(1e308), Just(-0.0), Just(5e-324), Just(150.0), Just(2.0)].prop_map(Value::from),
        prop_oneof![Just("1"), Just("gpt-6-luna"), Just("base"), Just("own-1"), Just("a\u{2028}\u{202e}")]
            .prop_map(Value::from),
        Just(json!({ "low": 1, "high": 2 })),
        Just(json!({ "plan": "gpt-6-luna", "number": "base", "value": 3 })),
        Just(json!({ "id": "own-1", "name": "Mine", "part": "data" })),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let fields = prop::collection::btree_map(prop::sample::select(&NAMES[..]), inner.clone(), 0..4);
        let fields =
            fields.prop_map(|it| it.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>());
        prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::from), fields.prop_map(Value::from)]
    })
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn whatever_is_written_as_changes_is_refused_or_kept(
        preset in 0..PRESETS.len(), field in prop::sample::select(&NAMES[..]), changes in anything(), name in ".{0,3}",
    ) {
        let mut document = serde_json::to_value(Scenario::clone(&PRESETS[preset].scenario().unwrap())).unwrap();
        let [first, second] = [json!({ field: changes.clone() }), changes];
        document["alternatives"] = json!([{ "name": name }, { "changes": first }, { "changes": second }]);
        let both = [Scenario::from_value(&document), Scenario::from_json(&document.to_string())];
        for read in both {
            match read {
                Ok(scenario) => check(scenario)?,
                Err(error) => prop_assert!(is_sentence(&error.to_string()), "{}", error),
            }
        }
    }
}

/// Opens a document of two alternatives, of which the second has some changes.
fn opened(changes: &str) -> Result<ValidScenario, String> {
    let base = PRESETS[0].scenario().unwrap().to_json();
    let text = format!("{},\"alternatives\":[{{}},{{\"changes\":{changes}}}]}}", &base[..base.len() - 1]);
    Scenario::from_json(&text).and_then(Scenario::validate).map_err(|error| error.to_string())
}

#[test]
fn long_and_deep_changes_are_refused_or_kept() {
    // Of a feature that is not there: they change nothing.
    let none = |inner: &str| opened(&format!(r#"{{"features":{{"9":{inner}}}}}"#));
    let many = none(&format!("[{}1]", "1,".repeat(12_000))).unwrap();
    assert!(is_kept(&many));
    for depth in [1, 50, 100, 110, 115, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 200, 5_000] {
        for [open, close] in [["[", "]"], [r#"{"a":"#, "}"]] {
            let inner = if open == "[" { String::new() } else { "1".to_owned() };
            match none(&format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))) {
                Ok(valid) => assert!(is_kept(&valid), "{depth}"),
                Err(error) => assert!(is_sentence(&error), "{error}"),
            }
        }
    }
    let twice = opened(r#"{"money":{"budget":1,"budget":2}}"#).unwrap_err();
    assert!(twice.contains("duplicate field `budget`"), "{twice}");
    let list = opened("[]").unwrap_err();
    assert!(is_sentence(&list), "{list}");
    let full = format!(r#"{{"features":{{"9":"{}"}}}}"#, "x".repeat(Alternative::MAX_CHANGES));
    assert!(opened(&full).unwrap_err().starts_with("The changes of all alternatives"));
}

#[test]
fn an_empty_second_is_the_first() {
    let two = opened("{}").unwrap();
    assert_eq!(two.simulated(0), two.simulated(1));
    let budget = opened(r#"{"money":{"budget":{"low":1,"high":2}}}"#).unwrap();
    assert_eq!(budget.simulated(1).money.budget, Quantity::range(1.0, 2.0));
}
