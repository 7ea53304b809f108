//! The accounts of the app, one card each: on which plans they are and when, who uses them, and how much of their limits.

use std::rc::Rc;

use yew::prelude::*;

use super::same::Same;
use crate::{
    analysis::{
        AccountLimit, AccountUser, AccountWords, Breaks, LimitRun, TierRun, TierWords, Used, accounts, number::percent,
    },
    catalog::Catalog,
    scenario::{LadderAt, Scenario, ValidScenario},
    stats::Chance,
};

#[derive(PartialEq, Properties)]
pub(super) struct AccountsProps {
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    /// What breaks in the run that is shown; `None` before the first answer.
    pub(super) breaks: Option<Same<Breaks>>,
    /// How many of its futures are on each tier.
    pub(super) tiers: Option<Same<Vec<TierRun>>>,
}

#[function_component]
pub(super) fn Accounts(props: &AccountsProps) -> Html {
    let AccountsProps { scenario, catalog, breaks, tiers } = props;
    let accounts = {
        let catalog = catalog.clone();
        use_memo(Rc::clone(scenario), move |scenario| accounts(scenario, &catalog))
    };
    let limits = breaks.as_ref().map_or(&[][..], |breaks| breaks.limits.as_slice());
    let tiers = tiers.as_ref().map_or(&[][..], |tiers| tiers.as_slice());
    html! { { for accounts.iter().enumerate().map(|(at, account)| card(scenario, at, account, limits, tiers)) } }
}

fn card(scenario: &Scenario, at: usize, account: &AccountWords, limits: &[LimitRun], tiers: &[TierRun]) -> Html {
    // The answer may be that of the scenario from before the last change, whose limits and tiers stand in other places.
    let limit = |limit: &AccountLimit| row(limit, limits.iter().find(|run| run.key == limit.key));
    let is_only = account.tiers.len() == 1;
    let tier = |it: &TierWords| tier(it, is_only, tiers.iter().find(|run| run.key == it.key));
    let users = account.users.iter().enumerate().map(|(index, user)| named(scenario, user, index, &account.users));
    html! {
        <div class="part account" key={at} data-testid={format!("account-{at}")}>
            <h3>{ &account.title }</h3>
            <ol class="limits">{ for account.tiers.iter().map(tier) }</ol>
            <p class="help">{ format!("Used by {}", users.collect::<Vec<_>>().join(", ")) }</p>
            if account.limits.is_empty() {
                <p class="help">{ "Nothing here turns anybody away." }</p>
            } else {
                <ul class="limits">{ for account.limits.iter().map(limit) }</ul>
            }
        </div>
    }
}

/// A tier with its price and how many futures are on it.
fn tier(tier: &TierWords, is_only: bool, run: Option<&TierRun>) -> Html {
    let (shares, words) = run.map_or((None, None), |run| on_tier(run, is_only));
    html! {
        <li key={tier.key.clone()}>
            <span>{ &tier.plans }</span>
            <span class="help">{ &tier.terms }</span>
            { for shares.map(bar) }
            { for words.map(|words| html! { <span class="help">{ words }</span> }) }
        </li>
    }
}

/// The shares of a tier's bar, and words for them. The only tier of an account has no bar, and words where some futures do not
/// use the account.
fn on_tier(run: &TierRun, is_only: bool) -> (Option<[f64; 2]>, Option<String>) {
    let shares = [run.first, run.last].map(Chance::share);
    ((!is_only).then_some(shares), (!is_only || !run.is_sure()).then(|| run.words()))
}

fn row(limit: &AccountLimit, run: Option<&LimitRun>) -> Html {
    let used = run.and_then(|run| run.used);
    let words = run.map(|run| {
        let words: Vec<String> = used.iter().map(Used::words).chain([run.met()]).collect();
        words.join(", ")
    });
    let instead = limit.instead.map(|does| format!("Past it the plan {does}. Users are not turned away."));
    html! {
        <li key={limit.row} data-testid={format!("limit-{}", limit.row)}>
            <span>{ &limit.words }</span>
            { for used.map(|used| [used.first, used.then]).filter(|shares| *shares != [0.0; 2]).map(bar) }
            { for words.map(|words| html! { <span class="help">{ words }</span> }) }
            { for instead.map(|words| html! { <span class="help">{ words }</span> }) }
        </li>
    }
}

/// A share in the first month and in a later one, as a bar: the darker part ends at the first, the lighter one at the other.
fn bar([first, then]: [f64; 2]) -> Html {
    let part = |class: &'static str, share: f64| {
        let width = format!("{:.1}", 100.0 * share.clamp(0.0, 1.0));
        html! { <rect {class} {width} height="4" /> }
    };
    // The shorter one lies on the longer one.
    let mut parts = [("then", then), ("first", first)];
    parts.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    html! {
        <svg class="used" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            { for [("all", 1.0)].into_iter().chain(parts).map(|(class, share)| part(class, share)) }
        </svg>
    }
}

/// A user of an account. The first share says of what it is one.
fn named(scenario: &Scenario, user: &AccountUser, index: usize, users: &[AccountUser]) -> String {
    let name = match user.at {
        LadderAt::Slot(_) => user.at.slot().about().name.to_owned(),
        LadderAt::Feature(place) => scenario.feature_name(place),
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
    fn the_only_tier_has_no_bar_and_words_where_it_is_not_always_used() {
        let run = |first, last| {
            let [first, last] = [first, last].map(|count| Chance::new(count, 64));
            TierRun { key: String::new(), first, last, month: 12, or_higher: false }
        };
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(on_tier(&run(64, 64), true), (None, None));
        let later = words("no futures at the end of month 1, 50 of 100 at the end of month 12");
        assert_eq!(on_tier(&run(0, 32), true), (None, later.clone()));
        assert_eq!(on_tier(&run(0, 32), false), (Some([0.0, 0.5]), later));
        let always = words("all futures at the end of months 1 and 12");
        assert_eq!(on_tier(&run(64, 64), false), (Some([1.0, 1.0]), always));
    }

    #[test]
    fn tiers_of_the_run_are_found_by_the_form() {
        let scenario = PRESETS[0].scenario().unwrap();
        let catalog = Catalog::builtin().unwrap();
        let state = |change: fn(&mut Scenario)| {
            let mut scenario = scenario.clone().into_inner();
            change(&mut scenario);
            accounts(&scenario.validate().unwrap(), &catalog)
        };
        let keys = |accounts: Vec<AccountWords>| -> Vec<String> {
            accounts.into_iter().flat_map(|it| it.tiers).map(|tier| tier.key).collect()
        };
        let (before, after) = (keys(state(|_| {})), keys(state(|it| it.stack.data.plans.truncate(1))));
        assert!(after.iter().all(|key| before.contains(key)), "{after:?}");
        let other = keys(state(|it| it.stack.data.plans = vec!["firebase-blaze".to_owned()]));
        assert!(other.iter().any(|key| !before.contains(key)), "{other:?}");
    }

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
