//! The parts of the app besides its models, one card each.

use yew::prelude::*;

use super::{
    desk::{Desk, more},
    ladder_card::ladder,
};
use crate::{
    parts::Slot,
    scenario::{Field, LadderAt},
};

/// What only the plans of a part count, asked where they are chosen.
const fn asks(slot: Slot) -> &'static [Field] {
    match slot {
        Slot::Data => &[Field::RowsKb, Field::HeldGb, Field::HeldFilesGb],
        Slot::Training => &[Field::TrainingHours],
        Slot::Delivery => &[Field::BuildMinutes],
        Slot::Observability => &[Field::EventsPerVisit, Field::Errors],
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
            { cards(&first) }
            if !others.is_empty() {
                { more(format!("More: {title}").into(), cards(&others)) }
            }
        </>
    }
}

fn card(desk: &Desk<'_>, slot: Slot) -> Html {
    let (about, at) = (slot.about(), LadderAt::Slot(slot as usize));
    let is_used = desk.scenario.ladder(at).is_some_and(|ladder| !ladder.plans.is_empty());
    html! {
        <div class="part" key={about.name}>
            <h3>{ about.name }</h3>
            <p class="help">{ about.help }</p>
            { ladder(desk, at) }
            if is_used {
                { desk.rows(asks(slot), 0) }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Group, Root};

    #[test]
    fn every_field_of_a_part_has_its_place() {
        let asked = Slot::ALL.into_iter().flat_map(|slot| asks(slot).to_vec());
        let is_of_part = |field: &Field| (field.spec().group, field.spec().root) == (Group::Ladder, Root::App);
        let of_parts = Field::ALL.iter().copied().filter(is_of_part);
        assert_eq!(asked.collect::<Vec<_>>(), of_parts.collect::<Vec<_>>());
    }
}
