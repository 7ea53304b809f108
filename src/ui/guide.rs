//! What a document states, figure by figure, beside what is simulated.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{
    bar::go,
    desk::{HEADING, focus_soon},
    same::Same,
    state::{Action, Dispatch, GuideStage, GuideView, Origin, State},
};
use crate::analysis::{GuideCell, GuideRow, GuideSection, guide_count};

/// What unfolds it, which takes the focus of whoever comes from above.
const GUIDE: &str = "guide";

/// A button that unfolds the guide and goes there.
pub(super) fn guide_button(dispatch: &Dispatch) -> Html {
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::ShowGuide(true));
            // Once it is unfolded, so that there is something to go to.
            Timeout::new(0, || go(GUIDE)).forget();
        }
    };
    html! {
        <button type="button" class="quiet to-guide" data-testid="to-guide" {onclick}>{ "The document, figure by figure" }</button>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct FigureByFigureProps {
    /// `None` before it was opened.
    pub(super) guide: Option<Same<GuideView>>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn FigureByFigure(props: &FigureByFigureProps) -> Html {
    let FigureByFigureProps { guide, dispatch } = props;
    let guide = guide.as_ref().filter(|guide| guide.is_open);
    let open = guide.is_some();
    let onclick = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            // The state says whether it is open, and not the browser.
            event.prevent_default();
            dispatch.dispatch(Action::ShowGuide(!open));
        }
    };
    html! {
        <details class="card guide" {open} data-testid="guide-part">
            <summary id={GUIDE} data-testid={GUIDE} {onclick}>
                <h2>{ format!("{}, figure by figure", State::GUIDE.title) }</h2>
            </summary>
            { for guide.map(|guide| content(guide, dispatch)) }
        </details>
    }
}

fn content(guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let count = match &guide.stage {
        GuideStage::Failed(sentence) => {
            let dispatch = dispatch.clone();
            let onclick = move |_: MouseEvent| dispatch.dispatch(Action::ShowGuide(true));
            html! {
                <>
                    { sentence }
                    <button type="button" class="quiet" data-testid="guide-again" {onclick}>{ "Try again" }</button>
                </>
            }
        }
        GuideStage::Waiting | GuideStage::Asked => html! { { "Simulating…" } },
        GuideStage::Answered => html! { { guide_count(&guide.sections).unwrap_or_default() } },
    };
    let sections = guide.sections.iter().map(|it| section(it, guide, dispatch));
    html! {
        <>
            <p class="count" data-testid="guide-count" aria-live="polite">{ count }</p>
            <p class="help">{ guide.about() }</p>
            { for sections }
        </>
    }
}

fn section(it: &GuideSection, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let rows = it.rows.iter().map(|it| row(it, guide, dispatch));
    // Focusable, so that the keyboard can scroll it.
    html! {
        <section key={it.title.clone()}>
            <h3>{ &it.title }</h3>
            <div class="table" tabindex="0" role="group" aria-label={it.title.clone()}>
                <table data-testid="guide-table">
                    <thead>
                        <tr>
                            <th scope="col">{ "A month of" }</th>
                            <th scope="col">{ "The document" }</th>
                            <th scope="col">{ "Simulated" }</th>
                            <th scope="col">{ "The figure" }</th>
                        </tr>
                    </thead>
                    { for rows }
                </table>
            </div>
        </section>
    }
}

/// What the document says, its figures, and which is used and why.
fn row(row: &GuideRow, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let cells = row.cells.iter().map(|it| cell(it, guide, dispatch));
    let why = row.why.iter().map(|why| html! { <tr class="why"><td colspan="4">{ why }</td></tr> });
    html! {
        <tbody>
            <tr class="says"><th scope="rowgroup" colspan="4">{ &row.says }</th></tr>
            { for cells }
            { for why }
        </tbody>
    }
}

fn cell(cell: &GuideCell, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let onclick = {
        let (run, guide, dispatch) = (cell.run, guide.clone(), dispatch.clone());
        move |_: MouseEvent| {
            if let Some(scenario) = guide.scenarios.get(run) {
                dispatch.dispatch(Action::Open(Origin::Guide, Box::new(scenario.clone()), None));
                focus_soon(HEADING);
            }
        }
    };
    let sign = match cell.agrees {
        Some(true) => "✓ ",
        Some(false) => "≠ ",
        None => "",
    };
    html! {
        <tr class="figure">
            <th scope="row">
                { &cell.name }
                <button
                    type="button" class="quiet" data-testid={format!("guide-open-{}", cell.run)}
                    aria-label={format!("Open “{}”", cell.name)} title="Opens this month as a scenario to go on from" {onclick}
                >
                    { "Open" }
                </button>
                <span>{ cell.measure.title() }</span>
            </th>
            <td>
                { cell.document.clone().unwrap_or_else(|| "–".to_owned()) }
                { for cell.place.iter().map(|place| html! { <span>{ place }</span> }) }
            </td>
            <td>{ cell.simulated.clone().unwrap_or_else(|| "…".to_owned()) }</td>
            <td class={cell.verdict()}>{ sign }{ cell.verdict() }</td>
        </tr>
    }
}
