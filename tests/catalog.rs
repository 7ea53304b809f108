//! The catalogue that comes with the build: every number has a source, and the named plans have the expected numbers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headroom::catalog::{Catalog, Confidence, Currency, Date, FactName, Origin, Past, Plan, ReadDate, Source};
use headroom::parts::{Meter, Slot};

/// What the catalogue knew when links became stable. Links of that day mean these numbers for good: what is read later is
/// added beside them.
const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

/// When the first scenario starts.
const START: Date = Date { year: 2027, month: 1, day: 1 };

fn catalog() -> Catalog {
    Catalog::builtin().unwrap()
}

/// Every source of a plan, with the first day of what it says and whether it is the first of its history.
fn sources(plan: &Plan) -> Vec<(Date, &Source, bool)> {
    let mut sources = Vec::new();
    macro_rules! add {
        ($history:expr) => {
            for (index, entry) in $history.entries().enumerate() {
                sources.push((entry.from, &entry.source, index == 0));
            }
        };
    }
    add!(plan.base);
    plan.prices.iter().for_each(|price| add!(price.history));
    plan.limits.iter().for_each(|limit| add!(limit.history));
    plan.facts.iter().for_each(|fact| add!(fact.history));
    sources
}

#[test]
fn every_number_says_where_and_when_it_was_read() {
    let mut count = 0;
    for plan in catalog().plans() {
        for (from, source, earliest) in sources(plan) {
            count += 1;
            match &source.origin {
                Origin::Page { url, read } => {
                    assert!(url.starts_with("https://") && !url.contains(' '), "{}: {url}", plan.id);
                    let begun = match read {
                        ReadDate::Day(day) => from <= *day,
                        ReadDate::Year(year) => from.year <= *year,
                    };
                    let announced = !earliest && source.note.ends_with("Announced.");
                    assert!(begun || announced, "{}: in force from {from}, but read {read}", plan.id);
                }
                Origin::Document(document) => assert!(!document.is_empty(), "{}", plan.id),
                Origin::Scenario => panic!("{}: the catalogue is no scenario", plan.id),
            }
            assert!(!source.note.contains('!') && !source.note.ends_with(' '), "{}: {}", plan.id, source.note);
        }
    }
    assert!(count > 300, "only {count} numbers");
}

#[test]
fn weak_numbers_are_marked_on_their_plan() {
    for plan in catalog().plans() {
        let weak = sources(plan).iter().any(|(_, source, _)| source.confidence == Confidence::Low);
        assert!(!weak || plan.approximate.is_some(), "{}", plan.id);
        assert!(
            plan.approximate.as_ref().is_none_or(|reason| reason.ends_with('.') && !reason.contains('!')),
            "{}",
            plan.id
        );
    }
}

#[test]
fn ids_fit_into_a_scenario() {
    let catalog = catalog();
    for plan in catalog.plans() {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
        assert!(plan.id.len() <= headroom::scenario::Ladder::MAX_PLAN_ID && plan.id.bytes().all(fits), "{}", plan.id);
        assert!(!plan.name.is_empty() && plan.model.as_ref().is_none_or(|model| !model.is_empty()), "{}", plan.id);
        assert_eq!(catalog.plan(&plan.id), Some(plan));
    }
}

#[test]
fn every_slot_has_plans_and_every_meter_a_slot() {
    let catalog = catalog();
    let counts = Slot::ALL.map(|slot| (slot.id(), catalog.plans_of(slot).count()));
    let expected = [
        ("frontend", 8),
        ("backend", 13),
        ("data", 8),
        ("training", 3),
        ("delivery", 2),
        ("observability", 4),
        ("payments", 2),
        ("domain", 3),
        ("inference", 48),
    ];
    assert_eq!(counts, expected);
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), catalog.plans().count());
    for slot in Slot::ALL {
        assert_eq!(Slot::named(slot.id()), Some(slot));
    }
    for meter in Meter::ALL {
        assert!(Slot::ALL.iter().any(|slot| slot.meters().contains(&meter)), "{} is counted nowhere", meter.id());
        assert!(!meter.words().is_empty() && Meter::named(meter.id()) == Some(meter), "{}", meter.id());
    }
}

#[test]
fn the_providers_are_those_a_founder_meets() {
    let providers: Vec<(String, usize)> =
        catalog().providers().iter().map(|provider| (provider.id.clone(), provider.plans.len())).collect();
    let expected = [
        ("gemini", 14),
        ("openai", 30),
        ("hugging-face", 8),
        ("vercel", 4),
        ("netlify", 5),
        ("railway", 4),
        ("render", 6),
        ("supabase", 3),
        ("firebase", 3),
        ("google-colab", 2),
        ("kaggle", 1),
        ("github-actions", 2),
        ("posthog", 2),
        ("sentry", 2),
        ("stripe", 2),
        ("domains", 3),
    ];
    assert_eq!(providers, expected.map(|(id, count)| (id.to_owned(), count)));
}

/// Every number in force in January 2027 as known on [`KNOWN`], a plan a line; prices with tiers as `from=price/per`.
const EXPECTED: &str = include_str!("catalog/expected.txt");

#[test]
fn plans_have_the_published_numbers() {
    let row = |plan: &Plan| {
        let numbers = plan.numbers(START).into_iter().map(|number| format!("{} {}", number.path, number.value));
        let tiers = plan.prices.iter().map(|price| (price.meter, &price.history.at(START).value));
        let tiers = tiers.filter(|(_, tiers)| tiers.len() > 2).map(|(meter, tiers)| {
            let rungs = tiers.iter().map(|tier| format!(" {}={}/{}", tier.from, tier.price, tier.per));
            format!("price.{}{}", meter.id(), rungs.collect::<String>())
        });
        format!("{}: {}", plan.id, numbers.chain(tiers).collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = catalog().plans().map(|plan| row(&plan.as_of(KNOWN))).collect();
    let expected: Vec<&str> = EXPECTED.lines().collect();
    for (row, expected) in rows.iter().zip(&expected) {
        assert_eq!(row, expected);
    }
    assert_eq!(rows.len(), expected.len(), "a new plan needs a line");
}

#[test]
fn plans_end_as_their_pages_say() {
    let catalog = catalog();
    for (id, past) in [
        ("railway-free", Some(Past::Pause)),
        ("railway-hobby", None),
        ("railway-trial", Some(Past::SuspendUntilUpgrade)),
        ("netlify-free", Some(Past::Pause)),
        ("netlify-pro-recharge", None),
        ("hf-inference-free", Some(Past::Refuse)),
        ("hf-inference-pro", None),
        ("gpt-5.6-luna-tier-2", Some(Past::Refuse)),
    ] {
        assert_eq!(catalog.plan(id).unwrap().credit_past, past, "{id}");
    }
    for (id, past) in [
        ("vercel-hobby", Past::Pause),
        ("supabase-pro", Past::Restrict),
        ("firebase-spark", Past::Refuse),
        ("render-postgres-free", Past::Delete),
    ] {
        let plan = catalog.plan(id).unwrap();
        assert!(plan.limits.iter().all(|limit| limit.past == past), "{id}");
        assert_eq!(past.lasts(), id == "render-postgres-free");
    }
    assert_eq!(catalog.plan("firebase-spark").unwrap().reset_utc_hour(), 8);
    for plan in catalog.plans() {
        assert_eq!(plan.currency == Currency::Credits, plan.id.starts_with("netlify-"), "{}", plan.id);
    }
    let forbidden = |plan: &&Plan| plan.fact(FactName::CommercialUse, START) == Some(0.0);
    let forbidden: Vec<_> = catalog.plans().filter(forbidden).map(|plan| plan.id.as_str()).collect();
    assert_eq!(forbidden, ["vercel-hobby", "vercel-blob-hobby"]);
}

/// Lines that came on 2026-11-27 are none in links of the day before, and in force in a month that began before.
#[test]
fn lines_that_were_added_are_none_before_their_day() {
    let (catalog, november) = (catalog(), Date { year: 2026, month: 11, day: 1 });
    for (id, meter) in [
        ("vercel-pro", Meter::OriginGb),
        ("vercel-pro", Meter::BuildMinutes),
        ("vercel-hobby", Meter::OriginGb),
        ("vercel-hobby", Meter::Images),
        ("sentry-developer", Meter::LogGb),
        ("sentry-team", Meter::LogGb),
    ] {
        let plan = catalog.plan(id).unwrap();
        let before = plan.as_of(Date { year: 2026, month: 11, day: 26 });
        assert!(plan.counts(meter, november) && !before.counts(meter, START), "{id}");
        let is_there =
            before.limits.iter().any(|it| it.meter == meter) || before.prices.iter().any(|it| it.meter == meter);
        assert!(!is_there, "{id}");
    }
}

/// What links of before know nothing of begins with a number that is none.
#[test]
fn a_cap_that_was_added_is_none_before_its_day() {
    let catalog = catalog();
    let plan = catalog.plan("gpt-5.6-luna").unwrap();
    let cap = |plan: &Plan| plan.fact(FactName::CreditLimit, START);
    assert_eq!((cap(plan), cap(&plan.as_of(KNOWN))), (Some(100.0), None));
    let after = |plan: &Plan| plan.reached_after(START);
    assert_eq!(after(plan), None);
    let tier = catalog.plan("gpt-5.6-luna-tier-2").unwrap();
    assert_eq!((after(tier), after(&tier.as_of(KNOWN))), (Some([50.0, 0.0]), Some([50.0, 7.0])));
}

#[test]
fn prices_hold_from_their_day_on() {
    let catalog = catalog();
    let price = |id, meter, year, month, day| {
        let tiers = catalog.plan(id).unwrap().tiers(meter, Date { year, month, day });
        tiers[0].price / tiers[0].per * 1e6
    };
    for (day, input, output) in [((2020, 1, 1), 1.0, 6.0), ((2026, 7, 29), 1.0, 6.0), ((2026, 7, 30), 0.2, 1.2)] {
        assert_eq!(price("gpt-5.6-luna", Meter::InputTokens, day.0, day.1, day.2), input, "{day:?}");
        assert_eq!(price("gpt-5.6-luna", Meter::OutputTokens, day.0, day.1, day.2), output, "{day:?}");
    }
    assert_eq!(price("gemini-3.6-flash-paid", Meter::InputTokens, 2026, 12, 31), 0.75);
    assert_eq!(price("gemini-3.6-flash-paid", Meter::InputTokens, 2027, 1, 1), 1.5);
}

#[test]
fn on_its_own_day_all_of_it_is_known_and_on_earlier_ones_less() {
    let catalog = catalog();
    assert!(catalog.date() >= KNOWN, "{}", catalog.date());
    let changed = |day| catalog.plans().filter(|plan| plan.as_of(day) != **plan).count();
    assert_eq!(changed(catalog.date()), 0);
    assert!(changed(Date::FIRST) > 0);
    let luna = |day| catalog.plan_as_of("gpt-5.6-luna", day).unwrap().tiers(Meter::InputTokens, START)[0].price;
    let august = |day| Some(Date { year: 2026, month: 8, day });
    assert_eq!((luna(august(1)), luna(august(2)), luna(None)), (1.0, 0.2, 0.2));
    assert_eq!(catalog.plan_as_of("gpt-0", None), None);
}
