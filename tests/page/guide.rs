//! The guide to a document in the page: it is computed there, says what the command line says, and leads to its scenarios.

use serde_json::Value;

use crate::browser::{Page, Window};

/// What the page says of its figures.
const COUNT: &str = "return document.querySelector('[data-testid=\"guide-count\"]')?.innerText";
/// The figures: name and measure, the document's, the simulated one, whether they agree.
const FIGURES: &str = "return [...document.querySelectorAll('.guide .figure')].map(row => [
    row.cells[0].firstChild.textContent, row.cells[0].querySelector('span').textContent,
    row.cells[1].firstChild.textContent, row.cells[2].textContent, row.cells[3].textContent])";

fn figures(page: &Page) -> Vec<[String; 5]> {
    serde_json::from_value(page.run(FIGURES)).unwrap()
}

fn wait_count(page: &Page) -> String {
    page.wait("the guide", COUNT, |count| count.as_str().filter(|count| count.contains(" agree;")).map(str::to_owned))
}

/// A guide as the command line has it.
fn native(guide: &str) -> Value {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_simulate"));
    let output = command.args(["guide", guide, "--json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Waits for the guide that is open and compares it with the command line's. What it says in sum, and the cells of that.
fn assert_native(page: &Page, guide: &str) -> (String, Vec<Value>) {
    let count = wait_count(page);
    let native = native(guide);
    let cells: Vec<Value> = native["sections"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|section| section["rows"].as_array().unwrap())
        .flat_map(|row| row["cells"].as_array().unwrap().clone())
        .collect();
    let [agree, differ] = [true, false].map(|so| cells.iter().filter(|cell| cell["agrees"] == so).count());
    assert_eq!(count, format!("{agree} of {} figures agree; {differ} differ, each with the reason.", agree + differ));
    let shown = figures(page);
    assert_eq!(shown.len(), cells.len());
    for ([name, measure, document, simulated, verdict], cell) in shown.iter().zip(&cells) {
        assert_eq!([name.as_str(), simulated], [cell["name"].as_str().unwrap(), cell["simulated"].as_str().unwrap()]);
        assert_eq!(document, cell["document"].as_str().unwrap_or("–"), "{name}: {measure}");
        let said = cell["agrees"].as_bool().map_or("", |agrees| if agrees { "✓ agrees" } else { "≠ differs" });
        assert_eq!(verdict, said, "{name}: {measure}");
    }
    (count, cells)
}

#[test]
fn the_guide_is_that_of_the_command_line_and_leads_to_its_scenarios() {
    let page = Page::open("", Window::Desktop);
    assert!(page.run("return document.querySelector('[data-testid=\"to-guide\"]')").is_null(), "of no other scenario");
    let fetched = "return performance.getEntriesByType('resource').filter(it => it.name.endsWith('.json')).length";
    let run = page.wait_full(None);
    assert_eq!(page.run(fetched), 0, "no guide is fetched before it is opened");
    page.click("preset-tasktrakr");
    let run = page.wait_full(Some(run));
    let (count, cells) = assert_native(&page, "tasktrakr");
    assert_eq!(page.run(fetched), 1);
    // The answer of the scenario that is open is still there, and the way to the guide.
    assert_eq!(page.wait_full(None), run);
    assert!(page.text("badge").contains("1,024 futures"));
    page.click("to-guide");
    let focus = "return document.activeElement.dataset.testid";
    page.wait("the guide's heading", focus, |focus| (focus == "guide-tasktrakr").then_some(()));

    // 100,000 uses at $0.001: the document's $100.
    let place = cells.iter().find(|cell| cell["name"] == "100,000 uses, Gemini paid as the document has it");
    page.click(&format!("tasktrakr-open-{}", place.unwrap()["run"]));
    page.wait_full(Some(run));
    assert_eq!(page.text("heading"), "100,000 uses, Gemini paid as the document has it");
    let months = page.table("table-monthly");
    assert!(months.len() == 1 && months[0].iter().any(|cell| cell == "$100"), "{months:?}");
    assert_eq!(wait_count(&page), count, "it need not be asked again");
    page.click("undo");
    page.wait("the preset", "return document.querySelector('[data-testid=\"preset-tasktrakr\"]').ariaCurrent", |is| {
        (is == "true").then_some(())
    });
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn the_second_guide_opens_with_its_presets_and_is_that_of_the_command_line() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.click("preset-mid-size");
    page.wait_full(Some(run));
    assert_native(&page, "prototype-to-production");
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn a_guide_that_does_not_come_says_so_and_is_asked_for_again() {
    let script = "const real = window.fetch; window.missing = true;
        const lost = ([what]) => window.missing && String(what).endsWith('.json');
        window.fetch = (...all) => lost(all) ? Promise.reject(new TypeError()) : real(...all);";
    let page = Page::open_after("", Window::Desktop, script);
    page.wait_full(None);
    page.click("guide-tasktrakr");
    page.wait("a sentence", COUNT, |text| {
        text.as_str().filter(|it| it.starts_with("The figures could not")).map(|_| ())
    });
    page.run("window.missing = false");
    page.click("guide-again");
    wait_count(&page);
}

#[test]
fn what_is_changed_meanwhile_is_answered_and_the_guide_after_it() {
    let page = Page::open("", Window::Phone);
    let run = page.wait_full(None);
    page.click("guide-tasktrakr");
    page.wait("the document's figures", "return document.querySelectorAll('.guide .figure').length", |count| {
        count.as_u64().filter(|count| *count > 100).map(|_| ())
    });
    page.enter("field-growth.users-number", "310");
    page.wait_full(Some(run));
    wait_count(&page);
    assert!(figures(&page).iter().all(|figure| figure[3] != "…"));
    let width = page.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert_eq!(width[0], width[1], "the page scrolls sideways");
    assert_eq!(crate::access::findings(&page), "[]");
    page.click("guide-tasktrakr");
    page.wait("no figures", "return document.querySelectorAll('.guide .figure').length", |count| {
        (count == 0).then_some(())
    });
}
