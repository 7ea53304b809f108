use super::*;
use crate::analysis::{PlanCosts, PlanOrder, PlanQuery, found_plans, plan_costs};
use crate::scenario::{LadderAt, PRESETS, Quantity};

const DAY: Date = Date { year: 2027, month: 1, day: 1 };

fn rows(slot: Slot) -> Vec<PlanRow> {
    plan_rows(&Catalog::builtin().unwrap(), slot, DAY)
}

fn row(slot: Slot, id: &str) -> PlanRow {
    rows(slot).into_iter().find(|row| row.id == id).unwrap()
}

#[test]
fn a_row_says_what_a_plan_costs_and_limits() {
    let free = row(Slot::Inference, "gemini-3.1-flash-lite-free");
    assert_eq!((free.price.as_str(), free.is_free, free.provider.as_str()), ("free", true, "Google Gemini API"));
    assert!(
        free.limits[0].contains("500 requests a day") && free.limits[0].ends_with(", then refused"),
        "{:?}",
        free.limits
    );
    assert_eq!(free.end, Some(Date { year: 2027, month: 5, day: 7 }));
    let paid = row(Slot::Inference, "gpt-6-luna");
    assert_eq!(paid.price, "$0.10 in, $0.50 out");
    assert!(paid.prices.contains(&"cached input tokens: $0.01 a million".to_owned()), "{:?}", paid.prices);
    assert!(paid.limits.contains(&"$500 of use a month at most, then refused".to_owned()), "{:?}", paid.limits);
    let vercel = row(Slot::Frontend, "vercel-pro");
    assert!(vercel.prices.iter().any(|it| it.contains("free, $")), "{:?}", vercel.prices);
    assert!(row(Slot::Inference, "gpt-6-luna-tier-3").is_reached);
}

#[test]
fn a_row_says_what_a_card_is() {
    for (id, price, card) in [
        (
            "modal-t4",
            "$0.000164 a GPU second",
            "10 cards at most, by the second while held; starts in about 74 s; stops after 60 s without calls",
        ),
        (
            "runpod-serverless-l4",
            "$0.00019 a GPU second",
            "3 cards at most, by the second while held; starts in about 6.5 s; stops after 5 s without calls",
        ),
        ("runpod-l4", "$0.4927 an hour", "one card, always on"),
        ("gce-l4-spot", "$0.403 an hour", "one card, always on, taken away once a day"),
        ("gcp-t4-tasktrakr", "$250 a month", "one card, always on"),
    ] {
        let row = row(Slot::Inference, id);
        assert_eq!((row.price.as_str(), row.limits[0].as_str()), (price, card), "{id}");
    }
    assert!(row(Slot::Inference, "modal-t4").limits.contains(&"$30 of use included a month".to_owned()));
}

/// Every plan has a row, and every row says a source or a document, and when something of it was known.
#[test]
fn nothing_is_left_out() {
    let catalog = Catalog::builtin().unwrap();
    for slot in Slot::ALL {
        let rows = rows(slot);
        assert_eq!(rows.len(), catalog.plans_of(slot).count());
        for row in rows {
            assert!(row.read.is_some() || row.document.is_some(), "{}", row.id);
            assert!(row.news.day > Date::FIRST, "{}", row.id);
        }
    }
}

#[test]
fn the_last_change_is_told_with_what_was_before() {
    let text = r#"
        id = "provider"
        name = "Provider"
        sources = [
            { id = "old", url = "https://example.org/prices", read = "2026-10-01", confidence = "high" },
            { id = "new", url = "https://example.org/limits", read = "2026-11-20", confidence = "high" },
        ]
        [[models]]
        id = "model"
        [[models.offers]]
        id = "changed"
        name = "Changed"
        base = { value = 5, source = "old" }
        limits = [{ window = "day", meter = "requests", past = "refuse", history = [{ value = 500, source = "old" }, { value = 20, source = "new" }] }]
        [[models.offers]]
        id = "same"
        name = "Same"
        base = { value = 5, source = "old" }
    "#;
    let rows = plan_rows(&Catalog::read(&[("a.toml", text)]).unwrap(), Slot::Inference, DAY);
    let day = Date { year: 2026, month: 11, day: 20 };
    let change = rows[0].news.change.clone().unwrap();
    assert_eq!(
        (rows[0].news.day, change.path.as_str(), change.values),
        (day, "limit.day.requests", [Some(500.0), Some(20.0)])
    );
    assert_eq!(rows[0].read.as_ref().map(Read::host), Some("example.org"));
    assert_eq!(rows[1].news, News { day: Date { year: 2026, month: 10, day: 1 }, change: None });
    let catalog = Catalog::read(&[("a.toml", text)]).unwrap();
    let sent = plan_text(catalog.plan("changed").unwrap(), DAY);
    assert!(
        sent.contains("limit.day.requests = 20 from 2026-11-20 (https://example.org/limits, read 2026-11-20)"),
        "{sent}"
    );
    // What is free and ends at no time stands under neither filter by mistake.
    let found = |query: PlanQuery| found_plans(&rows, None, &query, DAY);
    assert_eq!(found(PlanQuery { order: PlanOrder::News, ..PlanQuery::default() }), [0, 1]);
    assert!(found(PlanQuery { free: true, ..PlanQuery::default() }).is_empty());
}

#[test]
fn words_are_found_in_any_order_in_names_and_ids() {
    let rows = rows(Slot::Inference);
    let found = |text: &str| {
        let query = PlanQuery { text: text.to_owned(), ..PlanQuery::default() };
        found_plans(&rows, None, &query, DAY).into_iter().map(|at| rows[at].id.clone()).collect::<Vec<_>>()
    };
    assert!(found("HAIKU").iter().all(|id| id.contains("haiku")) && found("haiku").len() > 1);
    assert_eq!(found("luna openai"), found("OpenAI  Luna"));
    assert!(found("gpt-6-luna-batch").contains(&"gpt-6-luna-batch".to_owned()));
    assert!(!found("groq").is_empty() && found("gemini haiku").is_empty());
    assert_eq!(found("").len(), rows.len());
}

#[test]
fn filters_and_orders_are_as_their_names() {
    let rows = rows(Slot::Inference);
    let found = |query: PlanQuery| -> Vec<&PlanRow> {
        found_plans(&rows, None, &query, DAY).into_iter().map(|at| &rows[at]).collect()
    };
    let free = found(PlanQuery { free: true, ..PlanQuery::default() });
    assert!(free.len() > 3 && free.iter().all(|row| row.price == "free"));
    let soon = found(PlanQuery { ends_soon: true, ..PlanQuery::default() });
    assert!(soon.iter().any(|row| row.id == "gemini-3.1-flash-lite-free"));
    assert!(soon.iter().all(|row| row.end > Some(DAY) && row.end <= Some(Date { year: 2028, ..DAY })));
    let newest = found(PlanQuery { order: PlanOrder::News, ..PlanQuery::default() });
    assert!(newest.is_sorted_by_key(|row| std::cmp::Reverse(row.news.day)));
    let mut providers: Vec<&str> = found(PlanQuery::default()).iter().map(|row| row.provider.as_str()).collect();
    providers.dedup();
    let mut once = providers.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), providers.len(), "a provider's plans stand together");
}

/// The opening app with 10,000 users.
fn costs() -> PlanCosts {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    scenario.growth.users = Quantity::range(100.0, 200.0);
    let at = Some(LadderAt::Feature(0));
    plan_costs(&scenario.validate().unwrap(), &Catalog::builtin().unwrap(), Slot::Inference, at, Some(10_000)).unwrap()
}

#[test]
fn the_cheapest_that_carries_the_use_comes_first() {
    let (rows, costs) = (rows(Slot::Inference), costs());
    assert!((costs.users - 10_000.0).abs() < 1.0 && costs.month == 12, "{} {}", costs.users, costs.month);
    let query = PlanQuery { order: PlanOrder::Cost, ..PlanQuery::default() };
    let found: Vec<_> =
        found_plans(&rows, Some(&costs), &query, DAY).into_iter().map(|at| costs.by_plan[&rows[at].id]).collect();
    assert_eq!(found.len(), rows.len());
    let carries = found.iter().take_while(|cost| cost.served >= 0.99).count();
    assert!(carries > 20 && found[..carries].is_sorted_by_key(|cost| cost.usd), "{carries}");
    assert!(found[carries..].iter().all(|cost| cost.served < 0.99 || cost.ended || cost.forbidden || cost.foreign));
    // What makes pictures costs nothing where none is asked for, and is not the cheapest for that.
    let foreign = found.iter().position(|cost| cost.foreign).unwrap();
    assert!(foreign >= carries && found[foreign].usd == 0.0);
    assert!(costs.by_plan["gemini-3.1-flash-lite-free"].ended, "it ends before the twelfth month");
}

/// Said where it is run: what the page's thread does when the browser opens.
#[test]
#[allow(clippy::disallowed_methods, reason = "a time that is only printed")]
fn all_costs_of_a_part_are_there_at_once() {
    let begin = std::time::Instant::now();
    let count = costs().by_plan.len();
    println!("{count} plans in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    assert!(count > 150);
}
