//! Alternatives against volume in the page.

use crate::browser::{Page, Window};
use headroom::catalog::Catalog;
use headroom::scenario::{PRESETS, Quantity, ValidScenario, Volumes};
use headroom::share;

/// An API at a tenth of a cent a call and a card at $250 a month, as the `TaskTrakr` document has them, of few futures.
fn two() -> ValidScenario {
    let mut base = PRESETS.iter().find(|it| it.id == "api-or-gpu").unwrap().scenario().unwrap().into_inner();
    (base.futures, base.months) = (128, 3);
    base.alternatives.clear();
    base.volumes = None;
    base.money.price_changes = None;
    base.stack = Default::default();
    base.features[0].inference.plans = vec!["gemini-paid-tasktrakr".to_owned()];
    base.features[0].first_word = Some(Quantity::Exact(0.5));
    let two = base.with_copy(0, "Own T4".to_owned());
    let mut own = two.alternative(1).unwrap();
    own.features[0].inference.plans = vec!["llama-3.1-8b-t4-tasktrakr".to_owned()];
    two.with_alternative(1, own).validate().unwrap()
}

fn open(scenario: &ValidScenario) -> Page {
    Page::open(&share::to_fragment(scenario, Catalog::builtin().unwrap().date()), Window::Desktop)
}

/// What the view says, once it says something with this in it.
fn wait_words(page: &Page, part: &str) -> String {
    let script = "return document.querySelector('[data-testid=\"volume-verdict\"]')?.textContent ?? ''";
    page.wait("the verdict", script, |words| words.as_str().filter(|words| words.contains(part)).map(str::to_owned))
}

/// Where the bills cross, in thousands of uses.
fn crossing(page: &Page) -> f64 {
    let words = wait_words(page, "Above about ");
    let number = words.split("Above about ").nth(1).unwrap().split(' ').next().unwrap().replace(',', "");
    number.parse::<f64>().unwrap() / 1_000.0
}

#[test]
fn a_feature_s_card_opens_the_view_and_a_price_moves_the_crossing() {
    let page = open(&two());
    let run = page.wait_full(None);
    assert!(page.run("return document.querySelector('[data-testid=volumes]') === null").as_bool().unwrap());
    page.click("volumes-0");
    let run = page.wait_full(Some(run));
    // $250 a month against a tenth of a cent.
    assert!((crossing(&page) - 250.0).abs() < 25.0, "{}", page.text("volume-verdict"));
    let rows = page.table("table-volume");
    assert_eq!(rows.len(), 2);
    let api: f64 = rows[0][1].trim_start_matches('$').split(' ').next().unwrap().parse().unwrap();
    assert!((85.0..120.0).contains(&api) && rows[1][1].starts_with("$250"), "{rows:?}");
    page.enter("volume-at", "5");
    let later = page.table("table-volume");
    assert!(rows[0][1] != later[0][1], "{later:?}");
    // The price of the API, by its slider.
    page.run(
        "const box = document.querySelector('[data-testid=\"numbers-features[0].inference-gemini-paid-tasktrakr\"]');
         box.open = true; box.dispatchEvent(new Event('toggle'))",
    );
    let slider = "own-gemini-paid-tasktrakr-price.requests-slider";
    page.wait("the slider", &format!("return document.querySelector('[data-testid=\"{slider}\"]') !== null"), |is| {
        is.as_bool().filter(|is| *is)
    });
    let before = page.run("return location.hash").as_str().unwrap().to_owned();
    page.drag(slider, 0.25);
    page.wait("a live run", "return document.documentElement.dataset.kind", |kind| (kind == "live").then_some(()));
    page.release();
    page.wait_full(Some(run));
    let dearer = crossing(&page);
    assert!((20.0..150.0).contains(&dearer), "two to ten times the price: {dearer}");
    // The link holds it all, once the page has written it.
    let fragment = page.wait("the link", "return location.hash", |hash| {
        hash.as_str().filter(|hash| *hash != before).map(str::to_owned)
    });
    let page = Page::open(&fragment, Window::Desktop);
    let run = page.wait_full(None);
    assert!((crossing(&page) - dearer).abs() < 1.0, "{} and {dearer}", crossing(&page));
    page.click("close-volumes");
    page.wait_full(Some(run));
    assert!(page.run("return document.querySelector('[data-testid=volumes]') === null").as_bool().unwrap());
}

#[test]
fn a_scenario_by_itself_is_looked_at_and_volumes_are_chosen() {
    let mut scenario = two().into_inner();
    scenario.alternatives.clear();
    scenario.volumes = Some(Volumes { feature: Some(0), from: 1e4, to: 1e6 });
    let page = open(&scenario.validate().unwrap());
    let run = page.wait_full(None);
    wait_words(&page, "Does it keep the targets");
    assert_eq!(page.table("table-volume").len(), 1);
    let count = "return document.querySelectorAll('[data-testid=volume-at] option').length";
    assert_eq!(page.run(count), 7);
    page.enter("volume-from", "1000");
    let run = page.wait_full(Some(run));
    assert_eq!(page.run(count), 10);
    page.enter("volume-of", "users");
    page.wait_full(Some(run));
    wait_words(&page, "monthly users");
}
