//! A scenario's own plans, made from the catalogue's.

use super::error::{ProgramError, nearest};
use crate::catalog::{Catalog, Plan};
use crate::scenario::{OwnPlan, Scenario};

/// The catalogue with the scenario's own plans before all others: the one to look its plans up in.
///
/// # Errors
/// A plan is like one that the catalogue does not have for that part of the app.
pub fn with_own_plans(scenario: &Scenario, catalog: &Catalog) -> Result<Catalog, ProgramError> {
    let files = catalog.with_own(Vec::new());
    let make = |(place, own): (usize, &OwnPlan)| made(place, own, &files);
    let plans = scenario.own_plans.iter().enumerate().map(make).collect::<Result<_, _>>()?;
    Ok(files.with_own(plans))
}

fn made(place: usize, own: &OwnPlan, files: &Catalog) -> Result<Plan, ProgramError> {
    let (id, name) = (own.id.clone(), own.title());
    let plan = match &own.like {
        None => Plan::blank(id, name, own.part),
        Some(like) => {
            let unknown = || ProgramError::UnknownPlan {
                path: format!("own_plans[{place}].like"),
                id: like.clone(),
                nearest: nearest(like, files.plans_of(own.part).map(|plan| plan.id.as_str())),
            };
            let plan = files.plan(like).filter(|plan| plan.slot == own.part).ok_or_else(unknown)?;
            plan.as_own(id, name)
        }
    };
    Ok(own.past.map_or_else(|| plan.clone(), |past| plan.clone().with_past(past)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Limit;
    use crate::parts::{Past, Slot};
    use crate::scenario::PRESETS;

    fn with(own: OwnPlan) -> Result<Catalog, ProgramError> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.own_plans = vec![own];
        with_own_plans(&scenario, &Catalog::builtin().unwrap())
    }

    fn own(like: Option<&str>) -> OwnPlan {
        let like = like.map(str::to_owned);
        OwnPlan { id: "own-1".to_owned(), name: "Deal".to_owned(), part: Slot::Inference, like, past: None }
    }

    #[test]
    fn a_plan_like_another_has_its_numbers_and_an_account_of_its_own() {
        let catalog = with(own(Some("gemini-3.5-flash-lite-free"))).unwrap();
        let (mine, like) = (catalog.plan("own-1").unwrap(), catalog.plan("gemini-3.5-flash-lite-free").unwrap());
        assert_eq!((&mine.prices, &mine.limits, &mine.base), (&like.prices, &like.limits, &like.base));
        assert_eq!((mine.name.as_str(), mine.account.as_str(), mine.rank), ("Deal (yours)", "own-1", 0));
        assert_eq!(catalog.providers().next().map(|it| it.name.as_str()), Some("Your own plans"));
        // Made again, they are there once.
        assert_eq!(catalog.plans().filter(|plan| plan.id == "own-1").count(), 1);
    }

    #[test]
    fn a_plan_like_none_costs_and_limits_nothing() {
        let catalog = with(own(None)).unwrap();
        let plan = catalog.plan("own-1").unwrap();
        assert!(plan.prices.is_empty() && plan.limits.is_empty() && plan.facts.is_empty());
        assert_eq!(plan.base.entries().map(|it| it.value).collect::<Vec<_>>(), [0.0]);
    }

    #[test]
    fn what_happens_past_its_limits_is_said_once_for_all() {
        for (past, of_credits) in [(Past::Delete, Past::Pause), (Past::Restrict, Past::Restrict)] {
            let catalog = with(OwnPlan { past: Some(past), ..own(Some("gemini-3.5-flash-lite-free")) }).unwrap();
            let mut plan = catalog.plan("own-1").unwrap().clone();
            plan.set("limit.month.tokens", 1e6).unwrap();
            plan.set("limit.minute.tokens", 1e5).unwrap();
            plan.set("credit_limit", 5.0).unwrap();
            let right = |limit: &Limit| limit.past == if limit.window.may_last() { past } else { Past::Refuse };
            assert!(
                plan.limits.len() > 3 && plan.limits.iter().all(right),
                "what is of a day or a minute is over with it"
            );
            assert_eq!(plan.credit_past, Some(of_credits), "credits of a month stay those");
        }
        let mut blank = with(own(None)).unwrap().plan("own-1").unwrap().clone();
        blank.set("credit_limit", 5.0).unwrap();
        assert_eq!(blank.credit_past, Some(Past::Refuse));
    }

    #[test]
    fn nothing_is_like_a_plan_that_is_not_there_or_carries_another_part() {
        for like in ["gemini-9", "vercel-pro"] {
            let error = with(own(Some(like))).unwrap_err().to_string();
            assert!(error.starts_with(&format!("own_plans[0].like is \"{like}\"")), "{error}");
        }
    }
}
