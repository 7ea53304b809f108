//! The parts of the app besides its models, one card each.

use yew::prelude::*;

use super::{desk::Desk, ladder_card::ladder};
use crate::scenario::{LadderAt, Stack};

/// Names of the slots and what they are, in the order of [`Stack::SLOTS`].
pub(super) const NAMES: [(&str, &str); Stack::SLOTS.len()] = [
    ("Frontend", "Where the pages come from."),
    ("Backend", "Where the app's own code runs."),
    ("Database and files", "Where what users leave is kept."),
    ("Payments", "Who takes the users' money."),
    ("Domain", "The app's address."),
];

/// A card for each slot.
pub(super) fn slots(desk: &Desk<'_>) -> Html {
    let cards = NAMES.iter().enumerate().map(|(slot, (name, what))| {
        html! {
            <div class="part" key={*name}>
                <h3>{ name }</h3>
                <p class="help">{ what }</p>
                { ladder(desk, LadderAt::Slot(slot)) }
            </div>
        }
    });
    html! { { for cards } }
}
