//! Speed of the engines in hour-steps a second (one hour of one future is one hour-step), and what else has to fit into a
//! frame of the page: `make bench`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::runs::{PINNED, digests, opening, program, simulate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use headroom::analysis;
use headroom::catalog::Catalog;
use headroom::engine::stages::record_all;
use headroom::engine::threads;
use headroom::parts::Slot;
use headroom::program::Program;
use wide::{f32x4, f32x8};

/// The opening preset with fewer futures or months.
fn preset(futures: u32, months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.futures = futures;
    program(scenario)
}

fn hour_steps(program: &Program, futures: u32) -> Throughput {
    Throughput::Elements(u64::from(program.hours()) * u64::from(futures))
}

fn one_thread(criterion: &mut Criterion) {
    let instructions = if cfg!(target_feature = "avx2") { "AVX2" } else { "SSE2" };
    let mut group = criterion.benchmark_group(format!("native {instructions}, one thread"));
    // AVX2 is a build that no test runs: its bits are compared here.
    assert_eq!(digests::<f32x8>(), PINNED, "{instructions} has other bits");
    let program = preset(64, 6);
    group.throughput(hour_steps(&program, 16)).sample_size(20);
    group.bench_function("f32x4", |bencher| bencher.iter(|| simulate::<f32x4>(&program, 16)));
    group.bench_function("f32x8", |bencher| bencher.iter(|| simulate::<f32x8>(&program, 16)));
    group.finish();
}

fn all_threads(criterion: &mut Criterion) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut group = criterion.benchmark_group(format!("native, {threads} threads"));
    let program = preset(4_096, 24);
    group.throughput(hour_steps(&program, 4_096)).sample_size(10);
    group.bench_function("4,096 futures x 24 months", |bencher| {
        bencher.iter(|| threads::run(&program, threads).unwrap());
    });
    group.finish();
}

/// What the page does between two frames, which are 16.7 ms apart, with all of the catalogue.
fn frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a frame");
    let (catalog, scenario) = (Catalog::builtin().unwrap(), opening().validate().unwrap());
    let (day, chosen) = (scenario.start.first_day(), &scenario.features[0].inference.plans[0]);
    group.bench_function("reading the catalogue", |bencher| bencher.iter(Catalog::builtin));
    group.bench_function("compiling the program", |bencher| bencher.iter(|| Program::new(&scenario, &catalog)));
    group.bench_function("the menu of models", |bencher| {
        bencher.iter(|| analysis::offered(&catalog, Slot::Inference, day, chosen));
    });
    group.finish();
}

fn operations(_: &mut Criterion) {
    println!("operations of a stage for the opening preset, from the recording (constants and inputs not counted):");
    for stage in record_all(&preset(64, 1).shape) {
        println!("  {:<12} {:?}", stage.name, stage.recording.counts());
    }
}

criterion_group!(benches, operations, frame, one_thread, all_threads);
criterion_main!(benches);
