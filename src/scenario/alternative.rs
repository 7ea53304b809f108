//! Alternatives: this or that, on the same futures.

use serde::{Deserialize, Serialize};

use super::changes::Changes;
use super::{Scenario, ScenarioError, Volumes};

/// One of several ways that a scenario compares: the first is the scenario itself, each other one changes something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// What it is called beside its letter, at most [`Alternative::MAX_NAME`] characters. Plain text.
    #[serde(default)]
    pub name: String,
    /// What it changes of the scenario: nothing in the first.
    #[serde(default)]
    pub changes: Changes,
}

impl Alternative {
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 40;
    /// Most alternatives, the scenario itself included.
    pub const MOST: usize = 6;
    /// Most bytes that the changes of all are as text.
    pub const MAX_CHANGES: usize = 24 * 1024;
    /// What all alternatives have in common, so that they can be compared future by future and month by month.
    pub const IN_COMMON: [&str; 8] =
        ["alternatives", "title", "start", "months", "futures", "seed", "prices", "volumes"];

    /// The letter of an alternative, by its place.
    #[must_use]
    pub fn letter(place: usize) -> char {
        ('A'..='Z').nth(place).unwrap_or('?')
    }
}

impl Scenario {
    /// How many runs the scenario asks for.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.alternatives.len().max(1)
    }

    /// What an alternative simulates, by its place: a scenario without alternatives.
    ///
    /// # Errors
    /// Whatever its changes make wrong.
    pub fn alternative(&self, place: usize) -> Result<Self, ScenarioError> {
        let alternative = self.alternatives.get(place);
        self.changed(alternative.map_or(&Changes::default(), |alternative| &alternative.changes))
    }

    /// The scenario with some changes, without alternatives.
    ///
    /// # Errors
    /// Whatever the changes make wrong.
    pub fn changed(&self, changes: &Changes) -> Result<Self, ScenarioError> {
        if changes.is_empty() {
            return Ok(Self { alternatives: Vec::new(), ..self.clone() });
        }
        Self::from_value(&changes.of(self))
    }

    /// What the scenario becomes where the alternative at a place is to simulate `edited`. A change of the first is one of
    /// all, but for what they change themselves; so is one of what they have in common.
    #[must_use]
    pub fn with_alternative(&self, place: usize, edited: Self) -> Self {
        if place == 0 {
            let mut alternatives = self.alternatives.clone();
            for (list, gone) in self.gone(&edited) {
                let path: Vec<&str> = list.iter().map(String::as_str).collect();
                alternatives.iter_mut().for_each(|it| it.changes = it.changes.without_thing(&path, gone));
            }
            return Self { alternatives, ..edited };
        }
        let Self { title, start, months, futures, seed, prices, mut volumes, .. } = edited.clone();
        // A feature's place is the same in all only where all have as many.
        if edited.features.len() != self.features.len() && volumes.is_some_and(|it| it.feature.is_some()) {
            volumes = Some(Volumes::default());
        }
        let mut next = Self { title, start, months, futures, seed, prices, volumes, ..self.clone() };
        let changes = Changes::between(&next, &edited);
        if let Some(alternative) = next.alternatives.get_mut(place) {
            alternative.changes = changes;
        }
        next
    }

    /// The lists that have lost a thing, each with its place: what alternatives change of such things, they change by place.
    fn gone(&self, edited: &Self) -> Vec<(Vec<String>, usize)> {
        let path = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let feature = gone(&self.features, &edited.features).map(|gone| (path(&["features"]), gone));
        let launch = gone(&self.launches.scheduled, &edited.launches.scheduled);
        let launch = launch.map(|gone| (path(&["launches", "scheduled"]), gone));
        let both = self.features.iter().zip(&edited.features).enumerate().filter(|_| feature.is_none());
        let others = both.filter_map(|(place, (before, after))| {
            let gone = gone(&before.others, &after.others)?;
            Some((path(&["features", &place.to_string(), "others"]), gone))
        });
        feature.clone().into_iter().chain(launch).chain(others).collect()
    }

    /// The scenario with one more alternative, the last, which changes what the one at a place does.
    #[must_use]
    pub fn with_copy(&self, place: usize, name: String) -> Self {
        let mut next = self.clone();
        if next.alternatives.is_empty() {
            next.alternatives.push(Alternative::default());
        }
        let changes = next.alternatives.get(place).map(|it| it.changes.clone()).unwrap_or_default();
        next.alternatives.push(Alternative { name, changes });
        next
    }

    /// The scenario without an alternative. Without the first, the second is what the others change; of two, the one that is
    /// left is the scenario.
    ///
    /// # Errors
    /// Whatever the changes of the second make wrong.
    pub fn without_alternative(&self, place: usize) -> Result<Self, ScenarioError> {
        let mut next = self.clone();
        if place == 0 {
            let base = self.alternative(1)?;
            for other in 1..self.alternatives.len() {
                next.alternatives[other].changes = Changes::between(&base, &self.alternative(other)?);
            }
            next = Self { alternatives: next.alternatives, ..base };
        }
        if place < next.alternatives.len() {
            next.alternatives.remove(place);
        }
        if next.alternatives.len() < 2 {
            next.alternatives.clear();
        }
        Ok(next)
    }
}

/// The place of the one thing that a list has lost, if that is all that became of it.
fn gone<T: PartialEq>(before: &[T], after: &[T]) -> Option<usize> {
    let gone = before.iter().zip(after).take_while(|(before, after)| before == after).count();
    (before.len() == after.len() + 1 && before[gone + 1..] == after[gone..]).then_some(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Choice, Feature, Launch, Override, PRESETS, Quantity, ValidScenario};

    fn opening() -> Scenario {
        PRESETS[0].scenario().unwrap().into_inner()
    }

    /// The opening preset, with a second alternative that has another budget.
    fn two() -> Scenario {
        let two = opening().with_copy(0, "Rich".to_owned());
        let mut second = two.alternative(1).unwrap();
        second.money.budget = Quantity::Exact(900.0);
        two.with_alternative(1, second)
    }

    fn budgets(scenario: &Scenario) -> Vec<f64> {
        let of = |place| scenario.alternative(place).unwrap().money.budget.middle();
        (0..scenario.runs()).map(of).collect()
    }

    #[test]
    fn a_change_of_the_first_reaches_all_that_do_not_change_it_themselves() {
        let two = two();
        let mut first = two.alternative(0).unwrap();
        first.growth.users = Quantity::Exact(77.0);
        first.money.budget = Quantity::Exact(5.0);
        let two = two.with_alternative(0, first);
        assert_eq!(budgets(&two), [5.0, 900.0]);
        assert_eq!(two.alternative(1).unwrap().growth.users, Quantity::Exact(77.0));
    }

    #[test]
    fn months_and_title_are_of_all() {
        let two = two();
        let mut second = two.alternative(1).unwrap();
        (second.months, second.title) = (3, "Three".to_owned());
        let two = two.with_alternative(1, second);
        assert_eq!((two.months, two.title.as_str()), (3, "Three"));
        assert_eq!(budgets(&two), [100.0, 900.0]);
        assert!(two.validate().is_ok());
    }

    #[test]
    fn each_can_be_copied_and_dropped() {
        let three = two().with_copy(1, String::new());
        assert_eq!(budgets(&three), [100.0, 900.0, 900.0]);
        assert_eq!(budgets(&three.without_alternative(1).unwrap()), [100.0, 900.0]);
        let later = three.without_alternative(0).unwrap();
        assert_eq!(budgets(&later), [900.0, 900.0]);
        assert!(later.alternatives[1].changes.is_empty());
        assert_eq!(later.without_alternative(0).unwrap().alternatives, []);
    }

    #[test]
    fn what_is_changed_of_a_thing_goes_with_it() {
        let mut base = opening();
        base.features =
            ["Chat", "Write", "Draw"].map(|name| Feature { name: name.into(), ..base.features[0].clone() }).into();
        let two = base.with_copy(0, String::new());
        let mut second = two.alternative(1).unwrap();
        second.features[1].templates = Quantity::Exact(7.0);
        second.features[1].others = vec![Choice::on_refusal("x".to_owned())];
        let two = two.with_alternative(1, second);
        for gone in 0..3 {
            let mut first = two.alternative(0).unwrap();
            first.features.remove(gone);
            let left = two.with_alternative(0, first).alternative(1).unwrap().features;
            for feature in left {
                let is_changed = feature.templates == Quantity::Exact(7.0) && feature.others.len() == 1;
                assert_eq!(is_changed, feature.name == "Write", "{} without {gone}", feature.name);
            }
        }
    }

    #[test]
    fn the_first_may_lose_all_of_a_list_that_another_changes() {
        let mut base = opening();
        let launch = Launch { month: 1, day: 1, visits: 5.0, exact: false };
        base.launches.scheduled = vec![launch];
        base.features[0].others = vec![Choice::on_refusal("x".to_owned())];
        base.overrides = vec![Override { plan: "x".to_owned(), number: "base".to_owned(), value: 1.0 }];
        let two = base.with_copy(0, String::new());
        let mut second = two.alternative(1).unwrap();
        second.launches.scheduled[0].visits = 9.0;
        second.features[0].others[0].share = Quantity::Exact(5.0);
        second.overrides[0].value = 2.0;
        let two = two.with_alternative(1, second);
        let mut first = two.alternative(0).unwrap();
        first.launches.scheduled.clear();
        first.features[0].others.clear();
        first.overrides.clear();
        let left = two.with_alternative(0, first.clone());
        assert_eq!(left.alternative(1).as_ref(), Ok(&first));
        assert!(left.validate().is_ok());
    }

    #[test]
    fn what_both_add_is_of_both() {
        let own = |plan: &str| Override { plan: plan.to_owned(), number: "base".to_owned(), value: 1.0 };
        let two = two();
        let mut second = two.alternative(1).unwrap();
        second.overrides = vec![own("b")];
        let two = two.with_alternative(1, second);
        let mut first = two.alternative(0).unwrap();
        first.overrides = vec![own("a")];
        assert_eq!(two.with_alternative(0, first).alternative(1).unwrap().overrides, [own("a"), own("b")]);
    }

    #[test]
    fn a_document_keeps_them() {
        let two = two().validate().unwrap();
        let again = Scenario::from_json(&two.to_file()).unwrap().validate().unwrap();
        assert_eq!(again, two);
        assert!(two.to_json().contains(r#"{"name":"Rich","changes":{"money":{"budget":900}}}"#), "{}", two.to_json());
    }

    #[test]
    fn what_is_not_allowed_is_said() {
        let said = |alternatives: &str| {
            let mut document: serde_json::Value = serde_json::to_value(opening()).unwrap();
            document["alternatives"] = serde_json::from_str(alternatives).unwrap();
            let read = Scenario::from_value(&document).and_then(Scenario::validate);
            read.map(ValidScenario::into_inner).unwrap_err().to_string()
        };
        assert_eq!(said("[{}]"), "alternatives holds 1 alternative; it must hold none or 2 to 6.");
        assert_eq!(said("[{},{},{},{},{},{},{}]"), "alternatives holds 7 alternatives; it must hold none or 2 to 6.");
        assert_eq!(
            said(r#"[{"changes":{"money":{"budget":5}}},{}]"#),
            "alternatives[0].changes must be empty: the first alternative is the scenario itself."
        );
        assert_eq!(
            said(r#"[{},{"changes":{"months":5}}]"#),
            "alternatives[1].changes names months, which all alternatives have in common."
        );
        assert_eq!(
            said(r#"[{},{"changes":{"money":{"budget":-5}}}]"#),
            "In alternative B, money.budget is -5; it must be between 0 and 100,000,000."
        );
        assert_eq!(said(r#"[{},{"changes":{"money":{"bugdet":5}}}]"#).split(',').next(), Some("In alternative B"));
        assert_eq!(
            said(r#"[{"name":"a\nb"},{}]"#),
            "alternatives[0].name must be at most 40 characters of plain text on one line."
        );
        let long = format!(r#"[{{}},{{"changes":{{"x":"{}"}}}}]"#, "y".repeat(Alternative::MAX_CHANGES));
        assert_eq!(said(&long), "The changes of all alternatives together are longer than 24,576 bytes.");
    }
}
