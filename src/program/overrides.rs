//! Numbers of plans that the founder knows better than the catalogue.

use super::error::{OverrideError, ProgramError, nearest};
use crate::catalog::{Catalog, Plan};
use crate::scenario::ValidScenario;

/// Puts the scenario's own numbers into a plan.
///
/// # Errors
/// A number that the plan does not have, or that may not stand there.
pub fn replace(scenario: &ValidScenario, plan: &mut Plan) -> Result<(), ProgramError> {
    let own = scenario.overrides.iter().enumerate().filter(|(_, own)| own.plan == plan.id).collect::<Vec<_>>();
    for (index, own) in own {
        let error = |error| ProgramError::Override(index, OverrideError::Number(error));
        plan.set(&own.number, own.value).map_err(error)?;
    }
    Ok(())
}

/// Whether all numbers of the scenario's own can stand where it puts them.
pub(super) fn check_own(scenario: &ValidScenario, catalog: &Catalog) -> Result<(), ProgramError> {
    let known = |id: &String| catalog.plan(id).is_some();
    if let Some((index, own)) = scenario.overrides.iter().enumerate().find(|(_, own)| !known(&own.plan)) {
        let (id, ids) = (own.plan.clone(), catalog.plans().map(|plan| plan.id.as_str()));
        let nearest = nearest(&id, ids);
        return Err(ProgramError::Override(index, OverrideError::Plan { id, nearest }));
    }
    for own in &scenario.overrides {
        let plan = catalog.plan_as_of(&own.plan, scenario.prices);
        plan.map_or(Ok(()), |mut plan| replace(scenario, &mut plan))?;
    }
    Ok(())
}
