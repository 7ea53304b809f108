//! Every month in a row, a topic at a time: all columns together are wider than any screen.

use std::rc::Rc;

use yew::prelude::*;

use super::data_table::DataTable;
use crate::analysis::{Table, Topic};

#[derive(PartialEq, Properties)]
pub(super) struct MonthsProps {
    /// The months; `None` before the first answer.
    pub(super) table: Option<Rc<Table>>,
    /// Whether better numbers are on their way.
    pub(super) stale: bool,
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
    let table = props.table.as_ref().map(|table| {
        let columns: Vec<AttrValue> = table.columns.iter().map(|column| (*column).into()).collect();
        let hidden: Vec<bool> = table.topics.iter().map(|topic| topic.is_some_and(|topic| topic != *shown)).collect();
        let rows = table.rows.clone();
        html! { <DataTable {columns} {hidden} {rows} testid="table-monthly" caption="Month by month" /> }
    });
    html! {
        <section class={classes!("card", "months", props.stale.then_some("stale"))}>
            <div class="months-head">
                <h2>{ "Month by month" }</h2>
                <div class="switch-row" role="group" aria-label="Columns of the table">{ for topics }</div>
            </div>
            { for table }
        </section>
    }
}
