//! The answer: what it means, its charts and its months.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    chart_card::ChartCard,
    months::Months,
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
    let moves = answer.is_some_and(|answer| answer.pictures.rungs.is_some());
    let chart = |heading: &'static str, testid: &'static str, of: fn(&Pictures) -> Option<&Rc<Picture>>| {
        let picture = answer.and_then(|answer| of(&answer.pictures)).cloned();
        html! { <ChartCard key={testid} {heading} {testid} {dark} {picture} /> }
    };
    let caveats = answer.iter().flat_map(|answer| &answer.caveats).map(|sentence| html! { <p>{ sentence }</p> });
    html! {
        <>
            <div class="answer-head">
                <h1>{ heading }</h1>
                <ProgressBar progress={*progress} {on_cancel} />
            </div>
            <Verdict
                sentences={answer.map(|answer| answer.verdict.clone()).unwrap_or_default()}
                busy={live}
            />
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
            <Months answer={props.answer.clone()} />
        </>
    }
}
