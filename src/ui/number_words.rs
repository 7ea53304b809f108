//! The numbers of a plan in plain words.

use crate::{
    catalog::{Currency, Date, Fact, FactName, Plan, Price, Window},
    parts::{Meter, Slot},
    scenario::{OwnPlan, grouped},
};

/// A number's name and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) name: String,
    pub(super) unit: String,
}

fn words(name: impl Into<String>, unit: impl Into<String>) -> Words {
    Words { name: name.into(), unit: unit.into() }
}

/// What the number at an address says; an address that nobody knows is its own name. A price is for `units`.
pub(super) fn of(path: &str, currency: Currency, units: f64) -> Words {
    let parts: Vec<&str> = path.split('.').collect();
    let known = match *parts.as_slice() {
        ["base"] => Some(words("Fixed price", "$ a month")),
        ["price", meter] => Meter::named(meter).map(|meter| price(meter, currency, units)),
        ["included", meter] => {
            Meter::named(meter).map(|meter| words(format!("Included, {}", meter.words()), "a month"))
        }
        ["limit", window, meter, ref whose @ ..] => {
            let all = if whose.is_empty() { "" } else { ", all models together" };
            Window::named(window)
                .zip(Meter::named(meter))
                .map(|(window, meter)| words(format!("At most, {}", meter.words()), format!("{}{all}", window.words())))
        }
        [name] => FactName::named(name).map(|name| fact(name, currency)),
        _ => None,
    };
    known.unwrap_or_else(|| words(path, ""))
}

/// Whether the simulation reads the number at an address: memory and disks limit nothing there.
pub(super) fn is_read(path: &str) -> bool {
    let disk = format!("limit.{}.{}", Window::Stock.id(), Meter::VolumeGb.id());
    path != FactName::RamGb.id() && path != disk
}

/// Whether an address is that of a price, or of what it includes.
pub(super) fn is_price(path: &str) -> bool {
    path.starts_with("price.") || path.starts_with("included.")
}

/// Whether an address is that of what is paid: by the month or for use.
pub(super) fn is_dollars(path: &str) -> bool {
    path == "base" || path.starts_with("price.")
}

/// Whether an address is that of a limit.
pub(super) fn is_limit(path: &str) -> bool {
    path.starts_with("limit.")
}

/// The price of so many units of a meter.
pub(super) fn price(meter: Meter, currency: Currency, units: f64) -> Words {
    let each = match units {
        1.0 => "each".to_owned(),
        1e3 => "a thousand".to_owned(),
        1e6 => "a million".to_owned(),
        units => format!("for {}", grouped(units)),
    };
    words(format!("Price, {}", meter.words()), format!("{} {each}", money(currency)))
}

/// How many units the plan quotes a price for: the number at `path` times this over [`Meter::quoted_per`] is the price that
/// the provider's page says. 1 for everything that is no price.
pub(super) fn quoted(plan: &Plan, path: &str, day: Date) -> Quoted {
    let meter = path.strip_prefix("price.").and_then(Meter::named);
    let price = meter.and_then(|meter| plan.prices.iter().find(|price| price.meter == meter));
    let per = price.and_then(|price| price.history.at(day).value.last()).map(|tier| tier.per);
    match (meter, per) {
        (Some(meter), Some(per)) => Quoted { units: per, factor: per / meter.quoted_per() },
        (Some(meter), None) => Quoted { units: meter.quoted_per(), factor: 1.0 },
        _ => Quoted { units: 1.0, factor: 1.0 },
    }
}

/// How a provider's page quotes a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quoted {
    /// For so many units.
    pub(super) units: f64,
    /// What the page says over what the document says.
    pub(super) factor: f64,
}

const fn money(currency: Currency) -> &'static str {
    match currency {
        Currency::Usd => "$",
        Currency::Credits => "credits",
    }
}

fn fact(name: FactName, currency: Currency) -> Words {
    let a_month = || format!("{} a month", money(currency));
    match name {
        FactName::SeatUsd => words("Each further person", "$ a month"),
        FactName::CreditIncluded => words("Usage included", a_month()),
        FactName::CreditLimit => words("Usage, at most", a_month()),
        FactName::CreditUsd => words("A credit past those included", "$"),
        FactName::TrialDays => words("The plan ends after", "days"),
        FactName::CreditDays => words("What is given once is lost after", "days"),
        FactName::IdleDays => words("Paused when unused for", "days"),
        FactName::AfterUsd => words("Reached after, dollars billed", "$"),
        FactName::AfterDays => words("Reached after, days of use", "days"),
        FactName::CommercialUse => words("Apps that earn money", "1 allowed, 0 not"),
        FactName::FirstTokenSeconds => words("First word after", "seconds"),
        FactName::TokenSeconds => words("Then, for each token", "seconds"),
        FactName::LongPromptTokens => words("A request is long above", "tokens sent"),
        FactName::Vcpus => words("Processor cores, at most", "cores"),
        FactName::RamGb => words("Memory, at most", "GB"),
        FactName::SleepAfterSeconds => words("Sleeps when unused for", "seconds"),
        FactName::WakeSeconds => words("Wakes within", "seconds"),
        FactName::PromptTokenSeconds => words("Before the first word, for each token sent", "seconds"),
        FactName::CardsMost => words("Cards, at most", "cards"),
        FactName::CardsLeast => words("Cards that are always on", "cards"),
        FactName::CardCalls => words("Calls that a card serves at once", "calls"),
        FactName::CardKnee => words("Each takes twice as long with", "calls at once"),
        FactName::CardStartSeconds => words("A card starts in, the delay of a scaler included", "seconds"),
        FactName::CardStartSpread => words("Spread of that time", "of it"),
        FactName::CardStartBilled => words("Share of a card's start that is billed", "0 to 1, 1 if empty"),
        FactName::CardKeepSeconds => words("A card stops when unused for", "seconds"),
        FactName::CardStepSeconds => words("A card's time is billed in steps of", "seconds"),
        FactName::CardLosses => words("A card is taken away", "times a day"),
    }
}

/// A number as its box shows it: six digits where it is small, so that it can be read back.
pub(super) fn shown(number: f64) -> String {
    if number == 0.0 || number.abs() >= 1e-3 {
        return grouped(number);
    }
    let digits = std::iter::successors(Some(number.abs()), |number| Some(number * 10.0)).take(15);
    let decimals = 5 + digits.take_while(|number| *number < 1.0).count();
    format!("{number:.decimals$}").trim_end_matches('0').to_owned()
}

/// Addresses of numbers that a plan does not state but that make sense of a plan of its kind.
pub(super) fn unstated(plan: &Plan) -> Vec<String> {
    use FactName::*;
    let of_slot: &[FactName] = match plan.slot {
        Slot::Inference => &[FirstTokenSeconds, TokenSeconds, CreditIncluded, CreditLimit, TrialDays, LongPromptTokens],
        Slot::Backend => &[Vcpus, SleepAfterSeconds, WakeSeconds, CreditIncluded, CreditLimit, SeatUsd, TrialDays],
        Slot::Frontend => &[CreditIncluded, CreditLimit, SeatUsd, TrialDays, CommercialUse],
        Slot::Data => &[CreditIncluded, CreditLimit, SeatUsd, TrialDays, IdleDays],
        _ => &[],
    };
    let states = |name: FactName| plan.facts.iter().any(|fact: &Fact| fact.name == name);
    let of_cards: &[FactName] = if states(CardsMost) {
        &[
            PromptTokenSeconds,
            CardsLeast,
            CardCalls,
            CardKnee,
            CardStartSeconds,
            CardStartSpread,
            CardStartBilled,
            CardKeepSeconds,
            CardStepSeconds,
            CardLosses,
        ]
    } else if plan.slot == Slot::Inference && OwnPlan::is_id(&plan.id) {
        // A plan of the founder's own may be one of cards.
        &[CardsMost]
    } else {
        &[]
    };
    let facts = of_slot.iter().chain(of_cards).filter(|name| !states(**name)).map(|name| name.id().to_owned());
    let meters = || plan.slot.meters().iter().filter(|meter| **meter != Meter::VolumeGb);
    let free = meters().filter(|meter| plan.prices.iter().all(|price| price.meter != **meter));
    let prices = free.map(|meter| format!("price.{}", meter.id()));
    // A price from the first unit on may begin later.
    let is_flat = |price: &&Price| price.history.entries().all(|entry| entry.value.len() == 1);
    let whole = plan.prices.iter().filter(is_flat).filter(|price| price.meter.part_of().is_none());
    let included: Vec<String> = whole.map(|price| format!("included.{}", price.meter.id())).collect();
    let prices = prices.chain(included);
    let windows = |meter: &Meter| match (meter.is_stock(), plan.slot, meter) {
        (true, ..) => vec![Window::Stock],
        (_, Slot::Inference, Meter::Requests | Meter::InputTokens | Meter::OutputTokens | Meter::Tokens) => {
            vec![Window::Minute, Window::Day, Window::Month]
        }
        (_, Slot::Inference, meter) if meter.part_of().is_some() => Vec::new(),
        _ => vec![Window::Month],
    };
    let limits = meters().flat_map(|meter| windows(meter).into_iter().map(move |window| (window, *meter)));
    let limits = limits.filter(|(window, meter)| {
        plan.limits.iter().all(|it| (it.window, it.meter, it.is_of_account()) != (*window, *meter, false))
    });
    let limits = limits.map(|(window, meter)| format!("limit.{}.{}", window.id(), meter.id()));
    facts.chain(prices).chain(limits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn every_number_of_the_catalogue_has_words() {
        let day = Date { year: 2027, month: 1, day: 1 };
        for plan in Catalog::builtin().unwrap().plans() {
            for number in plan.numbers(day) {
                let quoted = quoted(plan, &number.path, day);
                let words = of(&number.path, plan.currency, quoted.units);
                assert!(!words.unit.is_empty() && words.name.starts_with(char::is_uppercase), "{words:?}");
            }
        }
        assert_eq!(of("limit.day.requests", Currency::Usd, 1.0), words("At most, requests", "a day"));
        assert_eq!(of("limit.once.requests", Currency::Usd, 1.0), words("At most, requests", "in all"));
        assert_eq!(of("price.input_tokens", Currency::Usd, 1e6), words("Price, input tokens", "$ a million"));
        assert_eq!(of("nonsense", Currency::Usd, 1.0).name, "nonsense");
    }

    /// What a card is by itself is asked of a plan that runs on cards, and of no other.
    #[test]
    fn numbers_of_cards_are_offered_to_plans_that_run_on_cards() {
        let catalog = Catalog::builtin().unwrap();
        let offers = |id: &str| unstated(catalog.plan(id).unwrap());
        let of_cards = |id: &str| offers(id).into_iter().filter(|path| path.starts_with("card")).collect::<Vec<_>>();
        assert_eq!(of_cards("gpt-6-luna"), [""; 0]);
        let own = Plan { id: "own-1".to_owned(), ..catalog.plan("gpt-6-luna").unwrap().clone() };
        assert!(unstated(&own).contains(&"cards_most".to_owned()), "one's own may be of cards");
        assert_eq!(of_cards("modal-t4"), ["card_knee", "card_start_billed", "card_step_seconds", "card_losses"]);
        assert!(!offers("modal-t4").contains(&"prompt_token_seconds".to_owned()), "it is stated");
        let rented = [
            "card_start_seconds",
            "card_start_spread",
            "card_start_billed",
            "card_keep_seconds",
            "card_step_seconds",
            "card_losses",
        ];
        assert_eq!(of_cards("ec2-g4dn-xlarge"), rented);
    }

    #[test]
    fn small_numbers_can_be_read_back() {
        for (number, text) in
            [(6e-7, "0.0000006"), (4.88e-3, "0.00488"), (0.0, "0"), (1_500.0, "1,500"), (5e-4, "0.0005")]
        {
            assert_eq!(shown(number), text);
            assert_eq!(super::super::number::parse(text), Ok(number));
        }
    }

    #[test]
    fn prices_are_quoted_as_the_provider_does() {
        let (catalog, day) = (Catalog::builtin().unwrap(), Date { year: 2027, month: 1, day: 1 });
        let quoted = |plan: &str, path: &str| quoted(catalog.plan(plan).unwrap(), path, day);
        let calls = quoted("vercel-pro", "price.function_invocations");
        assert_eq!(calls, Quoted { units: 1e6, factor: 1e6 });
        let tokens = quoted("gemini-3.5-flash-lite-paid", "price.input_tokens");
        assert_eq!(tokens, Quoted { units: 1e6, factor: 1.0 });
        let unstated = quoted("gemini-3.5-flash-lite-free", "price.input_tokens");
        assert_eq!(unstated, Quoted { units: 1e6, factor: 1.0 }, "a price to be added is for as many as is usual");
        assert_eq!(quoted("vercel-pro", "base").factor, 1.0);
    }
}
