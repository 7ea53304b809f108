//! Buttons that open the plans of a part, to look through.

use yew::prelude::*;

use super::state::{Action, Browse, Dispatch, PlanPlace};
use crate::parts::Slot;

/// Beside a menu of plans: to look for the one that is put there.
pub(super) fn search_button(place: PlanPlace, dispatch: &Dispatch) -> Html {
    let (name, testid) = match place {
        PlanPlace::Rung(at, rung) => ("Search plans", format!("search-{}-{rung}", at.path())),
        PlanPlace::Other(feature, choice) => ("Search other plans", format!("search-other-{feature}-{choice}")),
    };
    button(place.browse(), testid, "Search", Some(name), dispatch)
}

/// Above the parts: to see all plans of one, side by side.
pub(super) fn catalogue_button(slot: Slot, dispatch: &Dispatch) -> Html {
    button(Browse { slot, place: None }, "all-plans".to_owned(), "All plans side by side…", None, dispatch)
}

fn button(
    browse: Browse,
    testid: String,
    words: &'static str,
    label: Option<&'static str>,
    dispatch: &Dispatch,
) -> Html {
    let dispatch = dispatch.clone();
    let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Browse(Some(browse)));
    html! {
        <button type="button" class="quiet search" data-testid={testid} aria-label={label} aria-haspopup="dialog" {onclick}>
            { words }
        </button>
    }
}
