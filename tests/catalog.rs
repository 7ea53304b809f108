//! The catalogue that comes with the build: every number has a source, and the named plans have the expected numbers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headroom::catalog::{Catalog, Confidence, Currency, Date, FactName, Origin, Past, Plan, ReadDate, Source};
use headroom::parts::{Meter, Slot};

/// What the catalogue knew when links became stable. Links of that day mean these numbers for good: what is read later is
/// added beside them.
const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

/// The day on which most of the providers came.
const LATER: Date = Date { year: 2026, month: 11, day: 28 };

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
                sources.push((entry.from, &*entry.source, index == 0));
            }
        };
    }
    add!(plan.base);
    plan.prices.iter().for_each(|price| add!(price.history));
    plan.prices.iter().filter_map(|price| price.most.as_ref()).for_each(|most| add!(most));
    plan.ends.iter().for_each(|ends| add!(ends));
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
                    let announced = !earliest && source.note.contains("nnounced");
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
        assert!(!headroom::scenario::OwnPlan::is_id(&plan.id), "{} is for plans of a founder's own", plan.id);
        assert!(!plan.name.is_empty() && plan.model.as_ref().is_none_or(|model| !model.is_empty()), "{}", plan.id);
        assert_eq!(catalog.plan(&plan.id), Some(plan));
    }
}

#[test]
fn every_slot_has_plans_and_every_meter_a_slot() {
    let catalog = catalog();
    let counts = Slot::ALL.map(|slot| (slot.id(), catalog.plans_of(slot).count()));
    let expected = [
        ("frontend", 13),
        ("backend", 39),
        ("data", 29),
        ("training", 3),
        ("delivery", 8),
        ("observability", 7),
        ("payments", 4),
        ("domain", 5),
        ("files", 3),
        ("inference", 475),
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
        catalog().providers().map(|provider| (provider.id.clone(), provider.plans.len())).collect();
    let expected = [
        ("gemini", 66),
        ("openai", 140),
        ("anthropic", 55),
        ("groq", 10),
        ("mistral", 20),
        ("deepseek", 2),
        ("together", 14),
        ("fireworks", 10),
        ("openrouter", 24),
        ("bedrock", 16),
        ("replicate", 9),
        ("hugging-face", 25),
        ("vercel", 6),
        ("netlify", 5),
        ("cloudflare", 8),
        ("railway", 4),
        ("render", 17),
        ("fly-io", 10),
        ("cloud-run", 2),
        ("streamlit", 1),
        ("supabase", 6),
        ("firebase", 5),
        ("neon", 4),
        ("upstash", 7),
        ("aws-s3", 1),
        ("google-colab", 2),
        ("kaggle", 1),
        ("modal", 10),
        ("runpod", 30),
        ("beam", 7),
        ("lambda-labs", 8),
        ("aws-ec2", 12),
        ("google-compute", 9),
        ("github-actions", 4),
        ("docker", 4),
        ("posthog", 2),
        ("sentry", 3),
        ("stripe", 4),
        ("domains", 5),
        ("tasktrakr", 10),
        ("chapter-12", 2),
        ("prototype-to-production", 6),
    ];
    assert_eq!(providers, expected.map(|(id, count)| (id.to_owned(), count)));
}

/// Every number in force in January 2027 as known on [`KNOWN`] of the plans that were there, a plan a line; prices with tiers as
/// `from=price/per`.
const EXPECTED: &str = include_str!("catalog/expected.txt");
/// The same of all plans, as known on [`LATER`].
const EXPECTED_LATER: &str = include_str!("catalog/expected-2026-11-28.txt");

#[test]
fn plans_have_the_published_numbers() {
    let row = |plan: &Plan| {
        let numbers = plan.numbers(START).into_iter().map(|number| format!("{} {}", number.path, number.value));
        let tiers = plan.prices.iter().map(|price| (price.meter, &price.history.at(START).value));
        let tiers = tiers.filter(|(_, tiers)| tiers.len() > 2).map(|(meter, tiers)| {
            let rungs = tiers.iter().map(|tier| format!(" {}={}/{}", tier.from, tier.price, tier.per));
            format!("price.{}{}", meter.id(), rungs.collect::<String>())
        });
        let most =
            plan.prices.iter().filter_map(|price| Some(format!("most.{} {}", price.meter.id(), price.most_on(START)?)));
        let end = plan.end().map(|end| {
            let next = end.successor.as_ref().map(|id| format!(" then {id}")).unwrap_or_default();
            format!("ends {}{next}{}", end.day, if end.routed { " routed" } else { "" })
        });
        format!("{}: {}", plan.id, numbers.chain(tiers).chain(most).chain(end).collect::<Vec<_>>().join(", "))
    };
    for (day, expected) in [(KNOWN, EXPECTED), (LATER, EXPECTED_LATER)] {
        let there = |id: &str| expected.lines().any(|line| line.split(':').next() == Some(id));
        let all = catalog();
        let rows: Vec<String> = all.plans().filter(|plan| there(&plan.id)).map(|plan| row(&plan.as_of(day))).collect();
        let mut expected: Vec<&str> = expected.lines().collect();
        let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        rows.sort_unstable();
        expected.sort_unstable();
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected);
        }
        assert_eq!(rows.len(), expected.len());
    }
    assert_eq!(catalog().plans().count(), EXPECTED_LATER.lines().count(), "a new plan needs a line");
}

/// Numbers of the lists of facts, copied by their ids and not by way of the catalogue's files.
#[test]
fn numbers_are_those_of_the_lists_of_facts() {
    let (catalog, mut count) = (catalog(), 0);
    for line in include_str!("catalog/spot.csv").lines().filter(|line| !line.starts_with('#')) {
        let [id, path, value] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let plan = catalog.plan(id).unwrap().as_of(LATER);
        let most = |meter| plan.prices.iter().find(|price| Some(price.meter) == Meter::named(meter))?.most_on(START);
        let number = || plan.numbers(START).into_iter().find(|number| number.path == path).map(|number| number.value);
        let number = path.strip_prefix("most.").map_or_else(number, most);
        let right: f64 = value.parse().unwrap();
        assert!(number.is_some_and(|it| (it - right).abs() < 1e-9), "{line}: {number:?}");
        count += 1;
    }
    assert!(count > 150, "{count}");
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
    assert_eq!(forbidden, ["vercel-hobby", "vercel-blob-hobby", "vercel-analytics-hobby"]);
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
    assert_eq!((cap(plan), cap(&plan.as_of(KNOWN))), (Some(500.0), None));
    let november = Date { year: 2026, month: 11, day: 27 };
    assert_eq!(cap(&plan.as_of(november)), Some(100.0));
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
