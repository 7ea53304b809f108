//! What documents state, figure by figure, beside what is simulated.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    bar::go,
    desk::{HEADING, focus_soon},
    own_file,
    same::Same,
    state::{Action, Dispatch, GuideStage, GuideView, Origin},
};
use crate::analysis::{GuideCell, GuideFile, GuideRow, GuideSection, guide_count};

/// What unfolds a guide, which takes the focus of whoever comes from above.
fn heading(place: usize) -> String {
    format!("guide-{place}")
}

/// A button that unfolds a guide, by its place, and goes there.
pub(super) fn guide_button(place: usize, dispatch: &Dispatch) -> Html {
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::ShowGuide(place, true));
            // Once it is unfolded, so that there is something to go to.
            Timeout::new(0, move || go(&heading(place))).forget();
        }
    };
    html! {
        <button type="button" class="quiet to-guide" data-testid="to-guide" {onclick}>{ "The document, figure by figure" }</button>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct FigureByFigureProps {
    /// Its place among all.
    pub(super) place: usize,
    pub(super) guide: Same<GuideView>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn FigureByFigure(props: &FigureByFigureProps) -> Html {
    let FigureByFigureProps { place, guide, dispatch } = props;
    let (place, open) = (*place, guide.is_open);
    let (file, fetched) = (guide.file, dispatch.clone());
    use_effect_with(guide.is_reading(), move |is_reading| {
        if *is_reading {
            spawn_local(async move { fetched.dispatch(Action::ReadGuide(place, read(file).await)) });
        }
    });
    let onclick = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            // The state says whether it is open, and not the browser.
            event.prevent_default();
            dispatch.dispatch(Action::ShowGuide(place, !open));
        }
    };
    html! {
        <details class="card guide" {open} data-testid="guide-part">
            <summary id={heading(place)} data-testid={format!("guide-{}", file.id)} {onclick}>
                <h2>{ format!("{}, figure by figure", file.title) }</h2>
            </summary>
            if open {
                { content(place, guide, dispatch) }
            }
        </details>
    }
}

/// The file of a guide; an error is a sentence.
async fn read(file: GuideFile) -> Result<String, String> {
    let text = own_file::fetch(&format!("{}.json", file.id)).await;
    text.ok_or_else(|| "The figures could not be loaded. Please check the connection.".to_owned())
}

fn content(place: usize, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let count = match &guide.stage {
        GuideStage::Failed(sentence) => {
            let dispatch = dispatch.clone();
            let onclick = move |_: MouseEvent| dispatch.dispatch(Action::ShowGuide(place, true));
            html! {
                <>
                    { sentence }
                    <button type="button" class="quiet" data-testid="guide-again" {onclick}>{ "Try again" }</button>
                </>
            }
        }
        GuideStage::Unread | GuideStage::Reading => html! { { "Loading…" } },
        GuideStage::Waiting | GuideStage::Asked => html! { { "Simulating…" } },
        GuideStage::Answered => html! { { guide_count(&guide.sections).unwrap_or_default() } },
    };
    let sections = guide.sections.iter().map(|it| section(it, place, guide, dispatch));
    html! {
        <>
            <p class="count" data-testid="guide-count" aria-live="polite">{ count }</p>
            <p class="help">{ guide.about() }</p>
            { for sections }
        </>
    }
}

fn section(it: &GuideSection, place: usize, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let rows = it.rows.iter().map(|it| row(it, place, guide, dispatch));
    // Focusable, so that the keyboard can scroll it.
    html! {
        <section key={it.title.clone()}>
            <h3>{ &it.title }</h3>
            <div class="table" tabindex="0" role="group" aria-label={it.title.clone()}>
                <table data-testid="guide-table">
                    <thead>
                        <tr>
                            <th scope="col">{ "Of" }</th>
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
fn row(row: &GuideRow, place: usize, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let cells = row.cells.iter().map(|it| cell(it, place, guide, dispatch));
    let why = row.why.iter().map(|why| html! { <tr class="why"><td colspan="4">{ why }</td></tr> });
    html! {
        <tbody>
            <tr class="says"><th scope="rowgroup" colspan="4">{ &row.says }</th></tr>
            { for cells }
            { for why }
        </tbody>
    }
}

fn cell(cell: &GuideCell, place: usize, guide: &Same<GuideView>, dispatch: &Dispatch) -> Html {
    let onclick = {
        let (run, guide, dispatch) = (cell.run, guide.clone(), dispatch.clone());
        move |_: MouseEvent| {
            if let Some(scenario) = guide.scenarios.get(run) {
                dispatch.dispatch(Action::Open(Origin::Guide(place), Box::new(scenario.clone()), None));
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
                    type="button" class="quiet" data-testid={format!("{}-open-{}", guide.file.id, cell.run)}
                    aria-label={format!("Open “{}”", cell.name)} title="Opens this as a scenario to go on from" {onclick}
                >
                    { "Open" }
                </button>
                <span>{ &cell.what }</span>
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
