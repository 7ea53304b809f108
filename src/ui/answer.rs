//! The answer: what it means, its charts and its months.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    chart_card::ChartCard,
    data_table::DataTable,
    progress::ProgressBar,
    state::{Answer, Pictures, Progress},
    verdict::Verdict,
};
use crate::{chart::Picture, worker::Kind};

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
        let columns: Vec<AttrValue> = answer.table.columns.iter().map(|column| (*column).into()).collect();
        let rows = answer.table.rows.clone();
        html! { <DataTable {columns} {rows} testid="table-monthly" caption="Month by month" /> }
    });
    let moves = answer.is_some_and(|answer| answer.pictures.rungs.is_some());
    let chart = |heading: &'static str, testid: &'static str, of: fn(&Pictures) -> Option<&Rc<Picture>>| {
        let picture = answer.and_then(|answer| of(&answer.pictures)).cloned();
        html! { <ChartCard key={testid} {heading} {testid} {dark} {picture} /> }
    };
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
                { chart("Cost a month", "chart-cost", |charts| Some(&charts.cost)) }
                { chart("Monthly users at the month's end", "chart-users", |charts| Some(&charts.users)) }
                { chart("The slowest 1 in 20 answers take", "chart-answer", |charts| Some(&charts.answer)) }
                { chart("What the bill is made of, on average", "chart-parts", |charts| Some(&charts.parts)) }
                { chart("What turns users away, and when", "chart-breaches", |charts| Some(&charts.breaches)) }
                if moves {
                    { chart("On which plan, when", "chart-rungs", |charts| charts.rungs.as_ref()) }
                }
            </div>
            <div class="caveats" data-testid="caveats">{ for caveats }</div>
            <section class={classes!("card", "months", live.then_some("stale"))}>
                <h2>{ "Month by month" }</h2>
                { for table }
            </section>
        </>
    }
}
