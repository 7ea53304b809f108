//! One number of a scenario: a field, and whose it is.

use super::{Field, LadderAt, Quantity, Root, Scenario, Spec, Stack};

/// A numeric input of a scenario: a field of the app, of one of its features or of one of its ladders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Which field.
    pub field: Field,
    /// Of which feature or ladder (slots before features); 0 where the app has only one.
    pub place: usize,
}

impl Input {
    /// Most places that a field can have.
    pub const PLACES: usize = Stack::SLOTS.len() + Scenario::MAX_FEATURES;

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
        let place = match at {
            LadderAt::Slot(slot) => slot,
            LadderAt::Feature(feature) => Stack::SLOTS.len() + feature,
        };
        Self { field, place }
    }

    /// Every input that a scenario has, in the order of [`Field::ALL`].
    pub fn all(scenario: &Scenario) -> impl Iterator<Item = Self> {
        let inputs = Field::ALL.iter().flat_map(|&field| (0..Self::PLACES).map(move |place| Self { field, place }));
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
        let feature = self.place.checked_sub(Stack::SLOTS.len());
        let at = feature.map_or(LadderAt::Slot(self.place), LadderAt::Feature);
        (self.spec().root == Root::Ladder).then_some(at)
    }

    /// Where it stands in the document, such as `growth.users` or `features[0].input_tokens`.
    #[must_use]
    pub fn path(self) -> String {
        let path = self.spec().path;
        match (self.spec().root, self.of_ladder()) {
            (_, Some(at)) => format!("{}.{path}", at.path()),
            (Root::Feature, _) => format!("features[{}].{path}", self.place),
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
