//! Speed of the GPU engine beside the CPU's, in one run, and what share of the device's limit that is: `make bench`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;

use common::gpu;
use common::runs::{opening, program};
use headroom::engine::gpu::{Device, Gpu, Heard};
use headroom::engine::stages::record_all;
use headroom::engine::{Stopwatch, threads};
use headroom::program::Program;
use pollster::block_on;

/// Months of a run that is worth a GPU.
const MONTHS: u32 = 36;
/// Seconds that a run may take; on slow devices it gets fewer months.
const PATIENCE: f64 = 15.0;

/// The opening preset over so many months.
fn preset(futures: u32, months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    let mut program = program(scenario);
    program.futures = futures;
    program
}

/// Seconds of a piece of work.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let clock = Stopwatch::start();
    (work(), clock.seconds())
}

fn main() {
    let instructions = if cfg!(target_feature = "avx2") { "AVX2" } else { "SSE2" };
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    let mut on_cpu = Vec::new();
    for (count, futures) in [(1, 512), (all, 512 * all as u32)] {
        let program = preset(futures, MONTHS);
        let (_, seconds) = timed(|| threads::run(&program, count).unwrap());
        on_cpu.push(speed(&program, seconds));
        println!("CPU, {instructions}, threads: {count}: {}", words(&program, seconds));
    }
    let mut gpu = block_on(gpu::open());
    let device = gpu.device();
    let software = if device.is_software { ", software" } else { "" };
    println!("GPU: {}{software}", device.name);
    let limits = [FLOAT, INTEGER].map(|statement| limit(device, statement));
    println!(
        "  limits: {:.1} thousand million fused multiply-adds/s, {:.1} integer operations/s",
        limits[0] / 1e9,
        limits[1] / 1e9
    );
    let (done, seconds) = timed(|| block_on(gpu.prepare(&preset(64, 1))));
    done.unwrap();
    println!("  compiling the shaders of one feature, first use included: {seconds:.2} s");
    for futures in [10_000, 65_536, 262_144] {
        run(&mut gpu, futures, limits, on_cpu[1]);
    }
}

/// A run of so many futures, and a second one in a single pass for the share of the device's limit.
fn run(gpu: &mut Gpu, futures: u32, limits: [f64; 2], on_cpu: f64) {
    let estimate = block_on(gpu.estimate(&preset(futures, MONTHS), futures)).unwrap();
    let months = if estimate > PATIENCE { (f64::from(MONTHS) * PATIENCE / estimate).max(1.0) as u32 } else { MONTHS };
    let mut program = preset(futures, months);
    let (mut longest, mut last) = (0.0_f64, None::<Stopwatch>);
    let heard = |_: Heard<'_>| {
        // Before the first slice come inputs and buffers.
        longest = longest.max(last.replace(Stopwatch::start()).map_or(0.0, |last| last.seconds()));
        true
    };
    let (answer, seconds) = timed(|| block_on(gpu.run(&program, futures, heard)));
    assert!(answer.unwrap().is_some());
    println!("GPU, {futures} futures x {months} months: {}", words(&program, seconds));
    println!("  {:.2} times the CPU's speed; longest slice {:.0} ms", speed(&program, seconds) / on_cpu, longest * 1e3);
    println!("  {} bytes come back", gpu.bytes_back(&program, futures).unwrap());
    let (_, seconds) = timed(|| {
        (0..futures.min(10_000)).for_each(|future| {
            black_box(program.params(future, 0));
        })
    });
    println!("  inputs of a future: {:.2} µs", seconds / f64::from(futures.min(10_000)) * 1e6);
    program.moves = false;
    let (_, seconds) = timed(|| block_on(gpu.run(&program, futures, |_| true)).unwrap());
    let [float, int] = operations(&program).map(|operations| operations * f64::from(futures));
    let share = (float / limits[0] + int / limits[1]) / seconds;
    println!("  one pass without a search for the first wall: {}", words(&program, seconds));
    println!(
        "  {:.2} thousand million float operations/s, {:.1}% of the device's limit",
        float / seconds / 1e9,
        share * 100.0
    );
}

fn speed(program: &Program, seconds: f64) -> f64 {
    f64::from(program.hours()) * f64::from(program.futures) / seconds
}

fn words(program: &Program, seconds: f64) -> String {
    let futures = f64::from(program.futures) / seconds;
    format!("{seconds:.2} s, {:.1} million hour-steps/s, {futures:.0} futures/s", speed(program, seconds) / 1e6)
}

/// Float and integer operations of a future in one pass, as if nothing were skipped; table reads are not among them.
fn operations(program: &Program) -> [f64; 2] {
    let days = f64::from(program.days());
    let months = program.months.len() as f64;
    let times = |stage: &str| match stage {
        "hour" => days * 24.0,
        "day_begin" | "day_end" => days,
        "month_begin" | "month_end" => months,
        _ => 1.0,
    };
    record_all(&program.shape).iter().fold([0.0; 2], |[float, int], stage| {
        let (counts, times) = (stage.recording.counts(), times(stage.name));
        [float + counts.float as f64 * times, int + counts.int as f64 * times]
    })
}

/// A fused multiply-add, and how many operations it counts as: one.
const FLOAT: (&str, &str, f64) = ("f32", "fma(it, 1.000001f, 0.5f)", 1.0);
/// What the generator of random numbers consists of: an addition, two shifts, an or and an exclusive or.
const INTEGER: (&str, &str, f64) = ("u32", "(it + 77u) ^ ((it << 13u) | (it >> 19u))", 5.0);

/// Operations a second of a kernel that does nothing else: sixteen independent chains in each of many invocations.
fn limit(device: &Device, (kind, statement, operations): (&str, &str, f64)) -> f64 {
    const GROUPS: u32 = 2_048;
    const TURNS: u32 = 256;
    const CHAINS: usize = 16;
    let each = |line: &dyn Fn(usize) -> String| (0..CHAINS).map(line).collect::<String>();
    let begin = each(&|at| format!("var x{at} = {kind}(id.x) + {kind}({at});\n"));
    let turn = each(&|at| format!("x{at} = {};\n", statement.replace("it", &format!("x{at}"))));
    let sum = (0..CHAINS).map(|at| format!("f32(x{at})")).collect::<Vec<_>>().join(" + ");
    let shader = format!(
        "@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64) fn limit(@builtin(global_invocation_id) id: vec3<u32>) {{
{begin}for (var turn = 0u; turn < {TURNS}u; turn++) {{
{turn}}}
out[id.x] = {sum};
}}"
    );
    let pipeline = gpu::pipeline(device, &shader, "limit");
    let outputs = GROUPS as usize * 64;
    let run = || timed(|| block_on(gpu::dispatch(device, &pipeline, GROUPS, &[], outputs))).1;
    // The longer one less the shorter one, so that what is not the kernel's falls out.
    let empty = gpu::pipeline(device, &shader.replace(&format!("turn < {TURNS}u"), "turn < 1u"), "limit");
    let overhead = || timed(|| block_on(gpu::dispatch(device, &empty, GROUPS, &[], outputs))).1;
    let best = |measure: &dyn Fn() -> f64| (0..5).map(|_| measure()).fold(f64::INFINITY, f64::min);
    let seconds = (best(&run) - best(&overhead)).max(1e-9);
    outputs as f64 * CHAINS as f64 * f64::from(TURNS - 1) * operations / seconds
}
