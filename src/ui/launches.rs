//! Launches on known days: a row each.

use yew::prelude::*;

use super::{
    choice::menu,
    desk::{Desk, focus_soon},
    field_box::FieldBox,
    month_menu::{Happens, MonthMenu},
    state::{Action, Change, Entry},
};
use crate::scenario::{Launch, Launches, grouped};

/// The button for one more.
const ADD: &str = "add-launch";

/// A row for each launch, and a button for one more.
pub(super) fn launches(desk: &Desk<'_>) -> Html {
    let scheduled = &desk.scenario.launches.scheduled;
    let rows = scheduled.iter().enumerate().map(|(place, launch)| row(desk, place, *launch));
    let add = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Change(Change::AddLaunch))
    };
    html! {
        <>
            if scheduled.is_empty() {
                <p class="help">{ "No launch is planned." }</p>
            }
            { for rows }
            if scheduled.len() < Launches::MAX_SCHEDULED {
                <button type="button" class="add" data-testid={ADD} onclick={add}>{ "Add a launch" }</button>
            }
        </>
    }
}

/// A launch that brings just so many visits, or may bring more, by its name in a menu.
const fn exact_id(exact: bool) -> &'static str {
    if exact { "exact" } else { "about" }
}

const fn exact_words(exact: bool) -> &'static str {
    if exact { "exactly" } else { "half of the time more" }
}

fn row(desk: &Desk<'_>, place: usize, launch: Launch) -> Html {
    let number = place + 1;
    let entry = Entry::Visits(place);
    let draft = desk.draft(&entry);
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let error_id = format!("launch-{place}-error");
    let dispatch = || desk.dispatch.clone();
    let changed = move |launch: Launch| Some(Change::Launch(place, launch));
    let days = menu(
        format!("launch-{place}-day"),
        None,
        (1..=28).map(|day: u32| (day, day.to_string())),
        launch.day,
        move |day| changed(Launch { day: day.parse().ok()?, ..launch }),
        desk.dispatch,
    );
    let sure = menu(
        format!("launch-{place}-exact"),
        Some(format!("How sure the visits of launch {number} are")),
        [false, true].map(|exact| (exact_id(exact), exact_words(exact))),
        exact_id(launch.exact),
        move |chosen| changed(Launch { exact: chosen == exact_id(true), ..launch }),
        desk.dispatch,
    );
    let remove = {
        let dispatch = dispatch();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::RemoveLaunch(place)));
            focus_soon(ADD);
        }
    };
    html! {
        <div class="part" key={place}>
            <div class="part-head">
                <h3>{ format!("Launch {number}") }</h3>
                <button
                    type="button" class="quiet" data-testid={format!("remove-launch-{place}")}
                    aria-label={format!("Remove launch {number}")} onclick={remove}
                >
                    { "Remove" }
                </button>
            </div>
            <div class="launch">
                <MonthMenu
                    happens={Happens::Launch(place, launch)} month={launch.month} start={desk.scenario.start}
                    testid={format!("launch-{place}-month")} label={format!("Month of launch {number}")}
                    dispatch={dispatch()}
                />
                <label><span>{ "day " }</span>{ days }</label>
            </div>
            <div class="boxes">
                <FieldBox
                    {entry} value={grouped(launch.visits)} {draft} testid={format!("launch-{place}-visits")}
                    label={format!("Visits of launch {number}")} described_by={error_id.clone()} dispatch={dispatch()}
                />
                <span>{ "visits" }</span>
                { sure }
            </div>
            <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
        </div>
    }
}
