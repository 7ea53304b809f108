//! The traced model on a Vulkan device against the CPU engine, and that the comparison can fail.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::gpu::Gpu;
use common::runs::{busy, crowded, metered, simulate};
use headroom::engine::stages::record_all;
use headroom::engine::{Raw, wgsl};
use headroom::model::{Record, Totals};
use headroom::program::Program;
use wide::f32x8;

const FUTURES: usize = 256;

/// The months that both engines run: between them every limit refuses, and futures move to the next plan.
fn months() -> [Program; 3] {
    [busy(1), crowded(1), metered(1)]
}

/// Why two runs are not the same within the stated tolerance: a number may differ by 1e-4 in at most 0.5% of futures
/// (a whole count that fell on the other side of a rounding), quantiles by 1e-4.
fn disagreement(cpu: &Raw, gpu: &Raw) -> Option<String> {
    let rows = |raw: &Raw| {
        let record = (0..Record::<f32>::LEN).flat_map(|number| (0..raw.months()).map(move |month| (number, month)));
        let mut rows: Vec<Vec<f32>> = record.map(|(number, month)| raw.record(number, month).to_vec()).collect();
        rows.extend((0..Totals::<f32>::LEN).map(|number| raw.total(number).to_vec()));
        rows
    };
    for (row, (mut cpu, mut gpu)) in rows(cpu).into_iter().zip(rows(gpu)).enumerate() {
        // NaN, the poison, is never near.
        let near = |a: f32, b: f32| (a - b).abs() <= 1e-4 * a.abs().max(1e-6);
        let apart = cpu.iter().zip(&gpu).filter(|(a, b)| !near(**a, **b)).count();
        if apart * 200 > FUTURES {
            return Some(format!("row {row}: {apart} of {FUTURES} futures differ"));
        }
        cpu.sort_unstable_by(f32::total_cmp);
        gpu.sort_unstable_by(f32::total_cmp);
        for rank in [FUTURES / 20, FUTURES / 4, FUTURES / 2, FUTURES * 3 / 4, FUTURES * 19 / 20] {
            if !near(cpu[rank], gpu[rank]) {
                return Some(format!("row {row}, rank {rank}: {} and {}", cpu[rank], gpu[rank]));
            }
        }
    }
    None
}

/// Compares the runs of a shader with the CPU's.
fn compare(shader: &str) -> Option<String> {
    let gpu = Gpu::open();
    let pipeline = gpu.pipeline(shader, "simulate");
    let compare = |program: &Program| {
        disagreement(&simulate::<f32x8>(program, FUTURES), &gpu.simulate(&pipeline, program, FUTURES as u32))
    };
    months().iter().find_map(compare)
}

#[test]
fn shader_is_valid() {
    let module = naga::front::wgsl::parse_str(&wgsl::shader()).unwrap();
    let mut validator =
        naga::valid::Validator::new(naga::valid::ValidationFlags::all(), naga::valid::Capabilities::empty());
    validator.validate(&module).unwrap();
    assert_eq!(module.entry_points.len(), 1);
}

#[test]
fn the_months_are_worth_comparing() {
    let record = Record::from_fn(|number| number);
    let runs = months().map(|program| simulate::<f32x8>(&program, FUTURES));
    for number in record.refused.into_iter().chain([record.cost, record.on_last_plan]) {
        let some = |raw: &Raw| raw.record(number, 0).iter().filter(|value| **value > 0.0).count() > FUTURES / 10;
        assert!(runs.iter().any(some), "number {number} of the record is 0 in nearly all futures");
    }
}

#[test]
fn a_month_of_256_futures_agrees() {
    assert_eq!(compare(&wgsl::shader()), None);
}

#[test]
fn planted_faults_turn_it_red() {
    let shader = wgsl::shader();
    // The memory of an hour's deviation.
    assert!(shader.contains("0.7f"));
    assert!(compare(&shader.replace("0.7f", "0.71f")).is_some(), "a changed constant");

    let mut stages = record_all();
    stages.retain(|stage| stage.name != "day_end");
    assert!(compare(&wgsl::from_stages(&stages)).is_some(), "a dropped stage");

    let write = shader.lines().find(|line| line.contains("= record_cost")).unwrap();
    assert!(compare(&shader.replace(write, "")).is_some(), "a missing write");
}
