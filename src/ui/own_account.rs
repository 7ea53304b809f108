//! Whether a feature has an account of its own with its providers.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::{desk::Desk, state::Check};
use crate::{
    catalog::Catalog,
    scenario::{LadderAt, Scenario},
};

/// The checkbox, where it makes a difference or is set.
pub(super) fn own_account(desk: &Desk<'_>, place: usize) -> Option<Html> {
    let check = Check::OwnAccount(place);
    let is_asked = check.is_on(desk.scenario) || shares(desk.scenario, &desk.catalog, place);
    is_asked.then(|| {
        html! {
            <>
                { desk.checkbox(check, "An account of its own") }
                <p class="help">
                    { "Features that use one provider share its account, with its limits and fees, unless told otherwise." }
                </p>
            </>
        }
    })
}

/// Whether another feature or part of the app uses an account that a feature uses.
fn shares(scenario: &Scenario, catalog: &Catalog, place: usize) -> bool {
    let mine = accounts(scenario, catalog, LadderAt::Feature(place));
    let others = scenario.ladders().filter(|at| match at {
        LadderAt::Slot(_) => true,
        LadderAt::Feature(other) => {
            *other != place && scenario.features.get(*other).is_some_and(|feature| !feature.own_account)
        }
    });
    others.into_iter().any(|at| !accounts(scenario, catalog, at).is_disjoint(&mine))
}

/// Accounts of the plans that a part of the app may use.
fn accounts<'a>(scenario: &Scenario, catalog: &'a Catalog, at: LadderAt) -> BTreeSet<&'a str> {
    let ladder = scenario.ladder(at).into_iter().flat_map(|ladder| &ladder.plans);
    let feature = match at {
        LadderAt::Feature(place) => scenario.features.get(place),
        LadderAt::Slot(_) => None,
    };
    let others = feature.into_iter().flat_map(|feature| &feature.others).map(|other| &other.plan);
    ladder.chain(others).filter_map(|id| catalog.plan(id)).map(|plan| plan.account.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Choice, Feature, PRESETS};

    #[test]
    fn it_is_asked_where_an_account_is_shared() {
        let catalog = Catalog::builtin().unwrap();
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = vec!["gemini-3.5-flash-lite-free".to_owned()];
        assert!(!shares(&scenario, &catalog, 0), "nobody else calls a model");
        let plans = vec!["gpt-5.6-luna".to_owned()];
        let mut search = Feature { name: "Search".to_owned(), ..scenario.features[0].clone() };
        search.inference.plans = plans;
        scenario.features.push(search);
        assert!(!shares(&scenario, &catalog, 0) && !shares(&scenario, &catalog, 1), "another provider");
        scenario.features[1].others = vec![Choice::on_refusal("gemini-3.5-flash-lite-paid".to_owned())];
        assert!(shares(&scenario, &catalog, 0) && shares(&scenario, &catalog, 1));
        scenario.features[1].own_account = true;
        assert!(!shares(&scenario, &catalog, 0), "the other one has its own");
        assert!(!shares(&scenario, &catalog, 9), "no such feature");
    }

    #[test]
    fn a_slot_shares_its_account_too() {
        let catalog = Catalog::builtin().unwrap();
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = vec!["gemini-3.5-flash-lite-free".to_owned()];
        let shared = |scenario: &Scenario| shares(scenario, &catalog, 0);
        let account = |id: &str| catalog.plan(id).map(|plan| plan.account.clone());
        let of_slots = catalog.plans().filter(|plan| plan.slot == crate::parts::Slot::Backend);
        for plan in of_slots {
            scenario.stack.backend.plans = vec![plan.id.clone()];
            let same = account("gemini-3.5-flash-lite-free") == account(&plan.id);
            assert_eq!(shared(&scenario), same, "{}", plan.id);
        }
    }
}
