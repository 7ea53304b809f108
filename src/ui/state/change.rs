//! Edits by menus, checkboxes and buttons: one enum, applied by one pure function.

use super::{Check, names::fresh_name, own_plans};
use crate::{
    catalog::Catalog,
    date::Month,
    parts::Past,
    scenario::{Choice, CostLine, Curve, Feature, LadderAt, Launch, Override, Profile, Sale, Scenario, Volumes},
};

/// A number of a plan: the plan's id and the number's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanNumber {
    /// Catalogue id of the plan.
    pub plan: String,
    /// Which of its numbers, such as `limit.day.requests`.
    pub number: String,
}

impl PlanNumber {
    /// Whether it is the one that the founder replaced.
    pub(super) fn is(&self, own: &Override) -> bool {
        self.plan == own.plan && self.number == own.number
    }
}

/// An edit of the scenario by something else than a number's box or slider.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Another first month.
    Start(Month),
    /// Another shape of the way up.
    Curve(Curve),
    /// Another shape of the week.
    Profile(Profile),
    /// Another month from which users pay; 0 is never.
    IncomeFrom(u32),
    /// Other plans on a ladder, first to last; where one is [`super::NEW_PLAN`], a new one of the founder's own.
    Plans(LadderAt, Vec<String>),
    /// Other plans that answer the calls of a feature, by its place, likewise.
    Others(usize, Vec<Choice>),
    /// A plan of the founder's own like another one, in its place on a ladder and among a feature's other plans.
    OwnPlan(LadderAt, String),
    /// One plan of the founder's own less, by its place; what it is like takes over.
    RemoveOwnPlan(usize),
    /// Something else past the limits of a plan of the founder's own, by its place.
    Past(usize, Option<Past>),
    /// Another month in which a ladder moves on.
    MoveMonth(LadderAt, u32),
    /// A checkbox.
    Check(Check, bool),
    /// One more feature, like the last one.
    AddFeature,
    /// One feature less, by its place.
    RemoveFeature(usize),
    /// Volumes that the alternatives are compared at, or none.
    Volumes(Option<Volumes>),
    /// One more launch on a known day.
    AddLaunch,
    /// One launch less, by its place.
    RemoveLaunch(usize),
    /// Another day for a launch, by its place.
    Launch(usize, Launch),
    /// One more cost line: a known one, by its place, or one of the founder's own.
    AddLine(Option<usize>),
    /// One cost line less, by its place.
    RemoveLine(usize),
    /// Another cost line in a place.
    Line(usize, CostLine),
    /// Another first month of a cost line, by its place.
    LineFrom(usize, u32),
    /// One effect of a cost line less, both by their places.
    RemoveEffect(usize, usize),
    /// One more round.
    AddRound,
    /// One round less, by its place.
    RemoveRound(usize),
    /// Another month of a round, by its place.
    RoundMonth(usize, u32),
    /// One more thing that users buy.
    AddSale,
    /// One of those less, by its place.
    RemoveSale(usize),
    /// Another one in a place.
    Sale(usize, Sale),
    /// What the catalogue says in place of the founder's own number.
    TakeBack(PlanNumber),
    /// All prices and limits that the catalogue knows, in place of those of an earlier day.
    AllPrices,
}

impl Change {
    /// Whether it gives other things the places of features or launches, so that texts in boxes no longer belong there.
    pub(super) const fn moves_places(&self) -> bool {
        matches!(
            self,
            Self::RemoveFeature(_)
                | Self::RemoveLaunch(_)
                | Self::RemoveLine(_)
                | Self::RemoveEffect(..)
                | Self::RemoveRound(_)
                | Self::RemoveSale(_)
        )
    }

    /// Makes the change. `users` are the middle futures' numbers of users by month, where they are known, and `taken` the ids
    /// that no new plan may have.
    pub(super) fn apply(self, scenario: &mut Scenario, catalog: &Catalog, users: Option<Vec<f64>>, taken: &[String]) {
        match self {
            Self::Start(start) => scenario.start = start,
            Self::Curve(curve) => {
                scenario.growth.curve = curve;
                if curve == Curve::Series && scenario.growth.series.is_empty() {
                    let users = users.unwrap_or_else(|| as_planned(scenario));
                    scenario.growth.series = users.into_iter().map(three_digits).collect();
                }
            }
            Self::Profile(profile) => scenario.audience.profile = profile,
            Self::IncomeFrom(month) => scenario.money.income_from = month,
            Self::Plans(at, mut plans) => {
                plans.iter_mut().for_each(|id| own_plans::put_new(id, at, scenario, taken));
                if let Some(ladder) = scenario.ladder_mut(at) {
                    ladder.plans = plans;
                }
            }
            Self::Others(place, mut others) => {
                let at = LadderAt::Feature(place);
                others.iter_mut().for_each(|other| own_plans::put_new(&mut other.plan, at, scenario, taken));
                if let Some(feature) = scenario.features.get_mut(place) {
                    feature.others = others;
                }
            }
            Self::OwnPlan(at, id) => own_plans::copy(&id, at, scenario, catalog, taken),
            Self::RemoveOwnPlan(place) => own_plans::remove(place, scenario),
            Self::Past(place, past) => {
                if let Some(plan) = scenario.own_plans.get_mut(place) {
                    plan.past = past;
                }
            }
            Self::MoveMonth(at, month) => {
                if let Some(ladder) = scenario.ladder_mut(at) {
                    ladder.move_on.month = Some(month);
                }
            }
            Self::Check(check, on) => check.put(on, scenario, catalog),
            Self::AddFeature => {
                let last = scenario.features.last().cloned().unwrap_or_default();
                scenario.features.push(Feature { name: fresh_name(scenario), ..last });
            }
            Self::RemoveFeature(place) => {
                if place < scenario.features.len() {
                    scenario.features.remove(place);
                    scenario.volumes = scenario.volumes.map(|it| it.without_feature(place));
                }
            }
            Self::Volumes(volumes) => scenario.volumes = volumes,
            Self::AddLaunch => {
                let month = scenario.launches.scheduled.last().map_or(1, |last| last.month).saturating_add(1);
                let launch =
                    Launch { month: month.min(*Scenario::MONTHS.end()), day: 1, visits: 15_000.0, exact: false };
                scenario.launches.scheduled.push(launch);
            }
            Self::RemoveLaunch(place) => {
                if place < scenario.launches.scheduled.len() {
                    scenario.launches.scheduled.remove(place);
                }
            }
            Self::Launch(place, launch) => {
                if let Some(old) = scenario.launches.scheduled.get_mut(place) {
                    *old = launch;
                }
            }
            Self::AddLine(_)
            | Self::RemoveLine(_)
            | Self::Line(..)
            | Self::LineFrom(..)
            | Self::RemoveEffect(..)
            | Self::AddRound
            | Self::RemoveRound(_)
            | Self::RoundMonth(..)
            | Self::AddSale
            | Self::RemoveSale(_)
            | Self::Sale(..) => self.apply_to_books(scenario, taken),
            Self::AllPrices => scenario.prices = None,
            Self::TakeBack(number) => scenario.overrides.retain(|own| !number.is(own)),
        }
    }
}

/// The numbers of users that the scenario's own growth leads to along the logistic curve, without surprises and losses.
fn as_planned(scenario: &Scenario) -> Vec<f64> {
    let growth = 1.0 + scenario.growth.monthly_growth.middle() / 100.0;
    let ceiling = scenario.growth.ceiling.middle();
    // As in the model: an app that shrinks does so however far the ceiling is.
    let next = |users: f64| if growth > 1.0 { growth / (1.0 + users / ceiling * (growth - 1.0)) } else { growth };
    let users = std::iter::successors(Some(scenario.growth.users.middle()), |users| Some(users * next(*users)));
    users.skip(1).take(scenario.months as usize).collect()
}

/// A number for the founder to change: whole, and of three digits that are not nought.
fn three_digits(number: f64) -> f64 {
    let steps = std::iter::successors(Some(1.0), |step| Some(step * 10.0)).take(12);
    let step = steps.take_while(|step| number >= step * 100.0).last().unwrap_or(1.0);
    ((number / step).round() * step).max(1.0)
}
