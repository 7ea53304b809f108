//! The CPU engine has the same bits whatever runs it: lane width, batch size, threads, order. `tests/wasm.rs` compares
//! WASM with the same pinned digest.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{PINNED, busy, digest, digests, opening, program, simulate};
use headroom::engine::{Raw, cpu, threads};
use wide::{f32x4, f32x8};

#[test]
fn lane_width_changes_nothing() {
    assert_eq!(digests::<f32x4>(), digests::<f32x8>());
}

#[test]
fn pinned() {
    assert_eq!(digests::<f32x8>(), PINNED);
}

#[test]
fn batches_and_order_change_nothing() {
    let program = busy(2);
    let whole = simulate::<f32x8>(&program, 50);
    for size in [1, 7, 8, 20] {
        let mut raw = Raw::new(&program.shape, 50, 2);
        for first in (0..50).step_by(size).rev() {
            let mut part = Raw::new(&program.shape, size.min(50 - first), 2);
            cpu::simulate(&program, first as u32, &mut part);
            raw.place(first, &part);
        }
        assert_eq!(digest(&raw), digest(&whole), "batches of {size}");
    }
}

#[test]
fn threads_change_nothing() {
    let mut scenario = opening();
    scenario.months = 2;
    scenario.futures = 300;
    let program = program(scenario);
    let one = threads::run(&program, 1).unwrap();
    for count in [2, 3, 8] {
        assert_eq!(threads::run(&program, count).unwrap(), one, "{count} threads");
    }
}

#[test]
fn another_seed_is_another_run() {
    let mut scenario = opening();
    scenario.months = 1;
    let first = simulate::<f32x8>(&program(scenario.clone()), 8);
    scenario.seed += 1;
    assert_ne!(digest(&first), digest(&simulate::<f32x8>(&program(scenario), 8)));
}
