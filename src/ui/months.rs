//! Every month in a row, a topic at a time: all columns together are wider than any screen.

use std::rc::Rc;

use yew::prelude::*;

use super::{data_table::DataTable, file, same::Same, state::Answer};
use crate::{
    analysis::{Topic, monthly_csv},
    catalog::Catalog,
};

#[derive(PartialEq, Properties)]
pub(super) struct MonthsProps {
    /// The answer; `None` before the first.
    pub(super) answer: Option<Rc<Answer>>,
    pub(super) catalog: Same<Catalog>,
}

#[function_component]
pub(super) fn Months(props: &MonthsProps) -> Html {
    let shown = use_state(|| Topic::Short);
    let topics = Topic::ALL.map(|topic| {
        let onclick = {
            let shown = shown.setter();
            move |_: MouseEvent| shown.set(topic)
        };
        let pressed = (topic == *shown).to_string();
        let testid = format!("months-{}", topic.name().to_lowercase().replace(' ', "-"));
        html! {
            <button type="button" class="quiet" key={topic.name()} aria-pressed={pressed} data-testid={testid} {onclick}>
                { topic.name() }
            </button>
        }
    });
    let table = props.answer.as_ref().map(|answer| {
        let table = &answer.table;
        let columns: Vec<AttrValue> = table.columns.iter().map(|column| column.clone().into()).collect();
        let hidden: Vec<bool> = table.topics.iter().map(|topic| topic.is_some_and(|topic| topic != *shown)).collect();
        let terms: Vec<AttrValue> = table.terms.iter().map(|term| term.clone().into()).collect();
        let rows = table.rows.clone();
        html! { <DataTable {columns} {terms} {hidden} {rows} testid="table-monthly" caption="Month by month" /> }
    });
    let stale = props.answer.as_ref().is_none_or(|answer| !answer.is_settled);
    let save = {
        let (answer, catalog) = (props.answer.clone(), props.catalog.clone());
        move |_: MouseEvent| {
            if let Some(answer) = &answer {
                let csv = monthly_csv(&answer.summary, &answer.scenario, &catalog);
                // Where a browser saves no files, the table can still be selected and copied.
                let _ = file::save(&answer.scenario, "csv", "text/csv", &csv);
            }
        }
    };
    html! {
        <section class={classes!("card", "months", stale.then_some("stale"))}>
            <div class="months-head">
                <h2>{ "Month by month" }</h2>
                <div class="switch-row" role="group" aria-label="Columns of the table">{ for topics }</div>
                <button type="button" class="quiet" data-testid="save-table" disabled={stale} onclick={save}>
                    { "Save as CSV" }
                </button>
            </div>
            { for table }
        </section>
    }
}
