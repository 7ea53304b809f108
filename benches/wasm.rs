//! Speed of the CPU engine in one web worker of headless Chromium, and what has to fit into a frame of the page: `make bench`.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::runs::{opening, program, simulate};
use headroom::analysis;
use headroom::catalog::Catalog;
use headroom::parts::Slot;
use headroom::program::Program;
use headroom::value::Lanes;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};
use wide::{f32x4, f32x8};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Million hour-steps a second, the best of several rounds: other work on the machine only ever slows it down.
fn speed<V: Lanes>(program: &Program) -> f64 {
    let futures = 8;
    let round = || {
        let start = js_sys::Date::now();
        let mut runs = 0;
        while js_sys::Date::now() < start + 400.0 {
            simulate::<V>(program, futures);
            runs += 1;
        }
        let steps = f64::from(program.hours()) * futures as f64 * f64::from(runs);
        steps / (js_sys::Date::now() - start) / 1e3
    };
    (0..8).map(|_| round()).fold(0.0, f64::max)
}

#[wasm_bindgen_test]
fn hour_steps() {
    let program = program(opening());
    console_log!("WASM, one worker: f32x4 {:.1} million hour-steps/s", speed::<f32x4>(&program));
    console_log!("WASM, one worker: f32x8 {:.1} million hour-steps/s", speed::<f32x8>(&program));
}

/// Milliseconds of one turn, the least of several rounds.
fn milliseconds(turn: impl Fn()) -> f64 {
    let round = || {
        let (start, turns) = (js_sys::Date::now(), 20);
        (0..turns).for_each(|_| turn());
        (js_sys::Date::now() - start) / f64::from(turns)
    };
    (0..10).map(|_| round()).fold(f64::MAX, f64::min)
}

/// With all of the catalogue. The page itself is built small, and takes longer.
#[wasm_bindgen_test]
fn frame() {
    let (catalog, scenario) = (Catalog::builtin().unwrap(), opening().validate().unwrap());
    let (day, chosen) = (scenario.start.first_day(), &scenario.features[0].inference.plans[0]);
    let print = |what: &str, milliseconds| console_log!("WASM, {what}: {milliseconds:.2} ms of a frame's 16.7");
    print("reading the catalogue", milliseconds(|| drop(Catalog::builtin())));
    print("compiling the program", milliseconds(|| drop(Program::new(&scenario, &catalog))));
    print("the menu of models", milliseconds(|| drop(analysis::offered(&catalog, Slot::Inference, day, chosen))));
}
