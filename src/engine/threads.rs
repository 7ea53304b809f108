//! The CPU engine on the threads of a native machine.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Answer, OutOfMemory, Raw, Reducer, by_volume, compare, cpu};
use crate::program::{Program, Sweep};
use crate::stats::{ByVolume, Comparison};

/// Futures that a thread takes at a time.
const CHUNK: usize = 8 * cpu::GROUP;

/// Simulates all futures of a program on `threads` threads; the answer does not depend on how many.
///
/// # Errors
/// [`OutOfMemory`] where the machine has no room for it.
pub fn run(program: &Program, threads: usize) -> Result<Answer, OutOfMemory> {
    let mut reducer = Reducer::new(program, program.futures as usize)?;
    each(program, threads, |first, part| reducer.place(first, part));
    Ok(reducer.answer(program))
}

/// Simulates all futures of several programs, of as many futures and months, and compares them by the targets of the first.
///
/// # Errors
/// [`OutOfMemory`] where the machine has no room for it.
pub fn run_all(programs: &[Program], threads: usize) -> Result<(Vec<Answer>, Comparison), OutOfMemory> {
    let mut reducers = Vec::new();
    for program in programs {
        let mut reducer = Reducer::new(program, program.futures as usize)?;
        each(program, threads, |first, part| reducer.place(first, part));
        reducers.push(reducer);
    }
    let comparison = compare(&reducers, programs);
    let answers = reducers.into_iter().zip(programs).map(|(reducer, program)| reducer.answer(program));
    Ok((answers.collect(), comparison))
}

/// Simulates all alternatives at all volumes of a sweep.
///
/// # Errors
/// [`OutOfMemory`] where the machine has no room for it.
pub fn run_sweep(sweep: &Sweep, threads: usize) -> Result<ByVolume, OutOfMemory> {
    let mut reducers = Vec::new();
    for program in &sweep.programs {
        let mut reducer = Reducer::new(program, program.futures as usize)?;
        each(program, threads, |first, part| reducer.place(first, part));
        reducers.push(reducer);
    }
    Ok(by_volume(sweep, &reducers))
}

/// Simulates all futures of a program on `threads` threads, and hands each part over with the number of its first future, in
/// any order.
pub fn each(program: &Program, threads: usize, take: impl FnMut(usize, Raw) + Send) {
    let futures = program.futures as usize;
    let (next, take) = (AtomicUsize::new(0), Mutex::new(take));
    let work = || {
        loop {
            let first = next.fetch_add(CHUNK, Ordering::Relaxed);
            if first >= futures {
                return;
            }
            let mut part = Raw::new(&program.shape, CHUNK.min(futures - first), program.months.len());
            cpu::simulate(program, first as u32, &mut part);
            take.lock().unwrap_or_else(std::sync::PoisonError::into_inner)(first, part);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
}
