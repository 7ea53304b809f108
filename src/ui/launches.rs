//! Launches on known days: a row each.

use yew::prelude::*;

use super::{
    choice::{chosen_in, option},
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
    let on_day = {
        let dispatch = dispatch();
        Callback::from(move |event: Event| {
            if let Ok(day) = chosen_in(&event).parse() {
                dispatch.dispatch(Action::Change(Change::Launch(place, Launch { day, ..launch })));
            }
        })
    };
    let on_exact = {
        let dispatch = dispatch();
        Callback::from(move |event: Event| {
            let exact = chosen_in(&event) == exact_id(true);
            dispatch.dispatch(Action::Change(Change::Launch(place, Launch { exact, ..launch })));
        })
    };
    let days = (1..=28).map(|day: u32| option(&day.to_string(), day.to_string().into(), day == launch.day));
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
                <label><span>{ "day " }</span>
                    <select data-testid={format!("launch-{place}-day")} ~value={launch.day.to_string()} onchange={on_day}>
                        { for days }
                    </select>
                </label>
            </div>
            <div class="boxes">
                <FieldBox
                    {entry} value={grouped(launch.visits)} {draft} testid={format!("launch-{place}-visits")}
                    label={format!("Visits of launch {number}")} described_by={error_id.clone()} dispatch={dispatch()}
                />
                <span>{ "visits" }</span>
                <select
                    data-testid={format!("launch-{place}-exact")} aria-label={format!("How sure the visits of launch {number} are")}
                    ~value={exact_id(launch.exact)} onchange={on_exact}
                >
                    { for [false, true].map(|exact| option(exact_id(exact), exact_words(exact).into(), exact == launch.exact)) }
                </select>
            </div>
            <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
        </div>
    }
}
