//! Cards that run a model, as a plan states them.

use crate::catalog::{Date, FactName, Plan};
use crate::model::cards::Cards;
use crate::model::container::WAKE_VARIANCE;
use crate::parts::{Meter, Slot};

/// The cards of a plan on a day, as the model reads them; none where the provider serves the model.
pub(super) fn cards(plan: &Plan, day: Date) -> Cards<f64> {
    let fact = |name| plan.fact(name, day);
    let most = fact(FactName::CardsMost).map_or(0.0, whole);
    Cards {
        most,
        least: fact(FactName::CardsLeast).map_or(0.0, |least| least.round().min(most)),
        calls: fact(FactName::CardCalls).map_or(1.0, whole),
        // With one call more than by which each takes as long again.
        slowing: fact(FactName::CardKnee).map_or(0.0, |knee| 1.0 / (knee - 1.0).max(1.0)),
        start: fact(FactName::CardStartSeconds).unwrap_or(0.0),
        start_variance: fact(FactName::CardStartSpread).map_or(f64::from(WAKE_VARIANCE), |spread| spread * spread),
        start_billed: fact(FactName::CardStartBilled).unwrap_or(1.0),
        keep: fact(FactName::CardKeepSeconds).unwrap_or(0.0),
        step: fact(FactName::CardStepSeconds).unwrap_or(0.0),
        losses: fact(FactName::CardLosses).unwrap_or(0.0),
    }
}

/// A number of cards or of calls: at least one.
fn whole(number: f64) -> f64 {
    number.round().max(1.0)
}

/// Whether a plan counts the seconds of a card: it runs on cards, or charges for their time or limits it.
pub(super) fn is_by_card(plan: &Plan, day: Date) -> bool {
    plan.fact(FactName::CardsMost, day).is_some() || plan.slot == Slot::Inference && plan.counts(Meter::GpuSeconds, day)
}
