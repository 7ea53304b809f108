//! The built page in a real browser: `make test` builds it first.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]
#![allow(clippy::disallowed_methods, reason = "it is native and waits for a browser")]

mod access;
mod accounts;
mod alternatives;
mod books;
mod browser;
mod charts;
mod deaths;
mod form;
mod gpu;
mod guide;
mod links;
mod plans;
mod process;
mod volumes;
mod work;

use std::process::Command;
use std::time::Duration;

use browser::{Page, Window};
use headroom::catalog::Catalog;
use headroom::scenario::{PRESETS, Scenario};
use headroom::share;

/// Whether a full run shows how far it is.
const PROGRESS: &str = "return document.querySelector('[data-testid=\"progress\"]') !== null";
/// Whether something is said at the top.
pub const MESSAGE: &str = "return document.querySelector('[data-testid=\"message\"]') !== null";
/// Keeps the workers that the page starts.
const KEEP_WORKERS: &str = "window.kept = [];
    window.Worker = class extends Worker {
        constructor(...how) {
            super(...how);
            window.kept.push(this);
        }
    }";
/// Lets the newest worker die.
const KILL: &str = "window.kept.at(-1).dispatchEvent(new ErrorEvent('error'))";

/// Shares of a chart's canvas pixels that are not its background.
fn ink(page: &Page, chart: &str) -> f64 {
    let script = format!(
        "const canvas = document.querySelector('[data-testid=\"{chart}\"] canvas, canvas[data-testid=\"{chart}\"]');
         const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
         let inked = 0;
         for (let i = 4; i < data.length; i += 4)
             if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2] || data[i + 3] !== data[3]) inked++;
         return inked / (data.length / 4)"
    );
    page.run(&script).as_f64().unwrap()
}

/// A chart's pixels as a number that changes with them.
fn picture(page: &Page, chart: &str) -> String {
    let script = format!(
        "return document.querySelector('[data-testid=\"{chart}\"] canvas, canvas[data-testid=\"{chart}\"]').toDataURL()"
    );
    page.run(&script).to_string()
}

/// What `simulate` prints for a scenario file.
fn simulate(file: &std::path::Path, options: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_simulate")).arg(file).args(options).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Rows of the table that `simulate` prints for a scenario file, words of a row joined by single spaces.
fn simulated(file: &std::path::Path) -> Vec<String> {
    let text = simulate(file, &[]);
    let is_month = |line: &&str| line.get(3..6) == Some(" 20");
    text.lines().filter(is_month).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn preset() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/presets/first-wall.json")
}

#[test]
fn opens_with_a_verdict_and_charts_and_without_complaints() {
    let page = Page::open("", Window::Desktop);
    let verdict = page.text("verdict");
    assert!(verdict.contains("First wall") && verdict.contains('$'), "{verdict}");
    assert!(page.text("badge").contains("4,096 futures"), "{}", page.text("badge"));
    assert!(page.text("caveats").contains("(approximate): "), "{}", page.text("caveats"));
    for chart in ["chart-users", "chart-cost", "chart-answer", "chart-breaches", "chart-rungs", "chart-total"] {
        let ink = ink(&page, chart);
        assert!(ink > 0.02, "{chart} is empty: {ink}");
    }
    let console = page.console();
    assert!(console.is_empty(), "{console:?}");
}

#[test]
fn the_table_is_that_of_the_command_line() {
    let page = Page::open("", Window::Desktop);
    let table: Vec<_> = page.table("table-monthly").iter().map(|row| row.join(" ")).collect();
    assert_eq!(table.len(), 24);
    assert_eq!(table, simulated(&preset()));
}

#[test]
fn dragging_moves_charts_live_and_releasing_refines() {
    let page = Page::open("", Window::Desktop);
    let (run, verdict, chart) = (page.wait_full(None), page.text("verdict"), picture(&page, "chart-cost"));
    page.drag("field-growth.monthly_growth-slider", 0.2);
    page.wait("a live answer", "return document.documentElement.dataset.kind", |kind| (kind == "live").then_some(()));
    assert_ne!(picture(&page, "chart-cost"), chart, "the chart did not move while dragging");
    page.release();
    page.wait_full(Some(run));
    assert_ne!(page.text("verdict"), verdict);
    assert!(page.text("badge").contains("4,096 futures"));
}

#[test]
fn a_bad_link_is_one_sentence_and_the_default_opens() {
    for fragment in ["#0.AAAA", "#1.AAAA", "#7.abc", "#nonsense"] {
        let page = Page::open(fragment, Window::Desktop);
        let message = page.text("message");
        let sentence = message.lines().next().unwrap_or_default();
        assert!(sentence.to_lowercase().contains("link") && sentence.ends_with('.'), "{fragment}: {message}");
        assert!(page.text("verdict").contains("First wall"));
    }
}

#[test]
fn a_number_out_of_range_is_explained_and_the_answer_kept() {
    let page = Page::open("", Window::Desktop);
    let verdict = page.text("verdict");
    page.enter("field-growth.users-number", "-5");
    let error = page.text("field-growth.users-error");
    assert!(error.contains("Monthly users") && error.contains("100,000,000"), "{error}");
    assert_eq!(page.text("verdict"), verdict);
    let kept = page.run("return document.querySelector('[data-testid=\"field-growth.users-number\"]').value");
    assert_eq!(kept, "-5", "what was typed is gone");
}

#[test]
fn another_plan_is_another_answer() {
    let page = Page::open("", Window::Desktop);
    let (run, table) = (page.wait_full(None), page.table("table-monthly"));
    page.enter("plan-features[0].inference-0", "gpt-5.6-luna");
    page.wait_full(Some(run));
    assert_ne!(page.table("table-monthly"), table);
}

#[test]
fn presets_open() {
    let page = Page::open("", Window::Desktop);
    let (run, table) = (page.wait_full(None), page.table("table-monthly"));
    page.click("preset-steady-openai");
    page.wait_full(Some(run));
    assert_ne!(page.table("table-monthly"), table);
}

#[test]
fn a_phone_shows_one_column_without_sideways_scroll() {
    let page = Page::open("", Window::Phone);
    let width = page.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert_eq!(width[0], width[1], "the page is wider than the phone");
    assert!(page.text("verdict").contains("First wall"));
    assert!(page.text("caveats").contains("(approximate): "));
    assert!(ink(&page, "chart-cost") > 0.02);
}

/// The link of the opening scenario with as many futures as are allowed: a run long enough to do something meanwhile.
fn long_run() -> String {
    link(|scenario| scenario.futures = *Scenario::FUTURES.end())
}

/// The link of the opening scenario with a change.
fn link(change: impl FnOnce(&mut Scenario)) -> String {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    change(&mut scenario);
    share::to_fragment(&scenario.validate().unwrap(), Catalog::builtin().unwrap().date())
}

#[test]
fn a_cancelled_run_leaves_its_preview_and_the_next_change_is_answered() {
    let page = Page::open("", Window::Desktop);
    let run = page.wait_full(None);
    page.run(&format!("location.hash = '{}'", long_run()));
    page.wait("progress", PROGRESS, |there| (there == true).then_some(()));
    page.click("cancel");
    page.wait("no progress", PROGRESS, |there| (there == false).then_some(()));
    // The table is that of the same futures, not of an earlier answer.
    let stale = "return document.querySelector('.months.stale') !== null";
    page.wait("the table", stale, |stale| (stale == false).then_some(()));
    // Long enough for a run that goes on to say so.
    std::thread::sleep(Duration::from_millis(500));
    assert!(page.text("badge").contains("(preview)"), "{}", page.text("badge"));
    assert_eq!(page.run(PROGRESS), false);
    page.click("preset-steady-openai");
    page.wait_full(Some(run));
    assert!(page.text("badge").contains("4,096 futures,"), "{}", page.text("badge"));
}

#[test]
fn a_phone_does_not_scroll_sideways_during_a_run() {
    let page = Page::open("", Window::Phone);
    page.run(&format!("location.hash = '{}'", long_run()));
    page.wait("progress", PROGRESS, |there| (there == true).then_some(()));
    let edges = "const cancel = document.querySelector('[data-testid=\"cancel\"]').getBoundingClientRect();
        return [document.documentElement.scrollWidth, cancel.right <= innerWidth]";
    assert_eq!(page.run(edges), serde_json::json!([390, true]));
}

#[test]
fn dying_workers_are_replaced_once_and_then_on_request() {
    // With the pool alone, so that the newest worker is one of it.
    let script = format!("delete Navigator.prototype.gpu; {KEEP_WORKERS}");
    let page = Page::open_after("", Window::Desktop, &script);
    let mut run = page.wait_full(None);
    for users in [310, 320] {
        page.run(KILL);
        page.enter("field-growth.users-number", &users.to_string());
        run = page.wait_full(Some(run));
        assert!(!page.run(MESSAGE).as_bool().unwrap(), "nobody needs to know of deaths with nothing to do");
    }

    page.run(&format!("location.hash = '{}'", link(|scenario| scenario.months = 24)));
    page.wait("progress", PROGRESS, |there| (there == true).then_some(()));
    page.run(KILL);
    assert!(!page.run(MESSAGE).as_bool().unwrap(), "nor of one death at work");
    page.run(KILL);
    page.wait("a message", MESSAGE, |there| (there == true).then_some(()));
    page.enter("field-growth.users-number", "330");
    page.click("restart");
    page.wait_full(Some(run));
    assert!(!page.run(MESSAGE).as_bool().unwrap(), "the page works again");
    let kept = page.run("return document.querySelector('[data-testid=\"field-growth.users-number\"]').value");
    assert_eq!(kept, "330");
}

#[test]
fn workers_that_end_without_a_word_are_missed() {
    // A page whose clock for such things is three times as fast.
    let hasty = "const wait = setInterval; window.setInterval = (look, pause) => wait(look, pause / 3);";
    let script = format!("delete Navigator.prototype.gpu; {hasty} {KEEP_WORKERS}");
    let page = Page::open_after("", Window::Desktop, &script);
    // The reducer of the first pool, and one of the second that computes.
    for (which, months) in [("window.kept[0]", 23), ("window.kept.at(-1)", 24)] {
        let run = page.wait_full(None);
        page.run(&format!("location.hash = '{}'", link(|scenario| scenario.months = months)));
        page.wait("progress", PROGRESS, |there| (there == true).then_some(()));
        page.run(&format!("{which}.terminate()"));
        page.wait_full(Some(run));
        assert_eq!(page.table("table-monthly").len(), months as usize);
        assert!(!page.run(MESSAGE).as_bool().unwrap());
    }
}

#[test]
fn a_browser_that_cannot_compute_is_told_so() {
    for missing in ["delete window.WebAssembly", "WebAssembly.validate = () => false", "CSS.supports = () => false"] {
        let page = Page::load_after("", Window::Desktop, missing);
        let script = "return document.getElementById('app').textContent";
        page.wait("a sentence", script, |text| {
            text.as_str().filter(|it| it.starts_with("The simulator needs")).map(|_| ())
        });
    }
}

/// Panics name a file, and files of dependencies lie in a folder of whoever built the page: `.tools/env` renames it.
#[test]
fn the_page_names_no_folder_of_the_machine_that_built_it() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut crates = 0;
    for entry in std::fs::read_dir(std::path::Path::new(root).join("dist")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for folder in ["/registry/src/", "/.cargo/", "/.rustup/", "/home/", "/root/", "/Users/", root] {
            let around = text.split(folder).nth(1).map(|rest| rest.chars().take(60).collect::<String>());
            assert_eq!(around, None, "{folder} in {}", path.display());
        }
        crates += text.matches("crates/index.").count();
    }
    assert!(crates > 0, "no file of a dependency is named at all: does this test still look at the right thing?");
}

/// What a cold load fetches, as a host sends it that compresses with gzip; brotli, which most use, makes it a fifth smaller. The
/// worker with the GPU is fetched once there is an answer, and only where it may do runs.
#[test]
fn the_page_stays_light() {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let weigh = |path: std::path::PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        (miniz_oxide::deflate::compress_to_vec(&bytes, 9).len(), path.file_name().unwrap().to_owned())
    };
    let files: Vec<_> = std::fs::read_dir(dist).unwrap().map(|entry| weigh(entry.unwrap().path())).collect();
    // Guides are fetched when somebody opens them.
    let is_guide = |name: &std::ffi::OsStr| std::path::Path::new(name).extension().is_some_and(|it| it == "json");
    let is_first =
        |name: &std::ffi::OsStr| !["gpu.js", "gpu_bg.wasm"].map(Some).contains(&name.to_str()) && !is_guide(name);
    assert!(files.iter().any(|(_, name)| !is_first(name)), "the worker with the GPU has other files now");
    let sum: usize = files.iter().filter(|(_, name)| is_first(name)).map(|(bytes, _)| bytes).sum();
    assert!(sum <= 1_100_000, "{sum} bytes: {files:?}");
}
