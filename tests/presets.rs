//! The presets: readable by anyone who opens the file, valid, on plans that exist.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use headroom::catalog::Catalog;
use headroom::program::Program;
use headroom::scenario::{PRESETS, Scenario};

#[test]
fn every_file_is_a_preset_and_every_preset_is_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/presets");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".json", ""))
        .collect();
    let mut ids: Vec<String> = PRESETS.iter().map(|preset| preset.id.to_owned()).collect();
    files.sort();
    ids.sort();
    assert_eq!(files, ids);

    let catalog = Catalog::builtin().unwrap();
    for preset in &PRESETS {
        assert!(!preset.title.is_empty() && !preset.story.is_empty(), "{}", preset.id);
        let scenario = preset.scenario().unwrap_or_else(|error| panic!("{}: {error}", preset.id));
        assert!(Program::all(&scenario, &catalog).is_ok(), "{}", preset.id);
        assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&*scenario));
    }
}

#[test]
fn the_first_preset_is_the_free_tier_story() {
    let first = PRESETS[0].scenario().unwrap();
    assert_eq!(PRESETS[0].id, "first-wall");
    assert_eq!(first.title, "A chat app on free tiers");
    assert_eq!((first.start.to_string().as_str(), first.months, first.futures, first.seed), ("2027-01", 24, 4_096, 1));
    assert_eq!(first.features[0].inference.plans, ["gemini-3.5-flash-lite-free", "gemini-3.5-flash-lite-paid"]);
}

/// The plan puts 100,000 registered users at 20,000 calls a month, and a million tokens at 10,000 generations: one in five registered
/// users comes in a month, for one generation. So 2,000 monthly users are its 10,000, and 200,000 its million.
#[test]
fn the_tasktrakr_preset_uses_the_plan_s_own_ratios() {
    let preset = PRESETS.iter().find(|preset| preset.id == "tasktrakr").unwrap().scenario().unwrap();
    let feature = &preset.features[0];
    let days = 30.0;
    let calls_per_user = preset.audience.active_share.middle() / 100.0 * feature.calls_per_active_day.middle() * days;
    assert!((calls_per_user - 1.0).abs() < 0.001, "{calls_per_user} calls a month and monthly user");
    assert_eq!(feature.input_tokens.middle() + feature.output_tokens.middle(), 1e6 / 10_000.0);
    let growth = 1.0 + preset.growth.monthly_growth.middle() / 100.0;
    let last = (1..preset.months).fold(preset.growth.users.middle(), |users, _| users * growth);
    assert_eq!((preset.growth.users.middle(), preset.audience.monthly_share.middle()), (10_000.0 / 5.0, 20.0));
    assert!(
        (150_000.0..250_000.0).contains(&last),
        "{last} monthly users in the last month, before the ceiling slows them"
    );
    let plans: Vec<_> =
        (0..preset.runs()).map(|place| preset.simulated(place).features[0].inference.plans.clone()).collect();
    assert_eq!(
        plans,
        [&["gemini-free-tasktrakr", "gemini-paid-tasktrakr"][..], &["modal-gpu-tasktrakr"], &["gcp-t4-tasktrakr"]]
    );
    assert_eq!(preset.simulated(1).features[0].gpu_seconds.middle(), 3.0);
}

/// Each of these opens with a choice: every alternative has a name and is another one.
#[test]
fn presets_for_choosing_open_with_alternatives() {
    let mut count = 0;
    for document in PRESETS.iter().map(|preset| preset.scenario().unwrap()).filter(|it| it.runs() > 1) {
        for (place, alternative) in document.alternatives.iter().enumerate() {
            assert!(!alternative.name.is_empty(), "{}", document.title);
            assert_eq!(alternative.changes.is_empty(), place == 0, "{} {}", document.title, alternative.name);
        }
        count += 1;
    }
    assert_eq!(count, 6);
}

/// What ends within a run has a next rung that does not, and is no choice beside one; a price that nobody has confirmed for half a year
/// says so.
#[test]
fn presets_stay_alive() {
    let catalog = Catalog::builtin().unwrap();
    let today = catalog.date();
    let mut count = 0;
    let all = PRESETS.iter().flat_map(|preset| {
        let document = preset.scenario().unwrap();
        (0..document.runs()).map(move |place| (preset, document.simulated(place)))
    });
    for (preset, scenario) in all {
        let caveats = headroom::analysis::caveats(&scenario, &catalog);
        let (first, last) = scenario.days();
        let plan = |id: &String| catalog.plan(id).unwrap();
        let ends = |id: &String| plan(id).end().is_some_and(|end| end.day <= last && !end.routed);
        let ladders: Vec<&Vec<String>> =
            scenario.ladders().filter_map(|at| scenario.ladder(at)).map(|ladder| &ladder.plans).collect();
        for plans in &ladders {
            assert!(plans.last().is_none_or(|id| !ends(id)), "{}: {plans:?} end within the run", preset.id);
        }
        let others: Vec<&String> = scenario.features.iter().flat_map(|it| &it.others).map(|it| &it.plan).collect();
        assert!(others.iter().all(|id| !ends(id)), "{}: {others:?}", preset.id);
        for plan in ladders.into_iter().flatten().chain(others).map(plan) {
            let has_ended = plan.end().is_some_and(|end| end.day <= first);
            assert!(!has_ended, "{}: {} is no longer sold", preset.id, plan.id);
            for price in &plan.prices {
                let Some(read) = price.history.at(first).read() else { continue };
                let is_fresh = today.days_after(read) <= 183;
                let is_said =
                    |it: &String| it.contains("for half a year") && it.contains(&format!("“{}” (", plan.name));
                assert!(is_fresh || caveats.iter().any(is_said), "{}: {} was read on {read}", preset.id, plan.id);
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count} prices");
}
