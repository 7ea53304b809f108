//! The parts of the app besides its models, one card each.

use yew::prelude::*;

use super::{
    desk::{Desk, more},
    ladder_card::ladder,
    search_button::catalogue_button,
};
use crate::{
    parts::{Meter, Slot},
    scenario::{Field, LadderAt},
};

/// What only the plans of a part count, asked where they are chosen: each number is of a meter.
const fn asks(slot: Slot) -> &'static [(Field, Meter)] {
    match slot {
        Slot::Frontend => &[
            (Field::PagesAnew, Meter::PagesAnew),
            (Field::Images, Meter::Images),
            (Field::BuildMinutes, Meter::BuildMinutes),
        ],
        Slot::Data => &[
            (Field::RowsKb, Meter::EgressGb),
            (Field::FilesMb, Meter::EgressGb),
            (Field::HeldGb, Meter::DatabaseGb),
            (Field::HeldFilesGb, Meter::FileGb),
            (Field::SignedIn, Meter::ActiveUsers),
        ],
        Slot::Files => &[
            (Field::FilesMb, Meter::EgressGb),
            (Field::FileReads, Meter::FileReads),
            (Field::HeldFilesGb, Meter::FileGb),
        ],
        Slot::Payments => &[(Field::ForeignCards, Meter::ForeignUsd)],
        Slot::Training => &[(Field::TrainingHours, Meter::TrainingHours)],
        Slot::Delivery => &[(Field::BuildMinutes, Meter::BuildMinutes)],
        Slot::Observability => {
            &[(Field::EventsPerVisit, Meter::Events), (Field::Errors, Meter::Errors), (Field::LogKb, Meter::LogGb)]
        }
        _ => &[],
    }
}

/// A card for each slot. Those that nobody passes are folded away unless what was opened uses them, so that no card moves while
/// it is edited.
pub(super) fn slots(desk: &Desk<'_>) -> Html {
    let is_used = |slot: &Slot| !desk.base.scenario.stack.slots()[*slot as usize].plans.is_empty();
    let slots = Slot::ALL.into_iter().take(Slot::OF_STACK);
    let (first, others): (Vec<_>, Vec<_>) = slots.partition(|slot| slot.about().is_passed || is_used(slot));
    let cards = |slots: &[Slot]| slots.iter().map(|slot| card(desk, *slot)).collect::<Html>();
    let title = others.iter().map(|slot| slot.about().bill.to_lowercase()).collect::<Vec<_>>().join(", ");
    html! {
        <>
            { catalogue_button(Slot::Inference, desk.dispatch) }
            { cards(&first) }
            if !others.is_empty() {
                { more(format!("More: {title}").into(), cards(&others)) }
            }
        </>
    }
}

fn card(desk: &Desk<'_>, slot: Slot) -> Html {
    let (about, at) = (slot.about(), LadderAt::Slot(slot as usize));
    let fields = asked(desk, slot);
    let rows = desk.rows(&fields, 0);
    html! {
        <div class="part" key={about.name}>
            <h3>{ about.name }</h3>
            <p class="help">{ about.help }</p>
            { ladder(desk, at) }
            if about.is_passed && !fields.is_empty() {
                { more("What else it counts".into(), rows) }
            } else {
                { rows }
            }
        </div>
    }
}

/// What is asked at a part: of what its plans count, all that no later part asks.
fn asked(desk: &Desk<'_>, slot: Slot) -> Vec<Field> {
    let counted = |slot: Slot| {
        let plans = &desk.scenario.stack.slots()[slot as usize].plans;
        let plans: Vec<_> = plans.iter().filter_map(|id| desk.catalog.plan_as_of(id, desk.scenario.prices)).collect();
        let day = desk.day();
        let is_counted = move |meter: Meter| plans.iter().any(|plan| plan.counts(meter, day));
        asks(slot).iter().filter(move |(_, meter)| is_counted(*meter)).map(|(field, _)| *field)
    };
    let later = Slot::ALL.into_iter().take(Slot::OF_STACK).skip(slot as usize + 1);
    let later: Vec<Field> = later.flat_map(counted).collect();
    counted(slot).filter(|field| !later.contains(field)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scenario::{Group, Root};

    #[test]
    fn every_field_of_a_part_has_its_place() {
        let asked: BTreeSet<Field> = Slot::ALL.into_iter().flat_map(asks).map(|(field, _)| *field).collect();
        let is_of_part = |field: &Field| (field.spec().group, field.spec().root) == (Group::Ladder, Root::App);
        assert_eq!(asked, Field::ALL.iter().copied().filter(is_of_part).collect());
    }

    #[test]
    fn what_is_asked_is_counted_at_its_part() {
        for slot in Slot::ALL {
            assert!(asks(slot).iter().all(|(_, meter)| slot.place(*meter).is_some()), "{slot:?}");
        }
    }
}
