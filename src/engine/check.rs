//! Some futures of a run on another engine, done again on the CPU: do they agree?

use serde::{Deserialize, Serialize};

use super::{Raw, cpu};
use crate::model::Totals;
use crate::program::Program;

/// Futures that are checked, from the first on.
pub const CHECKED: u32 = 64;

/// The futures that are checked, a group at a time.
pub struct Check {
    raw: Raw,
    done: usize,
}

impl Check {
    /// A check of the first of so many futures.
    #[must_use]
    pub fn new(program: &Program, futures: u32) -> Self {
        Self { raw: Raw::new(&program.shape, CHECKED.min(futures) as usize, program.months.len()), done: 0 }
    }

    /// Simulates the next group; says whether there was one.
    pub fn step(&mut self, program: &Program) -> bool {
        let more = self.done < self.raw.futures();
        if more {
            cpu::run_group::<cpu::Lane>(program, 0, self.done, &mut self.raw);
            self.done += cpu::GROUP;
        }
        more
    }

    /// Does what is left of it and counts the futures of which all totals agree; `totals` are those of the other engine.
    #[must_use]
    pub fn agreement(mut self, program: &Program, totals: &Raw) -> Agreement {
        while self.step(program) {}
        let checked = self.raw.futures().min(totals.futures());
        let numbers = Totals::<f32>::len(&program.shape);
        let agrees = |future: usize| (0..numbers).all(|it| near(self.raw.total(it)[future], totals.total(it)[future]));
        Agreement { checked: checked as u32, agreeing: (0..checked).filter(|future| agrees(*future)).count() as u32 }
    }
}

/// How many of the checked futures agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Futures simulated on both.
    pub checked: u32,
    /// Of these, how many have the same totals.
    pub agreeing: u32,
}

impl std::ops::AddAssign for Agreement {
    fn add_assign(&mut self, other: Self) {
        (self.checked, self.agreeing) = (self.checked + other.checked, self.agreeing + other.agreeing);
    }
}

/// Whether a number of another engine is as near to the CPU's as promised: within 1e-4, and 5e-6 of small ones. NaN is near
/// nothing.
#[must_use]
pub fn near(cpu: f32, other: f32) -> bool {
    (cpu - other).abs() <= 1e-4 * cpu.abs().max(0.05)
}
