//! The traced model on a Vulkan device against the CPU engine, and that the comparison can fail.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::gpu::Gpu;
use common::runs::{busy, crowded, simulate, varied};
use headroom::engine::stages::record_all;
use headroom::engine::{Raw, wgsl};
use headroom::model::{Record, Totals};
use headroom::program::Program;
use wide::f32x8;

const FUTURES: usize = 256;

/// Months that both engines run: between them every limit but one turns somebody away, and futures move between plans.
fn months() -> [Program; 3] {
    [busy(1), crowded(1), varied(1)]
}

/// Names of the numbers of a record or of the totals, in their order.
fn names(fields: &[(&str, usize)]) -> Vec<String> {
    fields.iter().flat_map(|(name, count)| (0..*count).map(move |index| format!("{name}[{index}]"))).collect()
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
    let of_month = names(Record::<f32>::NAMES).into_iter().flat_map(|name| vec![name; cpu.months()]);
    let names: Vec<String> = of_month.chain(names(Totals::<f32>::NAMES)).collect();
    for ((name, mut cpu), mut gpu) in names.iter().zip(rows(cpu)).zip(rows(gpu)) {
        // NaN, the poison, is never near.
        let near = |a: f32, b: f32| (a - b).abs() <= 1e-4 * a.abs().max(0.05);
        let apart = cpu.iter().zip(&gpu).filter(|(a, b)| !near(**a, **b)).count();
        if apart * 200 > FUTURES {
            let first = cpu.iter().zip(&gpu).find(|(a, b)| !near(**a, **b));
            return Some(format!("{name}: {apart} of {FUTURES} futures differ, as {first:?}"));
        }
        cpu.sort_unstable_by(f32::total_cmp);
        gpu.sort_unstable_by(f32::total_cmp);
        for rank in [FUTURES / 20, FUTURES / 4, FUTURES / 2, FUTURES * 3 / 4, FUTURES * 19 / 20] {
            if !near(cpu[rank], gpu[rank]) {
                return Some(format!("{name}, rank {rank}: {} and {}", cpu[rank], gpu[rank]));
            }
        }
    }
    None
}

/// Compares the runs of a shader, given for each number of features, with the CPU's.
fn compare(programs: &[Program], shader: impl Fn(usize) -> String) -> Option<String> {
    let gpu = Gpu::open();
    programs.iter().enumerate().find_map(|(index, program)| {
        let pipeline = gpu.pipeline(&shader(program.features), "simulate");
        let gpu = gpu.simulate(&pipeline, program, FUTURES as u32);
        disagreement(&simulate::<f32x8>(program, FUTURES), &gpu).map(|why| format!("program {index}: {why}"))
    })
}

#[test]
fn shaders_are_valid() {
    for features in [1, 2, 6] {
        let module = naga::front::wgsl::parse_str(&wgsl::shader(features)).unwrap();
        let mut validator =
            naga::valid::Validator::new(naga::valid::ValidationFlags::all(), naga::valid::Capabilities::empty());
        validator.validate(&module).unwrap();
        assert_eq!(module.entry_points.len(), 1);
    }
}

#[test]
fn the_months_are_worth_comparing() {
    let record = Record::from_fn(|number| number);
    let runs = months().map(|program| simulate::<f32x8>(&program, FUTURES));
    let some = |number: usize| {
        let in_run = |raw: &Raw| raw.record(number, 0).iter().filter(|value| **value > 0.0).count() > FUTURES / 20;
        runs.iter().any(in_run)
    };
    let idle: Vec<String> = names(Record::<f32>::NAMES)
        .into_iter()
        .enumerate()
        .filter(|(number, _)| !some(*number) && !record.rung.contains(number))
        .map(|(_, name)| name)
        .collect();
    // No plan of the catalogue limits calls at once; of that there is a test with a plan of its own.
    assert_eq!(idle, ["refused[3]"]);
    let moved = record.rung.iter().filter(|number| some(**number)).count();
    assert!(moved >= 4, "only {moved} ladders are climbed");
}

#[test]
fn a_month_of_256_futures_agrees() {
    assert_eq!(compare(&months(), wgsl::shader), None);
}

#[test]
fn planted_faults_turn_it_red() {
    let one = [busy(1)];
    // The memory of an hour's deviation.
    assert!(wgsl::shader(1).contains("0.7f"));
    assert!(compare(&one, |features| wgsl::shader(features).replace("0.7f", "0.71f")).is_some(), "a changed constant");

    let without = |features| {
        let mut stages = record_all(features);
        stages.retain(|stage| stage.name != "day_end");
        wgsl::from_stages(&stages)
    };
    assert!(compare(&one, without).is_some(), "a dropped stage");

    let unwritten = |features| {
        let shader = wgsl::shader(features);
        let write = shader.lines().find(|line| line.contains("= record_cost")).unwrap().to_owned();
        shader.replace(&write, "")
    };
    assert!(compare(&one, unwritten).is_some(), "a missing write");
}
