//! A number of a plan, with a box to put another one in its place.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    field_box::FieldBox,
    knob::slider,
    slider,
    state::{Action, Change, Dispatch, Draft, Entry, Knob, PlanNumber},
};
use crate::scenario::OwnPlan;

#[derive(PartialEq, Properties)]
pub(super) struct OwnNumberProps {
    pub(super) number: PlanNumber,
    /// Where the ladder that shows it stands in the document: two may show the same plan.
    pub(super) at: String,
    pub(super) name: AttrValue,
    pub(super) unit: AttrValue,
    /// What the catalogue says, if it says something.
    pub(super) stated: Option<String>,
    /// Of a price, what the catalogue says and what is in force, for a slider.
    pub(super) price: Option<(f64, f64)>,
    /// Where the catalogue has it from.
    pub(super) origin: Html,
    /// What the founder says.
    pub(super) own: Option<String>,
    /// What stands in its box.
    pub(super) draft: Option<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn OwnNumber(props: &OwnNumberProps) -> Html {
    let OwnNumberProps { number, at, name, unit, stated, price, origin, own, draft, dispatch } = props;
    let otherwise = if OwnPlan::is_id(&number.plan) { "Without it" } else { "The catalogue has" };
    let testid = format!("own-{}-{}", number.plan, number.number);
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let error_id = format!("{at}-{testid}-error");
    let take_back = {
        let (number, dispatch) = (number.clone(), dispatch.clone());
        move |event: MouseEvent| {
            focus_box(&event);
            dispatch.dispatch(Action::Change(Change::TakeBack(number.clone())));
        }
    };
    let value = own.clone().or_else(|| stated.clone()).unwrap_or_default();
    html! {
        <div class={classes!("own-number", own.as_ref().map(|_| "is-own"))}>
            <div class="own-line">
                <p class="own-name">{ name }<span>{ format!(", {unit}") }</span></p>
                <FieldBox
                    entry={Entry::Own(number.clone())} value={value.clone()} draft={draft.clone()} testid={testid.clone()}
                    label={format!("{name}, {unit}")} described_by={error_id.clone()} dispatch={dispatch.clone()}
                />
            </div>
            { for price.map(|(stated, now)| {
                let said = (format!("{name}, {unit}"), value.clone());
                let numbers = slider::around(stated);
                slider(&Knob::Own(number.clone()), &numbers, now, said, format!("{testid}-slider"), dispatch)
            }) }
            <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
            <p class="help">
                if own.is_some() {
                    <strong>{ "Your own number. " }</strong>
                    { stated.as_ref().map(|stated| format!("{otherwise} {stated}: ")) }
                }
                { origin.clone() }
                if own.is_some() {
                    <button type="button" class="quiet back" data-testid={format!("{testid}-back")} onclick={take_back}>
                        { "Take back" }
                    </button>
                }
            </p>
        </div>
    }
}

/// Gives the focus to the box beside the button that was clicked, which goes away: else the focus would be nowhere, and the
/// keyboard begin again at the top.
fn focus_box(event: &MouseEvent) {
    let button = event.target_dyn_into::<Element>();
    let row = button.and_then(|button| button.closest(".own-number").ok()?);
    let input = row.and_then(|row| row.query_selector("input").ok()?);
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        // A box that takes no focus leaves it where it is.
        let _ = input.focus();
    }
}
