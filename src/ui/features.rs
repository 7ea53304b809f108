//! What users do with models, one card each.

use yew::prelude::*;

use super::{
    by_volume::open_button,
    derived_row::derived_row,
    desk::{Desk, focus_soon, more},
    field_box::FieldBox,
    ladder_card::ladder,
    other_plans::other_plans,
    own_account::own_account,
    state::{Action, Change, Derived, Entry},
};
use crate::analysis;
use crate::scenario::{Feature, Field, LadderAt, Scenario};

/// The button for one more.
const ADD: &str = "add-feature";
/// How often a feature is used.
const USES: &[Field] = &[Field::CallsPerActiveDay];
/// What is seen at once of a call.
const FIRST: &[Field] = &[Field::InputTokens, Field::OutputTokens];
/// Who else calls its model.
const OTHERS: &[Field] = &[Field::Scheduled];
/// How calls and tokens are spared, down to what templates answer.
const SAVING: &[Field] = &[
    Field::CachedInput,
    Field::CacheWritten,
    Field::CacheWrittenHour,
    Field::Templates,
    Field::TemplateCount,
    Field::TemplateHalf,
];
/// Answers that are kept.
const KEPT: &[Field] = &[Field::Cacheable, Field::CacheHours, Field::Prompts];
/// What a call is besides words.
const KINDS: &[Field] = &[Field::SentSpread, Field::OutputSpread, Field::Pictures, Field::AudioMinutes];
/// How fast its model is.
const SPEED: &[Field] = &[Field::FirstWord, Field::TokensASecond, Field::GpuSeconds, Field::GpuSpread];
/// What it takes besides the model.
const BESIDES: &[Field] = &[
    Field::WorkerSeconds,
    Field::CpuSeconds,
    Field::StoredKb,
    Field::FileKb,
    Field::Reads,
    Field::RowKb,
    Field::Writes,
];

/// A card for each feature, and a button for one more.
pub(super) fn features(desk: &Desk<'_>) -> Html {
    let count = desk.scenario.features.len();
    let cards = desk.scenario.features.iter().enumerate().map(|(place, feature)| card(desk, place, feature, count > 1));
    let add = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Change(Change::AddFeature))
    };
    html! {
        <>
            { for cards }
            if count < Scenario::MAX_FEATURES {
                <button type="button" class="add" data-testid={ADD} onclick={add}>{ "Add a feature" }</button>
            }
        </>
    }
}

fn card(desk: &Desk<'_>, place: usize, feature: &Feature, removable: bool) -> Html {
    let entry = Entry::Name(place);
    let draft = desk.draft(&entry);
    let error = draft.as_ref().and_then(|draft| draft.error.clone());
    let error_id = format!("features[{place}].name-error");
    let remove = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::RemoveFeature(place)));
            focus_soon(ADD);
        }
    };
    html! {
        <div class="part" key={place} data-testid={format!("feature-{place}")}>
            <div class="part-head">
                <FieldBox
                    {entry} value={feature.name.clone()} {draft} numeric={false} testid={format!("features[{place}].name")}
                    label="Name of the feature" described_by={error_id.clone()} dispatch={desk.dispatch.clone()}
                />
                if removable {
                    <button
                        type="button" class="quiet" data-testid={format!("remove-feature-{place}")}
                        aria-label={format!("Remove {}", desk.scenario.feature_name(place))} onclick={remove}
                    >
                        { "Remove" }
                    </button>
                }
            </div>
            <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
            { desk.rows(USES, place) }
            { derived_row(desk, Derived::Uses(place)) }
            { desk.rows(FIRST, place) }
            { open_button(desk, Some(place)) }
            <h4>{ "Model" }</h4>
            { ladder(desk, LadderAt::Feature(place)) }
            { other_plans(desk, place, feature) }
            { for own_account(desk, place) }
            { more("Calls without users".into(), desk.rows(OTHERS, place)) }
            { more("Long calls, pictures, speech".into(), desk.rows(KINDS, place)) }
            { more("Caches and templates".into(), saving(desk, place, feature)) }
            { more("Speed of the model".into(), desk.rows(SPEED, place)) }
            { more("Backend, database and files".into(), desk.rows(BESIDES, place)) }
        </div>
    }
}

/// How calls are spared, with what the templates that are counted answer.
fn saving(desk: &Desk<'_>, place: usize, feature: &Feature) -> Html {
    html! {
        <>
            { desk.rows(SAVING, place) }
            <p class="said" data-testid={format!("templates-{place}")}>{ analysis::templates(feature) }</p>
            { desk.rows(KEPT, place) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Root;

    #[test]
    fn every_field_of_a_feature_has_its_place() {
        let mut shown = [USES, FIRST, OTHERS, KINDS, SAVING, KEPT, SPEED, BESIDES].concat();
        shown.sort_unstable();
        let of_features = Field::ALL.iter().copied().filter(|field| field.spec().root == Root::Feature);
        assert_eq!(shown, of_features.collect::<Vec<_>>());
    }
}
