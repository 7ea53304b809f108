//! The title, and the months that are simulated.

use yew::prelude::*;

use super::{
    choice::menu,
    field_box::FieldBox,
    state::{Change, Dispatch, Draft, Entry},
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
    let first_month = menu(
        "start-month",
        Some("First month".to_owned()),
        (1..=12).map(|month| (month, Month { month, ..start }.short())),
        start.month,
        move |month| Some(Change::Start(Month { month: month.parse().ok()?, ..start })),
        dispatch,
    );
    let years = std::iter::once(start.year).filter(|year| !YEARS.contains(year)).chain(YEARS);
    let first_year = menu(
        "start-year",
        Some("First year".to_owned()),
        years.map(|year| (year, year.to_string())),
        start.year,
        move |year| Some(Change::Start(Month { year: year.parse().ok()?, ..start })),
        dispatch,
    );
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
                <div class="boxes">{ first_month }{ first_year }</div>
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
