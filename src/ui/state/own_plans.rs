//! Plans of the founder's own: how they come and go.

use crate::{
    catalog::Catalog,
    scenario::{Books, LadderAt, Override, OwnPlan, Scenario, ScenarioError, ValidScenario},
};

/// What stands for a new plan in a menu; no plan has such an id.
pub const NEW_PLAN: &str = "+";

/// Puts the id of a new plan in place of what stands for one.
pub(super) fn put_new(id: &mut String, at: LadderAt, scenario: &mut Scenario, taken: &[String]) {
    if id == NEW_PLAN {
        *id = add(scenario, taken, OwnPlan { name: "My plan".to_owned(), part: at.slot(), ..unnamed() });
    }
}

/// Makes a plan like another one, the founder's own numbers of it included, and puts it in its place at a part of the app.
pub(super) fn copy(id: &str, at: LadderAt, scenario: &mut Scenario, catalog: &Catalog, taken: &[String]) {
    let Some(plan) = catalog.plan(id) else { return };
    let known = scenario.own_plans.iter().find(|own| own.id == id).cloned();
    let like = || OwnPlan { name: plan.name.clone(), part: plan.slot, like: Some(id.to_owned()), ..unnamed() };
    let mut own = known.unwrap_or_else(like);
    own.name = own.name.chars().take(OwnPlan::MAX_NAME).collect();
    let new = add(scenario, taken, own);
    let numbers = scenario.overrides.iter().filter(|own| own.plan == id);
    let numbers: Vec<_> = numbers.map(|own| Override { plan: new.clone(), ..own.clone() }).collect();
    scenario.overrides.extend(numbers);
    replace(id, Some(&new), at, scenario);
}

/// Removes a plan with its numbers; on ladders what it is like takes over.
pub(super) fn remove(place: usize, scenario: &mut Scenario) {
    if place >= scenario.own_plans.len() {
        return;
    }
    let plan = scenario.own_plans.remove(place);
    forget(&plan, scenario);
}

/// The ids of plans of one's own, cost lines, rounds and sales that any alternative has: a new one has none of them, so that it is no
/// other's.
pub(super) fn taken(document: &ValidScenario) -> Vec<String> {
    let all = (0..document.runs()).map(|place| document.simulated(place).into_inner());
    let ids = |scenario: Scenario| {
        let Books { lines, rounds, .. } = scenario.books;
        let plans = scenario.own_plans.into_iter().map(|own| own.id);
        plans
            .chain(lines.into_iter().map(|line| line.id))
            .chain(rounds.into_iter().map(|round| round.id))
            .chain(scenario.money.sales.into_iter().map(|sale| sale.id))
            .collect::<Vec<_>>()
    };
    all.flat_map(ids).collect()
}

/// The document where the first alternative has lost plans that it had `before`: in the others, too, what these are like takes
/// over.
pub(super) fn without_lost(document: Scenario, before: &Scenario) -> Result<Scenario, ScenarioError> {
    let lost = |own: &&OwnPlan| document.own_plans.iter().all(|other| other.id != own.id);
    let lost: Vec<OwnPlan> = before.own_plans.iter().filter(lost).cloned().collect();
    if lost.is_empty() {
        return Ok(document);
    }
    (1..document.runs()).try_fold(document, |document, place| without_plans(document, place, &lost))
}

/// The document where an alternative is on none of some plans that it had, unless it still has them.
pub(super) fn without_plans(document: Scenario, place: usize, had: &[OwnPlan]) -> Result<Scenario, ScenarioError> {
    let mut other = document.alternative(place)?;
    let is_lost = |own: &&OwnPlan| other.own_plans.iter().all(|it| it.id != own.id);
    let lost: Vec<&OwnPlan> = had.iter().filter(is_lost).collect();
    if lost.is_empty() {
        return Ok(document);
    }
    lost.into_iter().for_each(|plan| forget(plan, &mut other));
    Ok(document.with_alternative(place, other))
}

/// Forgets the numbers of a plan that is gone, and puts what it is like in its place.
fn forget(plan: &OwnPlan, scenario: &mut Scenario) {
    scenario.overrides.retain(|own| own.plan != plan.id);
    for at in scenario.ladders().collect::<Vec<_>>() {
        replace(&plan.id, plan.like.as_deref(), at, scenario);
    }
}

fn unnamed() -> OwnPlan {
    OwnPlan { id: String::new(), name: String::new(), part: crate::parts::Slot::Inference, like: None, past: None }
}

/// Adds a plan under the first free id, which it gives.
fn add(scenario: &mut Scenario, taken: &[String], plan: OwnPlan) -> String {
    let is_free = |id: &String| scenario.own_plans.iter().all(|own| own.id != *id) && !taken.contains(id);
    let mut ids = (1..).map(|number| format!("{}{number}", OwnPlan::PREFIX));
    let id = ids.find(is_free).unwrap_or_default();
    scenario.own_plans.push(OwnPlan { id: id.clone(), ..plan });
    id
}

/// Puts another plan in the place of one at a part of the app, or none; what is there already is not there twice.
fn replace(id: &str, with: Option<&str>, at: LadderAt, scenario: &mut Scenario) {
    let is_there = |plans: &[String]| with.is_none_or(|with| plans.iter().any(|plan| plan == with));
    if let Some(ladder) = scenario.ladder_mut(at) {
        if is_there(&ladder.plans) {
            ladder.plans.retain(|plan| plan != id);
        }
        ladder.plans.iter_mut().filter(|plan| *plan == id).for_each(|plan| with.unwrap_or_default().clone_into(plan));
    }
    let LadderAt::Feature(place) = at else { return };
    if let Some(feature) = scenario.features.get_mut(place) {
        if with.is_none() {
            feature.others.retain(|other| other.plan != id);
        }
        let mine = feature.others.iter_mut().filter(|other| other.plan == id);
        mine.for_each(|other| with.unwrap_or_default().clone_into(&mut other.plan));
    }
}
