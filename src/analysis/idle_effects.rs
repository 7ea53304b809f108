//! What cost lines change, and what is sold, to no effect.

use crate::scenario::{Curve, Effect, Field, Input, Root, Sale, ValidScenario};

/// A sentence for each change by a cost line of an input that is 0 or not given, in all features or in one, or that nothing depends on, and
/// one each where something is sold and nobody ever pays, and where fees do not know who stops.
pub(super) fn idle_effects(scenario: &ValidScenario) -> Vec<String> {
    let mut said = Vec::new();
    if !scenario.money.sales.is_empty() && scenario.money.income_from == 0 {
        said.push("Nobody buys anything: it is not said from when on users pay.".to_owned());
    }
    let stops = |sale: &Sale| sale.trial > 0 || sale.churn.ends().1 > 0.0;
    if !scenario.stack.payments.plans.is_empty() && scenario.money.sales.iter().any(stops) {
        said.push("Fees of payments are billed as if nobody were on trial or had stopped paying: they are too high by as much.".to_owned());
    }
    for (_, line, Effect { input: field, .. }) in scenario.acting() {
        let counts = match field {
            Field::MonthlyGrowth => scenario.growth.curve != Curve::Series,
            Field::Paying => scenario.money.income_from > 0 && scenario.money.sales.is_empty(),
            _ => true,
        };
        let (field, spec) = (*field, field.spec());
        let places = if spec.root == Root::Feature { scenario.features.len() } else { 1 };
        let is_none = |place| Input { field, place }.get(scenario).is_none_or(|it| it.ends() == (0.0, 0.0));
        if !counts || (0..places).any(is_none) {
            let why = if counts { "is 0 or not given" } else { "does not count" };
            said.push(format!("“{}” changes nothing where “{}” {why}.", line.name, spec.label));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CostLine, LineKind, PRESETS, Quantity, Scenario};

    fn said(input: Field, change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features = vec![scenario.features[0].clone(); 2];
        let line = CostLine::new("a".to_owned(), "Tuning".to_owned(), LineKind::Monthly, Quantity::Exact(1.0));
        scenario.books.lines = vec![CostLine { effects: vec![Effect::by(input, -20.0)], ..line }];
        change(&mut scenario);
        idle_effects(&scenario.validate().unwrap())
    }

    #[test]
    fn what_is_changed_to_no_effect_is_said() {
        assert!(said(Field::OutputTokens, |_| {}).is_empty());
        let gpu = "“Tuning” changes nothing where “GPU time per call” is 0 or not given.";
        assert_eq!(said(Field::GpuSeconds, |_| {}), [gpu]);
        let first = said(Field::FirstWord, |it| {
            (it.features[0].first_word, it.features[1].first_word) = (Some(Quantity::Exact(1.0)), None);
        });
        assert_eq!(first, ["“Tuning” changes nothing where “First word after” is 0 or not given."]);
        let series = said(Field::MonthlyGrowth, |it| {
            (it.growth.curve, it.growth.series) = (Curve::Series, vec![100.0]);
        });
        assert_eq!(series, ["“Tuning” changes nothing where “Growth” does not count."]);
        assert_eq!(said(Field::Paying, |it| it.money.income_from = 0).len(), 1);
        assert_eq!(said(Field::Errors, |it| it.site.errors = Quantity::Exact(0.0)).len(), 1);
        let unsold = said(Field::OutputTokens, |it| {
            it.money.income_from = 0;
            it.money.sales = vec![Sale::own("a".to_owned(), String::new())];
        });
        assert_eq!(unsold, ["Nobody buys anything: it is not said from when on users pay."]);
        let fees = |trial: u32, churn: f64| {
            said(Field::OutputTokens, |it| {
                let sale = Sale { trial, churn: Quantity::Exact(churn), ..Sale::own("a".to_owned(), String::new()) };
                (it.money.income_from, it.money.sales) = (1, vec![sale]);
                it.stack.payments.plans = vec!["stripe-us-standard".to_owned()];
            })
            .len()
        };
        assert_eq!([fees(0, 0.0), fees(1, 0.0), fees(0, 2.0)], [0, 1, 1]);
        // A line that is left out changes nothing anyway.
        assert!(said(Field::GpuSeconds, |it| it.books.lines[0].off = true).is_empty());
    }
}
