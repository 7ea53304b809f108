//! A number that follows from others: its name, a box to type it all the same, its unit, and what it means.

use yew::prelude::*;

use super::{
    desk::Desk,
    field_box::FieldBox,
    state::{Derived, Entry, days},
};
use crate::scenario::{grouped, uses_a_registered_user};

/// The row of a number that follows from others.
pub(super) fn derived_row(desk: &Desk<'_>, derived: Derived) -> Html {
    let (label, entry) = (derived.label(), Entry::Derived(derived));
    let draft = desk.draft(&entry);
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let (testid, unit, help) = match derived {
        Derived::Registered => (
            "derived-registered".to_owned(),
            "users",
            "All who have signed up. The number follows from the monthly users and the share below; typed here, it sets the monthly users.".to_owned(),
        ),
        Derived::Uses(feature) => (format!("derived-uses-{feature}"), "uses", help_of_uses(desk)),
    };
    let said = match derived {
        Derived::Registered => None,
        Derived::Uses(feature) => Some(of_registered(desk, feature)),
    };
    let (help_id, error_id) = (format!("{testid}-help"), format!("{testid}-error"));
    html! {
        <div class="field">
            <div class="field-head"><span class="field-label">{ label }</span></div>
            <div class="boxes">
                <FieldBox
                    {entry} value={shown(derived.of(desk.scenario))} {draft} testid={testid.clone()}
                    label={format!("{label}, {unit}")} described_by={format!("{help_id} {error_id}")}
                    dispatch={desk.dispatch.clone()}
                />
                <span class="unit">{ unit }</span>
            </div>
            <p class="error" id={error_id.clone()} data-testid={error_id} role="alert" hidden={error.is_none()}>
                { error.unwrap_or_default() }
            </p>
            <p class="help" id={help_id} data-testid={format!("{testid}-help")}>
                { help }
                if let Some(said) = said {
                    { " " }<strong data-testid={format!("{testid}-each")}>{ said }</strong>
                }
            </p>
        </div>
    }
}

fn help_of_uses(desk: &Desk<'_>) -> String {
    format!(
        "All uses in {} with as many users as at its start, calls without users among them. Typed here, it sets the monthly users, and other \
         features follow.",
        desk.scenario.start.name()
    )
}

/// How often a registered user uses a feature in the first month.
fn of_registered(desk: &Desk<'_>, feature: usize) -> String {
    let uses = uses_a_registered_user(desk.scenario, feature, days(desk.scenario));
    format!("{} uses per registered user and month.", few_digits(uses))
}

/// As much of a number as says how large it is: a rate of users.
fn few_digits(number: f64) -> String {
    let factor = [(0.1, 1e4), (1.0, 1e3), (10.0, 1e2), (100.0, 1e1)].into_iter().find(|(below, _)| number < *below);
    let factor = factor.map_or(1.0, |(_, factor)| factor);
    grouped((number * factor).round() / factor)
}

/// What its box shows: whole from 1,000 on, as nobody counts parts of so many.
fn shown(number: f64) -> String {
    let factor = if number < 1_000.0 { 100.0 } else { 1.0 };
    grouped((number * factor).round() / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_long_as_they_are_of_use() {
        assert_eq!([0.0, 500.0, 6_666.67, 333.333_3].map(shown), ["0", "500", "6,667", "333.33"]);
        assert_eq!(
            [0.000_31, 0.2, 0.123_4, 9.3, 12.345, 310.4].map(few_digits),
            ["0.0003", "0.2", "0.123", "9.3", "12.3", "310"]
        );
    }
}
