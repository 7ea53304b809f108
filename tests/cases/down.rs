//! An app that is down: nobody joins or pays for what turns them away, and users leave.

use super::*;

/// 1,000 calls a day of which so many are served, for three months of growth by a half; a fifth of the users leaves where
/// all is refused. A tenth of them pays $5.
fn serves(a_day: f64) -> Done {
    let mut scenario = app(&[("alpha-free", 1_000.0)]);
    scenario.months = 3;
    scenario.growth.monthly_growth = Quantity::Exact(50.0);
    scenario.growth.lost_when_refused = Quantity::Exact(20.0);
    let money = &mut scenario.money;
    (money.income_from, money.paying, money.price) = (1, Quantity::Exact(10.0), Quantity::Exact(5.0));
    scenario.overrides = vec![own("alpha-free", "limit.day.requests", a_day)];
    run_plain(scenario)
}

/// 100 users are 150 at the end of the first month. Then 20% leave each month and nobody joins: 120 and 96. Nobody pays.
#[test]
fn an_app_that_is_down_shrinks_and_earns_nothing() {
    let done = serves(0.01);
    for (month, users) in [150.0, 120.0, 96.0].into_iter().enumerate() {
        // But for what is less than half a request, and nobody.
        near(done.month(RECORD().users, month), users);
        assert!(done.month(RECORD().income, month).iter().all(|income| *income < 0.05));
    }
}

/// Where nothing is refused it grows and earns: 100, 150, 225 and 337.5 users. On the way from 100 to 150 there are
/// 50 / ln 1.5 = 123.3 on average, a tenth of which pays $5.
#[test]
fn an_app_that_serves_all_grows_and_earns() {
    let done = serves(1e6);
    for (month, users) in [150.0, 225.0, 337.5].into_iter().enumerate() {
        exact(done.month(RECORD().users, month), done.first(RECORD().uses), |_| users);
    }
    near(done.first(RECORD().income), 0.1 * 5.0 * 50.0 / libm::log(1.5));
}

/// Between both it is in proportion, by the share `f` of its calls that the mean day of a future's month turned away: of the 50%
/// that would join `1 - f` do in the next month, and `f` of a fifth leave. Income is that of each day.
#[test]
fn in_between_it_is_in_proportion() {
    let done = serves(600.0);
    let [refused, asked] = [RECORD().refused, RECORD().requests].map(|number| done.first(number));
    for (future, users) in done.month(RECORD().users, 1).iter().enumerate() {
        let share = f64::from(refused[future]) / f64::from(asked[future]);
        assert!((0.2..0.7).contains(&share), "{share}");
        // Busy days turn away a larger share of more calls: the mean day's is up to a twentieth less than the month's.
        let users_at = |share: f64| 150.0 * (1.0 + 0.5 * (1.0 - share)) * (1.0 - 0.2 * share);
        let (least, most) = (users_at(share), users_at(0.93 * share));
        assert!((least..most).contains(&f64::from(*users)), "{users}, not {least} to {most}");
    }
    let earned = mean(done.first(RECORD().income)).0 / (0.1 * 5.0 * 50.0 / libm::log(1.5));
    let share = done.refused(0);
    assert!((earned - (1.0 - share)).abs() < 0.03, "{earned} at {share}");
}

/// A launch that turns away a crowd on a few days of a month costs those days of it, however large it is: most of what came in the
/// month was turned away, and still no more than a seventh of the users is missing.
#[test]
fn a_crowd_costs_the_days_it_is_there() {
    let users = |visits: f64| {
        let mut scenario = app(&[("alpha-free", 200.0)]);
        scenario.months = 2;
        scenario.growth.monthly_growth = Quantity::Exact(50.0);
        scenario.growth.lost_when_refused = Quantity::Exact(100.0);
        scenario.launches.scheduled = vec![headroom::scenario::Launch { month: 1, day: 10, visits, exact: true }];
        scenario.launches.retained = Quantity::Exact(0.0);
        scenario.launches.churn = Quantity::Exact(100.0);
        let done = run_plain(scenario);
        mean(done.month(RECORD().users, 1)).0
    };
    let (small, large) = (users(0.0), users(1e6));
    assert!(small > 224.0 && (0.85..0.99).contains(&(large / small)), "{small} {large}");
}

/// Two and a half people are three with a seat each, not two seats and a half.
#[test]
fn seats_are_whole() {
    let mut scenario = app(&[("alpha-free", 10.0)]);
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    scenario.money.seats = Quantity::Exact(2.5);
    scenario.features[0].inference.plans = plans(&["gemini-3.1-flash-lite-free"]);
    assert!(run(scenario.clone()).first(RECORD().cost).iter().all(|cost| (cost - 60.0).abs() < 1e-3));
    scenario.money.seats = Quantity::Range(headroom::scenario::Range { low: 1.0, high: 4.0 });
    let done = run(scenario);
    assert!(done.first(RECORD().cost).iter().all(|cost| (cost / 20.0 - (cost / 20.0).round()).abs() < 1e-5));
}
