//! Links: the whole answer, sent to another browser.

use headroom::date::Date;
use headroom::scenario::PRESETS;
use headroom::share::to_fragment;

use crate::MESSAGE;
use crate::browser::{Page, Window};

/// A link to the opening scenario with prices of a day, few futures and another title.
fn link_of(day: Date, title: &str) -> String {
    let mut scenario = PRESETS[3].scenario().unwrap().into_inner();
    (scenario.futures, scenario.title) = (256, title.to_owned());
    to_fragment(&scenario.validate().unwrap(), day)
}

#[test]
fn the_copied_link_gives_the_same_answer_in_another_browser() {
    let page = Page::open("", Window::Desktop);
    page.allow_clipboard();
    let run = page.wait_full(None);
    page.enter("field-growth.users-number", "320");
    page.wait_full(Some(run));
    page.click("copy-link");
    let read =
        "window.copied ??= navigator.clipboard.readText().then(it => { window.clip = it }); return window.clip ?? null";
    let link = page.wait("the clipboard", read, |it| it.as_str().filter(|it| it.contains("#1.")).map(str::to_owned));
    let fragment = &link[link.find('#').unwrap()..];
    assert!(fragment.len() < 600, "{} characters", fragment.len());
    let other = Page::open(fragment, Window::Phone);
    assert_eq!(other.table("table-monthly"), page.table("table-monthly"));
    assert_eq!(other.text("verdict"), page.text("verdict"));
    assert_eq!(other.text("story"), "From a link.");
    assert!(!other.run(MESSAGE).as_bool().unwrap());
}

#[test]
fn a_link_with_older_prices_keeps_them_and_offers_those_of_today() {
    let old = Date { year: 2026, month: 8, day: 1 };
    let page = Page::open(&link_of(old, "Old"), Window::Desktop);
    let notice = page.text("prices");
    assert!(notice.contains("known on 2026-08-01") && notice.contains("then, "), "{notice}");
    let (run, table) = (page.wait_full(None), page.table("table-monthly"));
    page.click("todays-prices");
    page.wait_full(Some(run));
    assert_ne!(page.table("table-monthly"), table);
    let there = "return document.querySelector('[data-testid=\"prices\"]') !== null";
    assert_eq!(page.run(there), false);
    page.click("undo");
    page.wait("the notice", there, |there| (there == true).then_some(()));
}

#[test]
fn a_link_that_is_pasted_over_the_page_is_followed_or_refused_in_a_sentence() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    let today = Date { year: 2026, month: 10, day: 7 };
    page.run(&format!("location.hash = '{}'", link_of(today, "Pasted")));
    page.wait_full(Some(run));
    assert_eq!(page.run("return document.querySelector('h1').textContent"), "Pasted");
    page.run("location.hash = '#1.broken'");
    page.wait("a message", MESSAGE, |there| (there == true).then_some(()));
    let message = page.text("message");
    assert!(message.contains("damaged") && message.contains("Your scenario stays."), "{message}");
    assert_eq!(page.run("return document.querySelector('h1').textContent"), "Pasted");
}

#[test]
fn words_in_a_link_are_text() {
    let title = "<img src=x onerror=window.hacked=1><b>bold</b>";
    let today = Date { year: 2026, month: 10, day: 7 };
    let page = Page::open(&link_of(today, title), Window::Desktop);
    assert_eq!(page.run("return document.querySelector('h1').textContent"), title);
    assert_eq!(
        page.run("return [window.hacked ?? null, document.querySelectorAll('main img, h1 b').length]"),
        serde_json::json!([null, 0])
    );
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn a_link_that_cannot_be_computed_is_refused_and_the_scenario_stays() {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    scenario.stack.backend.plans = vec!["does-not-exist".to_owned()];
    let link = to_fragment(&scenario.validate().unwrap(), Date { year: 2026, month: 10, day: 7 });
    let page = Page::open(&link, Window::Desktop);
    let message = page.text("message");
    assert!(
        message.contains("stack.backend.plans[0]") && message.contains("“First wall” is shown instead."),
        "{message}"
    );
    page.click("dismiss");
    page.run(&format!("location.hash = '#x'; location.hash = '{link}'"));
    page.wait("a message", MESSAGE, |there| (there == true).then_some(()));
    page.wait("the sentence", "return document.querySelector('[data-testid=\"message\"] p').textContent", |said| {
        said.as_str().filter(|it| it.contains("does-not-exist") && it.contains("Your scenario stays.")).map(|_| ())
    });
    assert_eq!(page.run("return document.querySelector('h1').textContent"), "A chat app on free tiers");
}
