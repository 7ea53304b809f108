//! Cards that run a model, as a plan states them.

use super::demand::MonthDemand;
use super::plans::offer;
use crate::catalog::{Date, FactName, Plan};
use crate::model::cards::{self, Cards, Load};
use crate::model::container::WAKE_VARIANCE;
use crate::model::times;
use crate::parts::{Meter, Slot};

/// The cards of a plan on a day, as the model reads them; none where the provider serves the model.
pub(super) fn cards(plan: &Plan, day: Date) -> Cards<f64> {
    let fact = |name, most: f64| plan.fact(name, day).map(|number| number.clamp(0.0, most));
    let most = fact(FactName::CardsMost, MOST_CARDS).filter(|most| *most > 0.5).map_or(0.0, f64::round);
    Cards {
        most,
        least: fact(FactName::CardsLeast, most).map_or(0.0, f64::round),
        calls: fact(FactName::CardCalls, MOST_CALLS).map_or(1.0, |calls| calls.round().max(1.0)),
        // With one call more than by which each takes as long again.
        slowing: fact(FactName::CardKnee, 1e6).map_or(0.0, |knee| 1.0 / (knee - 1.0).max(0.5)),
        start: fact(FactName::CardStartSeconds, 86_400.0).unwrap_or(0.0),
        start_variance: fact(FactName::CardStartSpread, 5.0).map_or(f64::from(WAKE_VARIANCE), |spread| spread * spread),
        start_billed: fact(FactName::CardStartBilled, 1.0).unwrap_or(1.0),
        keep: fact(FactName::CardKeepSeconds, 1e7).unwrap_or(0.0),
        step: fact(FactName::CardStepSeconds, 86_400.0).unwrap_or(0.0),
        losses: fact(FactName::CardLosses, 1e4).unwrap_or(0.0),
    }
}

/// More cards, and more calls on one, than single precision counts, or anybody has.
const MOST_CARDS: f64 = 1e5;
const MOST_CALLS: f64 = 1_024.0;

/// Whether a plan counts the seconds of a card: it runs on cards, or charges for their time or limits it.
pub(super) fn is_by_card(plan: &Plan, day: Date) -> bool {
    plan.fact(FactName::CardsMost, day).is_some() || plan.slot == Slot::Inference && plan.counts(Meter::GpuSeconds, day)
}

impl MonthDemand {
    /// Seconds of cards that the month is billed on a plan which counts them: those of its calls or, where it runs on cards, those for which
    /// they are on, hour by hour.
    pub(super) fn card_seconds(&self, plan: &Plan) -> Option<f64> {
        if !is_by_card(plan, self.day) {
            return None;
        }
        let offer = offer(plan, self.day);
        // How many calls, their seconds alone on a card, and the squares of these.
        let [count, seconds, squares] = self.calls.iter().fold([0.0; 3], |[count, seconds, squares], calls| {
            let (_, full) = times(&offer, &calls.asked);
            let alone = full.mean - calls.asked.wait;
            let square = alone * alone + full.variance * full.mean * full.mean;
            [count + calls.count, seconds + calls.count * alone, squares + calls.count * square]
        });
        let cards = cards(plan, self.day);
        if cards.most < 0.5 || count <= 0.0 {
            return Some(if cards.most < 0.5 { seconds } else { cards.least * HOUR * self.hours.len() as f64 });
        }
        let alone = seconds / count;
        let variance = (squares / count / (alone * alone) - 1.0).max(0.0);
        let (bursts, patience) = (self.bursts, self.patience);
        let (mut backlog, mut started, mut held) = (0.0, 0.0, 0.0);
        for share in &self.hours {
            let calls = share * count;
            let rate = calls / HOUR;
            let load = Load { rate, expected: rate, alone, variance, bursts, patience, backlog, started };
            let hour = cards::hour(&cards, &load);
            (backlog, started) = (hour.queue.backlog, hour.started);
            held += cards.least * HOUR + hour.billed(&cards, calls, alone);
        }
        Some(held)
    }
}

/// Seconds of an hour.
const HOUR: f64 = 3_600.0;
