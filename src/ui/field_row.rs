//! A numeric input: its name, a slider, a box or two, its unit, and what it means.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    field_box::FieldBox,
    slider,
    state::{Action, Dispatch, Draft, Entry},
};
use crate::{
    scenario::{End, Input, Quantity, grouped},
    worker::now,
};

#[derive(PartialEq, Properties)]
pub(super) struct FieldRowProps {
    pub(super) input: Input,
    pub(super) quantity: Quantity,
    /// Whether nobody said this number but Headroom.
    pub(super) assumed: bool,
    /// What the user has typed into its boxes.
    pub(super) drafts: Vec<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn FieldRow(props: &FieldRowProps) -> Html {
    let FieldRowProps { input, quantity, assumed, drafts, dispatch } = props;
    let (input, spec, path) = (*input, input.spec(), input.path());
    let (label, unit) = (spec.label, spec.unit);
    let testid = |part: &str| format!("field-{path}-{part}");

    let numbers = slider::numbers(&spec);
    let onslide = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let slider = event.target_dyn_into::<HtmlInputElement>();
            if let Some(position) = slider.and_then(|slider| slider.value().parse().ok()) {
                dispatch.dispatch(Action::Slide { input, position, at: now() });
            }
        })
    };
    let acting = |action: Action| {
        let dispatch = dispatch.clone();
        move || dispatch.dispatch(action.clone())
    };
    let switch = acting(Action::Switch(input));
    // A slider that is back where it was pressed does not change, so that letting go is heard of in every way.
    let (onchange, onpointerup, onblur) = (acting(Action::Release), acting(Action::Release), acting(Action::Release));
    let onpointercancel = acting(Action::Abandon(input));

    let (low, high) = quantity.ends();
    let number_box = |end: End, value: f64, part: &str, label: String| {
        let entry = Entry::Number(input, end);
        let draft = drafts.iter().find(|draft| draft.entry == entry).cloned();
        let described_by = format!("{} {}", testid("help"), testid("error"));
        let (value, dispatch) = (grouped(value), dispatch.clone());
        html! { <FieldBox {entry} {value} {draft} testid={testid(part)} {label} {described_by} {dispatch} /> }
    };
    let boxes = if quantity.is_range() {
        html! {
            <>
                <span>{ "between" }</span>
                { number_box(End::Low, low, "low", format!("{label}, from, {unit}")) }
                <span>{ "and" }</span>
                { number_box(End::High, high, "high", format!("{label}, to, {unit}")) }
            </>
        }
    } else {
        number_box(End::Exact, low, "number", format!("{label}, {unit}"))
    };
    let error = drafts.iter().find_map(|draft| draft.error.clone());
    let (switch_to, switch_title) = if quantity.is_range() {
        ("as one number", "Give one number where you know it exactly")
    } else {
        ("as a range", "Give two numbers where you do not know it exactly")
    };
    let range_help = "Between these two numbers in 8 of 10 futures.";
    html! {
        <div class={classes!("field", quantity.is_range().then_some("ranged"))}>
            <div class="field-head">
                <span class="field-label">{ label }</span>
                if *assumed {
                    <span class="assumed" title="Headroom's assumption: yours once you change it">{ "assumed" }</span>
                }
                if !spec.whole {
                    <button
                        type="button"
                        class="quiet switch"
                        aria-label={format!("{label}: {switch_to}")}
                        title={switch_title}
                        data-testid={testid("range")}
                        onclick={move |_| switch()}
                    >
                        { switch_to }
                    </button>
                }
            </div>
            <div class="field-inputs">
                <input
                    type="range"
                    min="0"
                    max={numbers.len().saturating_sub(1).to_string()}
                    step="1"
                    value={slider::position(&numbers, quantity.middle()).to_string()}
                    aria-label={label}
                    aria-valuetext={format!("{} {unit}", grouped(quantity.middle()))}
                    data-testid={testid("slider")}
                    oninput={onslide}
                    onchange={move |_| onchange()}
                    onpointerup={move |_| onpointerup()}
                    onblur={move |_| onblur()}
                    onpointercancel={move |_| onpointercancel()}
                />
                <div class="boxes">
                    { boxes }
                    <span class="unit">{ unit }</span>
                </div>
            </div>
            <p class="error" id={testid("error")} data-testid={testid("error")} role="alert" hidden={error.is_none()}>
                { error.unwrap_or_default() }
            </p>
            <p class="help" id={testid("help")}>
                { spec.help }
                if quantity.is_range() { { " " }{ range_help } }
            </p>
        </div>
    }
}
