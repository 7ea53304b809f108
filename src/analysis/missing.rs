//! What plans count and the scenario leaves at nought: its cost and its limits are in no answer.

use crate::catalog::{Catalog, Date, Limit, MOST, Plan};
use crate::parts::Meter;
use crate::program::in_use;
use crate::scenario::{Field, Input, LadderAt, Root, ValidScenario};

/// Meters that count nothing but one input, which a scenario leaves at nought unless it is asked for.
const INPUTS: [(Meter, Field); 2] =
    [(Meter::GpuSeconds, Field::GpuSeconds), (Meter::TrainingHours, Field::TrainingHours)];

/// A sentence for each input that a plan of the scenario counts and that is nought.
pub(super) fn missing(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let of_ladder = |at: LadderAt| {
        let mut plans = in_use(scenario, catalog, at).unwrap_or_default();
        if let LadderAt::Feature(feature) = at {
            let others = scenario.features.get(feature).into_iter().flat_map(|feature| &feature.others);
            plans.extend(others.filter_map(|other| catalog.plan_as_of(&other.plan, scenario.prices)));
        }
        INPUTS.iter().filter_map(move |(meter, field)| {
            let plan = plans.iter().find(|plan| counts(plan, *meter, scenario.start.first_day()))?;
            let input = match (field.spec().root, at) {
                (Root::Feature, LadderAt::Feature(feature)) => Input::feature(*field, feature),
                _ => Input::app(*field),
            };
            let (_, most) = input.get(scenario)?.ends();
            (most == 0.0).then(|| sentence(scenario, plan, *meter, *field, at))
        })
    };
    scenario.ladders().flat_map(of_ladder).collect()
}

/// Whether a plan limits or charges for a meter on a day; what begins with a limit far above all use has none then.
fn counts(plan: &Plan, meter: Meter, day: Date) -> bool {
    let is_limited = |limit: &Limit| limit.meter == meter && limit.history.at(day).value < MOST;
    plan.tiers(meter, day).iter().any(|tier| tier.price > 0.0) || plan.limits.iter().any(is_limited)
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
    use crate::scenario::{Choice, PRESETS, Quantity, Scenario};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        missing(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn a_plan_that_counts_what_is_left_out_is_said() {
        let pro = || vec!["hf-zerogpu-pro".to_owned()];
        let right = "Not in this answer: “Hugging Face ZeroGPU, PRO” counts GPU seconds, and “GPU time per call” of “Chat” is 0. \
                     Fill it in first.";
        assert_eq!(said(|it| it.features[0].inference.plans = pro()), [right]);
        assert_eq!(said(|it| it.features[0].others = vec![Choice::on_refusal("hf-zerogpu-pro".to_owned())]), [right]);
        let given = said(|it| {
            it.features[0].inference.plans = pro();
            it.features[0].gpu_seconds = Quantity::Exact(3.0);
        });
        assert!(given.is_empty(), "{given:?}");
    }

    #[test]
    fn so_is_one_beside_the_app() {
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
