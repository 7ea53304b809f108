//! Whatever is done in whatever order, what is shown belongs together.

use proptest::prelude::*;

use super::*;
use crate::analysis::{self, STRESSES};
use crate::scenario::{Choice, LadderAt, Launch, Volumes};

/// Something that a user may do, by numbers.
fn act(state: &State, what: u8, number: usize, runs: &mut Vec<Action>) -> Action {
    let (place, feature) = (number % 7, LadderAt::Feature(number % 3));
    let models = ["groq-gpt-oss-20b-free", "gpt-6-luna", NEW_PLAN, "own-1"];
    let model = models[number % models.len()].to_owned();
    let compare = |what| Action::Compare(what);
    match what % 24 {
        0 | 1 => compare(Compare::Show(place)),
        2 => compare(Compare::Copy),
        3 => compare(Compare::Plan(PlanPlace::Rung(feature, 0), model)),
        4 => compare(Compare::Stress(number % (STRESSES.len() + 1))),
        5 => compare(Compare::Drop(place)),
        6 if number.is_multiple_of(5) => compare(Compare::Keep(place)),
        7 => {
            let leaves = state.document.alternatives.get(state.shown).map(|it| it.changes.leaves()).unwrap_or_default();
            let path = leaves.get(number % 5).map(|(path, _)| path.clone()).unwrap_or_default();
            compare(Compare::TakeBack(path))
        }
        8 => Action::Type(Entry::Alternative(place), ["Name", "a\nb", ""][number % 3].to_owned()),
        9 => Action::Slide { knob: Field::Users.into(), position: number * 7, at: 1.0 },
        10 => Action::Undo,
        11 => Action::Redo,
        12 if number.is_multiple_of(9) => Action::Preset(number % PRESETS.len()),
        13 if number.is_multiple_of(9) => Action::Reset,
        14 => Action::Change(Change::Plans(feature, vec![model])),
        15 => Action::Change(Change::AddFeature),
        16 => Action::Change(Change::RemoveFeature(number % 3)),
        17 => Action::Change(Change::Others(number % 3, vec![Choice::on_refusal(model)])),
        18 => {
            Action::Change(if number.is_multiple_of(2) { Change::AddLaunch } else { Change::RemoveLaunch(number % 3) })
        }
        19 if number.is_multiple_of(2) => {
            let feature = (number % 3 == 1).then_some(number % 4);
            let volumes = (!number.is_multiple_of(3)).then(|| Volumes::around(feature, number as f64));
            Action::Change(Change::Volumes(volumes))
        }
        19 => Action::Change(Change::Launch(0, Launch { month: 2, day: 3, visits: number as f64, exact: false })),
        20 => Action::Change(Change::OwnPlan(feature, state.scenario.features[0].inference.plans[0].clone())),
        21 => Action::Change(Change::RemoveOwnPlan(number % 3)),
        22 => {
            let plan = state.scenario.features[0].inference.plans[0].clone();
            Action::Type(Entry::Own(PlanNumber { plan, number: "base".to_owned() }), number.to_string())
        }
        23 => Action::Cancel,
        // A run that was asked for now or some time ago is done.
        _ => {
            runs.push(done(state, if number.is_multiple_of(2) { Kind::Live } else { Kind::Full }, number as u32, 5.0));
            let back = number % 4;
            runs[runs.len().saturating_sub(1 + back)].clone()
        }
    }
}

fn check(state: &State, known: &Catalog) -> Result<(), TestCaseError> {
    let State { document, shown, scenario, catalog, offered, answer, .. } = state;
    prop_assert!(*shown < document.runs());
    prop_assert_eq!(&**scenario, &document.simulated(*shown));
    prop_assert!(scenario.alternatives.is_empty());
    let own = analysis::catalog_of(scenario, known);
    prop_assert!(own == **catalog, "the catalogue is another alternative's");
    prop_assert!(analysis::catalog_with_numbers(scenario, &own) == **offered, "menus are another alternative's");
    for place in 0..document.runs() {
        let ids: Vec<String> = document.simulated(place).own_plans.iter().map(|own| own.id.clone()).collect();
        let each = document.simulated(place);
        let ladders = each.ladders().flat_map(|at| each.ladder(at).unwrap().plans.clone()).collect::<Vec<_>>();
        let others = each.features.iter().flat_map(|it| it.others.iter().map(|other| other.plan.clone()));
        let gone: Vec<String> =
            ladders.into_iter().chain(others).filter(|id| id.starts_with("own-") && !ids.contains(id)).collect();
        // Whoever writes the id of a plan that is not there gets what was asked for: this test does.
        prop_assert!(gone.iter().all(|id| id == "own-1"), "{gone:?}");
    }
    if let (Some(compared), Some(answer)) = (&state.compared, answer) {
        prop_assert_eq!(&*answer.scenario, &compared.document.simulated(answer.place));
        let is_of_this = compared.document == *document;
        prop_assert!(!is_of_this || answer.scenario == *scenario || answer.place != *shown, "of another alternative");
        prop_assert_eq!(compared.is_settled, answer.is_settled);
    }
    if let (Some(by_volume), Some(answer)) = (&state.by_volume, answer) {
        prop_assert_eq!(by_volume.is_settled, answer.is_settled);
        prop_assert!(by_volume.document.volumes.is_some());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_belongs_together(acts in prop::collection::vec((any::<u8>(), 0_usize..40), 1..40)) {
        let known = Catalog::builtin().unwrap();
        let (mut state, mut runs) = (state(), Vec::new());
        for (what, number) in acts {
            let action = act(&state, what, number, &mut runs);
            let is_run = matches!(action, Action::Heard(_));
            let name = format!("{action:?}").chars().take(80).collect::<String>();
            state = state.after(action);
            check(&state, &known).map_err(|error| TestCaseError::fail(format!("after {name}: {error}")))?;
            if let Some(answer) = state.answer.as_ref().filter(|_| is_run) {
                let of = state.compared.as_ref().map(|compared| &compared.document);
                if of.is_none_or(|of| *of == state.document) && state.document.runs() > 1 {
                    prop_assert!(of.is_none() || answer.scenario == state.scenario);
                }
            }
        }
    }
}
