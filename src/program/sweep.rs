//! All alternatives of a scenario at several volumes.

use serde::{Deserialize, Serialize};

use super::books::Books;
use super::{Program, ProgramError};
use crate::catalog::Catalog;
use crate::model::layout;
use crate::scenario::{Field, Input, Scenario, ValidScenario, Volumes, users_for};

/// The programs of all alternatives at several volumes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sweep {
    /// Users or uses a month, rising.
    pub volumes: Vec<f64>,
    /// Alternatives at each.
    pub alternatives: usize,
    /// All of the first volume, then all of the next.
    pub programs: Vec<Program>,
    /// Futures of each.
    pub futures: u32,
}

impl Sweep {
    /// Most futures of each program: odds to a few percent, of which there are many.
    const FUTURES: u32 = 512;

    /// Compiles a scenario at the volumes it asks for, if it does. Nothing comes of uses of a feature that no user makes.
    ///
    /// # Errors
    /// As [`Program::all`].
    pub fn new(scenario: &ValidScenario, catalog: &Catalog) -> Result<Self, ProgramError> {
        let Some(volumes) = scenario.volumes else { return Ok(Self::default()) };
        let alternatives: Vec<ValidScenario> = (0..scenario.runs()).map(|place| scenario.simulated(place)).collect();
        let steady =
            |scenario: &ValidScenario| scenario.at_one_volume().validate().unwrap_or_else(|_| scenario.clone());
        let futures = scenario.futures.min(Self::FUTURES);
        let programs = alternatives.iter().enumerate().map(|(place, it)| {
            let compiled = Program::new(&steady(it), catalog);
            // Nobody asks at which volume the first plan breaks: so what is not followed twice need not be.
            // Nor does anybody ask for the books of one month.
            let compiled = compiled.map(|it| Program { moves: false, futures, books: Books::default(), ..it });
            compiled.map_err(|error| if place == 0 { error } else { ProgramError::Alternative(place, error.into()) })
        });
        let programs = programs.collect::<Result<Vec<_>, _>>()?;
        let days = f64::from(scenario.start.plus(Volumes::MONTHS as usize - 1).last_day().day);
        let users = |it: &Scenario, volume: f64| match volumes.feature {
            // What cost lines change of the uses is among those that are counted.
            Some(feature) => users_for(&it.once_all_act(), feature, volume, days),
            None => volume,
        };
        let volumes_of = volumes.feature;
        let reaches = |volume: &f64| alternatives.iter().all(|it| is_allowed(users(it, *volume)));
        let volumes: Vec<f64> = volumes.points().into_iter().filter(reaches).collect();
        let at = |volume: &f64| {
            let of = std::iter::zip(&alternatives, &programs);
            of.map(|(it, program)| program.with_users(users(it, *volume), volumes_of)).collect::<Vec<_>>()
        };
        Ok(Self { programs: volumes.iter().flat_map(at).collect(), alternatives: programs.len(), futures, volumes })
    }
}

/// Whether a scenario may have so many users.
fn is_allowed(users: f64) -> bool {
    let spec = Field::Users.spec();
    (spec.min..=spec.max).contains(&users)
}

impl Program {
    /// The same with so many users at the start in every future. Where the uses of a feature are counted, a user has as many in every
    /// future, or a volume would be another one in each.
    fn with_users(&self, users: f64, counted: Option<usize>) -> Self {
        let mut program = self.clone();
        if let Some(feature) = counted {
            program.inputs.settle(Field::ActiveShare.into());
            program.inputs.settle(Input::feature(Field::CallsPerActiveDay, feature));
            program.inputs.settle(Input::feature(Field::Scheduled, feature));
            program.settle_effects(&[Field::ActiveShare, Field::CallsPerActiveDay, Field::Scheduled]);
        }
        program.inputs.fix(Field::Users.into(), users);
        program.memory[layout::SERIES..]
            .iter_mut()
            .take(layout::MONTHS + 1)
            .for_each(|it| *it = libm::log(users) as f32);
        program
    }
}
