//! Checking a scenario once, so that everything later may trust it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use crate::date::Date;

use super::error::End;
use super::{
    Alternative, Books, CostLine, Curve, Feature, Input, Ladder, LadderAt, Launch, Launches, Override, OwnPlan,
    Quantity, Sale, Scenario, ScenarioError,
};

/// A scenario that keeps every rule; only [`Scenario::validate`] makes one.
///
/// Whether the catalogue knows its plans is found out when the program is compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidScenario(Scenario);

impl ValidScenario {
    /// The same scenario with all the prices and limits that the catalogue knows.
    #[must_use]
    pub fn with_all_prices(mut self) -> Self {
        self.0.prices = None;
        self
    }

    /// The scenario as it leaves: with its day of prices or, where it has none, with the day `known` of the catalogue, so
    /// that it means the same once that knows more.
    #[must_use]
    pub fn dated(mut self, known: Date) -> Self {
        self.0.prices.get_or_insert(known);
        self
    }

    /// The scenario as it opens beside a catalogue of the day `known`. If that has learnt nothing since the scenario left, it
    /// is on all the catalogue knows, as it was for its sender.
    #[must_use]
    pub fn opened(self, known: Date) -> Self {
        if self.0.prices < Some(known) { self } else { self.with_all_prices() }
    }

    /// Its first and its last day.
    #[must_use]
    pub fn days(&self) -> (Date, Date) {
        let last = self.0.start.plus((self.0.months as usize).saturating_sub(1));
        (self.0.start.first_day(), last.last_day())
    }

    /// What an alternative simulates, by its place. It was checked with the scenario.
    #[must_use]
    pub fn simulated(&self, place: usize) -> Self {
        self.0.alternative(place).map_or_else(|_| self.clone(), Self)
    }

    /// The scenario, free to be edited again.
    #[must_use]
    pub fn into_inner(self) -> Scenario {
        self.0
    }
}

impl Deref for ValidScenario {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Scenario {
    /// Checks every rule.
    ///
    /// # Errors
    /// The first rule broken, in the order of the document.
    pub fn validate(self) -> Result<ValidScenario, ScenarioError> {
        if !is_line(&self.title, Self::MAX_TITLE) {
            return Err(ScenarioError::Title);
        }
        if !self.start.is_valid() {
            return Err(ScenarioError::Start);
        }
        if !Self::MONTHS.contains(&self.months) {
            return Err(ScenarioError::Months(self.months));
        }
        if !Self::FUTURES.contains(&self.futures) {
            return Err(ScenarioError::Futures(self.futures));
        }
        if self.prices.is_some_and(|day| !day.is_real() || !Self::PRICES.contains(&day)) {
            return Err(ScenarioError::Prices);
        }
        if !(1..=Self::MAX_FEATURES).contains(&self.features.len()) {
            return Err(ScenarioError::Features(self.features.len()));
        }
        if let Some(index) = self.features.iter().position(|feature| !is_line(&feature.name, Feature::MAX_NAME)) {
            return Err(ScenarioError::FeatureName(index));
        }
        for input in Input::all(&self) {
            check_quantity(input, input.get(&self).unwrap_or(Quantity::Exact(0.0)))?;
        }
        for at in self.ladders() {
            if let Some(ladder) = self.ladder(at) {
                check_ladder(at, ladder)?;
            }
        }
        for (index, feature) in self.features.iter().enumerate() {
            check_others(index, feature)?;
        }
        if self.money.income_from > *Self::MONTHS.end() {
            return Err(ScenarioError::IncomeFrom(self.money.income_from));
        }
        check_launches(&self.launches.scheduled)?;
        check_books(&self.books)?;
        check_sales(&self.money.sales)?;
        check_series(self.growth.curve, &self.growth.series)?;
        check_own_plans(&self.own_plans)?;
        check_overrides(&self.overrides)?;
        if self.volumes.is_some_and(|volumes| !volumes.is_valid(self.features.len())) {
            return Err(ScenarioError::Volumes);
        }
        check_alternatives(&self)?;
        Ok(ValidScenario(self))
    }
}

fn check_alternatives(scenario: &Scenario) -> Result<(), ScenarioError> {
    let alternatives = &scenario.alternatives;
    if alternatives.len() == 1 || alternatives.len() > Alternative::MOST {
        return Err(ScenarioError::Alternatives(alternatives.len()));
    }
    if alternatives.iter().map(|it| it.changes.size()).sum::<usize>() > Alternative::MAX_CHANGES {
        return Err(ScenarioError::LongAlternatives);
    }
    for (index, Alternative { name, changes }) in alternatives.iter().enumerate() {
        if !is_line(name, Alternative::MAX_NAME) {
            return Err(ScenarioError::AlternativeName(index));
        }
        if index == 0 && !changes.is_empty() {
            return Err(ScenarioError::FirstAlternative);
        }
        if let Some(field) = Alternative::IN_COMMON.into_iter().find(|name| changes.fields().any(|it| it == *name)) {
            return Err(ScenarioError::InCommon(index, field));
        }
    }
    for index in 1..alternatives.len() {
        let simulated = scenario.alternative(index).and_then(Scenario::validate);
        let of_feature = scenario.volumes.is_some_and(|volumes| volumes.feature.is_some());
        if of_feature && simulated.as_ref().is_ok_and(|it| it.features.len() != scenario.features.len()) {
            return Err(ScenarioError::Volumes);
        }
        simulated.map_err(|error| ScenarioError::Alternative(index, error.into()))?;
    }
    Ok(())
}

/// Whether a text is plain, on one line and not too long.
fn is_line(text: &str, longest: usize) -> bool {
    text.chars().count() <= longest && !text.chars().any(disturbs_line)
}

/// Whether a character ends a line, is invisible control, or reverses the direction of the text after it (a title
/// arrives in links from strangers).
pub(super) fn disturbs_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn check_quantity(input: Input, quantity: Quantity) -> Result<(), ScenarioError> {
    let (low, high) = quantity.ends();
    let numbers: &[_] = if quantity.is_range() { &[(End::Low, low), (End::High, high)] } else { &[(End::Exact, low)] };
    let spec = input.spec();
    for &(end, value) in numbers {
        if !value.is_finite() {
            return Err(ScenarioError::NotFinite { input, end });
        }
        if !(spec.min..=spec.max).contains(&value) {
            return Err(ScenarioError::OutOfRange { input, end, value });
        }
    }
    if spec.whole && (quantity.is_range() || low.fract() != 0.0) {
        return Err(ScenarioError::NotWhole(input));
    }
    if low > high { Err(ScenarioError::RangeReversed { input, low, high }) } else { Ok(()) }
}

fn check_ladder(at: LadderAt, ladder: &Ladder) -> Result<(), ScenarioError> {
    let plans = &ladder.plans;
    if let (LadderAt::Feature(feature), []) = (at, plans.as_slice()) {
        return Err(ScenarioError::NoPlans(feature));
    }
    if plans.len() > Ladder::MAX_RUNGS {
        return Err(ScenarioError::TooManyPlans(at, plans.len()));
    }
    let mut seen = BTreeSet::new();
    for (index, plan) in plans.iter().enumerate() {
        if !is_plan_id(plan) {
            return Err(ScenarioError::PlanId(at, index));
        }
        if !seen.insert(plan) {
            return Err(ScenarioError::DuplicatePlan(at, plan.clone()));
        }
    }
    match ladder.move_on.month {
        Some(month) if !Scenario::MONTHS.contains(&month) => Err(ScenarioError::MoveMonth(at, month)),
        _ => Ok(()),
    }
}

fn check_others(feature: usize, it: &Feature) -> Result<(), ScenarioError> {
    if it.others.len() > Feature::MAX_OTHERS {
        return Err(ScenarioError::Others(feature, it.others.len()));
    }
    if let Some(index) = it.others.iter().position(|other| !is_plan_id(&other.plan)) {
        return Err(ScenarioError::OtherPlan(feature, index));
    }
    let share: f64 = it.others.iter().map(|other| other.share.ends().1).sum();
    if share > 100.0 { Err(ScenarioError::OtherShares(feature, share)) } else { Ok(()) }
}

fn is_plan_id(id: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
    !id.is_empty() && id.len() <= Ladder::MAX_PLAN_ID && id.bytes().all(usual)
}

fn is_number_path(path: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'_';
    !path.is_empty() && path.len() <= Ladder::MAX_PLAN_ID && path.bytes().all(usual)
}

fn check_launches(launches: &[Launch]) -> Result<(), ScenarioError> {
    if launches.len() > Launches::MAX_SCHEDULED {
        return Err(ScenarioError::Launches(launches.len()));
    }
    let fits = |launch: &Launch| {
        Scenario::MONTHS.contains(&launch.month)
            && (1..=28).contains(&launch.day)
            && (0.0..=100_000_000.0).contains(&launch.visits)
    };
    launches.iter().position(|launch| !fits(launch)).map_or(Ok(()), |index| Err(ScenarioError::Launch(index)))
}

fn check_books(books: &Books) -> Result<(), ScenarioError> {
    if books.lines.len() > Books::MAX_LINES || books.rounds.len() > Books::MAX_ROUNDS {
        return Err(ScenarioError::Books);
    }
    let months = Scenario::MONTHS;
    let is_id = |id: &str| is_plan_id(id) && id.len() <= CostLine::MAX_ID;
    let fits = |it: &CostLine| is_id(&it.id) && is_line(&it.name, CostLine::MAX_NAME) && months.contains(&it.from);
    let is_new = |place: usize| books.lines[..place].iter().all(|line| line.id != books.lines[place].id);
    if let Some(index) = (0..books.lines.len()).find(|place| !fits(&books.lines[*place]) || !is_new(*place)) {
        return Err(ScenarioError::CostLine(index));
    }
    if let Some(index) = books.wrong_effects() {
        return Err(ScenarioError::Effects(index));
    }
    // Parameters of a month must be known before the first hour; when users come is not.
    if let Some(index) = books.lines.iter().position(|line| line.waits() && !line.effects.is_empty()) {
        return Err(ScenarioError::EffectsWait(index));
    }
    let is_right = |place: usize| {
        let round = &books.rounds[place];
        // What is drawn for a round is named by its id, as what is drawn for a line.
        let before = books.rounds[..place].iter().map(|other| &other.id);
        let is_new = before.chain(books.lines.iter().map(|line| &line.id)).all(|id| *id != round.id);
        is_id(&round.id) && is_new && months.contains(&round.month)
    };
    let wrong = (0..books.rounds.len()).find(|place| !is_right(*place));
    wrong.map_or(Ok(()), |index| Err(ScenarioError::Round(index)))
}

fn check_sales(sales: &[Sale]) -> Result<(), ScenarioError> {
    if sales.len() > Sale::MOST {
        return Err(ScenarioError::Sales(sales.len()));
    }
    let is_right = |place: usize| {
        let sale = &sales[place];
        let is_new = sales[..place].iter().all(|other| other.id != sale.id);
        is_plan_id(&sale.id) && is_new && is_line(&sale.name, Sale::MAX_NAME) && sale.trial <= Sale::MAX_TRIAL
    };
    let wrong = (0..sales.len()).find(|place| !is_right(*place));
    wrong.map_or(Ok(()), |index| Err(ScenarioError::Sale(index)))
}

fn check_series(curve: Curve, series: &[f64]) -> Result<(), ScenarioError> {
    if curve == Curve::Series && series.is_empty() {
        return Err(ScenarioError::NoSeries);
    }
    let fits = series.iter().all(|users| (1.0..=10_000_000_000.0).contains(users));
    let few = series.len() <= *Scenario::MONTHS.end() as usize;
    if fits && few { Ok(()) } else { Err(ScenarioError::Series) }
}

/// Whether the plan that one is like exists is found out when the program is compiled.
fn check_own_plans(plans: &[OwnPlan]) -> Result<(), ScenarioError> {
    if plans.len() > Scenario::MAX_OWN_PLANS {
        return Err(ScenarioError::OwnPlans(plans.len()));
    }
    let is_like = |like: &String| is_plan_id(like) && !OwnPlan::is_id(like);
    let fits = |it: &OwnPlan| {
        is_plan_id(&it.id)
            && OwnPlan::is_id(&it.id)
            && is_line(&it.name, OwnPlan::MAX_NAME)
            && it.like.as_ref().is_none_or(is_like)
    };
    if let Some(index) = plans.iter().position(|it| !fits(it)) {
        return Err(ScenarioError::OwnPlan(index));
    }
    let mut seen = BTreeMap::new();
    for (index, it) in plans.iter().enumerate() {
        if let Some(first) = seen.insert(&it.id, index) {
            return Err(ScenarioError::SameOwnPlan(first, index));
        }
    }
    Ok(())
}

/// Whether the plan and the number exist is found out when the program is compiled.
fn check_overrides(overrides: &[Override]) -> Result<(), ScenarioError> {
    if overrides.len() > Scenario::MAX_OVERRIDES {
        return Err(ScenarioError::Overrides(overrides.len()));
    }
    let fits = |it: &Override| is_plan_id(&it.plan) && is_number_path(&it.number) && it.value.is_finite();
    if let Some(index) = overrides.iter().position(|it| !fits(it)) {
        return Err(ScenarioError::Override(index));
    }
    let mut seen = BTreeMap::new();
    for (index, it) in overrides.iter().enumerate() {
        if let Some(first) = seen.insert((&it.plan, &it.number), index) {
            return Err(ScenarioError::SameOverride(first, index));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
