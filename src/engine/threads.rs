//! The CPU engine on the threads of a native machine.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Raw, cpu};
use crate::program::Program;

/// Futures that a thread takes at a time.
const CHUNK: usize = 8 * cpu::GROUP;

/// Simulates all futures of a program on `threads` threads; the result does not depend on how many.
#[must_use]
pub fn run(program: &Program, threads: usize) -> Raw {
    let futures = program.futures as usize;
    let months = program.months.len();
    let all = Mutex::new(Raw::new(&program.shape, futures, months));
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
    all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}
