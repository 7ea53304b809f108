//! How the number of users moves.

use yew::prelude::*;

use super::{
    by_volume::open_button,
    choice::{CURVES, choice},
    derived_row::derived_row,
    desk::{Desk, more},
    field_box::FieldBox,
    state::{Change, Derived, Entry},
};
use crate::scenario::{Curve, Field, grouped};

const USERS: &[Field] = &[Field::Users];
const FIRST: &[Field] = &[Field::MonthlyShare, Field::MonthlyGrowth, Field::Ceiling];
const SURPRISES: &[Field] = &[Field::PermanentNoise, Field::PassingNoise, Field::LostWhenRefused, Field::LostWhenSlow];

/// The shape of the way up and its numbers.
pub(super) fn growth(desk: &Desk<'_>) -> Html {
    let curve = desk.scenario.growth.curve;
    html! {
        <>
            { choice("Shape", "growth-curve", CURVES, curve, Change::Curve, desk.dispatch) }
            if curve == Curve::Series {
                { series(desk) }
            }
            { desk.rows(USERS, 0) }
            { derived_row(desk, Derived::Registered) }
            { desk.rows(FIRST, 0) }
            { open_button(desk, None) }
            { more("Surprises and losses".into(), desk.rows(SURPRISES, 0)) }
        </>
    }
}

/// The founder's own numbers.
fn series(desk: &Desk<'_>) -> Html {
    let draft = desk.draft(&Entry::Series);
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let series = &desk.scenario.growth.series;
    // One number by itself has no comma, so that it can be read back.
    let shown = |users: &f64| if series.len() == 1 { users.to_string() } else { grouped(*users) };
    let value = series.iter().map(shown).collect::<Vec<_>>().join(", ");
    html! {
        <div class="field">
            <div class="field-head"><span class="field-label">{ "Monthly users at the end of each month" }</span></div>
            <FieldBox
                entry={Entry::Series} {value} {draft} numeric={false} testid="growth-series"
                label="Monthly users at the end of each month" described_by="series-error series-help"
                dispatch={desk.dispatch.clone()}
            />
            <p class="error" id="series-error" role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
            <p class="help" id="series-help">
                { format!("{} months, with commas between them; after the last one the number stays. ", series.len()) }
                { "The growth and the level below are not looked at." }
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Group;

    #[test]
    fn every_field_of_growth_has_its_place() {
        let of_growth = Field::ALL.iter().copied().filter(|field| field.spec().group == Group::Growth);
        assert_eq!([USERS, FIRST, SURPRISES].concat(), of_growth.collect::<Vec<_>>());
    }
}
