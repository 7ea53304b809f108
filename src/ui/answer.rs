//! The answer: what it means, its charts and its months.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    bar::ANSWER,
    by_volume::ByVolumeView,
    charts::Charts,
    comparison::ComparisonView,
    cursor::CursorScope,
    guide::{FigureByFigure, guide_button},
    limits::Limits,
    months::Months,
    progress::ProgressBar,
    same::Same,
    state::{Answer, Compared, Dispatch, GuideView, VolumeView},
    verdict::Verdict,
};
use crate::{
    analysis::{GUIDES, names},
    catalog::Catalog,
    scenario::ValidScenario,
    worker::Progress,
};

#[derive(PartialEq, Properties)]
pub(super) struct AnswerViewProps {
    pub(super) heading: AttrValue,
    /// What is shown; `None` before the first answer.
    pub(super) answer: Option<Rc<Answer>>,
    /// How it compares with the other alternatives, where there are some.
    pub(super) compared: Option<Rc<Compared>>,
    /// What it does at several volumes, where that is asked and has been answered.
    pub(super) by_volume: Option<Rc<VolumeView>>,
    /// What is asked.
    pub(super) document: Rc<ValidScenario>,
    /// Which alternative it is of, by its place.
    pub(super) shown: usize,
    pub(super) catalog: Same<Catalog>,
    /// The guides to documents.
    pub(super) guides: [Same<GuideView>; GUIDES.len()],
    /// The one to whose document belongs what is open, by its place.
    pub(super) guide_of: Option<usize>,
    pub(super) progress: Option<Progress>,
    pub(super) dark: bool,
    pub(super) dispatch: Dispatch,
    /// Stops the full run.
    pub(super) on_cancel: Callback<()>,
}

#[function_component]
pub(super) fn AnswerView(props: &AnswerViewProps) -> Html {
    let AnswerViewProps { heading, answer, compared, shown, catalog, progress, dark, dispatch, on_cancel, .. } = props;
    let answer = answer.as_deref();
    let (dark, shown) = (*dark, *shown);
    let place = answer.map_or(shown, |answer| answer.place);
    let live = answer.is_none_or(|answer| !answer.is_settled);
    let sentences = answer.map(|answer| answer.verdict.clone()).unwrap_or_default();
    let verdict = match compared {
        None => html! { <Verdict {sentences} busy={live} /> },
        Some(compared) => {
            let name = names(&compared.document).into_iter().nth(place).unwrap_or_default();
            let (compared, dispatch) = (Rc::clone(compared), dispatch.clone());
            html! {
                <>
                    <ComparisonView {compared} {shown} {dark} {dispatch} />
                    <section class="by-itself" data-testid="verdict-shown">
                        <h2>{ format!("{name} by itself") }</h2>
                        { for sentences.into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
                    </section>
                </>
            }
        }
    };
    let caveats = answer.iter().flat_map(|answer| &answer.caveats).map(|sentence| html! { <p>{ sentence }</p> });
    let guides = props.guides.iter().enumerate().map(|(place, guide)| {
        html! { <FigureByFigure key={place} {place} guide={guide.clone()} dispatch={dispatch.clone()} /> }
    });
    html! {
        <>
            <div class="answer-head">
                <h1 id={ANSWER} tabindex="-1" data-testid="heading">{ heading }</h1>
                <ProgressBar progress={*progress} {on_cancel} />
            </div>
            { for props.guide_of.map(|guide| guide_button(guide, dispatch)) }
            <ByVolumeView
                view={props.by_volume.clone()} document={Rc::clone(&props.document)} {dark} dispatch={dispatch.clone()}
            />
            <CursorScope>
            { verdict }
            <Charts pictures={answer.map(|answer| answer.pictures.clone())} {dark} />
            </CursorScope>
            <div class="caveats" data-testid="caveats">{ for caveats }</div>
            <Limits answer={props.answer.clone()} />
            <Months answer={props.answer.clone()} catalog={catalog.clone()} />
            { for guides }
        </>
    }
}
