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
    let Words { testid, unit, help, each } = words(desk, derived);
    let [help_id, error_id, each_id] = ["help", "error", "each"].map(|part| format!("{testid}-{part}"));
    let described_by = format!("{help_id} {error_id}");
    html! {
        <div class="field">
            <div class="field-head"><span class="field-label">{ label }</span></div>
            <div class="boxes">
                <FieldBox
                    {entry} value={shown(derived.of(desk.scenario))} {draft} {testid} label={format!("{label}, {unit}")}
                    {described_by} dispatch={desk.dispatch.clone()}
                />
                <span class="unit">{ unit }</span>
            </div>
            <p class="error" id={error_id.clone()} data-testid={error_id} role="alert" hidden={error.is_none()}>
                { error.unwrap_or_default() }
            </p>
            if let Some(each) = each {
                <p class="said" data-testid={each_id}>{ each }</p>
            }
            <p class="help" id={help_id}>{ help }</p>
        </div>
    }
}

struct Words {
    testid: String,
    unit: &'static str,
    help: String,
    /// How much of it a registered user makes.
    each: Option<String>,
}

fn words(desk: &Desk<'_>, derived: Derived) -> Words {
    match derived {
        Derived::Registered => Words {
            testid: "derived-registered".to_owned(),
            unit: "users",
            help: "All who have signed up: the monthly users are the share below of them. Typed here, it sets the monthly users."
                .to_owned(),
            each: None,
        },
        Derived::Uses(feature) => Words {
            testid: format!("derived-uses-{feature}"),
            unit: "uses",
            help: format!(
                "All of {}, calls without users included, with as many users as at its start. Typed here, it sets the monthly \
                 users, and other features follow.",
                desk.scenario.start.name()
            ),
            each: Some(each(uses_a_registered_user(desk.scenario, feature, days(desk.scenario)))),
        },
    }
}

/// How often a registered user uses a feature in a month.
fn each(uses: f64) -> String {
    let (number, one) = (few_digits(uses), few_digits(1.0));
    let uses = if number == one { "use" } else { "uses" };
    format!("{number} {uses} per registered user and month")
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
        assert_eq!(each(1.0001), "1 use per registered user and month");
        assert_eq!(
            [0.000_31, 0.2, 0.123_4, 9.3, 12.345, 310.4].map(few_digits),
            ["0.0003", "0.2", "0.123", "9.3", "12.3", "310"]
        );
    }
}
