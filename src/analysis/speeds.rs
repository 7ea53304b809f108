//! What is known of how fast models answer.

use super::caveats::listed;
use super::number::{grouped, seconds};
use crate::catalog::{Catalog, FactName, Plan};
use crate::model::{ASSUMED_FIRST_WORD, ASSUMED_TOKEN};
use crate::program::in_use;
use crate::scenario::{Feature, Field, LadderAt, ValidScenario};

/// The two numbers that say how fast a model answers.
const SPEEDS: [FactName; 2] = [FactName::FirstTokenSeconds, FactName::TokenSeconds];

/// A sentence for the models whose speed nobody says, neither the scenario nor the catalogue, and one for each with what is
/// noted of how it was measured: with thinking on, for instance.
pub(super) fn speeds(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let day = scenario.start.first_day();
    let (mut unknown, mut noted, mut unused) = (Vec::<Plan>::new(), Vec::new(), Vec::new());
    for (place, feature) in scenario.features.iter().enumerate() {
        for plan in asked(scenario, catalog, place, feature) {
            let is_on_cards = plan.fact(FactName::CardsMost, day).is_some();
            if is_on_cards && (feature.first_word.is_some() || feature.tokens_a_second.is_some()) {
                let [first, then] = [Field::FirstWord, Field::TokensASecond].map(|field| field.spec().label);
                unused.push(format!(
                    "{} runs on cards, whose speed is among the plan's own numbers: “{first}” and “{then}” of “{}” say nothing of it.",
                    plan.name,
                    scenario.feature_name(place)
                ));
                continue;
            }
            let open = SPEEDS.iter().zip([feature.first_word.is_none(), feature.tokens_a_second.is_none()]);
            let open: Vec<FactName> = open.filter(|(_, is_open)| *is_open).map(|(name, _)| *name).collect();
            if open.iter().any(|name| plan.fact(*name, day).is_none()) && unknown.iter().all(|it| it.id != plan.id) {
                unknown.push(plan.clone());
            }
            for fact in plan.facts.iter().filter(|fact| fact.name == SPEEDS[0] && open.contains(&fact.name)) {
                let first = fact.history.at(day);
                if !first.source.note.is_empty() {
                    let (name, note, after) = (&plan.name, &first.source.note, seconds(first.value));
                    noted.push(format!("{name}, how its first word after {after} was measured: {note}"));
                }
            }
        }
    }
    let names: Vec<&str> = unknown.iter().map(|plan| plan.name.as_str()).collect();
    let assumed = (!names.is_empty()).then(|| {
        let (first, rest) = (seconds(ASSUMED_FIRST_WORD.into()), grouped((1.0 / f64::from(ASSUMED_TOKEN)).round()));
        format!(
            "How fast {} answers is not known in full: where it is not, a first word after {first} and {rest} tokens a second are \
             assumed.",
            listed(&names)
        )
    });
    noted.dedup();
    assumed.into_iter().chain(noted).chain(unused).collect()
}

/// The plans that may answer a feature's calls.
fn asked(scenario: &ValidScenario, catalog: &Catalog, place: usize, feature: &Feature) -> Vec<Plan> {
    let mut plans = in_use(scenario, catalog, LadderAt::Feature(place)).unwrap_or_default();
    plans.extend(feature.others.iter().filter_map(|other| catalog.plan_as_of(&other.plan, scenario.prices)));
    plans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Quantity};

    fn said(plans: &[&str], known: Option<Quantity>) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        let feature = &mut scenario.features[0];
        (feature.first_word, feature.tokens_a_second) = (known, known);
        feature.inference.plans = plans.iter().map(|id| (*id).to_owned()).collect();
        speeds(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn what_nobody_knows_is_said_to_be_assumed() {
        let assumed = |of: &str| {
            vec![format!(
                "How fast {of} answers is not known in full: where it is not, a first word after 1.0 s and 100 tokens a second are \
                 assumed."
            )]
        };
        assert_eq!(said(&["claude-haiku-5-5"], None), assumed("Claude Haiku 5.5, Start"));
        assert_eq!(said(&["claude-haiku-5-5"], Some(Quantity::Exact(1.0))), [""; 0], "the founder knows");
        let card = said(&["modal-t4"], Some(Quantity::Exact(1.0)));
        assert!(card.len() == 1 && card[0].starts_with("Modal T4 runs on cards, whose speed is among"), "{card:?}");
        let known = said(&["gpt-6-luna"], None);
        assert!(known.iter().all(|it| !it.contains("assumed")), "the catalogue knows: {known:?}");
    }

    #[test]
    fn how_it_was_measured_is_said() {
        let said = said(&["gemini-3.1-flash-lite-paid"], None);
        assert!(said[0].contains("first word after 7.5 s was measured: Measured with thinking on"), "{said:?}");
        assert_eq!(said.len(), 1);
    }
}
