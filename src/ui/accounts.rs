//! The accounts of the app, one card each: on which plans they are, who uses them, and how much of their limits.

use std::rc::Rc;

use yew::prelude::*;

use super::{same::Same, slots, state::feature_name};
use crate::{
    analysis::{AccountLimit, AccountUser, AccountWords, Breaks, LimitRun, Used, accounts, number::percent},
    catalog::Catalog,
    scenario::{LadderAt, Scenario, ValidScenario},
};

#[derive(PartialEq, Properties)]
pub(super) struct AccountsProps {
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    /// What breaks in the run that is shown; `None` before the first answer.
    pub(super) breaks: Option<Same<Breaks>>,
}

#[function_component]
pub(super) fn Accounts(props: &AccountsProps) -> Html {
    let AccountsProps { scenario, catalog, breaks } = props;
    let accounts = {
        let catalog = catalog.clone();
        use_memo(Rc::clone(scenario), move |scenario| accounts(scenario, &catalog))
    };
    let runs = breaks.as_ref().map_or(&[][..], |breaks| breaks.limits.as_slice());
    html! { { for accounts.iter().enumerate().map(|(at, account)| card(scenario, at, account, runs)) } }
}

fn card(scenario: &Scenario, at: usize, account: &AccountWords, runs: &[LimitRun]) -> Html {
    // The answer may be that of the scenario from before the last change, whose limits stand in other places.
    let limit = |limit: &AccountLimit| row(limit, runs.iter().find(|run| run.key == limit.key));
    let users = account.users.iter().enumerate().map(|(index, user)| named(scenario, user, index, &account.users));
    html! {
        <div class="part account" key={at} data-testid={format!("account-{at}")}>
            <h3>{ &account.title }</h3>
            <p class="help">{ account.plans.join(", then ") }</p>
            <p class="help">{ format!("Used by {}", users.collect::<Vec<_>>().join(", ")) }</p>
            if account.limits.is_empty() {
                <p class="help">{ "Nothing here turns anybody away." }</p>
            } else {
                <ul class="limits">{ for account.limits.iter().map(limit) }</ul>
            }
        </div>
    }
}

fn row(limit: &AccountLimit, run: Option<&LimitRun>) -> Html {
    let used = run.and_then(|run| run.used);
    let words = run.map(|run| {
        let words: Vec<String> = used.iter().map(Used::words).chain([run.met()]).collect();
        words.join(", ")
    });
    html! {
        <li key={limit.row} data-testid={format!("limit-{}", limit.row)}>
            <span>{ &limit.words }</span>
            { for used.filter(|used| used.first > 0.0 || used.then > 0.0).map(bar) }
            { for words.map(|words| html! { <span class="help">{ words }</span> }) }
        </li>
    }
}

/// How much is used, as a bar: all of it in the later month, the darker part in the first.
fn bar(used: Used) -> Html {
    let width = |share: f64| format!("{:.1}", 100.0 * share.clamp(0.0, 1.0));
    html! {
        <svg class="used" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="all" width="100" height="4" />
            <rect class="then" width={width(used.then)} height="4" />
            <rect class="first" width={width(used.first)} height="4" />
        </svg>
    }
}

/// A user of an account. The first share says of what it is one.
fn named(scenario: &Scenario, user: &AccountUser, index: usize, users: &[AccountUser]) -> String {
    let name = match user.at {
        LadderAt::Slot(slot) => slots::NAMES.get(slot).map_or_else(String::new, |(name, _)| (*name).to_owned()),
        LadderAt::Feature(place) => feature_name(scenario, place),
    };
    match user.share {
        _ if user.only_when_refused => format!("{name} (when refused)"),
        None => name,
        Some(share) if users[..index].iter().all(|before| before.share.is_none()) => {
            format!("{name} ({} of the calls)", percent(share))
        }
        Some(share) => format!("{name} ({})", percent(share)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn users_of_an_account_are_named_with_what_they_ask() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features.push(scenario.features[0].clone());
        scenario.features.push(scenario.features[0].clone());
        for (place, name) in ["Chat", "Search", " "].into_iter().enumerate() {
            scenario.features[place].name = name.to_owned();
        }
        let user = |at, only_when_refused, share| AccountUser { at, only_when_refused, share };
        let users = [
            user(LadderAt::Slot(2), false, None),
            user(LadderAt::Feature(0), false, Some(0.62)),
            user(LadderAt::Feature(1), false, Some(0.38)),
            user(LadderAt::Feature(2), true, None),
        ];
        let names = users.iter().enumerate().map(|(index, it)| named(&scenario, it, index, &users));
        let names: Vec<_> = names.collect();
        assert_eq!(
            names,
            ["Database and files", "Chat (62% of the calls)", "Search (38%)", "Feature 3 (when refused)",]
        );
    }
}
