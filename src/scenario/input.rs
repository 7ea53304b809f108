//! One number of a scenario: a field, and whose it is.

use super::{CostLine, Feature, Field, LadderAt, Quantity, Root, Scenario, Spec};

/// A numeric input of a scenario: a field of the app, of one of its features or of one of its ladders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Which field.
    pub field: Field,
    /// Of which feature, ladder (slots before features), other plan (by feature), cost line, effect (by line) or round; 0 where the app has only one.
    pub place: usize,
}

impl Input {
    /// A field that the app has once.
    #[must_use]
    pub const fn app(field: Field) -> Self {
        Self { field, place: 0 }
    }

    /// A field of a feature.
    #[must_use]
    pub const fn feature(field: Field, feature: usize) -> Self {
        Self { field, place: feature }
    }

    /// A field of a ladder.
    #[must_use]
    pub const fn ladder(field: Field, at: LadderAt) -> Self {
        Self { field, place: at.place() }
    }

    /// The share of another plan of a feature.
    #[must_use]
    pub const fn choice(feature: usize, choice: usize) -> Self {
        Self { field: Field::OtherShare, place: feature * Feature::MAX_OTHERS + choice }
    }

    /// How much an effect of a cost line is, both by their places.
    #[must_use]
    pub const fn effect(line: usize, effect: usize) -> Self {
        Self { field: Field::LineEffect, place: line * CostLine::MAX_EFFECTS + effect }
    }

    /// Every input that a scenario has, in the order of [`Field::ALL`].
    pub fn all(scenario: &Scenario) -> impl Iterator<Item = Self> {
        let inputs = Field::ALL
            .iter()
            .flat_map(|&field| (0..field.spec().root.places()).map(move |place| Self { field, place }));
        inputs.filter(|input| input.get(scenario).is_some())
    }

    /// What is known of the field.
    #[must_use]
    pub const fn spec(self) -> Spec {
        self.field.spec()
    }

    /// The ladder it belongs to, if it is one's.
    #[must_use]
    pub fn of_ladder(self) -> Option<LadderAt> {
        (self.spec().root == Root::Ladder).then_some(LadderAt::at(self.place))
    }

    /// Where it stands in the document, such as `growth.users` or `features[0].input_tokens`.
    #[must_use]
    pub fn path(self) -> String {
        let path = self.spec().path;
        match (self.spec().root, self.of_ladder()) {
            (_, Some(at)) => format!("{}.{path}", at.path()),
            (Root::Choice, _) => {
                let (feature, choice) = (self.place / Feature::MAX_OTHERS, self.place % Feature::MAX_OTHERS);
                format!("features[{feature}].others[{choice}].{path}")
            }
            (Root::Feature, _) => format!("features[{}].{path}", self.place),
            (Root::Line, _) => format!("books.lines[{}].{path}", self.place),
            (Root::Effect, _) => {
                let (line, effect) = (self.place / CostLine::MAX_EFFECTS, self.place % CostLine::MAX_EFFECTS);
                format!("books.lines[{line}].effects[{effect}].{path}")
            }
            (Root::Round, _) => format!("books.rounds[{}].{path}", self.place),
            (Root::Sale, _) => format!("money.sales[{}].{path}", self.place),
            _ => path.to_owned(),
        }
    }

    /// Its value; `None` where the scenario does not have it.
    #[must_use]
    pub fn get(self, scenario: &Scenario) -> Option<Quantity> {
        self.field.get(scenario, self.place)
    }

    /// Sets its value. Nothing happens where the scenario has no such feature or ladder.
    pub fn set(self, scenario: &mut Scenario, quantity: Quantity) {
        self.field.set(scenario, self.place, quantity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Books, Choice, PRESETS};

    /// The first preset with two features, each with so many other plans.
    fn with_others(counts: [usize; 2]) -> Scenario {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        let other = Choice::on_refusal("a".to_owned());
        scenario.features = vec![scenario.features[0].clone(); 2];
        scenario.features.iter_mut().zip(counts).for_each(|(it, count)| it.others = vec![other.clone(); count]);
        scenario
    }

    #[test]
    fn the_share_of_another_plan_is_of_its_feature() {
        let mut scenario = with_others([1, 2]);
        let input = Input::choice(1, 1);
        assert_eq!((input.path().as_str(), input.of_ladder()), ("features[1].others[1].share", None));
        assert_eq!(Input::choice(0, 1).path(), "features[0].others[1].share");
        input.set(&mut scenario, Quantity::range(10.0, 20.0));
        let shares =
            scenario.features.iter().map(|it| it.others.iter().map(|it| it.share.middle()).collect::<Vec<_>>());
        assert_eq!(shares.collect::<Vec<_>>(), [vec![0.0], vec![0.0, 15.0]]);
        assert_eq!(input.get(&scenario), Some(Quantity::range(10.0, 20.0)));
    }

    #[test]
    fn only_plans_that_are_there_have_a_share() {
        let mut scenario = with_others([1, 0]);
        let before = scenario.clone();
        for (feature, choice) in [(0, 1), (1, 0), (5, 1)] {
            let input = Input::choice(feature, choice);
            input.set(&mut scenario, Quantity::Exact(9.0));
            assert_eq!((input.get(&scenario), &scenario), (None, &before), "{}", input.path());
        }
        let shares = |scenario: &Scenario| Input::all(scenario).filter(|it| it.field == Field::OtherShare).count();
        assert_eq!((shares(&scenario), shares(&with_others([2, 2]))), (1, 4));
    }

    #[test]
    fn every_place_of_a_scenario_has_an_input() {
        let last = Input::choice(Scenario::MAX_FEATURES - 1, Feature::MAX_OTHERS - 1);
        let ladder = Input::ladder(Field::LeadDays, LadderAt::Feature(Scenario::MAX_FEATURES - 1));
        let effect = Input::effect(Books::MAX_LINES - 1, CostLine::MAX_EFFECTS - 1);
        assert!([last, ladder, effect].iter().all(|input| input.place + 1 == input.spec().root.places()));
        assert_eq!(effect.path(), "books.lines[31].effects[2].percent");
    }
}
