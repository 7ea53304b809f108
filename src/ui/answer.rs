//! The answer: what it means, its charts and its months.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    charts::Charts, limits::Limits, months::Months, progress::ProgressBar, same::Same, state::Answer, verdict::Verdict,
};
use crate::{catalog::Catalog, worker::Progress};

#[derive(PartialEq, Properties)]
pub(super) struct AnswerViewProps {
    pub(super) heading: AttrValue,
    /// What is shown; `None` before the first answer.
    pub(super) answer: Option<Rc<Answer>>,
    pub(super) catalog: Same<Catalog>,
    pub(super) progress: Option<Progress>,
    pub(super) dark: bool,
    /// Stops the full run.
    pub(super) on_cancel: Callback<()>,
}

#[function_component]
pub(super) fn AnswerView(props: &AnswerViewProps) -> Html {
    let AnswerViewProps { heading, answer, catalog, progress, dark, on_cancel } = props;
    let answer = answer.as_deref();
    let dark = *dark;
    let live = answer.is_none_or(|answer| !answer.is_settled);
    let caveats = answer.iter().flat_map(|answer| &answer.caveats).map(|sentence| html! { <p>{ sentence }</p> });
    html! {
        <>
            <div class="answer-head">
                <h1 tabindex="-1" data-testid="heading">{ heading }</h1>
                <ProgressBar progress={*progress} {on_cancel} />
            </div>
            <Verdict
                sentences={answer.map(|answer| answer.verdict.clone()).unwrap_or_default()}
                busy={live}
            />
            <Charts pictures={answer.map(|answer| answer.pictures.clone())} {dark} />
            <div class="caveats" data-testid="caveats">{ for caveats }</div>
            <Limits answer={props.answer.clone()} />
            <Months answer={props.answer.clone()} catalog={catalog.clone()} />
        </>
    }
}
