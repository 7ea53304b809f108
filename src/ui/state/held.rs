//! What the scenario holds where a box stands, to be put back when what is typed there is not allowed.

use super::{Derived, Entry, PlanNumber};
use crate::scenario::{Override, Quantity, Scenario};

/// What a box stands for in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A number, exact or a range.
    Quantity(Quantity),
    /// The number of months.
    Months(u32),
    /// A title or a name.
    Text(String),
    /// Numbers of users.
    Users(Vec<f64>),
    /// Visits of a launch.
    Visits(f64),
    /// The founder's own number of a plan; `None` where the catalogue's holds.
    Own(Option<f64>),
}

impl Held {
    /// What a scenario holds for a box; `None` where it has no such box.
    pub(super) fn of(entry: &Entry, scenario: &Scenario) -> Option<Self> {
        Some(match entry {
            Entry::Number(input, _) => Self::Quantity(input.get(scenario)?),
            Entry::Derived(_) => Self::Quantity(Derived::SOURCE.get(scenario)?),
            Entry::Months => Self::Months(scenario.months),
            Entry::Title => Self::Text(scenario.title.clone()),
            // It belongs to no alternative's scenario.
            Entry::Alternative(_) => return None,
            Entry::PlanName(place) => Self::Text(scenario.own_plans.get(*place)?.name.clone()),
            Entry::LineName(place) => Self::Text(scenario.books.lines.get(*place)?.name.clone()),
            Entry::SaleName(place) => Self::Text(scenario.money.sales.get(*place)?.name.clone()),
            Entry::Name(place) => Self::Text(scenario.features.get(*place)?.name.clone()),
            Entry::Series => Self::Users(scenario.growth.series.clone()),
            Entry::Visits(place) => Self::Visits(scenario.launches.scheduled.get(*place)?.visits),
            Entry::Own(number) => {
                let mut own = scenario.overrides.iter();
                Self::Own(own.find(|own| number.is(own)).map(|own| own.value))
            }
        })
    }

    /// Puts it into a scenario.
    pub(super) fn put(self, entry: &Entry, scenario: &mut Scenario) {
        match (self, entry) {
            (Self::Quantity(quantity), Entry::Number(input, _)) => input.set(scenario, quantity),
            (Self::Quantity(quantity), Entry::Derived(_)) => Derived::SOURCE.set(scenario, quantity),
            (Self::Months(months), Entry::Months) => scenario.months = months,
            (Self::Text(title), Entry::Title) => scenario.title = title,
            (Self::Text(name), Entry::Name(place)) => {
                if let Some(feature) = scenario.features.get_mut(*place) {
                    feature.name = name;
                }
            }
            (Self::Text(name), Entry::PlanName(place)) => {
                if let Some(plan) = scenario.own_plans.get_mut(*place) {
                    plan.name = name;
                }
            }
            (Self::Text(name), Entry::LineName(place)) => {
                if let Some(line) = scenario.books.lines.get_mut(*place) {
                    line.name = name;
                }
            }
            (Self::Text(name), Entry::SaleName(place)) => {
                if let Some(sale) = scenario.money.sales.get_mut(*place) {
                    sale.name = name;
                }
            }
            (Self::Users(users), Entry::Series) => scenario.growth.series = users,
            (Self::Visits(visits), Entry::Visits(place)) => {
                if let Some(launch) = scenario.launches.scheduled.get_mut(*place) {
                    launch.visits = visits;
                }
            }
            (Self::Own(value), Entry::Own(number)) => put_own(number, value, scenario),
            _ => {}
        }
    }
}

/// Puts the founder's own number in the place of the catalogue's, or with `None` the catalogue's back in force. A number
/// that is there already keeps its place in the document.
fn put_own(number: &PlanNumber, value: Option<f64>, scenario: &mut Scenario) {
    let Some(value) = value else { return scenario.overrides.retain(|own| !number.is(own)) };
    match scenario.overrides.iter_mut().find(|own| number.is(own)) {
        Some(own) => own.value = value,
        None => {
            let PlanNumber { plan, number } = number.clone();
            scenario.overrides.push(Override { plan, number, value });
        }
    }
}
