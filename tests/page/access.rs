//! The page without a mouse, and for those who do not see it.

use std::path::Path;

use crate::browser::{Page, Window};

/// Findings of axe-core that are serious or worse, with everything unfolded.
pub fn findings(page: &Page) -> String {
    page.run("document.querySelectorAll('details').forEach(it => it.open = true)");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/axe/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file).expect("make setup-tests installs axe-core");
    page.run(&axe);
    page.run("window.axe.run().then(it => { window.found = it })");
    let script =
        "return window.found && window.found.violations.filter(it => ['serious', 'critical'].includes(it.impact))
        .map(it => it.id + ': ' + it.nodes.map(node => node.html).join(' '))";
    page.wait("axe-core", script, |found| (!found.is_null()).then(|| found.to_string()))
}

#[test]
fn axe_finds_nothing_serious_in_either_theme() {
    for window in [Window::Desktop, Window::Phone] {
        let page = Page::open("", window);
        assert_eq!(findings(&page), "[]");
        page.click("theme-toggle");
        assert_eq!(findings(&page), "[]", "in the other theme");
    }
}

#[test]
fn axe_would_find_something() {
    let page = Page::open("", Window::Desktop);
    page.run("document.querySelector('[data-testid=\"title\"]').removeAttribute('aria-label')");
    assert!(findings(&page).contains("label"), "the planted fault went unnoticed");
}

#[test]
fn everything_is_reached_by_tab_and_its_focus_is_seen() {
    let page = Page::open("", Window::Desktop);
    // What can take the focus, in the order of the page.
    let controls = "const seen = [...document.querySelectorAll('button, select, input, summary, [tabindex=\"0\"]')]
            .filter(it => !it.disabled && it.checkVisibility() && it.tabIndex >= 0);
        return seen.length";
    let count = page.run(controls).as_u64().unwrap() as usize;
    page.run("document.activeElement.blur(); window.visited = new Set(); window.unseen = []");
    for _ in 0..count {
        page.press(&["Tab"]);
        page.run(
            "const it = document.activeElement;
             if (it === document.body) return;
             window.visited.add(it);
             const style = getComputedStyle(it);
             if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) window.unseen.push(it.outerHTML.slice(0, 120));",
        );
    }
    let missed = "const seen = [...document.querySelectorAll('button, select, input, summary, [tabindex=\"0\"]')];
        return [seen.filter(it => !it.disabled && it.checkVisibility() && it.tabIndex >= 0 && !window.visited.has(it))
            .map(it => it.outerHTML.slice(0, 120)), window.unseen]";
    assert_eq!(page.run(missed), serde_json::json!([[], []]));
}

#[test]
fn a_scenario_is_chosen_and_a_slider_moved_by_key() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.run("document.querySelector('[data-testid=\"presets\"]').focus()");
    page.press(&["Enter"]);
    page.press(&["Tab", "Tab", "Enter"]);
    let run = page.wait_full(Some(run));
    assert!(page.text("story").contains("front page"), "{}", page.text("story"));
    assert_eq!(page.run("return document.activeElement.dataset.testid"), "presets");
    page.press(&["Enter", "Tab", "Escape"]);
    let open = "return [document.querySelector('.presets').open, document.activeElement.dataset.testid]";
    assert_eq!(page.run(open), serde_json::json!([false, "presets"]));

    page.run("document.querySelector('[data-testid=\"field-growth.monthly_growth-slider\"]').focus()");
    page.press(&["ArrowRight"]);
    page.wait_full(Some(run));
    assert!(page.text("story").contains("with your changes"), "{}", page.text("story"));
}
