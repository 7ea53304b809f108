//! A scenario and the catalogue, compiled to the numbers that the model runs on.
//!
//! Everything that needs words, dates or `ln` of an input is done here, once, in `f64` with `libm`; the engines only
//! see numbers. The shape is the same for all scenarios, so one shader serves them all.

mod audience;
mod calendar;
mod inputs;
mod plans;

use crate::catalog::{Catalog, Date};
use crate::model::{Params, layout, math};
use crate::scenario::ValidScenario;

pub use plans::ProgramError;

/// A compiled scenario: what an engine needs to simulate any of its futures.
#[derive(Clone, Debug)]
pub struct Program {
    /// Seed of every draw, two words.
    pub seed: [u32; 2],
    /// Futures of a full run.
    pub futures: u32,
    /// Days of each simulated month.
    pub months: Vec<u32>,
    /// Weekday of the first day, 0 for Monday.
    pub first_weekday: u32,
    /// Tables, weights and plans, laid out as [`layout`] says.
    pub memory: Vec<f32>,
    inputs: inputs::Inputs,
}

impl Program {
    /// Compiles a scenario. Prices and limits are those in force on the first simulated day.
    ///
    /// # Errors
    /// A plan that the catalogue does not know or that the model cannot follow yet.
    pub fn new(scenario: &ValidScenario, catalog: &Catalog) -> Result<Self, ProgramError> {
        let start = Date { year: scenario.start.year, month: scenario.start.month, day: 1 };
        let months = calendar::days(start, scenario.months);

        let mut memory = audience::weights(scenario.audience.profile);
        memory.extend(math::loss_table());
        memory.extend(plans::ladder(&scenario.stack.inference.plans, catalog, start)?);
        memory.extend(months.iter().map(|days| *days as f32));
        memory.resize(layout::LEN, 0.0);

        Ok(Self {
            seed: [scenario.seed, 0],
            futures: scenario.futures,
            first_weekday: calendar::weekday(start),
            months,
            memory,
            inputs: inputs::Inputs::new(scenario),
        })
    }

    /// The inputs of one future.
    #[must_use]
    pub fn params(&self, future: u32) -> Params<f32> {
        self.inputs.params(self.seed, future)
    }

    /// Whether every future has the same inputs.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.inputs.is_exact()
    }

    /// Simulated days.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.months.iter().sum()
    }

    /// Simulated hours of one future.
    #[must_use]
    pub fn hours(&self) -> u32 {
        self.days() * 24
    }
}
