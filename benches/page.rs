//! What a user waits for: cold load to the first charts, slider to redrawn charts, pointer to moved cursors, and the weight
//! of the page.
//! `make bench` builds the page first.
#![allow(missing_docs, unreachable_pub, dead_code, reason = "a benchmark")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark")]
#![allow(clippy::disallowed_methods, reason = "it is native and waits for a browser")]

#[path = "../tests/page/browser.rs"]
mod browser;
#[path = "../tests/page/process.rs"]
mod process;

use std::path::Path;

use browser::{Page, Window};
use headroom::{
    analysis::STRESSES,
    catalog::Catalog,
    scenario::{PRESETS, Volumes},
    share,
};

/// Ten volumes: 1, 2 and 5 of three decades.
const VOLUMES: Volumes = Volumes { feature: Some(0), from: 1e3, to: 1e6 };

fn main() {
    weight();
    let cold = (0..7).map(|_| attribute(&Page::open("", Window::Desktop), "firstChartMs")).collect();
    print("cold load to first charts", cold);
    for (alternatives, volumes) in [(1, None), (2, None), (6, None), (3, Some(VOLUMES))] {
        let link = compared(alternatives, volumes);
        let against = if volumes.is_some() { " against volume" } else { "" };
        println!("{alternatives}{against}, of {} characters:", link.len());
        let (redrawn, waits) = live(&link);
        print("  slider input to redrawn charts", redrawn);
        print("  wait for the page's thread while dragging", waits);
        print("  full run", full(&link));
    }
    let [moved, shown] = hover();
    print("pointer over a chart to the cursor of all", moved);
    print("pointer over a chart to the frame that shows it", shown);
    print("opening the plan browser", browse());
}

/// Bytes of the page's files, as they are and deflated as a host would send them.
fn weight() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let (mut raw, mut sent) = (0, 0);
    for entry in std::fs::read_dir(dist).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let deflated = miniz_oxide::deflate::compress_to_vec(&bytes, 9).len();
        println!("{:>9} bytes, {deflated:>9} compressed  {}", bytes.len(), path.file_name().unwrap().to_string_lossy());
        raw += bytes.len();
        sent += deflated;
    }
    println!("{raw:>9} bytes, {sent:>9} compressed  in all");
}

/// Posts itself a message again and again, and notes for how long each had to wait.
const WAITS: &str = "window.waits = [];
    const channel = new MessageChannel();
    let posted = performance.now();
    channel.port1.onmessage = () => {
        window.waits.push(performance.now() - posted);
        setTimeout(() => { posted = performance.now(); channel.port2.postMessage(0) });
    };
    channel.port2.postMessage(0)";

/// Milliseconds from a slider's input to the frame with its charts, over many moves of the mouse, and those that any other
/// event had to wait meanwhile.
fn live(link: &str) -> (Vec<f64>, Vec<f64>) {
    let page = Page::open(link, Window::Desktop);
    page.run(WAITS);
    let mut times = Vec::new();
    for turn in 0..30 {
        let share = if turn % 2 == 0 { 0.01 } else { -0.01 };
        page.run("delete document.documentElement.dataset.liveMs");
        page.drag("field-growth.monthly_growth-slider", share);
        page.wait("live charts", "return document.documentElement.dataset.liveMs ?? null", |ms| {
            ms.as_str().map(|_| ())
        });
        times.push(attribute(&page, "liveMs"));
        page.release();
    }
    (times, serde_json::from_value(page.run("return window.waits")).unwrap())
}

/// The opening preset beside so many of what may be in its place: other models, and what may happen.
fn compared(alternatives: usize, volumes: Option<Volumes>) -> String {
    let catalog = Catalog::builtin().unwrap();
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    let models = ["gpt-6-luna", "claude-haiku-5-5", "groq-gpt-oss-20b-developer"];
    for place in 1..alternatives {
        scenario = scenario.with_copy(0, format!("Alternative {place}"));
        let mut other = scenario.alternative(place).unwrap();
        match models.get(place - 1) {
            Some(model) => other.features[0].inference.plans = vec![(*model).to_owned()],
            None => STRESSES[place - models.len() - 1].apply(&mut other, &catalog),
        }
        scenario = scenario.with_alternative(place, other);
    }
    scenario.volumes = volumes;
    share::to_fragment(&scenario.validate().unwrap(), catalog.date())
}

/// Milliseconds of full runs, from asking to the answer, by the badge.
fn full(link: &str) -> Vec<f64> {
    let seconds = |page: &Page| {
        let badge = page.text("badge");
        let words: Vec<&str> = badge.split(' ').collect();
        let at = words.iter().position(|word| *word == "s,").unwrap();
        words[at - 1].parse::<f64>().unwrap() * 1_000.0
    };
    (0..3).map(|_| seconds(&Page::open(link, Window::Desktop))).collect()
}

/// Moves a pointer over a chart, in the page, and times by the page's clock how long it takes until the cursors of all
/// charts have moved, and until the next frame after that.
const HOVER: &str = "
    const find = (id) => document.querySelector(`[data-testid=\"${id}\"]`);
    const cursor = () => find('chart-users-cursor')?.firstElementChild.getAttribute('x');
    const reader = find('chart-cost-reader'), box = reader.getBoundingClientRect();
    const times = [[], []];
    for (let turn = 0; turn < 200; turn++) {
        // At any time between two frames.
        await new Promise((done) => setTimeout(done, 3 + (turn * 7) % 17));
        const at = { bubbles: true, clientX: box.left + box.width * (0.2 + 0.7 * ((turn * 5) % 24) / 24), clientY: box.top + 50 };
        const before = cursor(), start = performance.now();
        reader.dispatchEvent(new PointerEvent('pointermove', at));
        for (let looks = 0; cursor() === before && looks < 100000; looks++) await null;
        times[0].push(performance.now() - start);
        await new Promise(requestAnimationFrame);
        times[1].push(performance.now() - start);
    }
    return times";

/// Milliseconds from a pointer's move to moved cursors, and to the frame with them.
fn hover() -> [Vec<f64>; 2] {
    let page = Page::open("", Window::Desktop);
    serde_json::from_value(page.run(&format!("return (async () => {{ {HOVER} }})()"))).unwrap()
}

/// Opens the plans of a feature, in the page, and times by its clock how long it takes until the next frame shows them.
const BROWSE: &str = "
    const find = (id) => document.querySelector(`[data-testid=\"${id}\"]`);
    const times = [];
    for (let turn = 0; turn < 20; turn++) {
        const start = performance.now();
        find('search-features[0].inference-0').click();
        // In the frame in which it is there; the next task comes after that is shown.
        while (!find('browser')?.open) await new Promise(requestAnimationFrame);
        await new Promise((done) => setTimeout(done));
        times.push(performance.now() - start);
        find('browser').close();
        while (find('browser')) await new Promise((done) => setTimeout(done));
    }
    return times";

/// Milliseconds from the click to the frame with all plans and their costs.
fn browse() -> Vec<f64> {
    let page = Page::open("", Window::Desktop);
    serde_json::from_value(page.run(&format!("return (async () => {{ {BROWSE} }})()"))).unwrap()
}

fn attribute(page: &Page, name: &str) -> f64 {
    let value = page.run(&format!("return document.documentElement.dataset.{name}"));
    value.as_str().unwrap().parse().unwrap()
}

fn print(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (median, high) = (times[times.len() / 2], times[times.len() * 19 / 20]);
    let longest = times[times.len() - 1];
    println!("{what}: median {median:.1} ms, 95% {high:.1} ms, longest {longest:.1} ms of {}", times.len());
}
