//! Parts of an app that nobody passes: training, builds, analytics and errors. What they use is counted and billed; a limit
//! there is met once more is used, and turns nobody away.

use super::*;
use headroom::model::Totals;

/// An app for the 30 days of April on a plan for a part, changed.
fn beside(slot: Slot, ladder: &[&str], change: impl Fn(&mut Scenario)) -> Done {
    let mut scenario = app(&[("gpt-4o-mini", 0.0)]);
    scenario.stack.slots_mut()[slot as usize].plans = plans(ladder);
    change(&mut scenario);
    run(scenario)
}

/// So many builds a day of so many minutes.
fn builds(ladder: &[&str], minutes: f64) -> Done {
    beside(Slot::Delivery, ladder, |it| ten_a_day(it, minutes))
}

/// Ten new versions a day, whose builds take so many minutes.
fn ten_a_day(scenario: &mut Scenario, minutes: f64) {
    scenario.site.deploys = Quantity::Exact(10.0 * 365.25 / 12.0);
    scenario.site.build_minutes = Quantity::Exact(minutes);
}

/// 300,000 visits in 30 days, each with two requests to the backend, and the events and errors of both.
fn visited(plan: &str, events: f64, errors: f64) -> Done {
    beside(Slot::Observability, &[plan], |it| {
        it.site.visits_per_user = Quantity::Exact(100.0 * 365.25 / 12.0);
        it.site.backend_per_visit = Quantity::Exact(2.0);
        (it.site.events_per_visit, it.site.errors) = (Quantity::Exact(events), Quantity::Exact(errors));
    })
}

impl Done {
    /// The limit of a meter, by its place among all.
    fn limit(&self, slot: Slot, meter: Meter) -> usize {
        let is_it = |it: &LimitOf| matches!(it.of, Of::Service(at) if self.world.services[at].part == slot as usize);
        let counts = slot.place(meter).unwrap();
        self.world.limits.iter().position(|it| is_it(it) && it.counts == counts).unwrap()
    }

    /// Share of it that is used in a month, and 1 where it is met, by future.
    fn of_limit(&self, limit: usize, month: usize) -> [&[f32]; 2] {
        let record = Record::places(&self.program.shape);
        [record.used[limit], record.refused[limit]].map(|number| self.month(number, month))
    }

    /// Asserts what is used of the only limit of a part in each month, and in how many months it is met; nobody is turned
    /// away.
    fn assert_used(&self, slot: Slot, meter: Meter, months: &[(f64, f64)]) {
        let limit = self.limit(slot, meter);
        for (month, (share, met)) in months.iter().enumerate() {
            let [used, is_met] = self.of_limit(limit, month);
            exact(used, used, |_| *share);
            exact(is_met, used, |_| *met);
            exact(self.month(RECORD().refused, month), used, |_| 0.0);
        }
    }

    /// The day on which a limit is first met, and that of the first wall where nothing is ever changed; 0 is never.
    fn days(&self, limit: usize) -> [f32; 2] {
        let totals = Totals::places(&self.program.shape);
        [totals.first_day[limit], totals.sums.wall_day].map(|number| self.raw.total(number)[0])
    }
}

/// 10 builds a day for 30 days, of 8 minutes each, are 2,400 minutes: 120% of 2,000. 80 minutes a day are 2,000 on day 25 and
/// more on day 26, which is the first wall. 6 minutes each are 1,800: 90%.
#[test]
fn builds_use_up_their_minutes_and_turn_nobody_away() {
    let done = builds(&["github-actions-free"], 8.0);
    done.assert_used(Slot::Delivery, Meter::BuildMinutes, &[(1.2, 1.0)]);
    assert_eq!(done.days(done.limit(Slot::Delivery, Meter::BuildMinutes)), [26.0, 26.0]);
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |_| 0.0);
    let done = builds(&["github-actions-free"], 6.0);
    done.assert_used(Slot::Delivery, Meter::BuildMinutes, &[(0.9, 0.0)]);
    assert_eq!(done.days(done.limit(Slot::Delivery, Meter::BuildMinutes)), [0.0, 0.0]);
}

/// On Team 3,000 minutes are in its $4 a person: 2,400 cost $4, and 4,800, which is 1,800 more, cost 1,800 × $0.006 = $10.80
/// besides. A second person is another $4.
#[test]
fn builds_past_the_included_minutes_are_billed() {
    for (minutes, seats, dollars) in [(8.0, 1.0, 4.0), (16.0, 1.0, 14.8), (16.0, 2.0, 18.8)] {
        let done = beside(Slot::Delivery, &["github-actions-team"], |it| {
            ten_a_day(it, minutes);
            it.money.seats = Quantity::Exact(seats);
        });
        exact(done.first(RECORD().bill[Slot::Delivery as usize]), done.first(RECORD().uses), |_| dollars);
    }
}

/// At 90% of its minutes the app moves to Team: 80 minutes a day are 1,840 on day 23, 92%, and it is there on day 24, for 7 of
/// 30 days. The free limit is never met; if nothing were changed it would be on day 26.
#[test]
fn builds_move_on_before_they_stop() {
    let done = beside(Slot::Delivery, &["github-actions-free", "github-actions-team"], |it| {
        ten_a_day(it, 8.0);
        it.stack.delivery.move_on.used = Some(Quantity::Exact(90.0));
        it.stack.delivery.lead_days = Quantity::Exact(0.0);
    });
    done.assert_used(Slot::Delivery, Meter::BuildMinutes, &[(0.92, 0.0)]);
    assert_eq!(done.days(done.limit(Slot::Delivery, Meter::BuildMinutes)), [0.0, 26.0]);
    exact(done.bill("GitHub Actions"), done.first(RECORD().uses), |_| 4.0 * 7.0 / 30.0);
}

/// 300,000 visits of 5 events each are 1,500,000: half a million more than are free, of $0.00005 each, are $25.
#[test]
fn events_of_visits_are_counted_and_billed() {
    let done = visited("posthog-paid", 5.0, 0.0);
    let visits = done.first(RECORD().requests);
    near(visits, 300_000.0);
    near(done.bill("PostHog"), 25.0);
    exact(done.bill("PostHog"), visits, |visits| (5.0 * visits - 1e6) * 0.000_05);
    let done = visited("posthog-free", 5.0, 0.0);
    let [used, met] = done.of_limit(done.limit(Slot::Observability, Meter::Events), 0);
    exact(used, visits, |visits| 5.0 * visits / 1e6);
    exact(met, visits, |_| 1.0);
    assert_eq!(done.refused(0), 0.0);
}

/// Each call of a model is an event: 1,000 a day without a visit are 30,000 of a million.
#[test]
fn calls_are_events() {
    let done = beside(Slot::Observability, &["posthog-free"], |it| {
        it.features[0].calls_per_active_day = Quantity::Exact(10.0);
    });
    let [used, met] = done.of_limit(done.limit(Slot::Observability, Meter::Events), 0);
    near(used, 0.03);
    exact(used, done.first(RECORD().uses), |uses| uses / 1e6);
    exact(met, used, |_| 0.0);
}

/// 600,000 requests, of which 10 in 1,000 fail, are 6,000 errors: 120% of Sentry's 5,000. 100 in 1,000 are 60,000, on Team
/// 10,000 more than the 50,000 in its $26: 10,000 × $0.0003625 = $3.63.
#[test]
fn errors_are_counted_and_billed() {
    let done = visited("sentry-developer", 0.0, 10.0);
    let visits = done.first(RECORD().requests);
    let [used, met] = done.of_limit(done.limit(Slot::Observability, Meter::Errors), 0);
    near(used, 1.2);
    exact(used, visits, |visits| visits * 2.0 / 100.0 / 5_000.0);
    exact(met, visits, |_| 1.0);
    let done = visited("sentry-team", 0.0, 100.0);
    near(done.bill("Sentry"), 26.0 + 3.625);
    exact(done.bill("Sentry"), visits, |visits| 26.0 + (visits * 2.0 / 10.0 - 50_000.0) * 0.000_362_5);
}

/// Hours of training are said by the month, however long it is: 130 are all of Kaggle's and not more, in April as in May; 143
/// are 110%. Colab Pro costs $9.99 whatever is trained.
#[test]
fn training_is_counted_by_the_month() {
    for (hours, months) in [(130.0, [(1.0, 0.0); 2]), (143.0, [(1.1, 1.0); 2])] {
        let done = beside(Slot::Training, &["kaggle-free"], |it| {
            (it.months, it.site.training_hours) = (2, Quantity::Exact(hours));
        });
        done.assert_used(Slot::Training, Meter::TrainingHours, &months);
    }
    let done = beside(Slot::Training, &["colab-pro"], |it| it.site.training_hours = Quantity::Exact(500.0));
    exact(done.bill("Google Colab"), done.first(RECORD().uses), |_| 9.99);
}
