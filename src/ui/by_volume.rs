//! Alternatives against volume: sentences, charts, and a table of one volume.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    charts::card,
    choice::{chosen_in, labelled, menu, option},
    cursor::CursorScope,
    data_table::DataTable,
    desk::{Desk, focus_soon},
    state::{Action, Change, Dispatch, VolumeView},
};
use crate::{
    analysis::number,
    scenario::{Scenario, ValidScenario, Volumes, uses_a_month},
};

/// Its heading, which takes the focus once it is opened.
const HEADING: &str = "volumes-heading";

/// A button of the form that opens the view for the users of the app or the uses of a feature, and closes it again.
pub(super) fn open_button(desk: &Desk<'_>, feature: Option<usize>) -> Html {
    let is_open = desk.scenario.volumes.is_some_and(|volumes| volumes.feature == feature);
    let next = (!is_open).then(|| around(desk.scenario, feature));
    let onclick = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::Volumes(next)));
            if next.is_some() {
                focus_soon(HEADING);
            }
        }
    };
    let testid = button(feature);
    let words = if is_open { "Close the view against volume" } else { "Cost against volume" };
    html! {
        <button
            type="button" class="quiet" data-testid={testid}
            title="Cost, speed and refusals from few uses to many, and from where on which alternative wins" {onclick}
        >
            { words }
        </button>
    }
}

/// The button of the form that opens it for what is counted.
fn button(feature: Option<usize>) -> String {
    feature.map_or_else(|| "volumes-users".to_owned(), |feature| format!("volumes-{feature}"))
}

/// Volumes around where a scenario begins.
fn around(scenario: &Scenario, feature: Option<usize>) -> Volumes {
    let days = f64::from(scenario.start.last_day().day);
    let first = feature.map_or_else(|| scenario.growth.users.middle(), |it| uses_a_month(scenario, it, days));
    Volumes::around(feature, first)
}

#[derive(PartialEq, Properties)]
pub(super) struct ByVolumeProps {
    /// What is shown; `None` before the first answer.
    pub(super) view: Option<Rc<VolumeView>>,
    /// What is asked for.
    pub(super) document: Rc<ValidScenario>,
    pub(super) dark: bool,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn ByVolumeView(props: &ByVolumeProps) -> Html {
    let ByVolumeProps { view, document, dark, dispatch } = props;
    // By what is counted, so that it is forgotten where that is something else.
    let chosen = use_state(|| None::<(Option<usize>, f64)>);
    let Some(volumes) = document.volumes else { return Html::default() };
    let close = {
        let dispatch = dispatch.clone();
        let opened_by = button(volumes.feature);
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::Volumes(None)));
            focus_soon(opened_by.clone());
        }
    };
    let stale = view.as_ref().is_none_or(|view| !view.is_settled || view.document != *document);
    let pictures = view.as_ref().map(|view| &view.pictures);
    let sentences = view.iter().flat_map(|view| &view.verdict).map(|sentence| html! { <p>{ sentence }</p> });
    let several = document.runs() > 1;
    let table = view.as_deref().filter(|view| !view.volumes().is_empty()).map(|view| {
        let wanted = chosen.filter(|(of, _)| *of == volumes.feature).map(|(_, volume)| volume);
        let found = wanted.and_then(|wanted| view.volumes().iter().position(|volume| *volume == wanted));
        let place = found.unwrap_or_else(|| view.nearest());
        let onchange = {
            let (chosen, all) = (chosen.setter(), view.volumes().to_vec());
            Callback::from(move |event: Event| {
                let place = chosen_in(&event).parse::<usize>().ok();
                chosen.set(place.and_then(|place| Some((volumes.feature, *all.get(place)?))));
            })
        };
        let options = view
            .volumes()
            .iter()
            .enumerate()
            .map(|(at, volume)| option(&at.to_string(), number::grouped(*volume).into(), at == place));
        let table = view.table(place);
        let words = |texts: Vec<String>| texts.into_iter().map(AttrValue::from).collect::<Vec<_>>();
        html! {
            <>
                <label class="menu">
                    <span>{ format!("At so many {}", crate::analysis::volume_unit(&view.document)) }</span>
                    <select data-testid="volume-at" ~value={place.to_string()} {onchange}>{ for options }</select>
                </label>
                <DataTable
                    columns={words(table.columns)} terms={words(table.terms)} rows={table.rows} testid="table-volume"
                    caption="Alternatives at this volume"
                />
            </>
        }
    });
    html! {
        <section class="volumes" data-testid="volumes">
            <div class="months-head">
                <h2 tabindex="-1" data-testid={HEADING}>{ "Against volume" }</h2>
                <button type="button" class="quiet" data-testid="close-volumes" onclick={close}>{ "Close" }</button>
            </div>
            { controls(volumes, document, dispatch) }
            <div class={classes!("volume-words", stale.then_some("stale"))} data-testid="volume-verdict"
                aria-live="polite" aria-busy={stale.to_string()}
            >
                if view.is_none() {
                    <p>{ "Simulating each volume…" }</p>
                }
                { for sentences }
            </div>
            <CursorScope>
                <div class="charts">
                    { card(pictures, *dark, "Cost, speed, refusals", "chart-volume", &[
                        ("cost", "a month", |charts| Some(&charts.cost)),
                        ("each", "1,000 uses", |charts| Some(&charts.each)),
                        ("answer", "slowest", |charts| Some(&charts.answer)),
                        ("refused", "refused", |charts| Some(&charts.refused)),
                    ]) }
                    if several {
                        { card(pictures, *dark, "Cheapest that keeps the targets", "chart-volume-race", &[
                            ("", "", |charts| Some(&charts.race)),
                        ]) }
                    }
                </div>
            </CursorScope>
            <div class={classes!("card", "comparison", stale.then_some("stale"))}>{ for table }</div>
        </section>
    }
}

/// What is counted, from where to where.
fn controls(volumes: Volumes, document: &ValidScenario, dispatch: &Dispatch) -> Html {
    let document = document.clone();
    let counted = volumes.feature.map_or_else(|| "users".to_owned(), |feature| feature.to_string());
    let features = (0..document.features.len())
        .map(|feature| (feature.to_string(), format!("Uses of {} a month", document.feature_name(feature))));
    let things: Vec<_> = std::iter::once(("users".to_owned(), "Monthly users".to_owned())).chain(features).collect();
    let decades = |chosen: f64, is_offered: &dyn Fn(f64) -> bool| {
        let round = (0..=9).map(|decade| libm::pow(10.0, f64::from(decade)));
        // What a link asks for is offered, round or not.
        let mut all: Vec<f64> = round.filter(|volume| is_offered(*volume) || *volume == chosen).collect();
        if !all.contains(&chosen) {
            all.push(chosen);
            all.sort_by(f64::total_cmp);
        }
        all.into_iter().map(|it| (it, number::grouped(it)))
    };
    let changed = |volumes: Volumes| Some(Change::Volumes(Some(volumes)));
    let reach = libm::pow(10.0, Volumes::MOST_DECADES);
    html! {
        <div class="volume-controls">
            { labelled("Volume", menu("volume-of", None, things, counted,
                move |text| changed(around(&document, text.parse().ok())), dispatch)) }
            { labelled("From", menu("volume-from", None, decades(volumes.from, &|it| it < volumes.to && volumes.to <= it * reach),
                volumes.from, move |text| changed(Volumes { from: text.parse().ok()?, ..volumes }), dispatch)) }
            { labelled("To", menu("volume-to", None, decades(volumes.to, &|it| it > volumes.from && it <= volumes.from * reach),
                volumes.to, move |text| changed(Volumes { to: text.parse().ok()?, ..volumes }), dispatch)) }
        </div>
    }
}
