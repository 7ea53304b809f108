//! A menu of a few things.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::state::{Action, Change, Dispatch};
use crate::scenario::{Curve, Profile};

/// Shapes of the way up.
pub(super) const CURVES: &[(Curve, &str, &str)] = &[
    (Curve::Compound, "compound", "The same percentage every month"),
    (Curve::Logistic, "logistic", "Slows down toward the ceiling"),
    (Curve::Gompertz, "gompertz", "Fast at first, then a long way up"),
    (Curve::Series, "series", "My own numbers"),
];

/// Shapes of a week.
pub(super) const PROFILES: &[(Profile, &str, &str)] = &[
    (Profile::OneRegion, "one-region", "Consumers of one region: strong evenings"),
    (Profile::Global, "global", "Consumers all over the world: flat days"),
    (Profile::Business, "business", "Office workers: quiet nights and weekends"),
];

/// A menu of one of the shapes above, with a label before it.
pub(super) fn choice<T: Copy + PartialEq + 'static>(
    label: &'static str,
    testid: &'static str,
    things: &'static [(T, &'static str, &'static str)],
    chosen: T,
    change: fn(T) -> Change,
    dispatch: &Dispatch,
) -> Html {
    let chosen = things.iter().find(|(thing, ..)| *thing == chosen).map_or("", |(_, id, _)| *id);
    let change = move |id: &str| things.iter().find(|(_, other, _)| *other == id).map(|(thing, ..)| change(*thing));
    labelled(label, menu(testid, None, things.iter().map(|(_, id, name)| (*id, *name)), chosen, change, dispatch))
}

/// A menu after its label.
pub(super) fn labelled(label: impl Into<AttrValue>, menu: Html) -> Html {
    html! { <label class="menu"><span>{ label.into() }</span>{ menu }</label> }
}

/// A menu of things, each with a name for programs and one for people, and what choosing one changes. It is `called` something where no
/// label stands before it, or one that says too little.
pub(super) fn menu<I: ToString, N: Into<AttrValue>>(
    testid: impl Into<AttrValue>,
    called: Option<String>,
    things: impl IntoIterator<Item = (I, N)>,
    chosen: I,
    change: impl Fn(&str) -> Option<Change> + 'static,
    dispatch: &Dispatch,
) -> Html {
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            if let Some(change) = change(&chosen_in(&event)) {
                dispatch.dispatch(Action::Change(change));
            }
        })
    };
    let chosen = chosen.to_string();
    let options = things.into_iter().map(|(id, name)| {
        let id = id.to_string();
        option(&id, name.into(), id == chosen)
    });
    let options: Html = options.collect();
    html! { <select data-testid={testid.into()} aria-label={called} ~value={chosen} {onchange}>{ options }</select> }
}

/// The value that was chosen in a menu.
pub(super) fn chosen_in(event: &Event) -> String {
    event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
}

/// The same of a menu that does something and then stands at its first line again.
pub(super) fn picked_in(event: &Event) -> String {
    let chosen = chosen_in(event);
    if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
        select.set_value("");
    }
    chosen
}

/// Something to choose. Its menu needs the chosen value as a property too: that an option is selected counts no more once
/// the user has chosen.
pub(super) fn option(value: &str, name: AttrValue, selected: bool) -> Html {
    let (key, value) = (value.to_owned(), value.to_owned());
    html! { <option {key} {value} {selected}>{ name }</option> }
}
