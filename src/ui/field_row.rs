//! A numeric input: its name, a slider, a box or two, its unit, and what it means.

use yew::prelude::*;

use super::{
    field_box::FieldBox,
    knob::slider,
    slider,
    state::{Action, Dispatch, Draft, Entry},
};
use crate::scenario::{End, Input, Quantity, grouped};

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
    let switch = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Switch(input))
    };

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
    let said = (label.to_owned(), format!("{} {unit}", grouped(quantity.middle())));
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
                        onclick={switch}
                    >
                        { switch_to }
                    </button>
                }
            </div>
            <div class="field-inputs">
                { slider(&input.into(), &numbers, quantity.middle(), said, testid("slider"), dispatch) }
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
