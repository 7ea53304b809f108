//! People, one-offs and cash in the page.

use crate::browser::{Page, Window};
use crate::form::quick;

/// What the page says, once it says something with this in it.
fn wait_words(page: &Page, part: &str) -> String {
    let script = "return document.querySelector('[data-testid=\"verdict\"]')?.textContent ?? ''";
    page.wait("the verdict", script, |words| words.as_str().filter(|words| words.contains(part)).map(str::to_owned))
}

fn has(page: &Page, id: &str) -> bool {
    page.run(&format!("return document.querySelector('[data-testid=\"{id}\"]') !== null")).as_bool().unwrap()
}

#[test]
fn a_hire_is_one_edit_and_the_runway_follows() {
    let page = Page::open(&quick(), Window::Desktop);
    let mut run = page.wait_full(None);
    assert!(!has(&page, "chart-cash"));
    page.enter("field-books.cash-number", "200,000");
    run = page.wait_full(Some(run));
    page.enter("add-line", "003-team-ml");
    run = page.wait_full(Some(run));
    // About $170,000 a year: $200,000 last for some 14 months.
    let alone = wait_words(&page, "The money runs out by month ");
    for chart in ["cash", "spent", "spent-view-line", "fall", "per-user"] {
        assert!(has(&page, &format!("chart-{chart}")), "{chart}");
    }
    page.enter("add-line", "own");
    run = page.wait_full(Some(run));
    page.enter("books.lines[1].name", "Fourth hire");
    run = page.wait_full(Some(run));
    page.enter("line-1-kind", "people");
    run = page.wait_full(Some(run));
    page.enter("field-books.lines[1].amount-number", "150000");
    run = page.wait_full(Some(run));
    page.enter("line-1-from", "6");
    run = page.wait_full(Some(run));
    let two = wait_words(&page, "The money runs out by month ");
    let month = |words: &str| {
        let after = words.split("by month ").nth(1).unwrap();
        after.split(' ').next().unwrap().parse::<u32>().unwrap()
    };
    assert!((12..=16).contains(&month(&alone)), "{alone}");
    assert!(month(&two) < month(&alone) && month(&two) > 6, "{two}");
    // Left out it does not count, and the link holds it all.
    page.click("line-1-on");
    run = page.wait_full(Some(run));
    assert_eq!(month(&wait_words(&page, "The money runs out by month ")), month(&alone));
    page.click("line-1-on");
    page.wait_full(Some(run));
    let fragment = page.run("return location.hash").as_str().unwrap().to_owned();
    page.visit(&fragment);
    run = page.wait_full(None);
    assert_eq!(month(&wait_words(&page, "The money runs out by month ")), month(&two));
    // Two plans to hire are compared by their money.
    page.click("copy-alternative");
    run = page.wait_full(Some(run));
    page.enter("line-1-from", "9");
    page.wait_full(Some(run));
    assert!(has(&page, "compare-money-view-cash") && has(&page, "compare-money-view-user"));
    page.click("remove-line-0");
    assert!(!has(&page, "line-1"));
}

/// One price becomes a plan by the month, another is paid by the year: who pays follows, and the link holds it.
#[test]
fn what_users_buy_takes_the_place_of_one_price() {
    let page = Page::open(&quick(), Window::Desktop);
    let mut run = page.wait_full(None);
    page.enter("income-from", "1");
    run = page.wait_full(Some(run));
    assert!(has(&page, "field-money.price-number"));
    page.click("add-sale");
    run = page.wait_full(Some(run));
    assert!(!has(&page, "field-money.price-number") && has(&page, "chart-fall"));
    page.click("add-sale");
    run = page.wait_full(Some(run));
    page.enter("money.sales[1].name", "A year");
    run = page.wait_full(Some(run));
    page.enter("sale-1-kind", "yearly");
    run = page.wait_full(Some(run));
    page.enter("field-money.sales[1].price-number", "120");
    run = page.wait_full(Some(run));
    page.enter("sale-1-trial", "2");
    run = page.wait_full(Some(run));
    wait_words(&page, "For each dollar that is spent");
    page.click("remove-sale-0");
    page.wait_full(Some(run));
    let fragment = page.run("return location.hash").as_str().unwrap().to_owned();
    page.visit(&fragment);
    page.wait_full(None);
    let value = |id: &str| page.run(&format!("return document.querySelector('[data-testid=\"{id}\"]').value"));
    assert_eq!((value("sale-0-kind"), value("sale-0-trial")), ("yearly".into(), "2".into()));
    assert_eq!(value("money.sales[0].name"), "A year");
}
