//! Where a scenario is outside of what the formulas are held to by `docs/accuracy.md`, whatever its load.

use crate::catalog::{Catalog, FactName, Limit, MOST, Plan, Window};
use crate::hour::{Numbers, warnings};
use crate::model::retry::Retry;
use crate::parts::Meter;
use crate::program::in_use;
use crate::scenario::{Feature, LadderAt, Quantity, ValidScenario};

/// A sentence for each reason why waits and refusals of a scenario are less certain than those of others, as it is at first and once all
/// that cost lines change has begun. Ranges stand at the end that is harder to reckon; how many come is left out, since a run goes through
/// many loads.
pub(super) fn certainty(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let changed = (!scenario.acting().is_empty()).then(|| scenario.once_all_act().validate().ok()).flatten();
    let mut said = at_once(scenario, catalog);
    for sentence in changed.iter().flat_map(|changed| at_once(changed, catalog)) {
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

fn at_once(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let server = &scenario.server;
    let backend = Numbers {
        service: server.request_seconds.middle(),
        variance: square(server.request_spread),
        places: if scenario.stack.backend.plans.is_empty() { f64::INFINITY } else { server.workers.middle() },
        ..general(scenario)
    };
    let models = scenario.features.iter().enumerate().flat_map(|(place, feature)| {
        let plans = in_use(scenario, catalog, LadderAt::Feature(place)).unwrap_or_default();
        plans.into_iter().map(|plan| of_model(scenario, feature, &plan)).collect::<Vec<_>>()
    });
    let mut said: Vec<String> = Vec::new();
    for sentence in std::iter::once(backend).chain(models).flat_map(|numbers| warnings(&numbers)) {
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

/// The squared coefficient of variation of a spread in percent.
fn square(spread: Quantity) -> f64 {
    let share = spread.ends().1 / 100.0;
    share * share
}

/// What is the same for all that calls meet, with neither a queue nor a limit; half of what could be served comes.
fn general(scenario: &ValidScenario) -> Numbers {
    let client = &scenario.client;
    let retry = Retry {
        most: client.retries.ends().1,
        backoff: client.backoff.ends().1,
        factor: client.backoff_factor.ends().1,
        cap: client.backoff_cap.ends().1,
        jitter: 1.0 - 0.5 * client.jitter.middle() / 100.0,
        cooldown: client.cooldown.ends().1,
    };
    Numbers {
        burstiness: scenario.audience.burstiness.ends().1 / 100.0,
        burst_seconds: scenario.audience.burst_seconds.middle(),
        service: 1.0,
        variance: 1.0,
        places: f64::INFINITY,
        load: 0.5,
        alike: false,
        patience: scenario.server.patience.ends().0,
        start: 0.0,
        keep: 0.0,
        a_minute: 1e-3,
        room: f64::INFINITY,
        bucket: f64::INFINITY,
        tokens: false,
        fixed: false,
        retries: retry.most,
        retry_wait: retry.total_wait(),
        jitter: retry.jitter,
        cooldown: retry.cooldown,
    }
}

/// What a feature's calls meet at a plan: its cards, and the smallest of its limits of a minute.
fn of_model(scenario: &ValidScenario, feature: &Feature, plan: &Plan) -> Numbers {
    let day = scenario.start.first_day();
    let fact = |name| plan.fact(name, day);
    let mut numbers = general(scenario);
    if let Some(most) = fact(FactName::CardsMost) {
        let stops = fact(FactName::CardsLeast).unwrap_or(0.0) < most;
        numbers.places = most * fact(FactName::CardCalls).unwrap_or(1.0);
        numbers.variance = square(feature.gpu_spread).max(square(feature.output_spread));
        numbers.start = fact(FactName::CardStartSeconds).filter(|_| stops).unwrap_or(0.0);
        numbers.keep = fact(FactName::CardKeepSeconds).unwrap_or(0.0);
    }
    let of_minute = |limit: &&Limit| limit.window == Window::Minute && limit.history.at(day).value < MOST;
    let tokens = feature.input_tokens.ends().1 + feature.output_tokens.ends().1;
    for limit in plan.limits.iter().filter(of_minute) {
        let is_of_tokens = limit.meter != Meter::Requests;
        let each = if is_of_tokens { tokens.max(1.0) } else { 1.0 };
        let room = limit.history.at(day).value / each;
        if room < numbers.room {
            numbers.room = room;
            numbers.bucket = limit.burst.map_or(room, |burst| burst / each);
            (numbers.tokens, numbers.fixed) = (is_of_tokens, limit.fixed);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CostLine, Effect, Field, PRESETS, Scenario};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        certainty(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
    }

    #[test]
    fn the_opening_scenario_is_as_certain_as_any() {
        assert_eq!(said(|_| {}), [""; 0]);
    }

    #[test]
    fn what_the_formulas_are_not_held_to_is_said_once() {
        let bursts = said(|it| it.audience.burstiness = Quantity::range(20.0, 150.0));
        assert_eq!(bursts, ["Calls in bursts of more than 100% are beyond what the formulas are held to."]);
        let spread = said(|it| {
            it.server.request_spread = Quantity::Exact(300.0);
            it.server.workers = Quantity::Exact(2.0);
        });
        assert!(spread.len() == 1 && spread[0].starts_with("Calls whose times differ by more than 170%"), "{spread:?}");
        let cards = said(|it| {
            it.features[0].inference.plans = vec!["modal-t4".to_owned()];
            it.features[0].output_spread = Quantity::Exact(200.0);
        });
        assert!(cards.is_empty(), "ten cards are not few: {cards:?}");
        let tokens = said(|it| {
            it.features[0].inference.plans = vec!["groq-gpt-oss-120b-free".to_owned()];
            it.features[0].input_tokens = Quantity::Exact(4_000.0);
        });
        let of_few =
            |said: &[String]| said.iter().any(|it| it.starts_with("A limit of tokens that holds fewer than ten calls"));
        assert!(of_few(&tokens), "{tokens:?}");
        // The same once a cost has made requests four times as long; not where that is after the run.
        let longer = |from: u32| {
            said(|it| {
                it.features[0].inference.plans = vec!["groq-gpt-oss-120b-free".to_owned()];
                (it.months, it.features[0].input_tokens) = (12, Quantity::Exact(100.0));
                it.features[0].output_tokens = Quantity::Exact(10.0);
                let effects = vec![Effect::by(Field::InputTokens, 300.0); 1];
                let line = |id: &str| CostLine { from, effects: effects.clone(), ..CostLine::own(id.to_owned()) };
                it.books.lines = vec![line("a"), line("b"), line("c")];
            })
        };
        assert!(of_few(&longer(12)) && !of_few(&longer(13)));
    }
}
