//! Links of version 1 as they were made, and the documents that they must give for good.

use headroom::scenario::Scenario;
use headroom::share::from_fragment;
use serde_json::Value;

use crate::wrap::crc32;

/// A name, a link and its document on each line.
const GOLDEN: &str = include_str!("golden.txt");

/// How many lines of the file are pinned, and their checksum: a line that is added raises both, and no other may change.
const PINNED: (usize, u32) = (14, 0xDDD1_0781);

fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    let links = GOLDEN.lines().filter(|line| !line.starts_with("//"));
    links.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap())
}

/// Whether a document has all that another one says; a later Headroom may say more.
fn holds(document: &Value, expected: &Value) -> bool {
    match (document, expected) {
        (Value::Object(fields), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| fields.get(name).is_some_and(|field| holds(field, expected)))
        }
        (Value::Array(list), Value::Array(expected)) => {
            list.len() == expected.len() && std::iter::zip(list, expected).all(|(one, other)| holds(one, other))
        }
        _ => document == expected,
    }
}

fn document(link: &str) -> Value {
    let shared = from_fragment(link).unwrap();
    assert!((1..=headroom::model::VERSION).contains(&shared.model), "{link}");
    serde_json::to_value(Scenario::clone(&shared.scenario)).unwrap()
}

#[test]
fn every_link_ever_made_opens_as_the_same_document() {
    for [name, link, expected] in lines() {
        assert!(holds(&document(link), &serde_json::from_str(expected).unwrap()), "{name} opens as another scenario");
    }
}

#[test]
fn what_an_alternative_of_a_link_changes_is_read_as_it_was() {
    let link = lines().find(|[name, ..]| *name == "alternatives").unwrap()[1];
    let [first, second] = [0, 1].map(|place| from_fragment(link).unwrap().scenario.simulated(place));
    assert_eq!((first.money.budget.ends(), second.money.budget.ends()), ((30.0, 30.0), (20.0, 40.0)));
    assert_eq!(second.features[0].inference.plans, ["own-1"]);
    let (before, after) = (&first.stack.backend, &second.stack.backend);
    assert_eq!(after.plans, ["own-2"]);
    assert_eq!((before.move_on.refused.is_some(), after.move_on.refused), (true, None));
    assert_eq!(before.move_on.used, after.move_on.used, "it is not named");
    let own: Vec<_> = second.own_plans.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(own, ["own-1", "own-2", "own-3"]);
    let numbers: Vec<_> = second.overrides.iter().map(|own| (own.plan.as_str(), own.value)).collect();
    assert_eq!(numbers, [("own-1", 0.05), ("own-2", 40.0), ("own-3", 9.0)]);
}

#[test]
fn another_document_is_noticed() {
    for [name, link, expected] in lines() {
        let expected: Value = serde_json::from_str(expected).unwrap();
        let numbers = |value: &Value| value.to_string().matches(".0").count();
        assert!(numbers(&expected) > 50, "{name} says too little");
        let lies =
            [("/seed", Value::from(77)), ("/growth/ceiling", 5.0.into()), ("/features", Value::Array(Vec::new()))];
        for (place, lie) in lies {
            let mut changed = expected.clone();
            *changed.pointer_mut(place).unwrap() = lie;
            assert!(!holds(&document(link), &changed), "{name}: {place}");
        }
        let mut more = expected.clone();
        more["site"]["gone"] = 1.into();
        assert!(!holds(&document(link), &more), "{name}");
    }
}

#[test]
fn the_file_only_grows() {
    let (count, sum) = PINNED;
    let pinned: String = GOLDEN.lines().take(count).map(|line| format!("{line}\n")).collect();
    assert_eq!((GOLDEN.lines().count(), crc32(pinned.as_bytes())), (count, sum), "lines may be added, never changed");
}
