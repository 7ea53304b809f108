//! The CPU engine on the threads of a native machine.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{OutOfMemory, Raw, cpu};
use crate::program::Program;

/// Futures that a thread takes at a time.
const CHUNK: usize = 8 * cpu::GROUP;

/// Simulates all futures of a program on `threads` threads; the result does not depend on how many.
///
/// # Errors
/// [`OutOfMemory`] where the machine has no room for it.
pub fn run(program: &Program, threads: usize) -> Result<Raw, OutOfMemory> {
    let futures = program.futures as usize;
    let months = program.months.len();
    let all = Mutex::new(Raw::whole(&program.shape, futures, months)?);
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let first = next.fetch_add(CHUNK, Ordering::Relaxed);
            if first >= futures {
                return;
            }
            let mut part = Raw::new(&program.shape, CHUNK.min(futures - first), months);
            cpu::simulate(program, first as u32, &mut part);
            all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).place(first, &part);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    Ok(all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}
