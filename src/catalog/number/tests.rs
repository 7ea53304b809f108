use super::*;
use crate::catalog::Catalog;
use crate::parts::Meter;

const DAY: Date = Date { year: 2027, month: 1, day: 1 };

fn plan(id: &str) -> Plan {
    Catalog::builtin().unwrap().plan(id).unwrap().clone()
}

fn value(plan: &Plan, path: &str) -> Option<f64> {
    plan.numbers(DAY).into_iter().find(|number| number.path == path).map(|number| number.value)
}

/// The meter of a price or of what is included before it.
fn meter(path: &str) -> Option<&str> {
    path.strip_prefix("price.").or_else(|| path.strip_prefix("included."))
}

#[test]
fn what_is_included_and_the_price_after_it_are_replaced_apart() {
    let mut pro = plan("vercel-pro");
    pro.set("included.egress_gb", 500.0).unwrap();
    pro.set("price.egress_gb", 0.2).unwrap();
    let tiers: Vec<_> = pro.tiers(Meter::EgressGb, DAY).iter().map(|tier| (tier.from, tier.price / tier.per)).collect();
    assert_eq!(tiers, [(0.0, 0.0), (500.0, 0.2)]);
    pro.set("included.egress_gb", 0.0).unwrap();
    assert_eq!(pro.tiers(Meter::EgressGb, DAY).len(), 1, "paid from the first unit on");
}

/// Every number of every plan can be replaced by its address, alone, and says then that the scenario stated it.
#[test]
fn what_is_listed_can_be_set() {
    for plan in Catalog::builtin().unwrap().plans() {
        let before = plan.numbers(DAY);
        for number in &before {
            let mut changed = plan.clone();
            assert_eq!(changed.set(&number.path, number.value + 0.5), Ok(()), "{}: {}", plan.id, number.path);
            let after = changed.numbers(DAY);
            assert_eq!(after.len(), before.len(), "{}: {}", plan.id, number.path);
            for old in &before {
                let new = after.iter().find(|new| new.path == old.path).unwrap();
                if old.path == number.path {
                    assert!((new.value - old.value - 0.5).abs() < 1e-9, "{}: {}", plan.id, old.path);
                    assert_eq!((&new.source.origin, new.from), (&Origin::Scenario, Date::FIRST));
                } else if meter(&old.path).is_some() && meter(&old.path) == meter(&number.path) {
                    // A price and what is included before it are one entry.
                    assert!((new.value - old.value).abs() < 1e-9 * old.value, "{}: {}", plan.id, old.path);
                } else {
                    assert_eq!(new, old, "{}", plan.id);
                }
            }
        }
    }
}

#[test]
fn a_number_set_holds_on_all_days() {
    let mut luna = plan("gpt-5.6-luna");
    luna.set("price.input_tokens", 3.0).unwrap();
    for day in [Date::FIRST, DAY, Date { year: 2026, month: 7, day: 29 }] {
        let tier = luna.tiers(Meter::InputTokens, day)[0];
        assert_eq!((tier.from, tier.price, tier.per), (0.0, 3.0, 1e6));
    }
    luna.set("limit.minute.requests", 20.0).unwrap();
    assert_eq!(luna.limit(Window::Minute, Meter::Requests, Date::FIRST).map(|entry| entry.value), Some(20.0));
}

#[test]
fn facts_are_added_and_a_new_limit_of_credits_pauses() {
    let mut hobby = plan("railway-hobby");
    assert_eq!((value(&hobby, "wake_seconds"), hobby.credit_past), (None, None));
    hobby.set("wake_seconds", 0.0).unwrap();
    hobby.set("credit_limit", 10.0).unwrap();
    assert_eq!((value(&hobby, "wake_seconds"), value(&hobby, "credit_limit")), (Some(0.0), Some(10.0)));
    assert_eq!(hobby.credit_past, Some(Past::Pause));
    let mut trial = plan("railway-trial");
    trial.set("credit_limit", 10.0).unwrap();
    assert_eq!(trial.credit_past, Some(Past::SuspendUntilUpgrade));
}

#[test]
fn prices_and_limits_that_a_plan_lacks_are_added() {
    let mut whole = plan("vercel-pro");
    whole.set("price.deploys", 0.5).unwrap();
    let mut other = plan("vercel-pro");
    other.set("included.deploys", 100.0).unwrap();
    other.set("price.deploys", 0.5).unwrap();
    assert_eq!(value(&other, "included.deploys"), Some(100.0));
    let mut whole_too = whole.clone();
    whole_too.set("included.deploys", 100.0).unwrap();
    assert_eq!(whole_too, other, "in any order");
    assert_eq!((value(&whole, "price.deploys"), value(&whole, "limit.month.egress_gb")), (Some(0.5), None));
    whole.set("limit.month.egress_gb", 20.0).unwrap();
    assert_eq!(value(&whole, "limit.month.egress_gb"), Some(20.0));
    let mut free = plan("gemini-3.1-flash-lite-free");
    free.set("limit.day.tokens", 100_000.0).unwrap();
    free.set("limit.day.tokens.account", 200_000.0).unwrap();
    let added = free.limits.iter().find(|it| it.window == Window::Day && it.meter == Meter::Tokens).unwrap();
    assert_eq!((added.past, added.reset.as_ref().map(|reset| reset.utc_hour)), (Past::Refuse, Some(8)));
    assert_eq!(value(&free, "limit.day.tokens.account"), Some(200_000.0));
}

#[test]
fn addresses_that_a_plan_does_not_have_are_refused() {
    let whole = plan("vercel-pro");
    for path in [
        "",
        "bass",
        "base.usd",
        "price",
        "included.cows",
        "price.tokens",
        "limit.minute.egress_gb",
        "limit.stock.egress_gb",
        "limit.month.egress_gb.account",
        "limit.egress_gb",
        "limit.week.egress_gb",
        "seat_usd.now",
        "Base",
    ] {
        let mut plan = whole.clone();
        let error = plan.set(path, 1.0).unwrap_err();
        assert_eq!(error, SetError::Unknown { plan: "vercel-pro".to_owned(), path: path.to_owned() });
        assert!(error.to_string().ends_with("that can be replaced."), "{error}");
        assert_eq!(plan, whole);
    }
}

#[test]
fn numbers_that_may_not_stand_there_are_refused() {
    let whole = plan("gemini-3.1-flash-lite-paid");
    for path in ["base", "price.input_tokens", "limit.minute.requests", "token_seconds", "trial_days"] {
        let zero = path != "limit.minute.requests";
        for value in [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0] {
            let mut plan = whole.clone();
            let expected =
                if zero && value == 0.0 { Ok(()) } else { Err(SetError::NotAllowed { path: path.to_owned(), zero }) };
            assert_eq!(plan.set(path, value), expected, "{path} = {value}");
            assert!(expected.is_ok() || plan == whole, "{path} = {value}");
        }
    }
    let words = |zero| SetError::NotAllowed { path: "base".to_owned(), zero }.to_string();
    assert_eq!(words(true), "base must be a number from 0 to 1,000,000,000,000.");
    assert_eq!(words(false), "base must be a number above 0, at most 1,000,000,000,000.");
}
