//! The engine that computes the answer.

use std::io::{self, Write as _};

use headroom::engine::gpu::{Gpu, Trouble};
use headroom::engine::{Stopwatch, check::Check, threads};
use headroom::program::Program;
use headroom::scenario::grouped;
use headroom::stats::Summary;
use pollster::block_on;

use crate::arguments::Engine;

/// Seconds for which it is not worth looking for a GPU.
const SHORT: f64 = 1.0;
/// A GPU must be so much faster that its numbers, which the CPU's may differ from, are worth it.
const FASTER: f64 = 1.25;
/// Futures of the CPU's trial, for each thread.
const TRIAL: u32 = 64;

/// Simulates all futures of a program. Where a GPU is asked for, standard error says who computed and how that went; the
/// CPU steps in where the GPU cannot.
///
/// # Errors
/// A sentence where there is not enough memory.
pub(crate) fn compute(program: &Program, engine: Engine, threads: usize) -> Result<Summary, String> {
    let on_cpu = || match threads::run(program, threads) {
        Ok(answer) => Ok(answer.summary),
        Err(error) => Err(error.to_string()),
    };
    if engine == Engine::Cpu {
        return on_cpu();
    }
    // Books are kept future by future, and a run here asks a GPU for no more than a summary of each month.
    if program.keeps_books() {
        say("Computed on the CPU: the company's books need every future.");
        return on_cpu();
    }
    match block_on(on_gpu(program, engine, threads)) {
        Ok(Some(summary)) => return Ok(summary),
        Ok(None) => say("Computed on the CPU, which a short trial found faster."),
        Err(trouble) => say(&format!("{trouble} Computed on the CPU instead.")),
    }
    on_cpu()
}

/// The answer of the GPU; `None` where it may be left to the CPU, and the CPU is faster.
async fn on_gpu(program: &Program, engine: Engine, threads: usize) -> Result<Option<Summary>, Trouble> {
    let by_cpu = (engine == Engine::Auto).then(|| cpu_seconds(program, threads));
    if by_cpu.is_some_and(|seconds| seconds < SHORT) {
        return Ok(None);
    }
    let mut gpu = Gpu::open().await?;
    if let Some(by_cpu) = by_cpu
        && gpu.estimate(program, program.futures).await? * FASTER > by_cpu
    {
        return Ok(None);
    }
    gpu.prepare(program).await?;
    let clock = Stopwatch::start();
    let Some(answer) = gpu.run(program, program.futures, |_| true).await? else { return Ok(None) };
    let seconds = clock.seconds();
    let agreement = Check::new(program, program.futures).agreement(program, &answer.totals);
    let speed = f64::from(program.hours()) * f64::from(program.futures) / seconds / 1e6;
    say(&format!(
        "Computed on the GPU {}: {} futures in {seconds:.2} s, {speed:.1} million hour-steps/s. {} of {} checked futures \
         agree with the CPU; numbers may differ from the CPU's in the last digit.",
        gpu.device().name,
        grouped(program.futures.into()),
        agreement.agreeing,
        agreement.checked,
    ));
    Ok(Some(answer.summary))
}

/// Seconds that the CPU would take, from a few futures.
fn cpu_seconds(program: &Program, threads: usize) -> f64 {
    let futures = (TRIAL * threads as u32).min(program.futures);
    let mut few = program.clone();
    few.futures = futures;
    let clock = Stopwatch::start();
    let _ = threads::run(&few, threads);
    clock.seconds() * f64::from(program.futures) / f64::from(futures)
}

fn say(sentence: &str) {
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{sentence}");
}
