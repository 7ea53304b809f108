//! The consistent figures of the `TaskTrakr` document, each reckoned by hand here. Uses are Poisson numbers: their means over 512
//! futures lie within 0.3% of what is expected at 2,000 uses, and nearer above.

use super::{Answered, assert_near, tasktrakr};

const GEMINI_FREE: &str = "Gemini free as the document has it";
const GEMINI: &str = "Gemini paid as the document has it";
const MODAL: &str = "Modal by the generation as the document has it";
const T4: &str = "uses, own T4 as the document has it";
const SCATTER: f64 = 0.003;

/// Users, calls a month and dollars as the document's first table has them: a fifth of a call for each registered user, $0.001 for each
/// call. The free plan holds 10,000 calls and refuses the others.
#[test]
fn costs_by_scale_are_the_document_s() {
    let ids = ["002-scale-r1", "002-scale-r2", "002-scale-r3", "002-scale-r4", "002-scale-r5"];
    let it = Answered::of(&tasktrakr(), &ids);
    for (users, calls, dollars) in [
        (10_000.0, 2_000.0, 0.0),
        (50_000.0, 10_000.0, 0.0),
        (100_000.0, 20_000.0, 20.0),
        (500_000.0, 100_000.0, 100.0),
        (1_000_000.0, 200_000.0, 200.0),
    ] {
        assert_eq!(users / 5.0, calls);
        let begins = headroom::scenario::grouped(calls);
        let free = it.month(&begins, GEMINI_FREE);
        assert_near(free.uses.mean, calls, SCATTER);
        assert_eq!(free.cost.mean, 0.0);
        let refused = 1.0 - 10_000.0 / f64::max(calls, 10_000.0);
        assert!((free.refused_share.mean - refused).abs() < 0.005, "{calls}: {}", free.refused_share.mean);
        if dollars > 0.0 {
            assert_near(it.month(&begins, GEMINI).cost.mean, dollars, SCATTER);
        }
    }
    for (measure, printed) in [
        ("Registered users", ["10,000", "50,000", "100,000", "500,000", "1,000,000"]),
        ("Bill of the month", ["$0", "$0", "$20", "$100", "$200"]),
    ] {
        let cells: Vec<_> = it.cells().filter(|cell| cell.measure.title() == measure).collect();
        assert_eq!(cells.iter().map(|cell| cell.simulated.as_deref().unwrap()).collect::<Vec<_>>(), printed);
        assert_eq!(cells.iter().map(|cell| cell.document.as_deref().unwrap()).collect::<Vec<_>>(), printed);
    }
}

/// Three ways, four volumes: $0.001 a generation twice, and one fee.
#[test]
fn the_comparison_has_its_twelve_figures() {
    let it = Answered::of(&tasktrakr(), &["002-cost-r1", "002-cost-r2", "002-cost-r3"]);
    for (begins, generations) in
        [("10,000", 10_000.0), ("50,000", 50_000.0), ("100,000", 100_000.0), ("500,000", 500_000.0)]
    {
        assert_near(it.month(begins, GEMINI).cost.mean, generations * 0.001, SCATTER);
        assert_near(it.month(begins, MODAL).cost.mean, generations * 0.001, SCATTER);
        assert_near(it.month(begins, T4).cost.mean, 250.0, 1e-6);
    }
    let printed: Vec<_> = it.cells().map(|cell| cell.simulated.as_deref().unwrap()).collect();
    assert_eq!(printed, ["$10", "$50", "$100", "$500", "$10", "$50", "$100", "$500", "$250", "$250", "$250", "$250"]);
    assert!(it.cells().all(|cell| cell.document == cell.simulated && cell.agrees == Some(true)));
}

/// $250 are 250,000 generations at $0.001: there, and not at 100,000, API and card cost the same.
#[test]
fn the_own_card_breaks_even_at_a_quarter_of_a_million() {
    let it = Answered::of(&tasktrakr(), &["002-cost-be", "002-when-1", "002-tree-4"]);
    assert_near(250.0 / 0.001, 250_000.0, 1e-12);
    assert_near(it.month("250,000", GEMINI).cost.mean, 250.0, SCATTER);
    assert_near(it.month("250,000", T4).cost.mean, 250.0, 1e-6);
    assert_near(it.month("100,000", GEMINI).cost.mean, 100.0, SCATTER);
    assert_near(it.month("500,000", GEMINI).cost.mean, 500.0, SCATTER);
}

/// A million tokens of 100 a generation are 10,000 generations; what comes beyond is refused.
#[test]
fn the_free_plan_holds_a_million_tokens() {
    let it = Answered::of(&tasktrakr(), &["002-p1-1m", "002-p1-10k"]);
    let month = it.month("20,000", GEMINI_FREE);
    assert_near(month.tokens.mean, 1.0, 1e-4);
    assert_near(month.uses.mean * (1.0 - month.refused_share.mean), 1e6 / (60.0 + 40.0), 1e-3);
}

/// What templates answer asks no model.
#[test]
fn templates_save_what_they_answer() {
    let it = Answered::of(&tasktrakr(), &["002-tmpl-80", "002-tmpl-90", "002-tmpl-95", "002-tmpl-rec", "002-p2-tmpl"]);
    for (share, dollars) in [(80, 20.0), (90, 10.0), (95, 5.0)] {
        let month = it.month(&format!("100,000 uses, {share}%"), GEMINI);
        assert_near(month.saved.mean / month.uses.mean, f64::from(share) / 100.0, 1e-3);
        assert_near(month.cost.mean, dollars, SCATTER);
    }
    // The curve on which 20 answer 90%: 5 answer 9/13 and 50 answer 45/47.
    for (begins, share) in [
        ("40,000 uses, 20 templates", 0.9),
        ("100,000 uses, five templates", 9.0 / 13.0),
        ("100,000 uses, 20 templates", 0.9),
        ("100,000 uses, 50 templates", 45.0 / 47.0),
    ] {
        let month = it.month(begins, GEMINI);
        assert_near(month.saved.mean / month.uses.mean, share, 1e-3);
    }
}

/// 100,000 generations of 3 seconds at each provider's price of a second, with nothing else: to the cent.
#[test]
fn serverless_cards_cost_seconds_times_price() {
    let ids = ["002-gpu-modal", "002-gpu-replicate", "002-gpu-runpod", "002-gpu-beam", "002-gpu-ex"];
    let it = Answered::of(&tasktrakr(), &ids);
    for (name, a_second, dollars, start) in [
        ("Modal", 0.0003, 90.0, [10.0, 30.0]),
        ("Replicate", 0.0005, 150.0, [5.0, 15.0]),
        ("RunPod", 0.0002, 60.0, [30.0, 60.0]),
        ("Beam", 0.0003, 90.0, [15.0, 30.0]),
    ] {
        assert_near(100_000.0 * 3.0 * a_second, dollars, 1e-12);
        let card = format!("uses of 3 s, {name}'s card as the document has it");
        let used = it.month(&format!("100,000 {card}"), "only seconds at work");
        assert!((used.cost.mean - dollars).abs() < 0.005, "{name}: {}", used.cost.mean);
        // Of 500 calls a month nearly each starts a card: half within the middle of its starts, eight in ten of which are in the range.
        let starts = it.month(&format!("500 {card}"), "");
        let [least, most]: [f64; 2] = start;
        assert_near(starts.full_answer[0].mean, (least * most).sqrt() + 3.0, 0.05);
        // Started and kept, a card is on for longer than it works; what is billed is never less.
        let held = it.month(&format!("100,000 {card}"), "started and kept");
        assert!(held.cost.mean > 5.0 * dollars && held.full_answer[1].mean > 10.0, "{name}: {}", held.cost.mean);
    }
}

/// The fee, and what the two prices of a generation come to for 1,000 of them.
#[test]
fn fees_and_prices_of_a_generation_are_the_document_s() {
    let it = Answered::of(&tasktrakr(), &["002-p3-t4", "002-p3-modal", "002-p3-replicate", "002-self-cost"]);
    assert_near(it.month("100,000", T4).cost.mean, 250.0, 1e-6);
    for way in ["Modal", "Replicate"] {
        let month = it.month("100,000 uses,", &format!("{way} by the generation as the document has it"));
        assert_near(month.cost.mean / month.uses.mean * 1_000.0, 1_000.0 * 0.001, 1e-5);
    }
}
