//! Every part of the form changes the answer.

use headroom::catalog::Catalog;
use headroom::scenario::PRESETS;
use headroom::share;

use crate::browser::{Page, Window};

/// The link of the opening scenario with few futures, for tests that are not about its numbers.
pub fn quick() -> String {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    scenario.futures = 256;
    // So that a plan costs what its row says.
    scenario.money.price_changes = None;
    share::to_fragment(&scenario.validate().unwrap(), Catalog::builtin().unwrap().date())
}

/// What has the focus.
const FOCUS: &str = "return document.activeElement?.dataset.testid";

/// The months of the answer.
fn table(page: &Page) -> Vec<Vec<String>> {
    page.table("table-monthly")
}

/// Does something and waits for the full answer to it.
fn answered(page: &Page, act: impl FnOnce()) {
    let run = page.wait_full(None);
    act();
    page.wait_full(Some(run));
}

/// The cells of a column of the answer, by its heading.
fn column(page: &Page, heading: &str) -> Vec<String> {
    let headings = page.run(
        "return [...document.querySelectorAll('[data-testid=\"table-monthly\"] thead th')].map(it => it.textContent)",
    );
    let headings: Vec<String> = serde_json::from_value(headings).unwrap();
    let column = headings.iter().position(|it| it == heading).unwrap_or_else(|| panic!("no {heading} in {headings:?}"));
    table(page).into_iter().map(|mut row| row.swap_remove(column)).collect()
}

/// Users at the end of each month, in the middle of the futures.
fn users(page: &Page) -> Vec<f64> {
    column(page, "Month-end users").iter().map(|cell| cell.replace(',', "").parse().unwrap()).collect()
}

#[test]
fn dragging_a_feature_changes_the_table() {
    let page = Page::open(&quick(), Window::Desktop);
    let (before, run) = (table(&page), page.wait_full(None));
    page.drag("field-features[0].input_tokens-slider", 0.3);
    page.wait("a live answer", "return document.documentElement.dataset.kind", |kind| (kind == "live").then_some(()));
    page.release();
    page.wait_full(Some(run));
    assert_ne!(table(&page), before);
}

#[test]
fn a_plan_of_another_part_changes_what_that_part_costs() {
    let page = Page::open(&quick(), Window::Desktop);
    assert!(column(&page, "Domain").iter().all(|cost| cost == "$0"));
    answered(&page, || page.enter("plan-stack.domain-0", "domain-ai"));
    assert!(column(&page, "Domain").iter().all(|cost| cost == "$5.83"), "{:?}", column(&page, "Domain"));
    answered(&page, || page.enter("plan-stack.domain-0", ""));
    assert!(column(&page, "Domain").iter().all(|cost| cost == "$0"));
}

#[test]
fn features_are_added_named_and_removed() {
    let page = Page::open(&quick(), Window::Desktop);
    let before = table(&page);
    answered(&page, || page.click("add-feature"));
    assert_ne!(table(&page), before, "nobody uses the new feature");
    answered(&page, || page.enter("features[1].name", "Search"));
    let rungs = page.run("return document.querySelector('canvas[data-testid=\"chart-rungs\"]').ariaLabel");
    assert!(rungs.as_str().unwrap().contains("Search: "), "{rungs}");
    answered(&page, || page.click("remove-feature-1"));
    page.wait("the focus", FOCUS, |id| (id == "add-feature").then_some(()));
    assert_eq!(table(&page), before);
}

#[test]
fn a_ladder_without_its_trigger_stays_where_it_is() {
    let page = Page::open(&quick(), Window::Desktop);
    let check = "check-features[0].inference.move_on.refused";
    let row = "field-features[0].inference.move_on.refused-slider";
    let there = |id: &str| page.run(&format!("return document.querySelector('[data-testid=\"{id}\"]') !== null"));
    assert_eq!(there(row), true);
    assert!(column(&page, "Models").iter().any(|cost| cost != "$0"));
    answered(&page, || page.click(check));
    assert_eq!(there(row), false);
    assert!(column(&page, "Models").iter().all(|cost| cost == "$0"), "it moved to the paid plan all the same");
    answered(&page, || page.click(check));
    assert_eq!(there(row), true);
}

#[test]
fn a_number_of_a_plan_can_be_ones_own_and_taken_back() {
    let page = Page::open(&quick(), Window::Desktop);
    let verdict = page.text("verdict");
    assert!(verdict.contains("500 requests"), "{verdict}");
    page.run("document.querySelector('[data-testid=\"numbers-features[0].inference-gemini-3.5-flash-lite-free\"]').open = true");
    let id = "own-gemini-3.5-flash-lite-free-limit.day.requests";
    let there = format!("return document.querySelector('[data-testid=\"{id}\"]') !== null");
    page.wait("the numbers of the plan", &there, |there| (there == true).then_some(()));
    answered(&page, || page.enter(id, "900"));
    let own = page.text("verdict");
    assert!(own.contains("900 requests") && own != verdict, "{own}");
    answered(&page, || page.click(&format!("{id}-back")));
    assert_eq!(page.run(FOCUS), id);
    assert_eq!(page.text("verdict"), verdict);
}

#[test]
fn a_plan_of_ones_own_is_made_priced_sent_and_removed() {
    let page = Page::open(&quick(), Window::Desktop);
    let (menu, own) = ("plan-features[0].inference-1", "own-own-1-price.requests");
    answered(&page, || page.enter(menu, "+"));
    assert!(page.text(menu).contains("My plan (yours)"));
    let there = format!("return document.querySelector('[data-testid=\"{own}\"]') !== null");
    page.wait("its prices", &there, |there| (there == true).then_some(()));
    // The address follows a moment after the answer.
    let address = |before: &str| {
        let other = |hash: &serde_json::Value| hash.as_str().filter(|hash| *hash != before).map(str::to_owned);
        page.wait("another address", "return location.hash", other)
    };
    let unnamed = address("");
    answered(&page, || page.enter("own-plan-own-1-name", "Contract <b>"));
    let unpriced = address(&unnamed);
    let before = column(&page, "Models");
    answered(&page, || page.enter(own, "5"));
    let models = column(&page, "Models");
    assert_ne!(models, before, "a call costs $5");
    let other = Page::open(&address(&unpriced), Window::Desktop);
    assert_eq!(column(&other, "Models"), models, "the link brings it along");
    assert!(other.text(menu).contains("Contract <b> (yours)"), "{}", other.text(menu));
    answered(&page, || page.click("own-plan-own-1-remove"));
    assert!(!page.text(menu).contains("(yours)"));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn own_numbers_of_users_and_launches_are_simulated() {
    let page = Page::open(&quick(), Window::Desktop);
    answered(&page, || page.enter("growth-curve", "series"));
    answered(&page, || page.enter("growth-series", "1,000, 3,000"));
    let own = users(&page);
    // Surprises are around the numbers, and some users leave.
    assert!((800.0..1_200.0).contains(&own[0]) && (2_400.0..3_600.0).contains(&own[1]), "{own:?}");
    answered(&page, || page.click("add-launch"));
    let launched = users(&page);
    assert_eq!(launched[0], own[0], "before the launch");
    assert!(launched[1] > own[1], "{launched:?} after {own:?}");
    answered(&page, || page.enter("launch-0-visits", "400,000"));
    assert!(users(&page)[1] > 1.2 * launched[1], "{:?} after {launched:?}", users(&page));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

/// What stands in a box.
fn boxed(page: &Page, id: &str) -> String {
    let value = page.run(&format!("return document.querySelector('[data-testid=\"{id}\"]').value"));
    value.as_str().unwrap().to_owned()
}

/// Types into a box by key, from its beginning, and leaves it by Enter.
fn key_in(page: &Page, id: &str, text: &str) {
    page.run(&format!("const box = document.querySelector('[data-testid=\"{id}\"]'); box.focus(); box.select()"));
    let keys: Vec<String> = text.chars().map(String::from).collect();
    page.press(&keys.iter().map(String::as_str).chain(["Enter"]).collect::<Vec<_>>());
}

#[test]
fn registered_users_and_uses_of_a_month_follow_and_can_be_typed() {
    let page = Page::open(&quick(), Window::Desktop);
    let (users_box, registered, uses) = ("field-growth.users-number", "derived-registered", "derived-uses-0");
    let boxes = || [users_box, registered, uses].map(|id| boxed(&page, id));
    // 30% of the registered come in a month, a fifth of these on a day, five times, on 31 days.
    assert_eq!(boxes(), ["150", "500", "4,650"]);
    answered(&page, || key_in(&page, registered, "5000"));
    assert_eq!(boxes(), ["1,500", "5,000", "46,500"]);
    answered(&page, || key_in(&page, uses, "9,300"));
    assert_eq!(boxes(), ["300", "1,000", "9,300"]);
    assert_eq!(page.text("derived-uses-0-each"), "9.3 uses per registered user and month");
    let first = users(&page)[0];
    assert!((300.0..450.0).contains(&first), "{first}");
    page.enter(uses, "10");
    let error = page.text("derived-uses-0-error");
    assert!(error.contains("between 31 and 3,100,000,000"), "{error}");
    assert_eq!(boxes(), ["300", "1,000", "10"], "what was typed stays, and the scenario, too");
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn templates_that_are_counted_say_what_they_answer() {
    let page = Page::open(&quick(), Window::Desktop);
    page.run("document.querySelectorAll('.form details').forEach(it => it.open = true)");
    assert!(page.text("templates-0").contains("20 would answer 90%"), "{}", page.text("templates-0"));
    let calls = || column(&page, "Models");
    let before = calls();
    answered(&page, || page.enter("field-features[0].template_count-number", "20"));
    assert_eq!(page.text("templates-0"), "20 templates answer 90% of the uses.");
    assert_ne!(calls(), before, "nobody is answered by them");
}

#[test]
fn every_box_is_usable_on_a_phone_without_sideways_scroll() {
    let page = Page::open(&quick(), Window::Phone);
    page.run("document.querySelectorAll('.form details').forEach(it => it.open = true)");
    page.click("add-launch");
    page.enter("growth-curve", "series");
    let width = page.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert_eq!(width[0], width[1], "the page is wider than the phone");
    let outside = page.run(
        "return [...document.querySelectorAll('.form input, .form select, .form button')]
            .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth)
            .map(it => it.dataset.testid)",
    );
    assert_eq!(outside, serde_json::json!([]));
}

#[test]
fn the_verdict_leaves_the_form_reachable_on_a_phone() {
    let page = Page::open("", Window::Phone);
    let run = page.wait_full(None);
    page.click("preset-launch-day");
    page.wait_full(Some(run));
    let reached = page.run(
        "const slider = document.querySelector('[data-testid=\"field-features[0].input_tokens-slider\"]');
         slider.scrollIntoView({ block: 'center' });
         const box = slider.getBoundingClientRect();
         const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
         const verdict = document.querySelector('.headline').getBoundingClientRect();
         return [there === slider, verdict.bottom <= innerHeight * 0.4]",
    );
    assert_eq!(reached, serde_json::json!([true, true]), "the verdict covers the form");
}
