//! What a plan of the founder's own is called, what happens past its limits, and how one is made of another plan.

use yew::prelude::*;

use super::{
    choice::{labelled, menu},
    desk::{Desk, focus_soon},
    field_box::FieldBox,
    state::{Action, Change, Dispatch, Draft, Entry},
};
use crate::{
    parts::Past,
    scenario::{LadderAt, OwnPlan},
};

/// A plan of the founder's own in the form.
#[derive(Clone, PartialEq)]
pub(super) struct OwnPlanView {
    /// Its place in the scenario.
    place: usize,
    plan: OwnPlan,
    /// Name of the plan that it is like.
    like: Option<String>,
    /// What the user has typed as its name.
    draft: Option<Draft>,
}

impl OwnPlanView {
    /// The plan with an id, if it is the founder's own.
    pub(super) fn new(desk: &Desk<'_>, id: &str) -> Option<Self> {
        let place = desk.scenario.own_plans.iter().position(|own| own.id == id)?;
        let plan = desk.scenario.own_plans[place].clone();
        let like = plan.like.as_ref().and_then(|id| desk.catalog.plan(id)).map(|plan| plan.name.clone());
        Some(Self { place, plan, like, draft: desk.draft(&Entry::PlanName(place)) })
    }
}

/// What happens past limits, as a menu says it.
const fn past_words(past: Past) -> &'static str {
    match past {
        Past::Refuse => "what is more is refused",
        Past::Pause => "the part is offline until the window ends",
        Past::Restrict => "the part is slowed or read-only until the window ends",
        Past::SuspendUntilUpgrade => "the part is offline until the app moves to another plan",
        Past::Delete => "data is deleted, and the part is offline until the app moves",
    }
}

/// The plan's name, what happens past its limits, and the button that removes it.
pub(super) fn own_plan(view: &OwnPlanView, at: LadderAt, dispatch: &Dispatch) -> Html {
    let OwnPlanView { place, plan, like, draft } = view;
    let place = *place;
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let (testid, error_id) = (format!("own-plan-{}", plan.id), format!("{}-{}-name-error", at.path(), plan.id));
    let remove = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::RemoveOwnPlan(place)));
            focus_soon(format!("plan-{}-0", at.path()));
        }
    };
    let usual = if like.is_some() { "as with the plan it is like" } else { past_words(Past::Refuse) };
    // The others differ in words alone.
    let is_offered =
        |past: &Past| plan.past == Some(*past) || past.lasts() || (*past == Past::Refuse && like.is_some());
    let ways = Past::ALL.into_iter().filter(is_offered);
    let ways = std::iter::once(("", usual)).chain(ways.map(|past| (past.id(), past_words(past))));
    let chosen = plan.past.map_or("", Past::id);
    let limits = menu(
        format!("{testid}-past"),
        None,
        ways,
        chosen,
        move |past| Some(Change::Past(place, Past::named(past))),
        dispatch,
    );
    let begins = match like {
        Some(like) => format!("A plan of your own, like “{like}” but for the numbers that you change below. "),
        None => "A plan of your own. What you leave out below costs nothing and has no limit. ".to_owned(),
    };
    html! {
        <>
            <div class="part-head">
                <FieldBox
                    entry={Entry::PlanName(place)} value={plan.name.clone()} draft={draft.clone()} numeric={false}
                    testid={format!("{testid}-name")} label="Name of your plan" described_by={error_id.clone()}
                    dispatch={dispatch.clone()}
                />
                <button type="button" class="quiet" data-testid={format!("{testid}-remove")} onclick={remove}>{ "Remove" }</button>
            </div>
            <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
            <p class="help">{ begins }{ "It is an account of its own, travels with your link, and is in every menu for this part." }</p>
            { labelled("Limits", limits) }
        </>
    }
}

/// The button that makes a plan the founder's own.
pub(super) fn make_own(id: &str, at: LadderAt, dispatch: &Dispatch) -> Html {
    let (plan, dispatch) = (id.to_owned(), dispatch.clone());
    let onclick = move |_: MouseEvent| {
        dispatch.dispatch(Action::Change(Change::OwnPlan(at, plan.clone())));
        focus_soon(format!("plan-{}-0", at.path()));
    };
    html! {
        <p class="help">
            <button type="button" class="quiet" data-testid={format!("make-own-{}-{id}", at.path())} {onclick}>
                { "Copy as a plan of your own" }
            </button>
        </p>
    }
}
