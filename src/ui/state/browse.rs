//! Looking through the plans of a part.

use super::Change;
use crate::{
    parts::Slot,
    scenario::{Choice, LadderAt, Scenario},
};

/// The plans that are looked through, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browse {
    /// The part of the app.
    pub slot: Slot,
    /// Where the one that is found is put; absent where nobody chooses.
    pub place: Option<PlanPlace>,
}

/// Where a plan of the scenario stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPlace {
    /// On a ladder, from 0; the place after the last one adds a plan.
    Rung(LadderAt, usize),
    /// Among the other plans of a feature, likewise.
    Other(usize, usize),
}

impl PlanPlace {
    /// To look for a plan to put there.
    #[must_use]
    pub fn browse(self) -> Browse {
        let at = self.at();
        Browse { slot: at.slot(), place: Some(self) }
    }

    /// Whose ladder or feature it is.
    #[must_use]
    pub const fn at(self) -> LadderAt {
        match self {
            Self::Rung(at, _) => at,
            Self::Other(feature, _) => LadderAt::Feature(feature),
        }
    }

    /// The plans that stand beside it, so that none of them can stand here.
    #[must_use]
    pub fn beside(self, scenario: &Scenario) -> Vec<String> {
        let (all, mine) = match self {
            Self::Rung(at, rung) => (scenario.ladder(at).map(|it| it.plans.clone()).unwrap_or_default(), rung),
            Self::Other(feature, choice) => {
                let others = scenario.features.get(feature).map(|it| &it.others[..]).unwrap_or_default();
                (others.iter().map(|it| it.plan.clone()).collect(), choice)
            }
        };
        all.into_iter().enumerate().filter(|(at, _)| *at != mine).map(|(_, id)| id).collect()
    }

    /// The edit that puts a plan there in place of all that is there: of a ladder alone, without what came after.
    #[must_use]
    pub fn instead(self, scenario: &Scenario, plan: String) -> Change {
        match self {
            Self::Rung(at, _) => Change::Plans(at, vec![plan]),
            Self::Other(..) => self.choose(scenario, plan),
        }
    }

    /// The edit that puts a plan there.
    #[must_use]
    pub fn choose(self, scenario: &Scenario, plan: String) -> Change {
        match self {
            Self::Rung(at, rung) => {
                let plans = scenario.ladder(at).map_or(&[][..], |ladder| &ladder.plans);
                Change::Plans(at, with_plan(plans, rung, plan))
            }
            Self::Other(feature, choice) => {
                let others = scenario.features.get(feature).map_or(&[][..], |it| &it.others);
                Change::Others(feature, with_other(others, choice, plan))
            }
        }
    }
}

/// The plans of a ladder with another one at a place, or with none there.
#[must_use]
pub fn with_plan(plans: &[String], rung: usize, chosen: String) -> Vec<String> {
    let mut plans = plans.to_vec();
    match plans.get_mut(rung) {
        Some(_) if chosen.is_empty() => {
            plans.remove(rung);
        }
        Some(plan) => *plan = chosen,
        None if chosen.is_empty() => {}
        None => plans.push(chosen),
    }
    plans
}

/// The other plans of a feature with another one at a place, which keeps the share of the one before, or with none there.
#[must_use]
pub fn with_other(others: &[Choice], choice: usize, chosen: String) -> Vec<Choice> {
    let mut others = others.to_vec();
    match others.get_mut(choice) {
        Some(_) if chosen.is_empty() => {
            others.remove(choice);
        }
        Some(other) => other.plan = chosen,
        None if chosen.is_empty() => {}
        None => others.push(Choice::on_refusal(chosen)),
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Quantity};

    #[test]
    fn a_choice_replaces_adds_or_removes_a_plan() {
        let plans = ["a", "b"].map(str::to_owned);
        let after = |rung, chosen: &str| with_plan(&plans, rung, chosen.to_owned()).join(" ");
        assert_eq!(after(0, "c"), "c b");
        assert_eq!(after(2, "c"), "a b c");
        assert_eq!(after(0, ""), "b");
        assert_eq!(after(2, ""), "a b");
    }

    #[test]
    fn another_choice_keeps_the_share() {
        let choice = |plan: &str, share: f64| Choice { plan: plan.to_owned(), share: Quantity::Exact(share) };
        let others = [choice("a", 10.0)];
        let after = |at, chosen: &str| with_other(&others, at, chosen.to_owned());
        assert_eq!(after(0, "c"), [choice("c", 10.0)]);
        assert_eq!(after(1, "c"), [choice("a", 10.0), choice("c", 0.0)]);
        assert_eq!(after(0, ""), []);
        assert_eq!(after(1, ""), others);
    }

    #[test]
    fn what_is_found_is_put_where_it_was_looked_for() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = ["a", "b"].map(str::to_owned).to_vec();
        let place = PlanPlace::Rung(LadderAt::Feature(0), 1);
        assert_eq!(place.beside(&scenario), ["a"]);
        assert_eq!(
            place.choose(&scenario, "c".to_owned()),
            Change::Plans(LadderAt::Feature(0), vec!["a".to_owned(), "c".to_owned()])
        );
        let other = PlanPlace::Other(0, 0);
        assert!(other.beside(&scenario).is_empty() && other.browse().slot == Slot::Inference);
        assert_eq!(
            other.choose(&scenario, "c".to_owned()),
            Change::Others(0, vec![Choice::on_refusal("c".to_owned())])
        );
    }
}
