//! Files that nobody of good will makes: whatever stands in one, it is refused with a sentence or opens as a scenario that is kept.

use std::path::Path;

use headroom::catalog::Catalog;
use headroom::program::Program;
use headroom::scenario::{PRESETS, Scenario};
use serde_json::Value;

use crate::dice::Dice;
use crate::hostile::{is_kept, is_line, is_sentence};
use crate::{changed, largest, soak};

/// How many files are tried.
const FILES: usize = 100_000;

/// Good files: presets, what were counterexamples once, and, last, the largest.
fn good() -> Vec<String> {
    let presets = PRESETS.iter().map(|preset| preset.scenario().unwrap().to_file());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counterexamples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let counterexamples = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    presets.chain(counterexamples).chain([largest::largest().to_json()]).collect()
}

/// A file a few changes away from a good one: every other one is changed as a text, the others in what they say.
fn mutated(good: &[String], turn: usize, dice: &mut Dice) -> String {
    let file = &good[dice.most_but_last(good.len())];
    if turn.is_multiple_of(2) {
        return String::from_utf8_lossy(&changed::bytes(file.clone().into_bytes(), dice)).into_owned();
    }
    changed::document(serde_json::from_str::<Value>(file).unwrap(), dice).to_string()
}

#[test]
fn each_mutated_file_is_refused_or_a_valid_scenario() {
    let (good, catalog, mut dice) = (good(), Catalog::builtin().unwrap(), Dice(3));
    let (count, mut opened, mut compiled, turns) = (soak::times(FILES), 0, 0, soak::Turns::begin());
    for turn in 0..count {
        let file = mutated(&good, turn, &mut dice);
        match turns.turn(|| Scenario::from_json(&file).and_then(Scenario::validate)) {
            Ok(scenario) => {
                opened += 1;
                assert!(is_kept(&scenario), "{file}");
                match Program::new(&scenario, &catalog) {
                    Ok(program) => {
                        compiled += 1;
                        assert!(program.memory.iter().all(|number| number.is_finite()), "{file}");
                    }
                    Err(error) => assert!(is_line(&error.to_string()), "{error}"),
                }
            }
            Err(error) => assert!(is_sentence(&error.to_string()), "{error:?}"),
        }
    }
    turns.end(&format!("files, {opened} of which open and {compiled} can be simulated"));
    assert!((count / 50..count / 2).contains(&opened) && compiled > count / 100, "{opened} of {count}, {compiled}");
}
