//! The answer: what it means, its charts and its months.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    chart_card::ChartCard,
    data_table::DataTable,
    progress::ProgressBar,
    state::{Answer, Progress},
    verdict::Verdict,
};
use crate::worker::Kind;

#[derive(PartialEq, Properties)]
pub(super) struct AnswerViewProps {
    pub(super) heading: AttrValue,
    /// What is shown; `None` before the first answer.
    pub(super) answer: Option<Rc<Answer>>,
    pub(super) progress: Option<Progress>,
    pub(super) dark: bool,
    /// Stops the full run.
    pub(super) on_cancel: Callback<()>,
}

#[function_component]
pub(super) fn AnswerView(props: &AnswerViewProps) -> Html {
    let AnswerViewProps { heading, answer, progress, dark, on_cancel } = props;
    let answer = answer.as_deref();
    let dark = *dark;
    let live = answer.is_none_or(|answer| answer.kind == Kind::Live);
    let table = answer.map(|answer| {
        let (columns, rows) = (answer.table.columns.clone(), answer.table.rows.clone());
        html! { <DataTable {columns} {rows} testid="table-monthly" caption="Month by month" /> }
    });
    let caveats = answer.iter().flat_map(|answer| &answer.caveats).map(|sentence| html! { <p>{ sentence }</p> });
    html! {
        <>
            <h1>{ heading }</h1>
            <Verdict
                sentences={answer.map(|answer| answer.verdict.clone()).unwrap_or_default()}
                busy={live}
            />
            <ProgressBar progress={*progress} {on_cancel} />
            <div class="charts">
                <ChartCard
                    heading="Cost a month" testid="chart-cost" {dark}
                    picture={answer.map(|answer| Rc::clone(&answer.cost))}
                />
                <ChartCard
                    heading="Monthly users at the month's end" testid="chart-users" {dark}
                    picture={answer.map(|answer| Rc::clone(&answer.users))}
                />
                <ChartCard
                    heading="Which limit refuses users, and when" testid="chart-breaches" {dark}
                    picture={answer.map(|answer| Rc::clone(&answer.breaches))}
                />
            </div>
            <div class="caveats" data-testid="caveats">{ for caveats }</div>
            <section class={classes!("card", "months", live.then_some("stale"))}>
                <h2>{ "Month by month" }</h2>
                { for table }
            </section>
        </>
    }
}
