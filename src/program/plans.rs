//! Plans of the catalogue as the numbers that the model reads.

use super::error::{OverrideError, ProgramError};
use crate::catalog::{self, Catalog, Currency, Date, FactName, Meter, Slot, Tier, Window};
use crate::model::layout::{METERS, RUNGS, SLOTS, TIERS};
use crate::model::{Plan, layout};
use crate::scenario::{LadderAt, ValidScenario};

/// The slot of the catalogue whose plans a ladder holds.
const fn slot(at: LadderAt) -> Slot {
    match at {
        LadderAt::Slot(layout::FRONTEND) => Slot::Frontend,
        LadderAt::Slot(layout::BACKEND) => Slot::Backend,
        LadderAt::Slot(layout::DATA) => Slot::Data,
        LadderAt::Slot(layout::PAYMENTS) => Slot::Payments,
        LadderAt::Slot(_) => Slot::Domain,
        LadderAt::Feature(_) => Slot::Inference,
    }
}

/// The plans of a ladder, first to last, as known on the scenario's day of prices, with the scenario's own numbers in them.
///
/// # Errors
/// A plan that the catalogue does not have for that part of the app, or a number that cannot be overridden.
pub fn in_use(scenario: &ValidScenario, catalog: &Catalog, at: LadderAt) -> Result<Vec<catalog::Plan>, ProgramError> {
    let slot = slot(at);
    let ids = scenario.ladder(at).map_or(&[][..], |ladder| &ladder.plans);
    let find = |(rung, id): (usize, &String)| {
        let plan = catalog.plan_as_of(id, scenario.prices).filter(|plan| plan.slot == slot);
        let mut plan = plan.ok_or_else(|| {
            let known = catalog.plans_of(slot).map(|plan| plan.id.clone()).collect();
            ProgramError::UnknownPlan { at, rung, id: id.clone(), known }
        })?;
        for (index, own) in scenario.overrides.iter().enumerate().filter(|(_, own)| own.plan == *id) {
            let error = |error| ProgramError::Override(index, OverrideError::Number(error));
            plan.set(&own.number, own.value).map_err(error)?;
        }
        Ok(plan)
    };
    ids.iter().enumerate().map(find).collect()
}

/// The numbers of all plans, [place][rung]; missing rungs repeat the last plan, places without plans cost and limit
/// nothing.
pub(super) fn memory(scenario: &ValidScenario, catalog: &Catalog, day: Date) -> Result<Vec<f32>, ProgramError> {
    let known = |id: &String| catalog.plan(id).is_some();
    if let Some((index, own)) = scenario.overrides.iter().enumerate().find(|(_, own)| !known(&own.plan)) {
        return Err(ProgramError::Override(index, OverrideError::Plan(own.plan.clone())));
    }
    for (index, own) in scenario.overrides.iter().enumerate() {
        let set = |mut plan: catalog::Plan| plan.set(&own.number, own.value);
        let number = |error| ProgramError::Override(index, OverrideError::Number(error));
        catalog.plan_as_of(&own.plan, scenario.prices).map_or(Ok(()), set).map_err(number)?;
    }
    let slots = (0..SLOTS).map(LadderAt::Slot);
    let mut numbers = Vec::with_capacity(layout::LEN - layout::PLANS);
    for at in slots.chain((0..layout::FEATURES).map(LadderAt::Feature)) {
        let plans = in_use(scenario, catalog, at)?;
        let mut compiled: Vec<_> = plans.iter().map(|plan| compile(plan, day)).collect();
        let last = compiled.last().copied().unwrap_or_else(Plan::none);
        compiled.resize(RUNGS, last);
        for plan in compiled {
            plan.each(|_, number| numbers.push(number as f32));
        }
    }
    Ok(numbers)
}

/// A plan as the model reads it on a day.
pub(super) fn compile(plan: &catalog::Plan, day: Date) -> Plan<f64> {
    let unlimited = f64::from(Plan::<f32>::UNLIMITED);
    let fact = |name| plan.fact(name, day);
    // The model counts tokens in millions, as they are priced.
    let units = |meter: Meter, amount: f64| amount / meter.quoted_per();
    let limit = |window, meter| plan.limit(window, meter, day).map_or(unlimited, |entry| units(meter, entry.value));

    let mut out = Plan::none();
    out.base_usd = plan.base_usd(day);
    out.seat_usd = fact(FactName::SeatUsd).unwrap_or(0.0);
    out.pool = fact(FactName::CreditIncluded).unwrap_or(0.0);
    out.pool_limit = fact(FactName::CreditLimit).unwrap_or(unlimited);
    let usd = if plan.currency == Currency::Usd { 1.0 } else { 0.0 };
    out.pool_usd = fact(FactName::CreditUsd).unwrap_or(usd);
    for (row, &meter) in plan.slot.meters().iter().enumerate().take(METERS) {
        let (from, price) = steps(tiers(plan, meter, day), meter);
        out.tier_from[row * TIERS..][..TIERS].copy_from_slice(&from);
        out.tier_price[row * TIERS..][..TIERS].copy_from_slice(&price);
        out.day_limit[row] = limit(Window::Day, meter);
        let window = if meter.is_stock() { Window::Stock } else { Window::Month };
        out.month_limit[row] = limit(window, meter);
        // Something is paid from where the price rises, unless it is paid from the first unit on.
        let paid = std::iter::zip(from, price).find(|(_, rise)| *rise > 0.0).map_or(unlimited, |(from, _)| from);
        out.included[row] = out.month_limit[row].min(if paid > 0.0 { paid } else { unlimited });
    }
    out.requests_per_minute = limit(Window::Minute, Meter::Requests);
    out.input_per_minute = limit(Window::Minute, Meter::InputTokens);
    out.tokens_per_minute = limit(Window::Minute, Meter::Tokens);
    out.concurrent = limit(Window::Concurrent, Meter::Requests);
    out.reset_hour = plan.reset_utc_hour().into();
    let past = plan.limits.iter().filter(|limit| matches!(limit.window, Window::Month | Window::Stock));
    let lasts = past.map(|limit| limit.past).chain(plan.credit_past).any(catalog::Past::lasts);
    out.lasts = f64::from(u8::from(lasts));
    out.trial_days = fact(FactName::TrialDays).unwrap_or(unlimited);
    out.idle_days = fact(FactName::IdleDays).unwrap_or(unlimited);
    out.personal_only = f64::from(u8::from(fact(FactName::CommercialUse) == Some(0.0)));
    out.first_word = fact(FactName::FirstTokenSeconds).unwrap_or(0.0);
    out.token_seconds = fact(FactName::TokenSeconds).unwrap_or(0.0);
    out.processors = fact(FactName::Vcpus).unwrap_or(unlimited);
    out.sleep_after = fact(FactName::SleepAfterSeconds).unwrap_or(unlimited);
    out.wake = fact(FactName::WakeSeconds).unwrap_or(0.0);
    out
}

/// Tiers of a meter. Tokens from the provider's cache cost as much as others where no other price is known.
fn tiers(plan: &catalog::Plan, meter: Meter, day: Date) -> &[Tier] {
    match (meter, plan.tiers(meter, day)) {
        (Meter::CachedInputTokens, []) => plan.tiers(Meter::InputTokens, day),
        (_, tiers) => tiers,
    }
}

/// Tiers as (start, rise of the price over the tier before), in the units of the model. More tiers than there is room for
/// are the catalogue's mistake, which its tests find.
fn steps(tiers: &[Tier], meter: Meter) -> ([f64; TIERS], [f64; TIERS]) {
    let unit = meter.quoted_per();
    let (mut from, mut price) = ([0.0; TIERS], [0.0; TIERS]);
    let mut before = 0.0;
    for (index, tier) in tiers.iter().enumerate().take(TIERS) {
        let now = tier.price / tier.per * unit;
        from[index] = tier.from / unit;
        price[index] = now - before;
        before = now;
    }
    (from, price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Override, PRESETS, Scenario};

    const DAY: Date = Date { year: 2027, month: 1, day: 1 };

    fn error(change: impl FnOnce(&mut Scenario)) -> String {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        memory(&scenario.validate().unwrap(), &Catalog::builtin().unwrap(), DAY).unwrap_err().to_string()
    }

    #[test]
    fn every_plan_of_the_catalogue_fits() {
        let catalog = Catalog::builtin().unwrap();
        assert!(catalog.plans().count() > 4);
        for plan in catalog.plans() {
            assert!(plan.prices.iter().all(|price| plan.tiers(price.meter, DAY).len() <= TIERS), "{}", plan.id);
            assert!(plan.slot.meters().len() <= METERS);
            compile(plan, DAY).each(|_, number| assert!(number.is_finite(), "{}", plan.id));
        }
    }

    #[test]
    fn unknown_plans_are_named_with_their_place() {
        let unknown = error(|it| it.features[0].inference.plans = vec!["gemini-9".to_owned()]);
        assert!(
            unknown
                .starts_with("features[0].inference.plans[0] is \"gemini-9\", which the catalogue does not have there"),
            "{unknown}"
        );
        assert!(unknown.contains("gpt-5.6-luna") && unknown.ends_with('.'), "{unknown}");
        let elsewhere = error(|it| it.stack.backend.plans = vec!["gpt-5.6-luna".to_owned()]);
        assert!(elsewhere.starts_with("stack.backend.plans[0] is \"gpt-5.6-luna\""), "{elsewhere}");
    }

    #[test]
    fn numbers_can_be_overridden_and_only_those_there_are() {
        let own = |plan: &str, number: &str, value| {
            vec![Override { plan: plan.to_owned(), number: number.to_owned(), value }]
        };
        let free = "gemini-3.1-flash-lite-free";
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.overrides = own(free, "limit.day.requests", 600.0);
        let catalog = Catalog::builtin().unwrap();
        let plans = in_use(&scenario.validate().unwrap(), &catalog, LadderAt::Feature(0)).unwrap();
        assert_eq!(compile(&plans[0], DAY).day_limit[0], 600.0);
        for (overrides, words) in [
            (own("gemini-9", "base", 1.0), "overrides[0].plan is \"gemini-9\""),
            (own(free, "limit.day.cows", 1.0), "overrides[0]: "),
            (own(free, "limit.day.requests", -1.0), "overrides[0]: "),
        ] {
            let error = error(|it| it.overrides = overrides);
            assert!(error.starts_with(words) && error.ends_with('.'), "{error}");
        }
    }

    #[test]
    fn stocks_are_those_of_the_catalogue() {
        let slots = (0..SLOTS).map(|place| slot(LadderAt::Slot(place)));
        for (place, slot) in slots.enumerate() {
            for (row, meter) in slot.meters().iter().enumerate() {
                assert_eq!(crate::model::meters::STOCKS[place][row], meter.is_stock(), "{meter:?}");
            }
        }
    }

    #[test]
    fn tiers_become_rises() {
        let tier = |from, price| Tier { from, price, per: 1e3 };
        let (from, price) = steps(&[tier(0.0, 0.002), tier(5e6, 0.001)], Meter::InputTokens);
        assert_eq!((from, price), ([0.0, 5.0, 0.0], [2.0, -1.0, 0.0]));
    }
}
