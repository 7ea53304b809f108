//! Accounts in the form and in the answer: who shares what, and where refused calls go.

use headroom::catalog::Catalog;
use headroom::scenario::PRESETS;
use headroom::share;

use crate::browser::{Page, Window};

/// Two features on one free key, with few futures; the first has another plan for what is refused.
fn shared_key() -> Page {
    let preset = PRESETS.iter().find(|preset| preset.id == "shared-key").unwrap();
    let mut scenario = preset.scenario().unwrap().into_inner();
    scenario.futures = 256;
    let link = share::to_fragment(&scenario.validate().unwrap(), Catalog::builtin().unwrap().date());
    Page::open(&link, Window::Desktop)
}

/// Texts of the account cards.
fn cards(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-testid^=\"account-\"]')].map(card => card.textContent)";
    serde_json::from_value(page.run(script)).unwrap()
}

/// Share of the calls and visits of the last month that is turned away, in percent.
fn turned_away(page: &Page) -> f64 {
    let rows = page.table("table-monthly");
    let headings = page.run(
        "return [...document.querySelectorAll('[data-testid=\"table-monthly\"] thead th')].map(it => it.textContent)",
    );
    let headings: Vec<String> = serde_json::from_value(headings).unwrap();
    let at = headings.iter().position(|it| it == "Turned away, mean").unwrap();
    rows.last().unwrap()[at].trim_start_matches('<').trim_end_matches('%').parse().unwrap()
}

#[test]
fn an_account_is_one_card_with_its_users_and_its_limits() {
    let page = shared_key();
    page.wait_full(None);
    let cards = cards(&page);
    let gemini = cards.iter().find(|card| card.contains("Google Gemini API")).unwrap();
    for words in ["Chat (57% of the calls)", "Summary (43%)", "500 requests a day", "used in month 1", "met by month 1"]
    {
        assert!(gemini.contains(words), "{words} is not in {gemini}");
    }
    let openai = cards.iter().find(|card| card.contains("OpenAI API")).unwrap();
    assert!(openai.contains("no fixed price"), "{openai}");
    let supabase = cards.iter().find(|card| card.contains("Supabase")).unwrap();
    for words in ["Supabase Free", "Supabase Pro, spend cap on", "$25 a month", "at the end of month"] {
        assert!(supabase.contains(words), "{words} is not in {supabase}");
    }
    assert!(openai.contains("Chat (when refused)"), "{openai}");
    let limits = page.table("table-limits");
    let first = limits.first().unwrap();
    assert!(first[0].starts_with("Google Gemini API: 500 requests a day"), "{first:?}");
    assert!(
        page.attribute("chart-breaches", "aria-label")
            .is_some_and(|it| it.contains("Google Gemini API: 500 requests a day"))
    );
}

#[test]
fn refused_calls_go_elsewhere_by_one_choice() {
    let page = shared_key();
    let run = page.wait_full(None);
    let before = turned_away(&page);
    assert!(before > 10.0, "{before}%");
    page.enter("other-1-0", "gpt-6-luna");
    let run = page.wait_full(Some(run));
    assert!(turned_away(&page) < 1.0, "{}%", turned_away(&page));
    page.click("undo");
    page.wait_full(Some(run));
    assert_eq!(turned_away(&page), before);
}

#[test]
fn a_feature_may_have_an_account_of_its_own() {
    let page = shared_key();
    let run = page.wait_full(None);
    let before = cards(&page).len();
    page.click("check-features[1].own_account");
    page.wait_full(Some(run));
    let cards = cards(&page);
    assert_eq!(cards.len(), before + 1);
    assert!(cards.iter().any(|card| card.contains("Google Gemini API (Summary)")), "{cards:?}");
}
