//! What is there or not: numbers that a scenario may leave out, and plain yes or no.

use crate::{
    catalog::{Catalog, FactName},
    scenario::{Field, Input, Ladder, LadderAt, Quantity, Scenario},
};

/// Something with a checkbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// A number that the scenario may leave out.
    Number(Input),
    /// Moving on with the first income.
    Income(LadderAt),
    /// Moving on in a month of the run.
    Month(LadderAt),
    /// Moving on when answers are slow.
    Slow(LadderAt),
    /// Moving back down.
    StepDown(LadderAt),
    /// An account for a feature alone, by its place.
    OwnAccount(usize),
}

impl Check {
    /// The month that moving on starts with.
    const MONTH: u32 = 6;

    /// The checkbox of a ladder's number.
    #[must_use]
    pub const fn of_ladder(field: Field, at: LadderAt) -> Self {
        Self::Number(Input::ladder(field, at))
    }

    /// Whether a field may be left out.
    #[must_use]
    pub const fn may_be_absent(field: Field) -> bool {
        use Field::*;
        matches!(
            field,
            FirstWord
                | TokensASecond
                | MoveRefused
                | MoveUsed
                | MoveUsers
                | MoveCheaper
                | UsedAlready
                | SpendCap
                | Limiter
                | HardCap
                | LineUsers
                | LineIncome
                | LineRefused
                | ProfitTax
                | RoundRepaid
                | RoundTimes
        )
    }

    /// Where it stands in the document.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Number(input) => input.path(),
            Self::Income(at) => format!("{}.move_on.income", at.path()),
            Self::Month(at) => format!("{}.move_on.month", at.path()),
            Self::Slow(at) => format!("{}.move_on.slow", at.path()),
            Self::StepDown(at) => format!("{}.step_down", at.path()),
            Self::OwnAccount(place) => format!("features[{place}].own_account"),
        }
    }

    /// Whether it is there.
    #[must_use]
    pub fn is_on(self, scenario: &Scenario) -> bool {
        let ladder = |at: LadderAt, on: fn(&Ladder) -> bool| scenario.ladder(at).is_some_and(on);
        match self {
            Self::Number(input) => input.get(scenario).is_some(),
            Self::Income(at) => ladder(at, |ladder| ladder.move_on.income),
            Self::Month(at) => ladder(at, |ladder| ladder.move_on.month.is_some()),
            Self::Slow(at) => ladder(at, |ladder| ladder.move_on.slow),
            Self::StepDown(at) => ladder(at, |ladder| ladder.step_down),
            Self::OwnAccount(place) => scenario.features.get(place).is_some_and(|feature| feature.own_account),
        }
    }

    /// The number that something starts with: of a model's speed, what is known of the plan.
    pub fn beginning(input: Input, scenario: &Scenario, catalog: &Catalog) -> Quantity {
        let start = scenario.start.first_day();
        let first = scenario.features.get(input.place).and_then(|feature| feature.inference.plans.first());
        let plan = first.and_then(|id| catalog.plan_as_of(id, scenario.prices));
        let fact = |name| plan.as_ref()?.fact(name, start).filter(|number| *number > 0.0);
        let number = match input.field {
            Field::FirstWord => fact(FactName::FirstTokenSeconds).unwrap_or(1.0),
            Field::TokensASecond => fact(FactName::TokenSeconds).map_or(50.0, |seconds| (1.0 / seconds).round()),
            Field::MoveRefused => 5.0,
            Field::MoveUsed => 80.0,
            Field::UsedAlready => 50.0,
            Field::MoveUsers | Field::LineUsers | Field::LineIncome => 10_000.0,
            Field::LineRefused => 1.0,
            Field::MoveCheaper => 20.0,
            Field::Limiter => 60.0,
            Field::ProfitTax => 21.0,
            Field::RoundRepaid => 5.0,
            Field::RoundTimes => 1.5,
            Field::HardCap => scenario.money.budget.middle(),
            _ => 100.0,
        };
        let spec = input.spec();
        Quantity::Exact(number.clamp(spec.min, spec.max))
    }

    /// Puts it there or takes it away.
    pub(super) fn put(self, on: bool, scenario: &mut Scenario, catalog: &Catalog) {
        let at = match self {
            Self::Number(input) if on => return input.set(scenario, Self::beginning(input, scenario, catalog)),
            Self::Number(input) => {
                if let Some(number) = optional(input, scenario) {
                    *number = None;
                }
                return;
            }
            Self::OwnAccount(place) => {
                if let Some(feature) = scenario.features.get_mut(place) {
                    feature.own_account = on;
                }
                return;
            }
            Self::Income(at) | Self::Month(at) | Self::Slow(at) | Self::StepDown(at) => at,
        };
        let Some(ladder) = scenario.ladder_mut(at) else { return };
        match self {
            Self::Income(_) => ladder.move_on.income = on,
            Self::Month(_) => ladder.move_on.month = on.then_some(Self::MONTH),
            Self::Slow(_) => ladder.move_on.slow = on,
            _ => ladder.step_down = on,
        }
    }
}

/// Where a number stands that may be left out.
fn optional(input: Input, scenario: &mut Scenario) -> Option<&mut Option<Quantity>> {
    if let Some(at) = input.of_ladder() {
        let ladder = scenario.ladder_mut(at)?;
        return match input.field {
            Field::MoveRefused => Some(&mut ladder.move_on.refused),
            Field::MoveUsed => Some(&mut ladder.move_on.used),
            Field::MoveUsers => Some(&mut ladder.move_on.users),
            Field::MoveCheaper => Some(&mut ladder.move_on.cheaper),
            Field::UsedAlready => Some(&mut ladder.used_already),
            Field::SpendCap => Some(&mut ladder.spend_cap),
            _ => None,
        };
    }
    match input.field {
        Field::FirstWord => Some(&mut scenario.features.get_mut(input.place)?.first_word),
        Field::TokensASecond => Some(&mut scenario.features.get_mut(input.place)?.tokens_a_second),
        Field::Limiter => Some(&mut scenario.client.limiter),
        Field::HardCap => Some(&mut scenario.money.hard_cap),
        Field::LineUsers => Some(&mut scenario.books.lines.get_mut(input.place)?.from_users),
        Field::LineIncome => Some(&mut scenario.books.lines.get_mut(input.place)?.from_income),
        Field::LineRefused => Some(&mut scenario.books.lines.get_mut(input.place)?.from_refused),
        Field::PriceChanges => Some(&mut scenario.money.price_changes),
        Field::ProfitTax => Some(&mut scenario.books.profit_tax),
        Field::RoundRepaid => Some(&mut scenario.books.rounds.get_mut(input.place)?.repaid),
        Field::RoundTimes => Some(&mut scenario.books.rounds.get_mut(input.place)?.times),
        _ => None,
    }
}
