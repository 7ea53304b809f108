//! Speed of the CPU engine in one web worker of headless Chromium: `make bench`.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::runs::{opening, program, simulate};
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
