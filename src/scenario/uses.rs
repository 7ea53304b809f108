//! Numbers that follow from the monthly users, and the users that follow from them: how many are registered, and how often a feature is
//! used in a month.
//!
//! Of ranges the middle counts, and of users those at the start: neither growth nor chance is looked at.

use super::{Feature, Scenario};

/// Hours of a day.
const HOURS: f64 = 24.0;

/// Registered users, of whom the monthly users at the start are the share that comes in a month.
#[must_use]
pub fn registered(scenario: &Scenario) -> f64 {
    scenario.growth.users.middle() / (scenario.audience.monthly_share.middle() / 100.0)
}

/// Monthly users at the start of so many registered users.
#[must_use]
pub fn users_of_registered(scenario: &Scenario, registered: f64) -> f64 {
    registered * (scenario.audience.monthly_share.middle() / 100.0)
}

/// Uses of a feature, by its place, in a month of so many days: those of users, and the calls that no user makes. 0 where the
/// scenario has no such feature.
#[must_use]
pub fn uses_a_month(scenario: &Scenario, feature: usize, days: f64) -> f64 {
    let Some(feature) = scenario.features.get(feature) else { return 0.0 };
    scenario.growth.users.middle() * a_user(scenario, feature, days) + without_users(feature, days)
}

/// Monthly users at the start with whom a feature, by its place, comes to so many uses in a month of so many days.
///
/// Below 0 where calls that no user makes are more than that; infinite where no user uses the feature, as then no number of users
/// makes a difference.
#[must_use]
pub fn users_for(scenario: &Scenario, feature: usize, uses: f64, days: f64) -> f64 {
    let of = |feature: &Feature| (a_user(scenario, feature, days), uses - without_users(feature, days));
    match scenario.features.get(feature).map(of) {
        Some((a_user, of_users)) if a_user > 0.0 => of_users / a_user,
        _ => f64::INFINITY,
    }
}

/// Uses of a registered user, by themselves, in a month of so many days; 0 where the scenario has no such feature.
#[must_use]
pub fn uses_a_registered_user(scenario: &Scenario, feature: usize, days: f64) -> f64 {
    let a_user = scenario.features.get(feature).map_or(0.0, |feature| a_user(scenario, feature, days));
    users_of_registered(scenario, 1.0) * a_user
}

/// Uses of a monthly user in a month of so many days.
fn a_user(scenario: &Scenario, feature: &Feature, days: f64) -> f64 {
    scenario.audience.active_share.middle() / 100.0 * feature.calls_per_active_day.middle() * days
}

/// Calls in so many days that no user makes.
fn without_users(feature: &Feature, days: f64) -> f64 {
    feature.scheduled.middle() * HOURS * days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Quantity};

    /// 1,000 users, a fifth of them active on a day, 5 uses on it: 1,000 uses a day.
    fn thousand() -> Scenario {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.growth.users = Quantity::Exact(1_000.0);
        scenario.audience.active_share = Quantity::range(10.0, 30.0);
        scenario.features[0].calls_per_active_day = Quantity::Exact(5.0);
        scenario.features[0].scheduled = Quantity::Exact(0.0);
        scenario
    }

    #[test]
    fn uses_are_those_of_users_and_of_nobody() {
        let mut scenario = thousand();
        assert_eq!(uses_a_month(&scenario, 0, 31.0), 31_000.0);
        scenario.features[0].scheduled = Quantity::Exact(10.0);
        assert_eq!(uses_a_month(&scenario, 0, 31.0), 31_000.0 + 7_440.0);
        assert_eq!(uses_a_month(&scenario, 6, 31.0), 0.0);
    }

    #[test]
    fn users_lead_to_the_uses_they_were_asked_for() {
        let mut scenario = thousand();
        scenario.features[0].scheduled = Quantity::Exact(10.0);
        assert_eq!(users_for(&scenario, 0, 31_000.0 + 7_440.0, 31.0), 1_000.0);
        for uses in [10_000.0, 1e6, 123_456.7] {
            scenario.growth.users = Quantity::Exact(users_for(&scenario, 0, uses, 28.0));
            assert!((uses_a_month(&scenario, 0, 28.0) / uses - 1.0).abs() < 1e-12, "{uses}");
        }
    }

    #[test]
    fn registered_users_are_more_than_come() {
        let mut scenario = thousand();
        scenario.audience.monthly_share = Quantity::range(15.0, 25.0);
        // 31 uses of each who comes.
        assert!((uses_a_registered_user(&scenario, 0, 31.0) - 0.2 * 31.0).abs() < 1e-12);
        assert_eq!((registered(&scenario), users_of_registered(&scenario, 500.0)), (5_000.0, 100.0));
    }

    #[test]
    fn uses_that_no_users_make_have_no_users() {
        let mut scenario = thousand();
        scenario.features[0].scheduled = Quantity::Exact(10.0);
        assert!(users_for(&scenario, 0, 7_000.0, 31.0) < 0.0);
        scenario.features[0].calls_per_active_day = Quantity::Exact(0.0);
        assert_eq!([0, 6].map(|feature| users_for(&scenario, feature, 100.0, 31.0)), [f64::INFINITY; 2]);
    }
}
