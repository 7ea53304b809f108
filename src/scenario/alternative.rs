//! Alternatives: this or that, on the same futures.

use serde::{Deserialize, Serialize};

use super::changes::Changes;
use super::{Scenario, ScenarioError};

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
    pub const IN_COMMON: [&str; 7] = ["alternatives", "title", "start", "months", "futures", "seed", "prices"];

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
        match self.alternatives.get(place) {
            Some(Alternative { changes, .. }) if !changes.is_empty() => Self::from_value(&changes.of(self)),
            _ => Ok(Self { alternatives: Vec::new(), ..self.clone() }),
        }
    }

    /// What the scenario becomes where the alternative at a place is to simulate `edited`. A change of the first is one of
    /// all, but for what they change themselves; so is one of what they have in common.
    #[must_use]
    pub fn with_alternative(&self, place: usize, edited: Self) -> Self {
        if place == 0 {
            return Self { alternatives: self.alternatives.clone(), ..edited };
        }
        let Self { title, start, months, futures, seed, prices, .. } = edited.clone();
        let mut next = Self { title, start, months, futures, seed, prices, ..self.clone() };
        let changes = Changes::between(&next, &edited);
        if let Some(alternative) = next.alternatives.get_mut(place) {
            alternative.changes = changes;
        }
        next
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Quantity, ValidScenario};

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
