//! Plans of the catalogue as the numbers that the model reads.

use std::collections::BTreeMap;

use super::cards::{cards, is_by_card};
use super::error::{ProgramError, nearest};
use super::overrides::replace;
use crate::catalog::{self, Catalog, Currency, Date, FactName, Past, Whose, Window};
use crate::model::layout::lists;
use crate::model::limit::{FIXED, WINDOWS};
use crate::model::{Offer, Tier, UNLIMITED, limit};
use crate::parts::{Meter, Slot};
use crate::scenario::{LadderAt, ValidScenario};

/// The plans of a ladder, first to last, as known on the scenario's day of prices, with the scenario's own numbers in them.
///
/// # Errors
/// A plan that the catalogue does not have for that part of the app, or a number that cannot be overridden.
pub fn in_use(scenario: &ValidScenario, catalog: &Catalog, at: LadderAt) -> Result<Vec<catalog::Plan>, ProgramError> {
    let ids = scenario.ladder(at).map_or(&[][..], |ladder| &ladder.plans);
    let find = |(rung, id): (usize, &String)| {
        plan(scenario, catalog, at.slot(), id, || format!("{}.plans[{rung}]", at.path()))
    };
    ids.iter().enumerate().map(find).collect()
}

/// The plan of a feature's choice after the first, likewise.
pub(super) fn of_choice(
    scenario: &ValidScenario,
    catalog: &Catalog,
    feature: usize,
    choice: usize,
    id: &str,
) -> Result<catalog::Plan, ProgramError> {
    plan(scenario, catalog, Slot::Inference, id, || format!("features[{feature}].others[{choice}].plan"))
}

/// A plan for a part of the app, with the scenario's own numbers in it, whose id stands at a `path` of the document.
fn plan(
    scenario: &ValidScenario,
    catalog: &Catalog,
    slot: Slot,
    id: &str,
    path: impl FnOnce() -> String,
) -> Result<catalog::Plan, ProgramError> {
    let plan = catalog.plan_as_of(id, scenario.prices).filter(|plan| plan.slot == slot);
    let mut plan = plan.ok_or_else(|| {
        let nearest = nearest(id, catalog.plans_of(slot).map(|plan| plan.id.as_str()));
        ProgramError::UnknownPlan { path: path(), id: id.to_owned(), nearest }
    })?;
    replace(scenario, &mut plan)?;
    Ok(plan)
}

/// What is said once an account by a plan of its tier, as the model reads it on a day; whether it is entered by a lower one
/// depends on what others the account has.
pub(super) fn tier(plan: &catalog::Plan, day: Date) -> Tier<f64> {
    let unlimited = f64::from(UNLIMITED);
    let fact = |name| plan.fact(name, day);
    let usd = if plan.currency == Currency::Usd { 1.0 } else { 0.0 };
    Tier {
        base_usd: plan.base_usd(day),
        seat_usd: fact(FactName::SeatUsd).unwrap_or(0.0),
        pool: fact(FactName::CreditIncluded).unwrap_or(0.0),
        pool_limit: fact(FactName::CreditLimit).unwrap_or(unlimited),
        pool_usd: fact(FactName::CreditUsd).unwrap_or(usd),
        // What is lost after some days is given once, whether or not anything ends then.
        lasts: f64::from(u8::from(plan.credit_past.is_some_and(Past::lasts) || fact(FactName::CreditDays).is_some())),
        trial_days: fact(FactName::TrialDays).unwrap_or(unlimited),
        credit_days: fact(FactName::CreditDays).unwrap_or(unlimited),
        idle_days: fact(FactName::IdleDays).unwrap_or(unlimited),
        after_usd: fact(FactName::AfterUsd).unwrap_or(0.0),
        after_days: fact(FactName::AfterDays).unwrap_or(0.0),
        enters: 0.0,
        personal_only: f64::from(u8::from(fact(FactName::CommercialUse) == Some(0.0))),
    }
}

/// The tier of which both are plans: paid once, and with the tighter limits of either.
pub(super) fn both(one: &Tier<f64>, other: &Tier<f64>) -> Tier<f64> {
    Tier {
        base_usd: one.base_usd.max(other.base_usd),
        seat_usd: one.seat_usd.max(other.seat_usd),
        pool: one.pool.max(other.pool),
        pool_limit: one.pool_limit.min(other.pool_limit),
        pool_usd: one.pool_usd.max(other.pool_usd),
        lasts: one.lasts.max(other.lasts),
        trial_days: one.trial_days.min(other.trial_days),
        credit_days: one.credit_days.min(other.credit_days),
        idle_days: one.idle_days.min(other.idle_days),
        after_usd: one.after_usd.max(other.after_usd),
        after_days: one.after_days.max(other.after_days),
        enters: 0.0,
        personal_only: one.personal_only.max(other.personal_only),
    }
}

/// How a limit of the catalogue turns users away, in the model's words; `None` where the model does not follow it there.
#[must_use]
pub fn way(slot: Slot, limit: &catalog::Limit) -> Option<usize> {
    let of_models = slot == Slot::Inference;
    match (limit.window, limit.of) {
        (Window::Request, _) => of_models.then_some(limit::REQUEST),
        (_, Whose::Visitor) => of_models.then_some(limit::VISITOR),
        (Window::Minute, _) => of_models.then_some(limit::MINUTE),
        (Window::Concurrent, _) => (of_models && limit.meter == Meter::Requests).then_some(limit::CONCURRENT),
        // Of what nobody passes, hours and days are not followed.
        (Window::Hour, _) => slot.about().is_passed.then_some(limit::HOUR),
        (Window::Day, _) => slot.about().is_passed.then_some(limit::DAY),
        // Nothing of the app is counted on a backend's disk.
        (Window::Stock, _) if limit.meter == Meter::VolumeGb => None,
        (Window::Month | Window::Stock | Window::Once, _) => Some(limit::MONTH),
    }
}

/// What a limit of a plan counts, in the model's words: a meter of the part, or what is given of it once.
#[must_use]
pub(super) fn counts(slot: Slot, limit: &catalog::Limit) -> usize {
    let meter = slot.place(limit.meter).unwrap_or_default();
    if limit.window == Window::Once { limit::cause::ONCE + meter } else { meter }
}

/// What a plan offers for its part of the app, as the model reads it on a day; its limits and prices are [`terms`].
pub(super) fn offer(plan: &catalog::Plan, day: Date) -> Offer<f64> {
    let unlimited = f64::from(UNLIMITED);
    let fact = |name| plan.fact(name, day);
    let at_once = |limit: &&catalog::Limit| way(plan.slot, limit) == Some(limit::CONCURRENT);
    let past = plan.limits.iter().filter(|limit| matches!(limit.window, Window::Month | Window::Stock | Window::Once));
    let is_priced = terms(plan, day, 0.0).iter().any(|(term, [_, rise])| term.list == lists::PRICE && *rise != 0.0);
    let cards = cards(plan, day);
    Offer {
        concurrent: plan.limits.iter().rfind(at_once).map_or(unlimited, |limit| most(limit, day)),
        reset_hour: plan.reset_utc_hour().into(),
        lasts: f64::from(u8::from(past.map(|limit| limit.past).any(Past::lasts))),
        priced: f64::from(u8::from(is_priced)),
        first_word: fact(FactName::FirstTokenSeconds).unwrap_or(0.0),
        token_seconds: fact(FactName::TokenSeconds).unwrap_or(0.0),
        processors: fact(FactName::Vcpus).unwrap_or(unlimited),
        sleep_after: fact(FactName::SleepAfterSeconds).unwrap_or(unlimited),
        wake: fact(FactName::WakeSeconds).unwrap_or(0.0),
        long_above: fact(FactName::LongPromptTokens).map_or(unlimited, |tokens| tokens / 1e6),
        ends: unlimited,
        prompt_seconds: fact(FactName::PromptTokenSeconds).unwrap_or(0.0) * 1e6,
        by_card: f64::from(u8::from(is_by_card(plan, day))),
        cards: cards.most,
        cards_least: cards.least,
        card: [
            cards.calls,
            cards.slowing,
            cards.start,
            cards.start_variance,
            cards.start_billed,
            cards.keep,
            cards.step,
            cards.losses,
        ],
    }
}

/// Most units of a limit; the model counts tokens in millions, as they are priced.
fn most(limit: &catalog::Limit, day: Date) -> f64 {
    limit.history.at(day).value / limit.meter.quoted_per()
}

/// A limit, an allowance or a price of a part of the app, in the order in which the model has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    /// What it is, see [`lists`].
    pub(super) list: usize,
    /// The meter, by its place among those of the part.
    pub(super) meter: usize,
    /// Of several prices of a meter, which.
    step: usize,
    /// Whether it is of the account, over all its models.
    pub(super) whole: bool,
    /// Whether it is given once.
    pub(super) once: bool,
}

impl Term {
    /// A limit of a window or another number of a meter, by its list; of what it `counts`, see [`counts`].
    pub(super) const fn limit(window: usize, counts: usize) -> Self {
        let once = counts >= limit::cause::ONCE;
        let meter = if once { counts - limit::cause::ONCE } else { counts };
        Self { list: window, meter, step: 0, whole: false, once }
    }

    /// The same of the account, over all its models, if it `is` so.
    pub(super) const fn of_account(self, is: bool) -> Self {
        Self { whole: is, ..self }
    }

    /// How many numbers it has: a price has a beginning and a rise, a limit of a minute what flows in and what it holds.
    pub(super) const fn numbers(self) -> usize {
        if matches!(self.list, lists::PRICE | limit::MINUTE) { 2 } else { 1 }
    }

    /// What holds where a plan does not have it.
    pub(super) fn none(self) -> [f64; 2] {
        if self.list == lists::PRICE { [0.0; 2] } else { [f64::from(UNLIMITED); 2] }
    }
}

/// The limits, allowances and prices of a plan on a day, where users pay so many dollars at a time.
pub(super) fn terms(plan: &catalog::Plan, day: Date, payment: f64) -> BTreeMap<Term, [f64; 2]> {
    let meters = plan.slot.meters();
    let mut terms = BTreeMap::new();
    for limit in &plan.limits {
        if let Some(window @ 0..WINDOWS) = way(plan.slot, limit) {
            let term = Term::limit(window, counts(plan.slot, limit)).of_account(limit.is_of_account());
            let most = most(limit, day);
            let burst = limit.burst.map_or(most, |burst| burst / limit.meter.quoted_per());
            terms.insert(term, [most, if limit.fixed { FIXED.into() } else { burst }]);
        }
    }
    for (at, &meter) in meters.iter().enumerate() {
        let steps = steps(plan, meter, day, payment);
        // Something is paid from where the price rises, unless it is paid from the first unit on.
        let paid = steps.iter().find(|[_, rise]| *rise > 0.0).map(|[from, _]| *from).filter(|from| *from > 0.0);
        let most = terms.get(&Term::limit(limit::MONTH, at)).map(|[most, _]| *most);
        if let Some(allowance) = paid.into_iter().chain(most).reduce(f64::min) {
            terms.insert(Term::limit(lists::ALLOWANCE, at), [allowance, 0.0]);
        }
        for term in [Term::limit(limit::MONTH, at).of_account(true), Term::limit(limit::MONTH, limit::cause::ONCE + at)]
        {
            if let Some(numbers) = terms.get(&term).copied() {
                terms.insert(Term { list: lists::ALLOWANCE, ..term }, numbers);
            }
        }
        for (step, numbers) in steps.into_iter().enumerate() {
            terms.insert(Term { step, ..Term::limit(lists::PRICE, at) }, numbers);
        }
    }
    terms
}

/// Prices of a meter as (start, rise over the price before), in the units of the model. Of a meter that counts some of the units of
/// another, the price takes the place of the other's: what it is above it. Without a price those units cost what the others do. What a
/// `payment` may cost at most is reckoned with payments of one size: of a range, its middle.
fn steps(plan: &catalog::Plan, meter: Meter, day: Date, payment: f64) -> Vec<[f64; 2]> {
    let tiers = plan.tiers(meter, day);
    let most = plan.prices.iter().find(|price| price.meter == meter).and_then(|price| price.most_on(day));
    // Of payments of one size a share with a ceiling is a smaller share.
    let most = most.map_or(f64::INFINITY, |most| most / payment.max(1e-9));
    let each = |tier: &catalog::Tier| (tier.price / tier.per * meter.quoted_per()).min(most);
    let mut before = match meter.part_of() {
        // What began as no price is none until it is one.
        Some(_) if is_to_come(plan, meter, day) => return Vec::new(),
        // Tokens of a kind without a price of its own cost in long requests what others do there.
        Some(of)
            if tiers.is_empty() && meter.is_of_long() && of != Meter::InputTokens && plan.tiers(of, day).is_empty() =>
        {
            return if of == Meter::OutputTokens {
                Vec::new()
            } else {
                steps(plan, Meter::LongInputTokens, day, payment)
            };
        }
        Some(of) if !tiers.is_empty() => dearest(plan, of, day),
        _ => 0.0,
    };
    let step = |tier: &catalog::Tier| {
        let now = each(tier);
        let rise = now - before;
        before = now;
        [tier.from / meter.quoted_per(), rise]
    };
    tiers.iter().map(step).collect()
}

/// Whether a price begins as 0 because it was not known, and is that on a day.
fn is_to_come(plan: &catalog::Plan, meter: Meter, day: Date) -> bool {
    let is_some = |tiers: &[catalog::Tier]| tiers.iter().any(|tier| tier.price > 0.0);
    let price = plan.prices.iter().find(|price| price.meter == meter);
    let comes = price.is_some_and(|price| price.history.entries().any(|entry| is_some(&entry.value)));
    comes && !is_some(plan.tiers(meter, day))
}

/// What a unit of a meter costs past all that is included.
fn dearest(plan: &catalog::Plan, meter: Meter, day: Date) -> f64 {
    match (plan.tiers(meter, day).last(), meter.part_of()) {
        (Some(tier), _) => tier.price / tier.per * meter.quoted_per(),
        (None, Some(of)) => dearest(plan, of, day),
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Override, PRESETS, Scenario};

    const DAY: Date = Date { year: 2027, month: 1, day: 1 };

    fn error(change: impl FnOnce(&mut Scenario)) -> String {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        super::super::Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn every_plan_of_the_catalogue_fits() {
        let catalog = Catalog::builtin().unwrap();
        assert!(catalog.plans().count() > 4);
        for plan in catalog.plans() {
            assert!(terms(plan, DAY, 9.0).values().flatten().all(|number| number.is_finite()), "{}", plan.id);
            offer(plan, DAY).each(|_, number| assert!(number.is_finite(), "{}", plan.id));
            tier(plan, DAY).each(|_, number| assert!(number.is_finite(), "{}", plan.id));
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
        assert!(unknown.contains("; most like it are gemini-3") && unknown.ends_with('.'), "{unknown}");
        let mistyped = error(|it| it.features[0].inference.plans = vec!["gpt5.6-lnua".to_owned()]);
        assert!(mistyped.contains("; most like it are gpt-5.6-luna, "), "{mistyped}");
        let elsewhere = error(|it| it.stack.backend.plans = vec!["gpt-5.6-luna".to_owned()]);
        assert!(elsewhere.starts_with("stack.backend.plans[0] is \"gpt-5.6-luna\""), "{elsewhere}");
    }

    #[test]
    fn numbers_can_be_overridden_and_only_those_there_are() {
        let own = |plan: &str, number: &str, value| {
            vec![Override { plan: plan.to_owned(), number: number.to_owned(), value }]
        };
        let free = "gemini-3.5-flash-lite-free";
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.overrides = own(free, "limit.day.requests", 600.0);
        let catalog = Catalog::builtin().unwrap();
        let plans = in_use(&scenario.validate().unwrap(), &catalog, LadderAt::Feature(0)).unwrap();
        assert_eq!(terms(&plans[0], DAY, 9.0)[&Term::limit(limit::DAY, 0)][0], 600.0);
        for (overrides, words) in [
            (
                own("gemini-9", "base", 1.0),
                "overrides[0].plan is \"gemini-9\", which is not in the catalogue; most like it are ",
            ),
            (own(free, "limit.day.cows", 1.0), "overrides[0]: "),
            (own(free, "limit.day.requests", -1.0), "overrides[0]: "),
        ] {
            let error = error(|it| it.overrides = overrides);
            assert!(error.starts_with(words) && error.ends_with('.'), "{error}");
        }
    }

    #[test]
    fn tiers_become_rises() {
        let plan = priced(
            "{ meter = 'input_tokens', value = [{ price = 0.002, per = 1e3 }, { from = 5e6, price = 0.001, per = 1e3 }], source = 's' }",
        );
        assert_eq!(steps(&plan, Meter::InputTokens, DAY, 9.0), [[0.0, 2.0], [5.0, -1.0]]);
    }

    /// A plan with these prices and the threshold of long requests that they may need.
    fn priced(prices: &str) -> catalog::Plan {
        let text = format!(
            "id = 'a'\nname = 'A'\nsources = [{{ id = 's', document = 'd', confidence = 'high' }}]\n\
             [[models]]\nid = 'm'\nfacts = [{{ name = 'long_prompt_tokens', from = '2026-01-01', value = 1000, source = 's' }}]\n\
             [[models.offers]]\nid = 'p'\nname = 'P'\nbase = {{ from = '2026-01-01', value = 0, source = 's' }}\nprices = [{}]",
            prices.replace("source =", "from = '2026-01-01', source =")
        );
        let text = if prices.contains("long_") { text } else { text.replace("long_prompt_tokens", "token_seconds") };
        Catalog::read(&[("a.toml", &text)]).unwrap().plan("p").unwrap().clone()
    }

    /// $2 a million sent, 0.5 of those held; of long requests 4 and 1: the price of a part takes the place of the whole's.
    #[test]
    fn the_price_of_a_part_is_what_it_is_above_the_price_of_the_whole() {
        let price = |meter: &str, usd: f64| {
            format!("{{ meter = '{meter}', value = [{{ price = {usd}, per = 1e6 }}], source = 's' }}")
        };
        let all = [
            ("input_tokens", 2.0),
            ("cached_input_tokens", 0.5),
            ("long_input_tokens", 4.0),
            ("long_cached_input_tokens", 1.0),
        ];
        let plan = priced(&all.map(|(meter, usd)| price(meter, usd)).join(", "));
        let rises = |meter| steps(&plan, meter, DAY, 9.0);
        assert_eq!(rises(Meter::InputTokens), [[0.0, 2.0]]);
        assert_eq!(rises(Meter::CachedInputTokens), [[0.0, -1.5]]);
        assert_eq!(rises(Meter::LongInputTokens), [[0.0, 2.0]]);
        assert_eq!(rises(Meter::LongCachedInputTokens), [[0.0, 0.5]]);
        assert_eq!(rises(Meter::CacheWriteTokens), [[0.0; 2]; 0], "as much as other tokens sent");
    }
}
