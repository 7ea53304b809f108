//! The title, and the months that are simulated.

use yew::prelude::*;

use super::{
    choice::{chosen_in, option},
    field_box::FieldBox,
    state::{Action, Change, Dispatch, Draft, Entry},
};
use crate::date::Month;

/// Years offered as the first one, besides that of the scenario.
const YEARS: std::ops::RangeInclusive<u16> = 2025..=2036;

#[derive(PartialEq, Properties)]
pub(super) struct PeriodProps {
    pub(super) title: String,
    pub(super) months: u32,
    pub(super) start: Month,
    pub(super) drafts: Vec<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Period(props: &PeriodProps) -> Html {
    let PeriodProps { title, months, start, drafts, dispatch } = props;
    let start = *start;
    let draft = |entry: Entry| drafts.iter().find(|draft| draft.entry == entry).cloned();
    let error = drafts.iter().find_map(|draft| draft.error.clone());
    let choosing = |change: fn(Month, u16) -> Month| {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            if let Ok(number) = chosen_in(&event).parse() {
                dispatch.dispatch(Action::Change(Change::Start(change(start, number))));
            }
        })
    };
    let on_month = choosing(|start, month| Month { month: month as u8, ..start });
    let on_year = choosing(|start, year| Month { year, ..start });
    let month_options = (1..=12).map(|month| {
        let name = Month { month, ..start }.short();
        option(&month.to_string(), name.into(), month == start.month)
    });
    let years = std::iter::once(start.year).filter(|year| !YEARS.contains(year)).chain(YEARS);
    let year_options = years.map(|year| option(&year.to_string(), year.to_string().into(), year == start.year));
    html! {
        <fieldset class="group period">
            <legend>{ "Scenario" }</legend>
            <div class="menu">
                <span>{ "Title" }</span>
                <FieldBox
                    entry={Entry::Title} value={title.clone()} draft={draft(Entry::Title)} numeric={false}
                    testid="title" label="Title" described_by="period-error" dispatch={dispatch.clone()}
                />
            </div>
            <div class="menu">
                <span>{ "From" }</span>
                <div class="boxes">
                    <select data-testid="start-month" aria-label="First month" ~value={start.month.to_string()} onchange={on_month}>
                        { for month_options }
                    </select>
                    <select data-testid="start-year" aria-label="First year" ~value={start.year.to_string()} onchange={on_year}>
                        { for year_options }
                    </select>
                </div>
            </div>
            <div class="menu">
                <span>{ "Length" }</span>
                <div class="boxes">
                    <FieldBox
                        entry={Entry::Months} value={months.to_string()} draft={draft(Entry::Months)}
                        testid="months" label="Number of months" described_by="period-error" dispatch={dispatch.clone()}
                    />
                    <span class="unit">{ "months" }</span>
                </div>
            </div>
            <p class="error" id="period-error" data-testid="period-error" role="alert" hidden={error.is_none()}>
                { error.unwrap_or_default() }
            </p>
        </fieldset>
    }
}
