//! How far the formulas are off: `simulate hour` against the event-by-event simulations, setting by setting.
//!
//! The settings are in `settings.txt`. Each is within the bound of its numbers, or says there why it is not; `docs/accuracy.md` is what
//! comes of them, and is held to it. The simulations themselves are held to closed forms by `tests/latency.rs`, `tests/serving.rs`,
//! `tests/throttle.rs` and `tests/waits.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod page;
#[path = "../reference/mod.rs"]
mod reference;
mod simulated;

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use headroom::hour::{Answer, Hour};
use simulated::simulated;

/// A setting, and what came of it.
struct Row {
    kind: &'static str,
    /// As it stands in the file.
    document: &'static str,
    /// Why it is outside; empty where it is not.
    reason: &'static str,
    measures: Vec<Measure>,
    warned: bool,
}

/// A number of an hour, by the formulas and by the simulation.
struct Measure {
    what: What,
    got: f64,
    truth: f64,
    /// How far it may be off.
    bound: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum What {
    Mean,
    P95,
    RefusedFirst,
    Refused,
    Retries,
    GivenUp,
    Cold,
    Billed,
}

impl Measure {
    /// The error in units of what is allowed.
    fn error(&self) -> f64 {
        (self.got - self.truth).abs() / self.bound
    }
}

impl Row {
    fn is_outside(&self) -> bool {
        self.measures.iter().any(|measure| measure.error() > 1.0)
    }
}

/// What the design allows: mean latency 10%, 20% where service times are spread by more than twice their mean, and p95 15%; over a day
/// that is too much for its servers 5%; refused and given up the larger of 0.01 and a quarter; cold starts the larger of 0.01 and
/// 15%; what cards are billed 15%.
fn measures(kind: &str, hour: &Hour, answer: &Answer, truth: &[(What, f64)]) -> Vec<Measure> {
    let times = answer.full_answer;
    let measure = |&(what, truth): &(What, f64)| {
        let share = |part: f64| (part * truth).max(0.01);
        let wide = if hour.service.spread > 200.0 { 0.2 } else { 0.1 };
        let [mean, p95] = if kind == "day" { [0.05; 2] } else { [wide, 0.15] };
        let (got, bound) = match what {
            What::Mean => (times.unwrap().mean, mean * truth),
            What::P95 => (times.unwrap().p95, p95 * truth),
            What::RefusedFirst => (answer.refused_first, share(0.25)),
            What::Refused => (answer.refused + answer.refused_by_day, share(0.25)),
            What::Retries => (answer.attempts - 1.0, share(0.25)),
            What::GivenUp => (answer.abandoned, share(0.25)),
            What::Cold => (answer.cold, share(0.15)),
            What::Billed => (answer.card_seconds / 86_400.0, 0.15 * truth),
        };
        Measure { what, got, truth, bound }
    };
    truth.iter().map(measure).collect()
}

fn row(line: &'static str) -> Row {
    let mut parts = line.split(" | ");
    let [kind, document, reason] = [parts.next(), parts.next(), parts.next()].map(|part| part.unwrap_or(""));
    let hour = Hour::from_json(document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let answer = hour.answer();
    let measures = measures(kind, &hour, &answer, &simulated(&hour));
    Row { kind, document, reason, measures, warned: !answer.warnings.is_empty() }
}

/// All settings, on as many threads as there are processors.
fn rows() -> Vec<Row> {
    let lines: Vec<&str> = include_str!("settings.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(line) = lines.get(at) else { break };
            let row = row(line);
            done.lock().unwrap().push((at, row));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut rows = done.into_inner().unwrap();
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[test]
fn settings_are_within_their_bounds_and_the_page_says_how_far() {
    let rows = rows();
    assert!(rows.len() >= 80, "{} settings", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let errors: Vec<String> = row.measures.iter().map(page::said).collect();
        if row.is_outside() == row.reason.is_empty() {
            wrong.push(format!("{} | {} | {}", row.kind, row.document, errors.join(", ")));
        }
    }
    let page = page::page(&rows);
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accuracy.md");
    fs::write(&new, &page).unwrap();
    assert!(wrong.is_empty(), "outside without a reason, or inside with one:\n{}", wrong.join("\n"));
    let is_right = fs::read_to_string(&place).is_ok_and(|text| text == page);
    assert!(
        is_right,
        "docs/accuracy.md is not what the settings give; if they are right: cp {} docs/accuracy.md",
        new.display()
    );
}

/// What the bounds say to servers that take a fifth longer.
#[test]
fn faults_are_noticed() {
    let line = "queue | {\"calls_an_hour\": 1800, \"burstiness\": 0, \"serves\": {\"servers\": 1}, \"service\": {\"seconds\": 1, \"spread\": 50}, \"patience\": 3600}";
    let right = row(line);
    assert!(!right.is_outside());
    let slower = Hour::from_json(&right.document.replace("\"seconds\": 1,", "\"seconds\": 1.2,")).unwrap();
    let hour = Hour::from_json(right.document).unwrap();
    let wrong = measures("queue", &slower, &slower.answer(), &simulated(&hour));
    let times = wrong.iter().filter(|measure| [What::Mean, What::P95].contains(&measure.what));
    assert_eq!(times.filter(|measure| measure.error() > 1.0).count(), 2);
}
