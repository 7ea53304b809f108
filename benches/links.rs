//! How long links are, and how long the worst of them takes to read: `make bench`.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::unwrap_used, clippy::panic, reason = "a benchmark")]
#![allow(clippy::disallowed_methods, reason = "it is native, and its times reach no result")]

#[path = "../tests/links/changed.rs"]
mod changed;
#[path = "../tests/links/corpus.rs"]
mod corpus;
#[path = "../tests/links/dice.rs"]
mod dice;
#[path = "../tests/links/largest.rs"]
mod largest;
#[path = "../tests/links/wrap.rs"]
mod wrap;

use std::hint::black_box;
use std::time::{Duration, Instant};

use headroom::catalog::Catalog;
use headroom::date::Date;
use headroom::scenario::PRESETS;
use headroom::share::{from_fragment, to_fragment};

const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

fn main() {
    let known = Catalog::builtin().unwrap().date();
    for preset in &PRESETS {
        let link = to_fragment(&preset.scenario().unwrap(), known);
        print(preset.id, &link, time(&link));
    }
    let largest = to_fragment(&largest::largest().validate().unwrap(), known);
    print("largest", &largest, time(&largest));
    let hostile = corpus::hostile().map(|(link, _)| link).chain(corpus::bombs()).chain(corpus::mutated(12_000));
    let (slowest, link) = hostile.map(|link| (time(&link), link)).max().unwrap();
    print("slowest of the hostile ones", &link, slowest);
}

/// The shortest of some times to read a link: on a shared machine, the one least disturbed.
fn time(link: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        let _ = black_box(from_fragment(black_box(link)));
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap_or_default()
}

fn print(name: &str, link: &str, time: Duration) {
    println!("{name:<28}{:>7} characters, read in {:>8.1} µs", link.len(), time.as_secs_f64() * 1e6);
}
