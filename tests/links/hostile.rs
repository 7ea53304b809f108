//! What strangers write into links.

use headroom::catalog::Catalog;
use headroom::program::Program;
use headroom::scenario::{Scenario, ValidScenario};
use headroom::share::{MAX_FRAGMENT, ShareError, from_fragment, to_fragment};

use crate::{KNOWN, corpus, shared, soak, wrap};

/// How many mutated links are tried.
const MUTATIONS: usize = 100_000;

#[test]
fn each_hostile_link_is_answered_in_one_sentence() {
    let mut count = 0;
    for (link, expected) in corpus::hostile() {
        count += 1;
        match from_fragment(&link) {
            Ok(_) => assert_eq!(expected, "opens", "{link}"),
            Err(error) => {
                let sentence = error.to_string();
                assert!(sentence.starts_with(expected), "{link}: {sentence}");
                assert!(is_sentence(&sentence), "{sentence:?}");
            }
        }
    }
    assert!(count > 150, "only {count} links");
}

#[test]
fn bombs_are_refused() {
    for (index, link) in corpus::bombs().into_iter().enumerate() {
        let sentence = from_fragment(&link).unwrap_err().to_string();
        assert!(is_sentence(&sentence), "bomb {index}: {sentence:?}");
    }
    let many = wrap::changes(&format!(r#"{{"features":[{}{{}}]}}"#, "{},".repeat(9_999)));
    assert_eq!(
        from_fragment(&many).unwrap_err().to_string(),
        "features holds 10,000 entries; no scenario has that many."
    );
    assert_eq!(from_fragment(&corpus::bombs()[0]), Err(ShareError::TooLarge));
    assert!(corpus::bombs()[0].len() < MAX_FRAGMENT, "the bomb must be small enough to be tried");
}

#[test]
fn each_mutated_link_is_refused_or_a_valid_scenario() {
    let (count, mut opened, turns) = (soak::times(MUTATIONS), 0, soak::Turns::begin());
    for link in corpus::mutated(count) {
        match turns.turn(|| from_fragment(&link)) {
            Ok(shared) => {
                opened += 1;
                assert!(is_kept(&shared.scenario), "{link}");
            }
            Err(error) => assert!(is_sentence(&error.to_string()), "{error:?}"),
        }
    }
    turns.end(&format!("links, {opened} of which open"));
    // Under a right checksum, some changes of a text are a change of the scenario.
    assert!((count / 50..count / 3).contains(&opened), "{opened} of {count} open");
}

/// Plans are the catalogue's affair: the document opens, and the program says what is wrong and where.
#[test]
fn unknown_plans_are_named_with_their_field() {
    let sentence = |changes: &str| {
        let shared = from_fragment(&wrap::changes(changes)).unwrap();
        Program::new(&shared.scenario, &Catalog::builtin().unwrap()).unwrap_err().to_string()
    };
    let plan = sentence(r#"{"features":[{"inference":{"plans":["gemini-9"]}}]}"#);
    assert!(plan.starts_with("features[0].inference.plans[0] is \"gemini-9\", which the catalogue"), "{plan}");
    let own = r#""overrides":[{"plan":"gpt-5.6-luna","number":"limit.day.cows","value":1}]"#;
    let own = sentence(&format!(r#"{{"features":[{{"inference":{{"plans":["gpt-5.6-luna"]}}}}],{own}}}"#));
    assert!(own.starts_with("overrides[0]: "), "{own}");
}

/// Whether a scenario that was opened is the same once it was shared, and once it was saved.
pub fn is_kept(scenario: &ValidScenario) -> bool {
    let link = from_fragment(&to_fragment(scenario, KNOWN));
    let file = Scenario::from_json(&scenario.to_file()).and_then(Scenario::validate);
    link == Ok(shared(scenario)) && file.as_ref() == Ok(scenario)
}

/// Whether it is one short sentence on one line.
pub fn is_sentence(text: &str) -> bool {
    text.len() < 600 && is_line(text)
}

/// Whether it is one sentence on one line, without characters that would disturb that line; it may list all plans.
pub fn is_line(text: &str) -> bool {
    let disturbs = |it: char| it.is_control() || matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.ends_with('.') && !text.chars().any(disturbs)
}
