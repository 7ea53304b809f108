//! Charts are read at a cursor, by mouse, finger and keyboard, and show what their buttons say.

use crate::browser::{Page, Window};
use crate::form::quick;
use crate::picture;

/// Charts whose places are months.
const MONTHLY: [&str; 5] = ["chart-cost", "chart-answer", "chart-breaches", "chart-users", "chart-rungs"];

fn read_out(page: &Page, chart: &str) -> String {
    page.text(&format!("{chart}-readout"))
}

/// Waits until a chart's read-out begins with a month or an amount.
fn wait_read(page: &Page, chart: &str, begin: &str) -> String {
    let script = format!("return document.querySelector('[data-testid=\"{chart}-readout\"]').innerText");
    page.wait(begin, &script, |text| text.as_str().filter(|text| text.starts_with(begin)).map(str::to_owned))
}

/// Where a chart's cursor stands, in CSS pixels from its left; `None` where there is none.
fn cursor(page: &Page, chart: &str) -> Option<f64> {
    let line = format!("return document.querySelector('[data-testid=\"{chart}-cursor\"] line')?.getAttribute('x1')");
    page.run(&line).as_str().map(|x| x.parse().unwrap())
}

/// Waits until a chart has a cursor.
fn wait_cursor(page: &Page, chart: &str) {
    let there = format!("return document.querySelector('[data-testid=\"{chart}-cursor\"]') !== null");
    page.wait("a cursor", &there, |there| (there == true).then_some(()));
}

/// Counts the rectangles that canvases draw from now on: every chart has some.
const COUNT_RECTANGLES: &str = "window.rectangles = 0;
    const fill = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (...at) { window.rectangles++; fill.apply(this, at); };";

/// Waits until an attribute of an element has a value.
fn wait_attribute(page: &Page, id: &str, name: &str, value: &str) {
    let script = format!("return document.querySelector('[data-testid=\"{id}\"]').getAttribute('{name}')");
    page.wait(&format!("{id} to be {value}"), &script, |it| (it == value).then_some(()));
}

/// Does something and waits until a chart is drawn otherwise.
fn redrawn(page: &Page, chart: &str, act: impl FnOnce()) {
    let script = format!("return document.querySelector('canvas[data-testid=\"{chart}\"]').toDataURL()");
    let before = page.run(&script);
    act();
    page.wait("another drawing", &script, |now| (*now != before).then_some(()));
}

#[test]
fn the_mouse_over_one_chart_reads_its_month_in_all() {
    let page = Page::open(&quick(), Window::Desktop);
    assert!(MONTHLY.iter().all(|chart| cursor(&page, chart).is_none()), "nobody points at a chart");
    assert!(read_out(&page, "chart-cost").starts_with("Dec 2028: median $"), "{}", read_out(&page, "chart-cost"));
    page.run(COUNT_RECTANGLES);
    page.hover("chart-users-reader", 0.5);
    wait_cursor(&page, "chart-users");
    let month = read_out(&page, "chart-users")[..8].to_owned();
    assert_ne!(month, "Dec 2028");
    for chart in MONTHLY {
        wait_read(&page, chart, &month);
        assert!(cursor(&page, chart).is_some(), "{chart} has no cursor");
    }
    assert_eq!(page.run("return window.rectangles"), 0, "a cursor draws no chart");
    assert!(cursor(&page, "chart-total").is_none(), "an amount is not a month");
    page.hover("verdict", 0.5);
    for chart in MONTHLY {
        wait_read(&page, chart, "Dec 2028");
        assert!(cursor(&page, chart).is_none(), "{chart} keeps its cursor");
    }
    assert!(page.console().is_empty(), "{:?}", page.console());
}

#[test]
fn what_is_read_is_a_row_of_the_table() {
    let page = Page::open(&quick(), Window::Desktop);
    for chart in MONTHLY.into_iter().chain(["chart-total"]) {
        page.click(&format!("{chart}-numbers"));
        wait_attribute(&page, &format!("{chart}-numbers"), "aria-expanded", "true");
        for share in [0.45, 0.8] {
            page.hover(&format!("{chart}-reader"), share);
            wait_cursor(&page, chart);
            let read = read_out(&page, chart);
            let table = page.table(&format!("{chart}-table"));
            let row = table.iter().find(|row| read.starts_with(&row[0])).unwrap_or_else(|| panic!("{chart}: {read}"));
            // Of limits and plans only what matters is read; the table has the rest.
            let is_heat = ["chart-breaches", "chart-rungs"].contains(&chart);
            let is_read = |cell: &String| read.contains(cell.as_str());
            let agrees = if is_heat { row[1..].iter().any(is_read) } else { row.iter().all(is_read) };
            assert!(agrees, "{chart}: {read} is not {row:?}");
        }
        page.click(&format!("{chart}-numbers"));
    }
}

#[test]
fn arrows_move_the_cursor_by_a_month() {
    let page = Page::open(&quick(), Window::Desktop);
    let said = |month: &str| {
        let script = "return document.activeElement.getAttribute('aria-valuetext')";
        page.wait(month, script, |text| text.as_str().filter(|text| text.starts_with(month)).map(str::to_owned))
    };
    page.run("document.querySelector('[data-testid=\"chart-cost-reader\"]').focus()");
    said("Dec 2028");
    for (key, month) in
        [("ArrowLeft", "Nov 2028"), ("PageDown", "Nov 2027"), ("ArrowRight", "Dec 2027"), ("Home", "Jan 2027")]
    {
        page.press(&[key]);
        assert_eq!(said(month), read_out(&page, "chart-cost"));
        assert!(read_out(&page, "chart-users").starts_with(month));
    }
    page.press(&["End"]);
    said("Dec 2028");
    assert_eq!(page.attribute("chart-cost-reader", "aria-valuenow").as_deref(), Some("24"));
    assert!(cursor(&page, "chart-cost").is_some());
    page.press(&["Escape"]);
    let there = "return document.querySelector('[data-testid=\"chart-cost-cursor\"]') !== null";
    page.wait("no cursor", there, |there| (there == false).then_some(()));
}

#[test]
fn a_finger_leaves_the_cursor_where_it_touched() {
    let page = Page::open(&quick(), Window::Phone);
    let before = read_out(&page, "chart-cost");
    page.touch("chart-cost-reader", 0.4);
    wait_cursor(&page, "chart-cost");
    let read = read_out(&page, "chart-cost");
    assert_ne!(read, before);
    assert!(read_out(&page, "chart-rungs").starts_with(&read[..8]));
    let style = "return getComputedStyle(document.querySelector('[data-testid=\"chart-cost-reader\"]')).touchAction";
    assert_eq!(page.run(style), "pan-y", "a finger on a chart cannot scroll the page");
}

#[test]
fn legend_buttons_hide_and_show_their_series() {
    let page = Page::open(&quick(), Window::Desktop);
    let all = picture(&page, "chart-cost");
    for (chart, series) in [("chart-cost", "eight"), ("chart-cost", "budget"), ("chart-answer", "slowest")] {
        let button = format!("{chart}-legend-{series}");
        assert_eq!(page.attribute(&button, "aria-pressed").as_deref(), Some("true"));
        redrawn(&page, chart, || page.click(&button));
        assert_eq!(page.attribute(&button, "aria-pressed").as_deref(), Some("false"));
        redrawn(&page, chart, || page.click(&button));
        assert_eq!(page.attribute(&button, "aria-pressed").as_deref(), Some("true"));
    }
    assert_eq!(picture(&page, "chart-cost"), all);
    page.hover("chart-cost-reader", 0.5);
    wait_cursor(&page, "chart-cost");
    let read = read_out(&page, "chart-cost");
    page.click("chart-cost-legend-median");
    wait_attribute(&page, "chart-cost-legend-median", "aria-pressed", "false");
    assert_eq!(read_out(&page, "chart-cost"), read, "what is hidden is still read");
}

#[test]
fn cards_have_other_sides_and_other_axes() {
    let page = Page::open(&quick(), Window::Desktop);
    let spread = read_out(&page, "chart-cost");
    redrawn(&page, "chart-cost", || page.click("chart-cost-view-parts"));
    wait_read(&page, "chart-cost", "Dec 2028, on average: Models $");
    redrawn(&page, "chart-cost", || page.click("chart-cost-legend-models"));
    redrawn(&page, "chart-cost", || page.click("chart-cost-view-spread"));
    assert_eq!(read_out(&page, "chart-cost"), spread);
    redrawn(&page, "chart-cost", || page.click("chart-cost-log"));
    assert_eq!(page.attribute("chart-cost-log", "aria-pressed").as_deref(), Some("true"));
    let full = read_out(&page, "chart-answer");
    redrawn(&page, "chart-answer", || page.click("chart-answer-view-first"));
    assert_ne!(read_out(&page, "chart-answer"), full);
    assert_eq!(page.attribute("chart-answer-view-full", "aria-pressed").as_deref(), Some("false"));
}

#[test]
fn canvases_have_the_pixels_of_the_screen() {
    for (window, ratio) in [(Window::Desktop, 1.0), (Window::Phone, 2.0)] {
        let page = Page::open(&quick(), window);
        let sizes = page.run(
            "return [devicePixelRatio, ...[...document.querySelectorAll('canvas')].map(canvas => {
                const box = canvas.getBoundingClientRect();
                return Math.max(Math.abs(canvas.width - box.width * devicePixelRatio),
                    Math.abs(canvas.height - box.height * devicePixelRatio));
            })]",
        );
        let sizes: Vec<f64> = serde_json::from_value(sizes).unwrap();
        assert_eq!((sizes[0], sizes.len()), (ratio, 7));
        assert!(sizes[1..].iter().all(|off| *off <= 0.5), "{sizes:?}");
    }
}

#[test]
fn six_charts_are_seen_at_once() {
    let page = Page::open(&quick(), Window::Desktop);
    let ends = page.run(
        "const ends = [...document.querySelectorAll('.chart')].map(card => card.getBoundingClientRect().bottom);
         return [ends.length, Math.max(...ends) <= 900]",
    );
    assert_eq!(ends, serde_json::json!([6, true]));
}
