//! Plans of the catalogue as the numbers that the model reads.

use std::fmt;

use crate::catalog::{Catalog, Date, Meter, Tier, Window};
use crate::model::{Plan, layout};

/// Why a valid scenario cannot be compiled: one sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgramError {
    /// A plan id that the catalogue does not have.
    UnknownPlan {
        /// Place on the ladder, from 0.
        rung: usize,
        /// The id as written.
        id: String,
        /// The ids there are.
        known: Vec<String>,
    },
    /// A plan with a limit that the model does not follow yet.
    Limit {
        /// The plan's id.
        plan: String,
    },
    /// A plan with a price that the model does not follow yet, or with more tiers than it has room for.
    Price {
        /// The plan's id.
        plan: String,
    },
}

impl fmt::Display for ProgramError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPlan { rung, id, known } => write!(
                out,
                "stack.inference.plans[{rung}] is {id:?}, which is not in the catalogue; it must be one of {}.",
                known.join(", ")
            ),
            Self::Limit { plan } => write!(out, "The plan {plan} has a limit that is not simulated yet."),
            Self::Price { plan } => write!(out, "The plan {plan} has a price that is not simulated yet."),
        }
    }
}

impl std::error::Error for ProgramError {}

/// The numbers of the ladder's plans; missing rungs repeat the last plan.
pub(super) fn ladder(ids: &[String], catalog: &Catalog, day: Date) -> Result<Vec<f32>, ProgramError> {
    let find = |(rung, id): (usize, &String)| {
        let unknown = || {
            let known = catalog.plans().map(|plan| plan.id.clone()).collect();
            ProgramError::UnknownPlan { rung, id: id.clone(), known }
        };
        compile(catalog.plan(id).ok_or_else(unknown)?, day)
    };
    let mut plans = ids.iter().enumerate().map(find).collect::<Result<Vec<_>, _>>()?;
    if let Some(last) = plans.last().copied() {
        plans.resize(layout::RUNGS, last);
    }
    let mut numbers = Vec::new();
    for plan in plans {
        plan.each(|_, number| numbers.push(number as f32));
    }
    Ok(numbers)
}

fn compile(plan: &crate::catalog::Plan, day: Date) -> Result<Plan<f64>, ProgramError> {
    let unlimited = f64::from(Plan::<f32>::UNLIMITED);
    let limit = |window, meter| plan.limit(window, meter, day).map_or(unlimited, |entry| entry.value);
    let mut known = [Window::Minute, Window::Day, Window::Month].map(|window| (window, Meter::Requests)).to_vec();
    known.extend([
        (Window::Minute, Meter::InputTokens),
        (Window::Minute, Meter::Tokens),
        (Window::Month, Meter::Tokens),
    ]);
    if plan.limits.iter().any(|limit| !known.contains(&(limit.window, limit.meter))) {
        return Err(ProgramError::Limit { plan: plan.id.clone() });
    }
    if plan.prices.iter().any(|price| !matches!(price.meter, Meter::InputTokens | Meter::OutputTokens)) {
        return Err(ProgramError::Price { plan: plan.id.clone() });
    }
    let tiers = |meter| steps(plan.tiers(meter, day)).ok_or_else(|| ProgramError::Price { plan: plan.id.clone() });
    let (input_from, input_usd) = tiers(Meter::InputTokens)?;
    let (output_from, output_usd) = tiers(Meter::OutputTokens)?;
    Ok(Plan {
        requests_per_minute: limit(Window::Minute, Meter::Requests),
        input_per_minute: limit(Window::Minute, Meter::InputTokens),
        tokens_per_minute: limit(Window::Minute, Meter::Tokens),
        requests_per_day: limit(Window::Day, Meter::Requests),
        requests_per_month: limit(Window::Month, Meter::Requests),
        tokens_per_month: limit(Window::Month, Meter::Tokens),
        reset_hour: plan.reset_utc_hour().into(),
        base_usd: plan.base_usd(day),
        input_from,
        input_usd,
        output_from,
        output_usd,
    })
}

/// Tiers as (start in millions, rise of the price a million over the tier before); `None` if there are too many.
fn steps(tiers: &[Tier]) -> Option<([f64; 3], [f64; 3])> {
    const MILLION: f64 = 1e6;
    let (mut from, mut usd) = ([0.0; 3], [0.0; 3]);
    let mut before = 0.0;
    for (index, tier) in tiers.iter().enumerate() {
        let price = tier.usd / tier.per * MILLION;
        *from.get_mut(index)? = tier.from / MILLION;
        usd[index] = price - before;
        before = price;
    }
    Some((from, usd))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date { year: 2027, month: 1, day: 1 };

    #[test]
    fn every_plan_of_the_catalogue_compiles() {
        let catalog = Catalog::builtin().unwrap();
        assert!(catalog.plans().count() > 4);
        for plan in catalog.plans() {
            compile(plan, DAY).unwrap();
        }
    }

    #[test]
    fn unknown_plans_are_named_with_their_place() {
        let ids = ["gemini-3.1-flash-lite-free".to_owned(), "gemini-9".to_owned()];
        let error = ladder(&ids, &Catalog::builtin().unwrap(), DAY).unwrap_err().to_string();
        assert!(
            error.starts_with("stack.inference.plans[1] is \"gemini-9\", which is not in the catalogue"),
            "{error}"
        );
        assert!(error.contains("gpt-5.6-luna") && error.ends_with('.'), "{error}");
    }

    #[test]
    fn tiers_become_rises() {
        let tier = |from, usd| Tier { from, usd, per: 1e3 };
        let (from, usd) = steps(&[tier(0.0, 0.002), tier(5e6, 0.001)]).unwrap();
        assert_eq!((from, usd), ([0.0, 5.0, 0.0], [2.0, -1.0, 0.0]));
        assert_eq!(steps(&[tier(0.0, 1.0); 4]), None);
    }
}
