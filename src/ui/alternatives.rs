//! The alternatives of the scenario: which one the form shows, what it changes, and how to make another.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    choice::{chosen_in, option, picked_in},
    desk::focus_soon,
    field_box::FieldBox,
    plan_options::plan_options,
    same::Same,
    state::{Action, Change, Compare, Dispatch, Draft, Entry, NEW_PLAN, PlanPlace, with_plan},
};
use crate::{
    analysis::{Difference, STRESSES, differences},
    catalog::Catalog,
    scenario::{Alternative, LadderAt, ValidScenario},
};

/// What the first model of the app stands for: the choice that most founders begin with.
const FIRST: LadderAt = LadderAt::Feature(0);

#[derive(PartialEq, Properties)]
pub(super) struct AlternativesProps {
    /// The scenario with all its alternatives.
    pub(super) document: Rc<ValidScenario>,
    /// The one that is shown, by its place.
    pub(super) shown: usize,
    /// What that one simulates.
    pub(super) scenario: Rc<ValidScenario>,
    /// Plans as menus show them.
    pub(super) offered: Same<Catalog>,
    /// What the user has typed as its name.
    pub(super) draft: Option<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Alternatives(props: &AlternativesProps) -> Html {
    let AlternativesProps { document, shown, dispatch, .. } = props;
    let several = document.runs() > 1;
    let tabs = document.alternatives.iter().enumerate().map(|(place, alternative)| {
        let onclick = acting(dispatch, Compare::Show(place));
        html! {
            <button
                type="button" key={place} class={classes!("tab", "key", key(place))} aria-pressed={(place == *shown).to_string()}
                data-testid={format!("alternative-{place}")} {onclick}
            >
                <b>{ Alternative::letter(place) }</b>{ " " }{ alternative.name.clone() }
            </button>
        }
    });
    html! {
        <section class="alternatives" aria-label="Alternatives">
            if several {
                <div class="tabs" role="group" aria-label="Alternative that is shown">{ for tabs }</div>
                { named(props) }
                { changed(props) }
            }
            { model(props) }
            { more(props) }
        </section>
    }
}

/// The class that gives an alternative its colour.
pub(super) fn key(place: usize) -> String {
    format!("alternative-{}", Alternative::letter(place).to_ascii_lowercase())
}

fn acting(dispatch: &Dispatch, what: Compare) -> impl Fn(MouseEvent) + use<> {
    let dispatch = dispatch.clone();
    move |_| dispatch.dispatch(Action::Compare(what.clone()))
}

/// The name of the alternative that is shown, and what may be done with it.
fn named(props: &AlternativesProps) -> Html {
    let AlternativesProps { document, shown, draft, dispatch, .. } = props;
    let place = *shown;
    let letter = Alternative::letter(place);
    let name = document.alternatives.get(place).map(|it| it.name.clone()).unwrap_or_default();
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let leaving = |what: Compare| {
        let act = acting(dispatch, what);
        move |event: MouseEvent| {
            act(event);
            focus_soon("copy-alternative");
        }
    };
    html! {
        <>
            <div class="alternative-name">
                <FieldBox
                    entry={Entry::Alternative(place)} value={name} draft={draft.clone()} numeric={false} testid="alternative-name"
                    label={format!("Name of alternative {letter}")} described_by="alternative-error" dispatch={dispatch.clone()}
                />
                <button
                    type="button" class="quiet" data-testid="drop-alternative" aria-label={format!("Remove alternative {letter}")}
                    onclick={leaving(Compare::Drop(place))}
                >
                    { "Remove" }
                </button>
                <button
                    type="button" class="quiet" data-testid="keep-alternative" title="Remove all other alternatives"
                    onclick={leaving(Compare::Keep(place))}
                >
                    { "Keep only this" }
                </button>
            </div>
            <p class="error" id="alternative-error" role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
        </>
    }
}

/// What the alternative that is shown changes of the first, each to be taken back.
fn changed(props: &AlternativesProps) -> Html {
    let AlternativesProps { document, shown, offered, dispatch, .. } = props;
    if *shown == 0 {
        let words = "What you change here changes the others too, except for what they change themselves.";
        return html! { <p class="help" data-testid="differences">{ words }</p> };
    }
    let all = differences(document, *shown, offered);
    if all.is_empty() {
        return html! { <p class="help" data-testid="differences">{ "The same as A so far: what you change here, only this has." }</p> };
    }
    let line = |Difference { path, what, here, there }: Difference| {
        let label = format!("as in A: {what}");
        let act = acting(dispatch, Compare::TakeBack(path.clone()));
        html! {
            <li key={path.join(".")}>
                <span>
                    <b>{ what }</b>
                    if !here.is_empty() {
                        { ": " }{ here }<span class="there">{ format!(", in A {there}") }</span>
                    }
                </span>
                <button type="button" class="quiet back" aria-label={label} onclick={act}>{ "as in A" }</button>
            </li>
        }
    };
    html! { <ul class="differences" data-testid="differences" aria-label="What differs from A">{ for all.into_iter().map(line) }</ul> }
}

/// The first choice of a model, and another one to compare with.
fn model(props: &AlternativesProps) -> Html {
    let AlternativesProps { scenario, offered, dispatch, .. } = props;
    let plans = scenario.ladder(FIRST).map(|ladder| ladder.plans.clone()).unwrap_or_default();
    let (chosen, day) = (plans.first().cloned().unwrap_or_default(), scenario.start.first_day());
    let choose = {
        let (plans, dispatch) = (plans.clone(), dispatch.clone());
        move |event: Event| {
            dispatch.dispatch(Action::Change(Change::Plans(FIRST, with_plan(&plans, 0, chosen_in(&event)))));
        }
    };
    let compare = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let plan = picked_in(&event);
            if !plan.is_empty() {
                dispatch.dispatch(Action::Compare(Compare::Plan(PlanPlace::Rung(FIRST, 0), plan)));
            }
        }
    };
    let taken = |id: &str| plans.iter().skip(1).any(|plan| plan == id);
    // A plan of one's own is made where its numbers are.
    let other = |id: &str| id == chosen || id == NEW_PLAN;
    html! {
        <>
            <label class="menu">
                <span>{ "Model" }</span>
                <select data-testid="first-model" aria-label={format!("First model of {}", scenario.feature_name(0))} ~value={chosen.clone()} onchange={choose}>
                    { plan_options(offered, FIRST.slot(), day, &chosen, taken) }
                </select>
            </label>
            <label class="menu">
                <span>{ "Compare" }</span>
                <select data-testid="compare-model" aria-label="Compare with another model" ~value={String::new()} onchange={compare}>
                    { option("", "with another model…".into(), true) }
                    { plan_options(offered, FIRST.slot(), day, "", other) }
                </select>
            </label>
        </>
    }
}

/// Other ways to make an alternative.
fn more(props: &AlternativesProps) -> Html {
    let AlternativesProps { document, offered, dispatch, .. } = props;
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let id = picked_in(&event);
            if let Some(place) = STRESSES.iter().position(|stress| stress.id == id) {
                dispatch.dispatch(Action::Compare(Compare::Stress(place)));
            }
        }
    };
    // They happen to the first, whichever is shown.
    let first = document.simulated(0);
    let stresses = STRESSES
        .iter()
        .filter(|stress| stress.applies(&first, offered))
        .map(|stress| option(stress.id, stress.name.into(), false));
    let full = document.runs() >= Alternative::MOST;
    html! {
        <div class="alternative-more">
            <select data-testid="compare-stress" aria-label="Compare with what may happen" ~value={String::new()} {onchange}>
                { option("", "with what may happen…".into(), true) }
                { for stresses }
            </select>
            <button
                type="button" data-testid="copy-alternative" aria-disabled={full.to_string()}
                title="Another alternative like this one, to be changed" onclick={acting(dispatch, Compare::Copy)}
            >
                { "Duplicate" }
            </button>
        </div>
    }
}
