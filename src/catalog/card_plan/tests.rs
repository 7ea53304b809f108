use crate::catalog::{Catalog, Date, FactName, Plan};
use crate::parts::{Meter, Slot};

const DAY: Date = Date { year: 2027, month: 1, day: 1 };
const CARDS: &str = include_str!("../../../static/catalog/cards.toml");

/// The numbers in force on a day, in their order.
fn facts(plan: &Plan, day: Date) -> Vec<(FactName, f64)> {
    plan.facts.iter().map(|fact| (fact.name, fact.history.at(day).value)).collect()
}

/// By the second: $0.00019 a second, three workers unless told otherwise, idle for 5 s, billed by whole seconds.
///
/// 8 GB at 300 GB/s and 0.8 of that: 8 / 300 / 0.8 = 0.03333 s a token. A token sent: 0.00007 s * 312 / 121 = 0.0001805 s.
/// Starts of 2.4 to 12 s: sigma = ln(12 / 2.4) / 2.563 = 0.62795; the mean sqrt(2.4 * 12) * e^(0.62795^2 / 2) =
/// 5.36656 * 1.21794 = 6.536 s; the spread sqrt(e^(0.62795^2) - 1) = sqrt(0.48338) = 0.6953.
#[test]
fn a_card_by_the_second() {
    use FactName::*;
    let catalog = Catalog::builtin().unwrap();
    let plan = catalog.plan("runpod-serverless-l4").unwrap();
    let tier = plan.tiers(Meter::GpuSeconds, DAY)[0];
    assert_eq!((tier.price, tier.per, plan.base_usd(DAY), plan.prices.len()), (0.00019, 1.0, 0.0, 1));
    let expected = [
        (FirstTokenSeconds, 0.2),
        (TokenSeconds, 0.03333),
        (PromptTokenSeconds, 0.0001805),
        (CardsMost, 3.0),
        (CardsLeast, 0.0),
        (CardCalls, 1.0),
        (CardStartSeconds, 6.536),
        (CardStartSpread, 0.6953),
        (CardKeepSeconds, 5.0),
        (CardStepSeconds, 1.0),
    ];
    assert_eq!(facts(plan, DAY), expected);
    assert_eq!((plan.account.as_str(), plan.tier.as_str(), plan.slot), ("runpod", "usage", Slot::Inference));
    assert_eq!(plan.model.as_deref(), Some("Llama 3.1 8B at 8 bits, RunPod serverless, L4, A5000 or RTX 3090"));
    let why = plan.approximate.as_deref().unwrap();
    assert!(why.starts_with("Speeds are those of Llama 3.1 8B") && why.ends_with("longer than later ones."), "{why}");
}

/// By the hour: $1.39, then $1.59 and $1.79, and since its price is known 20 GB of disk at $0.10 a GB and month: 2 / 730.5 h = $0.0027. 8 GB at 2,039 GB/s and 0.8 of that: 8 / 2,039 / 0.8 = 0.004904 s a token; what is sent is
/// read as fast as on the A100 that was measured.
#[test]
fn a_card_by_the_hour() {
    use FactName::*;
    let catalog = Catalog::builtin().unwrap();
    let plan = catalog.plan("runpod-a100-pcie").unwrap();
    let price = |month, day| {
        let tier = plan.tiers(Meter::GpuSeconds, Date { year: 2026, month, day })[0];
        (tier.price, tier.per)
    };
    assert_eq!([price(9, 1), price(10, 7), price(11, 9)], [(1.39, 3_600.0), (1.593, 3_600.0), (1.793, 3_600.0)]);
    let known = plan.as_of(Date { year: 2026, month: 10, day: 7 });
    assert_eq!(known.tiers(Meter::GpuSeconds, DAY)[0].price, 1.59, "November's was not known");
    assert_eq!(plan.tiers(Meter::GpuSeconds, DAY)[0].price, 1.793, "with its disk");
    let expected = [
        (FirstTokenSeconds, 0.2),
        (TokenSeconds, 0.004904),
        (PromptTokenSeconds, 0.00007),
        (CardsMost, 1.0),
        (CardsLeast, 1.0),
        (CardCalls, 16.0),
        (CardKnee, 33.0),
    ];
    assert_eq!(facts(plan, DAY), expected);
    assert!(plan.besides.is_empty());
}

/// By the month: a fee, and nothing by use. 8 GB at 320 GB/s and 0.8 of that: 8 / 320 / 0.8 = 0.03125 s a token. A token sent:
/// 0.00007 s * 312 / 65 = 0.000336 s.
#[test]
fn a_card_by_the_month() {
    let catalog = Catalog::builtin().unwrap();
    let plan = catalog.plan("gcp-t4-tasktrakr").unwrap();
    assert_eq!((plan.base_usd(DAY), plan.prices.len()), (250.0, 0));
    assert_eq!((plan.account.as_str(), plan.tier.as_str()), ("gcp-t4-tasktrakr", "gcp-t4-tasktrakr"));
    let fact = |name| plan.fact(name, DAY);
    assert_eq!(fact(FactName::TokenSeconds), Some(0.03125));
    assert_eq!(fact(FactName::PromptTokenSeconds), Some(0.000336));
    assert_eq!([FactName::CardsLeast, FactName::CardsMost].map(fact), [Some(1.0); 2]);
    assert!(plan.document.is_some());
}

/// Cards that a document prices by the second: a token takes as long as on a T4, so its 100 tokens 3.1 s.
#[test]
fn a_card_that_a_document_does_not_name() {
    let catalog = Catalog::builtin().unwrap();
    for (id, usd, start) in [
        ("modal-gpu-tasktrakr", 0.0003, 18.99),
        ("replicate-gpu-tasktrakr", 0.0005, 9.494),
        ("runpod-gpu-tasktrakr", 0.0002, 44.01),
        ("beam-gpu-tasktrakr", 0.0003, 22.0),
    ] {
        let plan = catalog.plan(id).unwrap();
        assert_eq!(plan.tiers(Meter::GpuSeconds, DAY)[0].price, usd, "{id}");
        assert_eq!(plan.fact(FactName::CardStartSeconds, DAY), Some(start), "{id}");
        assert_eq!(plan.fact(FactName::TokenSeconds, DAY), Some(0.03125), "{id}");
        assert_eq!((plan.account.as_str(), plan.base_usd(DAY)), (id, 0.0));
    }
}

const TEXT: &str = r#"
    id = "acme"
    name = "Acme"
    sources = [{ id = "page", url = "https://example.org", read = "2026-08-02", confidence = "high" }]
    [[tiers]]
    id = "free"
    name = "free"
    base = { value = 0, source = "page" }
    limits = [{ window = "minute", meter = "requests", of = "account", past = "refuse", value = 600, source = "page" }]
    facts = [{ name = "credit_included", value = 30, source = "page" }]
    [[models]]
    id = "small"
    [[models.offers]]
    id = "small-free"
    tier = "free"
    [[gpus]]
    id = "acme-l4"
    name = "Acme L4"
    card = "L4"
    kind = "serverless"
    besides = ["disk"]
    facts = [
        { name = "second_usd", value = 0.0002, source = "page" },
        { name = "memory_gb", value = 24, source = "page" },
    ]
"#;

fn made(old: &str, new: &str) -> Option<Plan> {
    assert!(TEXT.contains(old), "{old}");
    let catalog = Catalog::read_with_cards(CARDS, &[("acme.toml", &TEXT.replacen(old, new, 1))]).unwrap();
    assert!(catalog.plan("small-free").is_some());
    catalog.plan("acme-l4").cloned()
}

#[test]
fn not_every_card_is_a_plan() {
    assert!(made("", "").is_some());
    let last = "source = \"page\" },\n    ]\n";
    let more = |fact: &str| last.replace("    ]", &format!("    {fact}\n    ]"));
    for (old, new) in [
        ("card = \"L4\"", "card = \"L5\"".to_owned()),
        ("value = 24", "value = 8".to_owned()),
        ("\"serverless\"", "\"notebook\"".to_owned()),
        ("\"second_usd\"", "\"vcpus\"".to_owned()),
        (last, more("{ name = \"cards\", value = 8, source = \"page\" },")),
    ] {
        assert_eq!(made(old, &new), None, "{new}");
    }
    assert!(made(last, &more("{ name = \"cards\", value = 1, source = \"page\" },")).is_some());
    let without = Catalog::read(&[("acme.toml", TEXT)]).unwrap();
    assert!(without.plan("acme-l4").is_none() && without.providers().all(|it| it.gpus.len() == 1));
}

/// $3.60 an hour and from March on $7.20; 20 GB of disk for $0.7305 each a month of 730.5 hours, two cents an hour, and four from May on. A price is that of its day to whoever knows no later one, and the disk's own changes count.
#[test]
fn a_disk_and_its_card_change_by_themselves() {
    let price =
        |from: &str, read: &str, usd: f64| format!("{{ from = \"{from}\", value = {usd}, source = \"{read}\" }}");
    let pages = ["2026-08", "2027-03", "2027-05"].map(|read| {
        format!("{{ id = \"{read}\", url = \"https://example.org\", read = \"{read}-01\", confidence = \"high\" }}, ")
    });
    let text = TEXT.replacen("sources = [", &format!("sources = [{}", pages.concat()), 1).replacen(
        "{ name = \"second_usd\", value = 0.0002, source = \"page\" }",
        &format!(
            "{{ name = \"hour_usd\", history = [{}, {}] }}, {{ name = \"disk_gb_usd\", history = [{}, {}] }}",
            price("2026-08-01", "2026-08", 3.6),
            price("2027-03-01", "2027-03", 7.2),
            price("2026-08-01", "2026-08", 0.7305),
            price("2027-05-01", "2027-05", 1.461),
        ),
        1,
    );
    let catalog = Catalog::read_with_cards(CARDS, &[("acme.toml", &text.replace("serverless", "rented"))]).unwrap();
    let plan = catalog.plan("acme-l4").unwrap();
    let day = |month| Date { year: 2027, month, day: 2 };
    let of = |plan: &Plan| [2, 4, 6].map(|month| plan.tiers(Meter::GpuSeconds, day(month))[0].price);
    assert_eq!(of(plan), [3.62, 7.22, 7.24]);
    assert_eq!([day(2), day(4)].map(|known| of(&plan.as_of(known))), [[3.62; 3], [3.62, 7.22, 7.22]]);
}

/// Credits and limits of an account hold for the cards that it uses, too; what nobody says is assumed.
#[test]
fn a_card_is_of_the_lowest_tier_of_its_providers_account() {
    let plan = made("", "").unwrap();
    assert_eq!((plan.account.as_str(), plan.tier.as_str(), plan.rank), ("acme", "free", 0));
    assert_eq!((plan.limits.len(), plan.limits[0].is_of_account()), (1, true));
    let fact = |name| plan.fact(name, DAY);
    assert_eq!([FactName::CreditIncluded, FactName::CardsMost].map(fact), [Some(30.0), Some(10.0)]);
    assert_eq!([FactName::CardStartSeconds, FactName::CardKeepSeconds].map(fact), [Some(40.0), Some(60.0)]);
    assert_eq!(plan.besides, ["disk"]);
}

#[test]
fn what_is_sent_is_said_where_it_costs_something() {
    let sent = |usd: &str| {
        let fact = format!("value = 24, source = \"page\" }},\n        {{ name = \"egress_usd\", value = {usd}");
        made("value = 24", &fact).unwrap().besides
    };
    assert_eq!(sent("0.12"), ["disk", "$0.12 for each GB sent"]);
    assert_eq!(sent("0"), ["disk"]);
}

#[test]
fn a_start_that_is_one_number_has_no_spread() {
    let start = "value = 24, source = \"page\" },\n        { name = \"cold_start_seconds\", value = 300";
    let plan = made("value = 24", start).unwrap();
    assert_eq!(plan.fact(FactName::CardStartSeconds, DAY), Some(300.0));
    assert_eq!(plan.fact(FactName::CardStartSpread, DAY), Some(2.8), "the usual one");
}
