//! What a month costs on a plan, and how much of it the plan carries: the model's own prices over what the month asks for.

use super::demand::{Calls, MonthDemand};
use super::overrides::replace;
use super::plans::{terms, tier, way};
use crate::catalog::{Date, FactName, MOST, Plan, Whose, Window};
use crate::model::container::{Sleep, cold};
use crate::model::layout::lists;
use crate::model::meters::long_of;
use crate::model::{UNLIMITED, pricing};
use crate::parts::{CALLS, Meter, Slot};
use crate::scenario::ValidScenario;

/// What a month costs on a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Dollars for what it serves, its fixed price among them.
    pub usd: f64,
    /// Share of what the month asks for that it serves, at most: 1 where no limit is in the way.
    pub served: f64,
    /// Whether it is no more by then, or its trial is over.
    pub ended: bool,
    /// Whether it is for apps that earn nothing, and this one does.
    pub forbidden: bool,
    /// Whether it charges for model calls or limits them, but for nothing that is in these: it makes pictures where words are asked for.
    pub foreign: bool,
}

impl MonthDemand {
    /// What the month costs on a plan, alone on its account, which the provider may have taken to a higher one of `others` by then.
    /// The scenario's own numbers stand in both.
    #[must_use]
    pub fn cost(&self, scenario: &ValidScenario, plan: &Plan, others: &[Plan]) -> Cost {
        let mut plan = own(scenario, plan);
        loop {
            let cost = self.cost_on(&plan);
            // By the month's end, as if all had been billed at this tier.
            let (billed, days) = (cost.usd * (self.before + 1.0), f64::from(self.days_before) + 28.0);
            let is_above = |other: &&Plan| {
                (&other.account, other.slot, &other.model) == (&plan.account, plan.slot, &plan.model)
                    && other.rank > plan.rank
                    && other.reached_after(self.day).is_some_and(|[usd, after]| usd <= billed && after <= days)
            };
            match others.iter().filter(is_above).max_by_key(|other| other.rank) {
                Some(raised) => plan = own(scenario, raised),
                None => return cost,
            }
        }
    }

    fn cost_on(&self, plan: &Plan) -> Cost {
        let day = self.day;
        let tier = tier(plan, day);
        let numbers = terms(plan, day, self.payment);
        let above = plan.fact(FactName::LongPromptTokens, day).map_or(f64::from(UNLIMITED), |tokens| tokens / 1e6);
        let (units, fits) = self.units_on(plan, above);
        let mut served: f64 = 1.0;
        for limit in &plan.limits {
            let most = limit.history.at(day).value;
            let place = plan.slot.place(limit.meter).filter(|_| most < MOST);
            if let Some((place, _)) = place.zip(way(plan.slot, limit)) {
                let (most, used) = (most / limit.meter.quoted_per(), units[place]);
                let share = if limit.of == Whose::Visitor {
                    self.of_visitors(place, most)
                } else {
                    self.within(limit.window, most, used)
                };
                served = served.min(share);
            }
        }
        // A price that begins further up stays there, so what is served is counted and not its share of the bill.
        let worth = |share: f64| {
            let prices = numbers.iter().filter(|(term, _)| term.list == lists::PRICE);
            let each = prices.map(|(term, [from, rise])| {
                let price = |units: &f64| pricing::graduated(*from, *rise, units * share);
                let held = self.held.iter().find(|(place, _)| *place == term.meter);
                held.map_or_else(|| price(&units[term.meter]), |(_, days)| mean(days.iter().map(price)))
            });
            each.sum::<f64>()
        };
        let mut tier = tier;
        let lasts = tier.lasts > 0.5;
        // What is given once has been used since the first month.
        let used_before = if lasts { worth(served) * self.before } else { 0.0 };
        let is_lost = lasts && tier.credit_days <= f64::from(self.days_before);
        tier.pool = if is_lost { 0.0 } else { (tier.pool - used_before).max(0.0) };
        let unlimited = tier.pool_limit >= 0.5 * f64::from(UNLIMITED);
        if !unlimited {
            tier.pool_limit = (tier.pool_limit - used_before).max(0.0);
            served = served.min(part(tier.pool_limit, worth(1.0)));
        }
        let is_over = plan.end().is_some_and(|end| end.day <= day) || tier.trial_days <= f64::from(self.days_before);
        let fixed = tier.base_usd + tier.seat_usd * self.more_seats;
        Cost {
            usd: fixed + pricing::dollars(&tier, worth(served)),
            served: if is_over { 0.0 } else { fits * served },
            ended: is_over,
            forbidden: self.earns && tier.personal_only > 0.5,
            foreign: self.slot == Slot::Inference && self.is_foreign(plan, &units),
        }
    }

    /// Whether nothing of what a plan charges for or, where it is free, limits is used.
    fn is_foreign(&self, plan: &Plan, units: &[f64]) -> bool {
        let prices = plan.prices.iter().map(|price| price.meter);
        let charged: Vec<Meter> =
            prices.filter(|meter| plan.tiers(*meter, self.day).iter().any(|tier| tier.price > 0.0)).collect();
        let limited = || plan.limits.iter().map(|limit| limit.meter).collect();
        let counted: Vec<Meter> = if charged.is_empty() { limited() } else { charged };
        let is_used = |meter: &Meter| self.slot.place(*meter).is_some_and(|place| units[place] > 0.0);
        !counted.is_empty() && !counted.iter().any(is_used)
    }

    /// What the month uses of each meter on a plan, whose requests are long above so many million tokens, and the share of it that is not
    /// too large for it.
    fn units_on(&self, plan: &Plan, above: f64) -> (Vec<f64>, f64) {
        let mut units = self.units.clone();
        if self.slot == Slot::Backend {
            let awake = self.awake(plan);
            for meter in [Meter::InstanceHours, Meter::MemoryGbHours] {
                self.slot.place(meter).into_iter().for_each(|place| units[place] *= awake);
            }
        }
        let (mut fits, mut all) = (0.0, 0.0);
        for calls in &self.calls {
            let long =
                if above < 0.5 * f64::from(UNLIMITED) { long_of(calls.sent, above, calls.batch) } else { [0.0; 2] };
            let each = calls.units(long);
            all += calls.count;
            if !is_too_large(plan, self.day, calls, &each) {
                fits += calls.count;
                for (meter, each) in CALLS.iter().zip(each) {
                    self.slot.place(*meter).into_iter().for_each(|place| units[place] += each * calls.count);
                }
            }
        }
        if let Some((place, seconds)) = self.slot.place(Meter::GpuSeconds).zip(self.card_seconds(plan)) {
            units[place] = seconds;
        }
        (units, part(fits, all))
    }

    /// Share of the time that a backend on a plan is awake.
    fn awake(&self, plan: &Plan) -> f64 {
        let fact = |name| plan.fact(name, self.day);
        let Some(after) = fact(FactName::SleepAfterSeconds) else { return 1.0 };
        let sleep = Sleep { after, wake: fact(FactName::WakeSeconds).unwrap_or(0.0) };
        mean(self.rates.iter().map(|rate| cold(*rate, &sleep, self.bursts).awake))
    }

    /// Share of `used` units of a month that a limit lets pass: what comes in each of its windows, up to the most of one.
    fn within(&self, window: Window, most: f64, used: f64) -> f64 {
        let each = |hours: usize, windows: f64| -> f64 {
            let passed = self.hours.chunks(hours).map(|window| window.iter().sum::<f64>() * used);
            part(passed.map(|used| used.min(most * windows)).sum(), used)
        };
        match window {
            Window::Minute => each(1, 60.0),
            Window::Hour => each(1, 1.0),
            Window::Day => each(24, 1.0),
            Window::Month | Window::Stock => part(most, used),
            Window::Once => part(most - used * self.before, used),
            // What a request holds is looked at by itself, and what is under way at once depends on how fast answers come.
            Window::Request | Window::Concurrent => 1.0,
        }
    }

    /// Share of the calls that a visitor's quota lets pass.
    fn of_visitors(&self, place: usize, most: f64) -> f64 {
        let meter = self.slot.meters().get(place);
        let at = CALLS.iter().position(|call| Some(call) == meter);
        let wanted = self.calls.iter().map(|calls| at.map_or(0.0, |at| calls.units([0.0; 2])[at]) * calls.a_visitor);
        part(most, wanted.sum())
    }
}

fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = numbers.len().max(1) as f64;
    numbers.sum::<f64>() / count
}

/// How much of all a part is, all of nothing. What lacks only by rounding is whole.
fn part(part: f64, all: f64) -> f64 {
    if part < all * (1.0 - 1e-9) { (part / all).max(0.0) } else { 1.0 }
}

/// Whether one request of a feature is above a limit of any window, so that none ever passes.
fn is_too_large(plan: &Plan, day: Date, calls: &Calls, each: &[f64; CALLS.len()]) -> bool {
    plan.limits.iter().filter(|limit| limit.of != Whose::Visitor && limit.window != Window::Concurrent).any(|limit| {
        let most = limit.history.at(day).value;
        let at = CALLS.iter().position(|call| *call == limit.meter).filter(|_| most < MOST);
        let most = limit.burst.filter(|_| limit.window == Window::Minute).unwrap_or(most) / limit.meter.quoted_per();
        at.is_some_and(|at| each[at] * calls.batch > most * (1.0 + 1e-6))
    })
}

/// A plan as the scenario knows it, with its own numbers; those that cannot stand there are left out.
fn own(scenario: &ValidScenario, plan: &Plan) -> Plan {
    let mut own = scenario.prices.map_or_else(|| plan.clone(), |day| plan.as_of(day));
    replace(scenario, &mut own).unwrap_or_default();
    own
}
