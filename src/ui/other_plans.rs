//! Where the calls of a feature go that its plan refuses.

use yew::prelude::*;

use super::{
    choice::{chosen_in, option},
    desk::{Desk, more},
    own_plan::OwnPlanView,
    plan_numbers::PlanNumbers,
    plan_options::plan_options,
    same::Same,
    search_button::search_button,
    state::{Action, Change, Dispatch, Entry, PlanPlace, with_other},
};
use crate::{
    catalog::{Catalog, Date},
    parts::Slot,
    scenario::{Choice, Feature, Input, LadderAt, Quantity, grouped},
};

/// The menus of a feature's other plans, their shares and their numbers.
pub(super) fn other_plans(desk: &Desk<'_>, place: usize, feature: &Feature) -> Html {
    let others = &feature.others;
    let menus = (0..(others.len() + 1).min(Feature::MAX_OTHERS)).map(|choice| {
        let (others, catalog, dispatch) = (others.clone(), desk.offered.clone(), desk.dispatch.clone());
        html! { <OtherMenu key={choice} feature={place} {choice} {others} {catalog} day={desk.day()} {dispatch} /> }
    });
    let shares = (!others.is_empty()).then(|| more(summary(others).into(), shares(desk, place, others)));
    // Those of a plan that is on the ladder too stand there.
    let elsewhere = |id: &String| feature.inference.plans.contains(id);
    let numbers = others.iter().map(|other| &other.plan).filter(|id| !elsewhere(id)).map(|plan| {
        let own: Vec<_> = desk.scenario.overrides.iter().filter(|own| own.plan == *plan).cloned().collect();
        let drafts = desk.drafts(|entry| matches!(entry, Entry::Own(number) if number.plan == *plan));
        let (made, catalog, dispatch) = (OwnPlanView::new(desk, plan), desk.catalog.clone(), desk.dispatch.clone());
        let (prices, day) = (desk.scenario.prices, desk.day());
        html! {
            <PlanNumbers
                key={plan.clone()} at={LadderAt::Feature(place)} plan={plan.clone()}
                {catalog} {prices} {day} {own} {made} {drafts} {dispatch}
            />
        }
    });
    html! { <div class="others">{ for menus }{ for shares }{ for numbers }</div> }
}

#[derive(PartialEq, Properties)]
struct OtherMenuProps {
    /// Whose, by its place.
    feature: usize,
    /// Which of its other plans, from 0; the place after the last one adds a plan.
    choice: usize,
    /// All of its other plans.
    others: Vec<Choice>,
    catalog: Same<Catalog>,
    /// First day of the run.
    day: Date,
    dispatch: Dispatch,
}

#[function_component]
fn OtherMenu(props: &OtherMenuProps) -> Html {
    let OtherMenuProps { feature, choice, others, catalog, day, dispatch } = props;
    let (feature, choice) = (*feature, *choice);
    let onchange = {
        let (others, dispatch) = (others.clone(), dispatch.clone());
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::Change(Change::Others(feature, with_other(&others, choice, chosen_in(&event)))));
        })
    };
    let chosen = others.get(choice).map_or("", |other| other.plan.as_str());
    let none = option("", "no other plan".into(), chosen.is_empty());
    let taken = |id: &str| others.iter().enumerate().any(|(at, other)| at != choice && other.plan == id);
    let offered = plan_options(catalog, Slot::Inference, *day, chosen, taken);
    html! {
        <div class="searched">
            <label class="menu">
                <span>{ if choice == 0 { "When refused" } else { "then" } }</span>
                <select data-testid={format!("other-{feature}-{choice}")} ~value={chosen.to_owned()} {onchange}>
                    { none }{ offered }
                </select>
            </label>
            { search_button(PlanPlace::Other(feature, choice), dispatch) }
        </div>
    }
}

/// The share of each.
fn shares(desk: &Desk<'_>, place: usize, others: &[Choice]) -> Html {
    let rows = others.iter().enumerate().map(|(choice, other)| {
        let name = desk.catalog.plan(&other.plan).map_or(&other.plan, |plan| &plan.name);
        html! {
            <>
                <p class="own-name">{ name }</p>
                { for desk.row(Input::choice(place, choice)) }
            </>
        }
    });
    html! { { for rows } }
}

/// The shares in a few words.
fn summary(others: &[Choice]) -> String {
    let share = |other: &Choice| match other.share {
        Quantity::Exact(share) => format!("{}%", grouped(share)),
        Quantity::Range(range) => format!("{}% to {}%", grouped(range.low), grouped(range.high)),
    };
    match others {
        _ if others.iter().all(|other| other.share.ends().1 == 0.0) => "Shares: only what is refused".to_owned(),
        [only] => format!("Share: {} to begin with", share(only)),
        _ => format!("Shares: {} to begin with", others.iter().map(share).collect::<Vec<_>>().join(" and ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(plan: &str, share: f64) -> Choice {
        Choice { plan: plan.to_owned(), share: Quantity::Exact(share) }
    }

    #[test]
    fn shares_are_said_in_a_few_words() {
        for (others, words) in [
            (vec![choice("a", 0.0)], "Shares: only what is refused"),
            (vec![choice("a", 10.0)], "Share: 10% to begin with"),
            (vec![choice("a", 10.0), choice("b", 0.0)], "Shares: 10% and 0% to begin with"),
            (vec![Choice { share: Quantity::range(5.0, 15.0), ..choice("a", 0.0) }], "Share: 5% to 15% to begin with"),
        ] {
            assert_eq!(summary(&others), words);
        }
    }
}
