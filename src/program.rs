//! A scenario and the catalogue, compiled to the numbers that the model runs on.
//!
//! Everything that needs words, dates or `ln` of an input is done here, once, in `f64` with `libm`; the engines only
//! see numbers. The shape is the same for all scenarios with as many features, so one shader serves them all.

mod audience;
mod books;
mod calendar;
mod cards;
mod cost;
mod demand;
mod error;
mod inputs;
mod overrides;
mod own_plans;
mod params;
mod phases;
mod plans;
mod sales;
mod sweep;
mod world;

use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;
use crate::model::{Params, Shape, layout, queue};
use crate::scenario::{Curve, Quantity, ValidScenario};
use crate::stats::Targets;

pub use books::FutureBooks;
pub use cost::Cost;
pub use demand::{Asker, MonthDemand};
pub use error::ProgramError;
pub use overrides::replace;
pub use own_plans::with_own_plans;
pub use plans::{in_use, way};
pub use sweep::Sweep;
pub use world::{AccountOf, LimitOf, Of, ServiceOf, World};

/// A compiled scenario: what an engine needs to simulate any of its futures.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Program {
    /// Seed of every draw, two words.
    pub seed: [u32; 2],
    /// Futures of a full run.
    pub futures: u32,
    /// How many of everything the app has.
    pub shape: Shape,
    /// Whether any ladder has a plan to move to.
    pub moves: bool,
    /// Days of each simulated month.
    pub months: Vec<u32>,
    /// What a month should keep: nothing that is simulated depends on it.
    pub targets: Targets,
    /// Weekday of the first day, 0 for Monday.
    pub first_weekday: u32,
    /// Tables, weights and plans, laid out as [`layout`] says.
    pub memory: Vec<f32>,
    inputs: inputs::Inputs,
    fixed: params::Fixed,
    books: books::Books,
    phases: phases::Phases,
}

impl Program {
    /// Compiles a scenario. Prices and limits are those in force on each simulated day, as known on the
    /// scenario's day of prices.
    ///
    /// ```
    /// use headroom::{catalog::Catalog, program::Program, scenario::PRESETS};
    ///
    /// let mut scenario = PRESETS[0].scenario()?.into_inner();
    /// scenario.months = 12;
    /// let program = Program::new(&scenario.clone().validate()?, &Catalog::builtin()?)?;
    /// assert_eq!(program.days(), 365);
    ///
    /// scenario.stack.backend.plans = vec!["a-plan-nobody-has".to_owned()];
    /// assert!(Program::new(&scenario.validate()?, &Catalog::builtin()?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A plan that the catalogue does not know or does not have for that part of the app, or an override of a number that
    /// the plan does not have.
    pub fn new(scenario: &ValidScenario, catalog: &Catalog) -> Result<Self, ProgramError> {
        let start = scenario.start.first_day();
        let months = calendar::days(scenario.start, scenario.months);
        let world = World::new(scenario, catalog)?;
        let [workers, spread] = [scenario.server.workers, scenario.server.request_spread].map(Quantity::middle);

        let mut memory = audience::weights(scenario.audience.profile);
        memory.extend(queue::table(workers as u32, (spread * spread / 1e4) as f32));
        memory.extend(months.iter().map(|days| *days as f32));
        memory.resize(layout::SERIES, 0.0);
        memory.extend(series(scenario));
        memory.extend(launches(scenario, &months, false));
        memory.extend(launches(scenario, &months, true));
        memory.extend(world.memory());

        Ok(Self {
            seed: [scenario.seed, 0],
            futures: scenario.futures,
            shape: world.shape(),
            moves: world.rungs().any(|plans| plans > 1),
            targets: targets(scenario),
            first_weekday: calendar::weekday(start),
            inputs: inputs::Inputs::new(scenario),
            fixed: params::Fixed::new(scenario, &world, &months),
            books: books::Books::new(scenario),
            phases: phases::Phases::new(scenario),
            months,
            memory,
        })
    }

    /// Compiles all alternatives of a scenario, the scenario itself first.
    ///
    /// # Errors
    /// As [`Program::new`].
    pub fn all(scenario: &ValidScenario, catalog: &Catalog) -> Result<Vec<Self>, ProgramError> {
        let compile = |place| {
            let compiled = Self::new(&scenario.simulated(place), catalog);
            compiled.map_err(|error| if place == 0 { error } else { ProgramError::Alternative(place, error.into()) })
        };
        (0..scenario.runs()).map(compile).collect()
    }

    /// The inputs of one future in a phase of the run.
    #[must_use]
    pub fn params(&self, future: u32, phase: usize) -> Params<f32> {
        let mut numbers = self.inputs.numbers(self.seed, future);
        self.phases.change(phase, &mut numbers);
        self.fixed.params(&numbers)
    }

    /// Whether every future has the same inputs.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
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

/// What a month should keep, in the middle of what is given.
fn targets(scenario: &ValidScenario) -> Targets {
    let money = &scenario.money;
    Targets {
        budget: money.budget.middle() as f32,
        answer: money.target.middle() as f32,
        refused: (money.most_refused.middle() / 100.0) as f32,
    }
}

/// Logarithms of the users at the begin of each month and after the last; the last number given stays.
fn series(scenario: &ValidScenario) -> [f32; layout::MONTHS + 1] {
    let growth = &scenario.growth;
    let given = if growth.curve == Curve::Series { &growth.series[..] } else { &[] };
    let mut users = growth.users.middle();
    std::array::from_fn(|month| {
        if let Some(next) = month.checked_sub(1).and_then(|before| given.get(before)) {
            users = *next;
        }
        libm::log(users.max(1e-30)) as f32
    })
}

/// Visits that planned launches bring on each day, those that are `exact` or the others.
fn launches(scenario: &ValidScenario, months: &[u32], exact: bool) -> [f32; layout::DAYS_AT_MOST] {
    let mut visits = [0.0; layout::DAYS_AT_MOST];
    for launch in scenario.launches.scheduled.iter().filter(|launch| launch.exact == exact) {
        let before = launch.month.saturating_sub(1) as usize;
        // A launch after the last month never comes.
        if before < months.len() {
            let day = months[..before].iter().sum::<u32>() + launch.day.saturating_sub(1);
            if let Some(visits) = visits.get_mut(day as usize) {
                *visits += launch.visits as f32;
            }
        }
    }
    visits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Launch, PRESETS, Quantity, Scenario};

    fn opening() -> Scenario {
        PRESETS[0].scenario().unwrap().into_inner()
    }

    fn compiled(scenario: Scenario) -> Program {
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    #[test]
    fn the_memory_is_laid_out_as_the_model_reads_it() {
        let program = compiled(opening());
        assert!(program.memory.len() > layout::terms(&program.shape.room()));
        assert_eq!(program.memory[layout::DAYS..][..3], [31.0, 28.0, 31.0]);
        assert_eq!(program.memory[layout::ERLANG], 0.0, "nobody waits at a backend without load");
    }

    #[test]
    fn launches_stand_on_their_days() {
        let mut scenario = opening();
        let launch = |month, day| Launch { month, day, visits: 100.0, exact: false };
        scenario.launches.scheduled = vec![launch(1, 1), launch(3, 5), launch(3, 5), launch(60, 1)];
        let memory = compiled(scenario).memory;
        let visits = &memory[layout::LAUNCHES..][..layout::DAYS_AT_MOST];
        assert_eq!((visits[0], visits[31 + 28 + 4]), (100.0, 200.0));
        assert_eq!(visits.iter().sum::<f32>(), 300.0, "the run has 24 months");
    }

    #[test]
    fn own_numbers_of_users_stay_at_the_last() {
        let mut scenario = opening();
        scenario.growth.curve = Curve::Series;
        scenario.growth.users = Quantity::Exact(100.0);
        scenario.growth.series = vec![200.0, 400.0];
        let memory = compiled(scenario).memory;
        let users: Vec<f32> = memory[layout::SERIES..][..4].iter().map(|ln| libm::expf(*ln).round()).collect();
        assert_eq!(users, [100.0, 200.0, 400.0, 400.0]);
    }
}
