//! What reading a link may take: its own allocator counts, so this is a program of its own with one test.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "links/changed.rs"]
mod changed;
#[path = "links/corpus.rs"]
mod corpus;
#[path = "links/dice.rs"]
mod dice;
#[path = "links/largest.rs"]
mod largest;
#[path = "common/soak.rs"]
mod soak;
#[path = "links/wrap.rs"]
mod wrap;

use headroom::date::Date;
use headroom::share::{from_fragment, to_fragment};
use peak_alloc::PeakAlloc;

/// How many mutated links are tried: each is read with all that is allocated counted, which takes its time.
const MUTATIONS: usize = 12_000;

const KNOWN: Date = Date { year: 2026, month: 10, day: 7 };

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Most bytes that were in use at once while a link was read, besides those before.
fn peak(link: &str) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    drop(from_fragment(link));
    MEMORY.peak_usage().saturating_sub(before)
}

#[test]
fn no_link_takes_ten_megabytes() {
    let largest = to_fragment(&largest::largest().validate().unwrap(), KNOWN);
    let bombs = corpus::bombs();
    let hostile = corpus::hostile().map(|(link, _)| link);
    let links = hostile.chain(bombs).chain([largest]).chain(corpus::mutated(soak::times(MUTATIONS)));
    let (bytes, link) = links.map(|link| (peak(&link), link)).max().unwrap();
    println!("at most {bytes} bytes, for {}", link.chars().take(60).collect::<String>());
    assert!(bytes > 50_000, "the allocator does not count");
    assert!(bytes < 10_000_000, "{bytes} bytes for {link}");
}
