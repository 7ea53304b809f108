//! Choosing the shape of a week.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::state::{Action, Dispatch};
use crate::scenario::Profile;

const PROFILES: [(Profile, &str, &str); 3] = [
    (Profile::OneRegion, "one-region", "Consumers of one region: strong evenings"),
    (Profile::Global, "global", "Consumers all over the world: flat days"),
    (Profile::Business, "business", "Office workers: quiet nights and weekends"),
];

#[derive(PartialEq, Properties)]
pub(super) struct AudienceMenuProps {
    pub(super) profile: Profile,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn AudienceMenu(props: &AudienceMenuProps) -> Html {
    let dispatch = props.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some((profile, ..)) = PROFILES.iter().find(|(_, id, _)| *id == chosen) {
            dispatch.dispatch(Action::Profile(*profile));
        }
    });
    let options = PROFILES.map(|(profile, id, name)| {
        html! { <option key={id} value={id} selected={profile == props.profile}>{ name }</option> }
    });
    html! {
        <label class="menu">
            <span>{ "Users" }</span>
            <select data-testid="audience-profile" {onchange}>{ for options }</select>
        </label>
    }
}
