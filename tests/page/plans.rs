//! Looking through the plans of a part.

use crate::browser::{Page, Window};
use crate::form::quick;

/// Whether the dialog is open.
const IS_OPEN: &str = "return document.querySelector('[data-testid=\"browser\"]')?.open ?? false";
/// Names of the plans that are shown, in their order.
const NAMES: &str =
    "return [...document.querySelectorAll('[data-testid^=\"plan-row-\"] th')].map(it => it.firstChild.textContent)";

fn names(page: &Page) -> Vec<String> {
    serde_json::from_value(page.run(NAMES)).unwrap()
}

/// Opens the dialog by key, so that the focus was on what opens it.
fn open(page: &Page, button: &str) {
    page.run(&format!("document.querySelector('[data-testid=\"{button}\"]').focus()"));
    page.press(&["Enter"]);
    wait_open(page, true);
    // Its first rows are there first.
    let counts = "return [document.querySelectorAll('[data-testid^=\"plan-row-\"]').length, \
                  document.querySelector('[data-testid=\"browser-count\"]').textContent]";
    page.wait("all rows", counts, |counts| {
        counts[1].as_str().unwrap().starts_with(&counts[0].to_string()).then_some(())
    });
}

fn wait_open(page: &Page, open: bool) {
    page.wait("the dialog", IS_OPEN, |is| (is == open).then_some(()));
}

#[test]
fn a_plan_is_found_by_words_and_chosen() {
    let page = Page::open(&quick(), Window::Desktop);
    let run = page.wait_full(None);
    open(&page, "search-features[0].inference-1");
    assert_eq!(page.run("return document.activeElement.dataset.testid"), "browser-search");
    let all = names(&page).len();
    page.enter("browser-search", "haiku");
    let found = names(&page);
    assert!(found.len() > 1 && found.len() < all && found.iter().all(|name| name.contains("Haiku")), "{found:?}");
    let chosen = page.run("return document.querySelector('[data-testid^=\"choose-\"]').dataset.testid");
    let chosen = chosen.as_str().unwrap();
    page.click(chosen);
    wait_open(&page, false);
    page.wait_full(Some(run));
    let kept = page.run("return document.querySelector('[data-testid=\"plan-features[0].inference-1\"]').value");
    assert_eq!(format!("choose-{}", kept.as_str().unwrap()), chosen);
    let focus = page.run("return document.activeElement.dataset.testid");
    assert_eq!(focus, "search-features[0].inference-1", "the focus goes back to what opened it");
}

#[test]
fn all_plans_of_a_part_are_side_by_side() {
    let page = Page::open(&quick(), Window::Desktop);
    open(&page, "all-plans");
    let all = names(&page).len();
    assert!(all > 200, "{all}");
    assert_eq!(page.run("return document.querySelectorAll('[data-testid^=\"choose-\"]').length"), 0);
    page.click("browser-free");
    let free = page.run(
        "return [...document.querySelectorAll('[data-testid=\"browser-plans\"] [data-label=\"Price\"] .price')].map(it => it.textContent)",
    );
    let free: Vec<String> = serde_json::from_value(free).unwrap();
    assert!(!free.is_empty() && free.len() < all && free.iter().all(|price| price == "free"), "{free:?}");
    page.click("browser-free");
    page.click("browser-ends");
    assert!((1..all).contains(&names(&page).len()));
    page.click("browser-ends");
    // What 10,000 users would cost, cheapest first.
    page.enter("browser-users", "10000");
    page.enter("browser-order", "cost");
    let heading =
        page.run("return document.querySelectorAll('[data-testid=\"browser-plans\"] thead th')[4].textContent");
    assert!(heading.as_str().unwrap().contains("10,000 users"), "{heading}");
    assert_eq!(names(&page).len(), all);
    page.enter("browser-part", "frontend");
    page.wait("the plans of another part", NAMES, |names| names.to_string().contains("Vercel Pro").then_some(()));
    page.press(&["Escape"]);
    wait_open(&page, false);
    assert_eq!(page.run("return document.activeElement.dataset.testid"), "all-plans");
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn axe_finds_nothing_serious_in_the_plans() {
    for window in [Window::Desktop, Window::Phone] {
        let page = Page::open(&quick(), window);
        open(&page, "search-stack.frontend-0");
        assert_eq!(crate::access::findings(&page), "[]");
        if matches!(window, Window::Phone) {
            let width = page.run("const it = document.querySelector('[data-testid=\"browser\"]'); return [it.scrollWidth, it.clientWidth]");
            assert_eq!(width[0], width[1], "the dialog is wider than the phone");
        }
    }
}
