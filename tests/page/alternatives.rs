//! Alternatives in the page: how they are made, shown, changed, taken back and sent.

use crate::browser::{Page, Window};
use crate::form::quick;

/// Names of the tabs.
const TABS: &str = "return [...document.querySelectorAll('.tabs .tab')].map(it => it.textContent.trim())";
/// Cells of the comparison, row by row.
const TABLE: &str = "table-comparison";

fn tabs(page: &Page) -> Vec<String> {
    serde_json::from_value(page.run(TABS)).unwrap()
}

fn wait_tabs(page: &Page, count: usize) {
    page.wait("so many tabs", TABS, |tabs| (tabs.as_array().unwrap().len() == count).then_some(()));
}

/// The fragment in the address bar, once the page has written the scenario there.
fn fragment(page: &Page, before: &str) -> String {
    let script = "return location.hash";
    page.wait("the link", script, |hash| hash.as_str().filter(|hash| *hash != before).map(str::to_owned))
}

#[test]
fn alternatives_are_made_in_four_ways_and_taken_back() {
    let page = Page::open(&quick(), Window::Desktop);
    let mut run = page.wait_full(None);
    assert!(tabs(&page).is_empty());
    // Another model, what may happen, a copy, and a plan that is found in the dialog.
    page.enter("compare-model", "groq-gpt-oss-20b-free");
    run = page.wait_full(Some(run));
    assert_eq!(tabs(&page), ["A", "B Groq gpt-oss-20b, free"]);
    page.enter("compare-stress", "tenfold");
    run = page.wait_full(Some(run));
    assert_eq!(tabs(&page)[2], "C 10 times the users");
    page.click("copy-alternative");
    run = page.wait_full(Some(run));
    page.click("search-stack.data-0");
    page.wait("the dialog", "return document.querySelector('[data-testid=\"browser\"]')?.open", |is| {
        is.as_bool().filter(|is| *is)
    });
    page.click("compare-neon-launch");
    run = page.wait_full(Some(run));
    assert_eq!(tabs(&page).len(), 5);
    assert!(tabs(&page)[4].starts_with("E Neon"), "{:?}", tabs(&page));
    assert_eq!(page.table(TABLE).len(), 5);
    // Rename, show, change, take back.
    page.enter("alternative-name", "Neon, please");
    run = page.wait_full(Some(run));
    assert_eq!(tabs(&page)[4], "E Neon, please");
    assert!(page.text("differences").contains("Database and files: Neon Launch"), "{}", page.text("differences"));
    page.click("alternative-0");
    assert!(page.text("differences").contains("changes the others too"));
    page.click("alternative-1");
    page.enter("field-money.budget-number", "77");
    run = page.wait_full(Some(run));
    assert!(page.text("differences").contains("77"), "{}", page.text("differences"));
    page.run("[...document.querySelectorAll('.differences button')].at(-1).click()");
    run = page.wait_full(Some(run));
    assert!(!page.text("differences").contains("77"));
    page.click("drop-alternative");
    run = page.wait_full(Some(run));
    wait_tabs(&page, 4);
    page.click("undo");
    run = page.wait_full(Some(run));
    assert_eq!(tabs(&page)[1], "B Groq gpt-oss-20b, free");
    page.click("keep-alternative");
    page.wait_full(Some(run));
    wait_tabs(&page, 0);
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn a_link_opens_the_same_comparison_in_another_browser() {
    let page = Page::open(&quick(), Window::Desktop);
    let run = page.wait_full(None);
    let before = page.run("return location.hash").as_str().unwrap().to_owned();
    page.enter("compare-model", "groq-gpt-oss-20b-free");
    page.wait_full(Some(run));
    let link = fragment(&page, &before);
    assert!(link.len() < 900, "{} characters", link.len());
    let (table, verdict) = (page.table(TABLE), page.text("verdict"));
    assert!(verdict.contains("cheaper"), "{verdict}");
    drop(page);
    let other = Page::open(&link, Window::Desktop);
    assert_eq!((other.table(TABLE), other.text("verdict")), (table, verdict));
}

/// A card by the second, one that is always on, and an API, with the bill and the times of each.
#[test]
fn cards_are_compared_with_an_api() {
    let page = Page::open(&quick(), Window::Desktop);
    let mut run = page.wait_full(None);
    for plan in ["runpod-serverless-l4", "gce-t4"] {
        page.enter("compare-model", plan);
        run = page.wait_full(Some(run));
    }
    let tabs = tabs(&page);
    assert!(tabs[1].starts_with("B RunPod serverless") && tabs[2].starts_with("C Google Compute"), "{tabs:?}");
    let table = page.table(TABLE);
    let [costs, times] = [1, 4].map(|column| [0, 1, 2].map(|row| table[row][column].clone()));
    let differ = |all: &[String; 3]| all[0] != all[1] && all[1] != all[2] && all[0] != all[2];
    assert!(costs.iter().all(|cost| cost.starts_with('$')) && differ(&costs), "{costs:?}");
    assert!(times.iter().all(|time| time.contains(" s")) && differ(&times), "{times:?}");
}

#[test]
fn a_slider_moves_all_alternatives_and_a_row_shows_one() {
    let page = Page::open(&quick(), Window::Desktop);
    let run = page.wait_full(None);
    page.enter("compare-model", "groq-gpt-oss-20b-free");
    let run = page.wait_full(Some(run));
    page.click("row-0");
    let before = page.table(TABLE);
    page.drag("field-growth.users-slider", 0.2);
    page.wait("a live run", "return document.documentElement.dataset.kind", |kind| (kind == "live").then_some(()));
    page.release();
    page.wait_full(Some(run));
    let after = page.table(TABLE);
    assert!(before[0] != after[0] && before[1] != after[1], "{before:?} {after:?}");
    // By the first column, the other way round with the second click.
    page.click("sort-0");
    let up: Vec<String> = page.table(TABLE).into_iter().map(|row| row[0].clone()).collect();
    page.click("sort-0");
    let down: Vec<String> = page.table(TABLE).into_iter().map(|row| row[0].clone()).rev().collect();
    assert_eq!(up, down);
}

#[test]
fn the_first_model_is_within_the_first_screen_and_a_phone_keeps_what_matters_in_sight() {
    let bottom = |page: &Page, id: &str| {
        let script = format!("return document.querySelector('[data-testid=\"{id}\"]').getBoundingClientRect().bottom");
        page.run(&script).as_f64().unwrap()
    };
    let desktop = Page::open(&quick(), Window::Desktop);
    assert!(bottom(&desktop, "compare-model") < 900.0, "{}", bottom(&desktop, "compare-model"));
    drop(desktop);
    let phone = Page::open(&quick(), Window::Phone);
    phone.run("window.scrollTo(0, 1500)");
    assert!(bottom(&phone, "bar") <= 844.0);
    assert!(phone.text("bar").contains('$'), "{}", phone.text("bar"));
    phone.touch("to-form", 0.5);
    let top = "return document.querySelector('[data-testid=\"story\"]').getBoundingClientRect().top";
    phone.wait("the form", top, |top| (top.as_f64().unwrap().abs() < 120.0).then_some(()));
    phone.touch("compare-stress", 0.5);
    phone.enter("compare-stress", "launch");
    wait_tabs(&phone, 2);
    phone.touch("to-answer", 0.5);
    phone.wait("the answer", "return document.querySelector('h1').getBoundingClientRect().top", |top| {
        (top.as_f64().unwrap().abs() < 120.0).then_some(())
    });
    let width = phone.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert_eq!(width[0], width[1], "the page scrolls sideways");
}

#[test]
fn axe_finds_nothing_serious_in_a_comparison() {
    for window in [Window::Desktop, Window::Phone] {
        let page = Page::open(&quick(), window);
        let run = page.wait_full(None);
        page.enter("compare-stress", "price");
        page.wait_full(Some(run));
        assert_eq!(crate::access::findings(&page), "[]");
    }
}

/// Puts the focus on an element and presses keys there.
fn press(page: &Page, id: &str, keys: &[&str]) {
    page.run(&format!("document.querySelector('[data-testid=\"{id}\"]').focus()"));
    page.press(keys);
}

#[test]
fn alternatives_are_made_shown_and_dropped_by_key() {
    let page = Page::open(&quick(), Window::Desktop);
    page.wait_full(None);
    press(&page, "copy-alternative", &["Enter"]);
    wait_tabs(&page, 2);
    // A letter picks the line of the menu that begins with it.
    press(&page, "compare-stress", &["1"]);
    wait_tabs(&page, 3);
    assert_eq!(tabs(&page)[2], "C 10 times the users");
    press(&page, "alternative-name", &["x", "Enter"]);
    page.wait("the name", TABS, |tabs| tabs[2].as_str().unwrap().contains('x').then_some(()));
    press(&page, "alternative-1", &["Enter"]);
    let pressed = "return document.querySelector('[data-testid=\"alternative-1\"]').ariaPressed";
    page.wait("the second", pressed, |is| (is == "true").then_some(()));
    press(&page, "drop-alternative", &["Enter"]);
    wait_tabs(&page, 2);
    assert_eq!(page.run("return document.activeElement.dataset.testid"), "copy-alternative", "the focus is not lost");
    page.press(&["+Control", "z"]);
    wait_tabs(&page, 3);
    press(&page, "row-0", &["Enter"]);
    press(&page, "sort-0", &["Enter"]);
    let sorted = "return document.querySelector('.comparison th[aria-sort=\"ascending\"]') !== null";
    page.wait("the order", sorted, |is| is.as_bool().filter(|is| *is));
    press(&page, "compare-cost-view-difference", &["Enter"]);
    let read = "return document.querySelector('[data-testid=\"compare-cost\"]').ariaLabel";
    page.wait("the difference", read, |words| words.as_str().unwrap().contains("A").then_some(()));
}
