//! What plans count and the scenario leaves at nought, so that its cost and its limits are in no answer; and what it says to no effect.

use crate::catalog::{Catalog, Date, FactName, Limit, MOST, Plan, Price, Window};
use crate::parts::Meter;
use crate::program::in_use;
use crate::scenario::{Field, Input, LadderAt, Quantity, Root, ValidScenario};

/// Meters that count nothing but one input, which a scenario leaves at nought unless it is asked for. Seconds of a card follow from a
/// call's tokens where nobody says them.
const INPUTS: [(Meter, Field); 1] = [(Meter::TrainingHours, Field::TrainingHours)];

/// A sentence for each input that a plan of the scenario counts and that is nought.
pub(super) fn missing(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let of_ladder = |at: LadderAt| {
        let mut plans = in_use(scenario, catalog, at).unwrap_or_default();
        if let LadderAt::Feature(feature) = at {
            let others = scenario.features.get(feature).into_iter().flat_map(|feature| &feature.others);
            plans.extend(others.filter_map(|other| catalog.plan_as_of(&other.plan, scenario.prices)));
        }
        let day = scenario.start.first_day();
        let of_cards = plans.iter().find(|plan| is_unknown(scenario, plan, at, day)).map(|plan| {
            let spoken = sentence(scenario, plan, Meter::GpuSeconds, Field::GpuSeconds, at);
            format!("{spoken} Without tokens nothing says how long a call takes there.")
        });
        let inputs = INPUTS.iter().filter_map(move |(meter, field)| {
            let plan = plans.iter().find(|plan| plan.counts(*meter, scenario.start.first_day()))?;
            let input = match (field.spec().root, at) {
                (Root::Feature, LadderAt::Feature(feature)) => Input::feature(*field, feature),
                _ => Input::app(*field),
            };
            let (_, most) = input.get(scenario)?.ends();
            (most == 0.0).then(|| sentence(scenario, plan, *meter, *field, at))
        });
        of_cards.into_iter().chain(inputs).collect::<Vec<_>>()
    };
    scenario.ladders().flat_map(of_ladder).collect()
}

/// Whether a plan counts the seconds of a card for calls of which nothing says how long they take one: neither these nor tokens.
fn is_unknown(scenario: &ValidScenario, plan: &Plan, at: LadderAt, day: Date) -> bool {
    let LadderAt::Feature(feature) = at else { return false };
    let Some(feature) = scenario.features.get(feature) else { return false };
    let is_none = |quantity: Quantity| quantity.ends().1 == 0.0;
    plan.counts(Meter::GpuSeconds, day) && is_none(feature.gpu_seconds) && is_none(feature.output_tokens)
}

/// A sentence for each ladder where a part of a month's allowance is said to be used and the plan has none, and for each plan with a price
/// of long requests to which none is long.
pub(super) fn idle(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let used = scenario.ladders().filter_map(|at| idle_at(scenario, catalog, at));
    let of_long = |plan: &Plan| plan.prices.iter().any(|price| price.meter.is_of_long());
    let says = |plan: &Plan| plan.fact(FactName::LongPromptTokens, scenario.start.first_day()).is_some();
    let mut plans = super::plans(scenario, catalog);
    plans.retain(|plan| of_long(plan) && !says(plan));
    plans.dedup_by(|a, b| a.id == b.id);
    let long = plans.iter().map(|plan| {
        format!(
            "The price of long requests does nothing at “{}” until you say above how many tokens one is long.",
            plan.name
        )
    });
    used.chain(long).collect()
}

fn idle_at(scenario: &ValidScenario, catalog: &Catalog, at: LadderAt) -> Option<String> {
    let (_, used) = Input::ladder(Field::UsedAlready, at).get(scenario)?.ends();
    let plan = in_use(scenario, catalog, at).ok()?.into_iter().next()?;
    let is_idle = used > 0.0 && !has_allowance(&plan, scenario.start.first_day());
    is_idle.then(|| {
        let label = Field::UsedAlready.spec().label;
        format!("“{label}” does nothing at “{}”: the plan limits, includes and gives nothing for a month.", plan.name)
    })
}

/// Whether a plan limits, includes or gives something for a month or for all the time on it.
fn has_allowance(plan: &Plan, day: Date) -> bool {
    let is_limit =
        |limit: &Limit| matches!(limit.window, Window::Month | Window::Once) && limit.history.at(day).value < MOST;
    let includes = |price: &Price| {
        let paid = price.history.at(day).value.iter().find(|tier| tier.price > 0.0).map(|tier| tier.from);
        !price.meter.is_stock() && paid.is_some_and(|from| from > 0.0)
    };
    let gives = [FactName::CreditIncluded, FactName::CreditLimit].iter().any(|name| plan.fact(*name, day).is_some());
    gives || plan.limits.iter().any(is_limit) || plan.prices.iter().any(includes)
}

fn sentence(scenario: &ValidScenario, plan: &Plan, meter: Meter, field: Field, at: LadderAt) -> String {
    let whose = match at {
        LadderAt::Feature(feature) => format!(" of “{}”", scenario.feature_name(feature)),
        LadderAt::Slot(_) => String::new(),
    };
    format!(
        "Not in this answer: “{}” counts {}, and “{}”{whose} is 0. Fill it in first.",
        plan.name,
        meter.words(),
        field.spec().label
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Scenario};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        missing(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn what_is_used_already_of_nothing_is_said() {
        let used = |plan: &str| {
            let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
            scenario.features[0].inference.plans = vec![plan.to_owned()];
            scenario.features[0].inference.used_already = Some(Quantity::Exact(50.0));
            idle(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
        };
        let right = "“Used already” does nothing at “Gemini 3.5 Flash-Lite, free”: the plan limits, includes and gives nothing for a month.";
        assert_eq!(used("gemini-3.5-flash-lite-free"), [right]);
        assert!(used("gpt-5.6-luna").is_empty() && used("hf-inference-free").is_empty());
    }

    /// Answers of tokens say for how long they need a card, pictures do not.
    #[test]
    fn seconds_of_a_card_are_asked_for_where_nothing_says_them() {
        let of = |plan: &str, tokens: f64| {
            said(|it| {
                it.features[0].inference.plans = vec![plan.to_owned()];
                it.features[0].output_tokens = Quantity::Exact(tokens);
            })
        };
        for plan in ["modal-l4", "hf-zerogpu-pro"] {
            assert!(of(plan, 0.0)[0].contains("GPU seconds, and “GPU time per call” of “Chat” is 0."), "{plan}");
            assert_eq!(of(plan, 300.0), [""; 0], "{plan}");
        }
        assert_eq!(of("gpt-6-luna", 0.0), [""; 0]);
    }

    #[test]
    fn a_plan_that_counts_what_is_left_out_is_said() {
        let kaggle = said(|it| {
            it.stack.training.plans = vec!["kaggle-free".to_owned()];
            it.site.training_hours = Quantity::Exact(0.0);
        });
        assert_eq!(kaggle.len(), 1);
        assert!(kaggle[0].contains("counts GPU hours of training, and “GPU hours of training” is 0."), "{kaggle:?}");
    }

    #[test]
    fn nothing_is_missing_from_the_presets() {
        for preset in &PRESETS {
            let missing = missing(&preset.scenario().unwrap(), &Catalog::builtin().unwrap());
            assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
