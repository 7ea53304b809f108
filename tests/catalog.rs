//! The catalogue that comes with the build: every number has a source, and the named plans have the expected numbers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headroom::catalog::{Catalog, Confidence, Date, Meter, Origin, Plan, ReadDate, Source, Window};

/// When the first scenario starts.
const START: Date = Date { year: 2027, month: 1, day: 1 };

fn catalog() -> Catalog {
    Catalog::builtin().unwrap()
}

/// Every source of a plan, with the first day of what it says.
fn sources(plan: &Plan) -> Vec<(Date, &Source)> {
    let base = plan.base.entries().map(|entry| (entry.from, &entry.source));
    let prices = plan.prices.iter().flat_map(|it| it.history.entries()).map(|entry| (entry.from, &entry.source));
    let limits = plan.limits.iter().flat_map(|it| it.history.entries()).map(|entry| (entry.from, &entry.source));
    base.chain(prices).chain(limits).collect()
}

#[test]
fn every_number_says_where_and_when_it_was_read() {
    for plan in catalog().plans() {
        assert!(!plan.name.is_empty() && !plan.model.is_empty(), "{}", plan.id);
        for (from, source) in sources(plan) {
            match &source.origin {
                Origin::Page { url, read } => {
                    assert!(url.starts_with("https://") && !url.contains(' '), "{}: {url}", plan.id);
                    let begun = match read {
                        ReadDate::Day(day) => from <= *day,
                        ReadDate::Year(year) => from.year <= *year,
                    };
                    assert!(begun, "{}: in force from {from}, but read {read}", plan.id);
                }
                Origin::Document(document) => assert!(!document.is_empty(), "{}", plan.id),
            }
        }
    }
}

#[test]
fn weak_numbers_are_marked_on_their_plan() {
    for plan in catalog().plans() {
        let weak = sources(plan).iter().any(|(_, source)| source.confidence == Confidence::Low);
        assert_eq!(weak, plan.approximate.is_some(), "{}", plan.id);
        assert!(plan.approximate.as_ref().is_none_or(|reason| reason.ends_with('.')), "{}", plan.id);
    }
}

#[test]
fn ids_fit_into_a_scenario() {
    let catalog = catalog();
    for plan in catalog.plans() {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
        assert!(plan.id.len() <= headroom::scenario::Ladder::MAX_PLAN_ID && plan.id.bytes().all(fits), "{}", plan.id);
        assert_eq!(catalog.plan(&plan.id), Some(plan));
    }
}

/// What the catalogue says of a plan in January 2027. `None` is no limit; prices are dollars per million tokens.
struct Expected {
    id: &'static str,
    input: Option<f64>,
    output: Option<f64>,
    requests_a_minute: Option<f64>,
    input_tokens_a_minute: Option<f64>,
    tokens_a_minute: Option<f64>,
    requests_a_day: Option<f64>,
    tokens_a_month: Option<f64>,
    reset_utc_hour: u8,
}

const FREE: Expected = Expected {
    id: "",
    input: None,
    output: None,
    requests_a_minute: None,
    input_tokens_a_minute: None,
    tokens_a_minute: None,
    requests_a_day: None,
    tokens_a_month: None,
    reset_utc_hour: 0,
};

const GEMINI_TIER_1: Expected = Expected { requests_a_minute: Some(2_000.0), input_tokens_a_minute: Some(4e6), ..FREE };

const OPENAI_TIER_1: Expected = Expected { requests_a_minute: Some(500.0), tokens_a_minute: Some(500_000.0), ..FREE };

const EXPECTED: [Expected; 7] = [
    Expected {
        id: "gemini-3.1-flash-lite-free",
        requests_a_minute: Some(15.0),
        input_tokens_a_minute: Some(250_000.0),
        requests_a_day: Some(500.0),
        reset_utc_hour: 8,
        ..FREE
    },
    Expected { id: "gemini-3.1-flash-lite-paid", input: Some(0.25), output: Some(1.5), ..GEMINI_TIER_1 },
    Expected {
        id: "gemini-2.5-flash-lite-free",
        requests_a_minute: Some(10.0),
        input_tokens_a_minute: Some(250_000.0),
        requests_a_day: Some(20.0),
        reset_utc_hour: 8,
        ..FREE
    },
    Expected { id: "gemini-2.5-flash-lite-paid", input: Some(0.1), output: Some(0.4), ..GEMINI_TIER_1 },
    Expected { id: "gemini-free-tasktrakr", tokens_a_month: Some(1e6), ..FREE },
    Expected { id: "gpt-5.6-luna", input: Some(0.2), output: Some(1.2), ..OPENAI_TIER_1 },
    Expected { id: "gpt-5.4-mini", input: Some(0.75), output: Some(4.5), ..OPENAI_TIER_1 },
];

fn price(plan: &Plan, meter: Meter, day: Date) -> Option<f64> {
    match plan.tiers(meter, day) {
        [] => None,
        [tier] => Some(tier.usd * 1e6 / tier.per),
        tiers => panic!("{} has {} tiers", plan.id, tiers.len()),
    }
}

#[test]
fn the_named_plans_have_the_published_numbers() {
    let catalog = catalog();
    assert_eq!(catalog.plans().count(), EXPECTED.len(), "a new plan needs a row in this table");
    for expected in &EXPECTED {
        let plan = catalog.plan(expected.id).unwrap_or_else(|| panic!("{} is missing", expected.id));
        let limit = |window, meter| plan.limit(window, meter, START).map(|entry| entry.value);
        assert_eq!(plan.base_usd(START), 0.0, "{}", plan.id);
        assert_eq!(price(plan, Meter::InputTokens, START), expected.input, "{}", plan.id);
        assert_eq!(price(plan, Meter::OutputTokens, START), expected.output, "{}", plan.id);
        assert_eq!(limit(Window::Minute, Meter::Requests), expected.requests_a_minute, "{}", plan.id);
        assert_eq!(limit(Window::Minute, Meter::InputTokens), expected.input_tokens_a_minute, "{}", plan.id);
        assert_eq!(limit(Window::Minute, Meter::Tokens), expected.tokens_a_minute, "{}", plan.id);
        assert_eq!(limit(Window::Day, Meter::Requests), expected.requests_a_day, "{}", plan.id);
        assert_eq!(limit(Window::Month, Meter::Tokens), expected.tokens_a_month, "{}", plan.id);
        assert_eq!(plan.reset_utc_hour(), expected.reset_utc_hour, "{}", plan.id);
        let named = [
            expected.requests_a_minute,
            expected.input_tokens_a_minute,
            expected.tokens_a_minute,
            expected.requests_a_day,
            expected.tokens_a_month,
        ];
        assert_eq!(plan.limits.len(), named.iter().flatten().count(), "{} has a limit that is not named here", plan.id);
    }
}

#[test]
fn a_price_cut_holds_from_its_day_on() {
    let catalog = catalog();
    let luna = catalog.plan("gpt-5.6-luna").unwrap();
    let prices = |day| (price(luna, Meter::InputTokens, day), price(luna, Meter::OutputTokens, day));
    let before = (Some(1.0), Some(6.0));
    let after = (Some(0.2), Some(1.2));
    assert_eq!(prices(Date { year: 2020, month: 1, day: 1 }), before);
    assert_eq!(prices(Date { year: 2026, month: 7, day: 29 }), before);
    assert_eq!(prices(Date { year: 2026, month: 7, day: 30 }), after);
    assert_eq!(prices(START), after);
}
