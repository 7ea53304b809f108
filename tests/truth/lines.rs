//! Lines of bills, and what is counted there.

use super::*;

/// January: visits of 1,000 users at six a month of 30.4375 days.
pub(super) const VISITS: f64 = 1_000.0 * 6.0 * 31.0 / 30.437_5;

/// An app on Vercel Pro of which nothing is used.
pub(super) fn page() -> Scenario {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    for field in [
        Field::CallsPerActiveDay,
        Field::BackendPerVisit,
        Field::PageMb,
        Field::RequestsPerVisit,
        Field::RequestCpu,
        Field::RequestSeconds,
        Field::AnswerKb,
        Field::Deploys,
    ] {
        set(&mut scenario, field, 0.0);
    }
    scenario
}

/// What a part of the app is billed in January, with some numbers.
fn bill(scenario: &Scenario, part: Slot, numbers: &[(Field, f64)]) -> Vec<f32> {
    let mut scenario = scenario.clone();
    numbers.iter().for_each(|(field, number)| set(&mut scenario, *field, *number));
    month(scenario, 8).record(RECORD().bill[part as usize], 0).to_vec()
}

/// Lines of Vercel Pro; the fee's $20 are credit. Two requests of a visit are answered by functions beside the page: 1 GB each cross to
/// its network at $0.06 a GB, and leave it at $0.15 past the first 1,000; calls cost $0.60 a million. 1,000 pages made anew for a visit
/// cost $4 a million, 100 pictures $0.05 a thousand, and five minutes of each of 300 builds a month $0.014.
#[test]
fn lines_of_a_page_host() {
    let asked = VISITS * 2.0;
    for (numbers, right) in [
        (
            &[(Field::BackendPerVisit, 2.0), (Field::AnswerKb, 1e6)][..],
            asked * 0.06 + (asked - 1_000.0) * 0.15 + asked * 0.6e-6,
        ),
        (&[(Field::PagesAnew, 1e6)], VISITS * 1_000.0 * 4e-6),
        (&[(Field::Images, 1e5)], VISITS * 100.0 * 0.05e-3),
        (&[(Field::Deploys, 600.0), (Field::BuildMinutes, 5.0)], 600.0 * 31.0 / 30.437_5 * 5.0 * 0.014),
    ] {
        near(&bill(&page(), Slot::Frontend, numbers), right);
    }
}

/// Servers of one's own send to users, and nothing crosses from functions to the page's network.
#[test]
fn servers_are_no_functions() {
    let mut scenario = page();
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    near(&bill(&scenario, Slot::Frontend, &[(Field::BackendPerVisit, 2.0), (Field::AnswerKb, 1e5)]), 20.0);
}

/// A visit that loads a gigabyte of stored files: 6,112 GB, of which 250 are included, at $0.09. At Vercel Blob $0.05 a GB of all, and $0.023 a
/// GB held, on the account whose fee brings $20 of credit.
#[test]
fn stored_files_that_are_served() {
    let mut scenario = page();
    scenario.stack.data.plans = plans(&["supabase-pro-uncapped"]);
    let numbers = [(Field::FilesMb, 1_000.0), (Field::HeldFilesGb, 100.0)];
    near(&bill(&scenario, Slot::Data, &numbers), 25.0 + (VISITS - 250.0) * 0.09);
    scenario.stack.data.plans = plans(&["vercel-blob-pro"]);
    let used = VISITS * 0.05 + 100.0 * 0.023;
    near(&bill(&scenario, Slot::Data, &numbers), used - 20.0);
}

/// Of 200,000 users half sign in, as many as are included; of three quarters 50,000 cost $3.25 a thousand.
#[test]
fn users_who_sign_in() {
    let mut scenario = page();
    scenario.stack.data.plans = plans(&["supabase-pro-uncapped"]);
    for (percent, right) in [(50.0, 25.0), (75.0, 25.0 + 50.0 * 3.25)] {
        let numbers = [(Field::Users, 2e5), (Field::Visits, 0.0), (Field::SignedIn, percent)];
        near(&bill(&scenario, Slot::Data, &numbers), right);
    }
}

/// Two requests of a visit and 31,000 calls write 1 MB of logs each: 43.2 GB, of which 5 are included, at $0.50.
#[test]
fn logs_of_requests_and_calls() {
    let mut scenario = page();
    scenario.stack.observability.plans = plans(&["sentry-team"]);
    let numbers =
        [(Field::BackendPerVisit, 2.0), (Field::CallsPerActiveDay, 5.0), (Field::LogKb, 1_000.0), (Field::Errors, 0.0)];
    let logs = (VISITS * 2.0 + CALLS) * 1e-3;
    near(&bill(&scenario, Slot::Observability, &numbers), 26.0 + (logs - 5.0) * 0.5);
}

/// 100 calls an hour that nobody asks for are 74,400 in January, at $0.25 a million tokens sent and $1.50 received; neither templates nor
/// the number of users change that.
#[test]
fn calls_that_no_user_makes() {
    for (users, templates) in [(1.0, 0.0), (1e6, 90.0)] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        for (field, number) in [
            (Field::Users, users),
            (Field::CallsPerActiveDay, 0.0),
            (Field::Templates, templates),
            (Field::Scheduled, 100.0),
        ] {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 64);
        near(raw.record(RECORD().uses, 0), 74_400.0);
        near(raw.record(RECORD().cost, 0), 74_400.0 * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6);
    }
}

/// They share the key with the calls of users: 30 an hour are 720 a day and 40 people's 5 calls 200 more, of which 500 a day are served.
#[test]
fn calls_that_no_user_makes_share_the_key() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.months = 2;
    for (field, number) in [(Field::Users, 200.0), (Field::Scheduled, 30.0), (Field::Retries, 0.0)] {
        set(&mut scenario, field, number);
    }
    let raw = month(scenario, 64);
    let [asked, refused] = [RECORD().requests, RECORD().refused].map(|number| mean(raw.record(number, 1)).0);
    let visits = 200.0 * 6.0 * 28.0 / 30.437_5;
    assert!((asked / (28.0 * 920.0 + visits) - 1.0).abs() < 0.01, "{asked}");
    assert!((refused / (28.0 * 420.0) - 1.0).abs() < 0.02, "{refused}");
}

/// The same with a part of the month's allowance used when it begins.
fn used(mut scenario: Scenario, percent: f64) -> Scenario {
    let used = Some(Quantity::Exact(percent));
    scenario.stack.slots_mut().into_iter().for_each(|ladder| ladder.used_already = used);
    scenario.features.iter_mut().for_each(|feature| feature.inference.used_already = used);
    scenario
}

/// Of 10 million requests that are included 5 are used: 56.1 million are billed in January, and 45.2 of February's 55.2.
#[test]
fn included_amounts_are_used_already() {
    let mut scenario = page();
    scenario.months = 2;
    set(&mut scenario, Field::RequestsPerVisit, 10_000.0);
    let raw = month(used(scenario, 50.0), 8);
    let bill = |month: usize| raw.record(RECORD().bill[Slot::Frontend as usize], month);
    // And half of the credit of $20.
    near(bill(0), (VISITS * 0.01 - 5.0) * 2.0 + 10.0);
    near(bill(1), (VISITS * 28.0 / 31.0 * 0.01 - 10.0) * 2.0);
    near(raw.record(RECORD().cost, 0), f64::from(bill(0)[0]));
}

/// A database that may send 5 GB, of which 3 are used: the 2 that are left last for a third of the month's 6.
#[test]
fn limits_are_used_already() {
    let mut scenario = page();
    scenario.stack.frontend.plans.clear();
    scenario.stack.data.plans = plans(&["supabase-free"]);
    scenario.months = 2;
    set(&mut scenario, Field::FilesMb, 6_000.0 / VISITS);
    let refused = |percent: f64, month: usize| {
        let raw = simulate::<f32x8>(&program(used(scenario.clone(), percent)), 8);
        mean(raw.record(RECORD().refused, month)).0 / mean(raw.record(RECORD().requests, month)).0
    };
    for (percent, month, right) in [(60.0, 0, 1.0 - 2.0 / 6.0), (100.0, 0, 1.0), (0.0, 0, 1.0 / 6.0)] {
        let share = refused(percent, month);
        assert!((share - right).abs() < 0.01, "{percent}: {share}, not {right}");
    }
    // February of 28 days asks for 5.42 GB of 5, whatever January had used.
    assert!((refused(60.0, 1) - (1.0 - 5.0 / (6.0 * 28.0 / 31.0))).abs() < 0.01);
}

/// Calls that no user makes drive nobody away: all of them are refused, and every visit of users is served. Nor do served ones hide what
/// users are refused.
#[test]
fn calls_that_no_user_makes_are_no_users() {
    let run = |plan: &str, calls: f64, scheduled: f64| {
        let mut scenario = still(plan);
        scenario.months = 2;
        scenario.money.income_from = 1;
        for (field, number) in [
            (Field::CallsPerActiveDay, calls),
            (Field::Scheduled, scheduled),
            (Field::LostWhenRefused, 50.0),
            (Field::Retries, 0.0),
        ] {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 64);
        [(RECORD().users, 1), (RECORD().income, 0)].map(|(number, month)| mean(raw.record(number, month)).0)
    };
    let none = run("gemini-3.1-flash-lite-free", 0.0, 0.0);
    let refused = run("gemini-3.1-flash-lite-free", 0.0, 10_000.0);
    assert!((refused[0] / none[0] - 1.0).abs() < 1e-3 && (refused[1] / none[1] - 1.0).abs() < 1e-3, "{refused:?}");
    // Of 1,000 calls of users a day 500 are served; with 24,000 more on the key 20.
    let ours = run("gemini-3.1-flash-lite-free", 5.0, 0.0);
    let shared = run("gemini-3.1-flash-lite-free", 5.0, 1_000.0);
    let away = |[users, _]: [f64; 2]| (1.0 - users / none[0]) / 0.5;
    // Visits, of which there are a sixth as many, are all served.
    let of_calls = CALLS / (CALLS + VISITS);
    assert!((away(ours) / (0.5 * of_calls) - 1.0).abs() < 0.03, "{}", away(ours));
    assert!((away(shared) / (0.98 * of_calls) - 1.0).abs() < 0.03, "{}", away(shared));
}

/// A quota of each visitor is used up by visitors alone: one run of ten seconds a visitor is far within 300 s.
#[test]
fn calls_that_no_user_makes_are_no_visitors() {
    let mut scenario = still("hf-zerogpu-free");
    for (field, number) in
        [(Field::CallsPerActiveDay, 1.0), (Field::GpuSeconds, 10.0), (Field::Scheduled, 100.0), (Field::Users, 100.0)]
    {
        set(&mut scenario, field, number);
    }
    let (_, refused) = turned_away(scenario, 8, MODELS, &[limit::VISITOR]);
    assert!(refused.iter().all(|calls| *calls == 0.0), "{refused:?}");
}

/// Analytics record what users do: 744,000 calls that nobody makes are no events, and no requests at the page.
#[test]
fn calls_that_no_user_makes_are_no_events() {
    let mut scenario = page();
    scenario.stack.observability.plans = plans(&["posthog-paid"]);
    let numbers = [(Field::Scheduled, 1e4), (Field::EventsPerVisit, 0.0)];
    assert!(bill(&scenario, Slot::Observability, &numbers).iter().all(|bill| *bill == 0.0));
}

/// On the day of a launch they are as many as on any: half of the account's $100 is used, and nobody is refused.
#[test]
fn a_launch_brings_no_more_calls_that_no_user_makes() {
    let mut scenario = still("gpt-5.4-mini");
    let mut chat = scenario.features[0].clone();
    chat.inference.plans = plans(&["gpt-5.6-luna"]);
    scenario.features[0].calls_per_active_day = Quantity::Exact(0.0);
    scenario.features[0].scheduled = Quantity::Exact(50.0);
    scenario.features.push(chat);
    scenario.launches.scheduled = vec![Launch { month: 1, day: 10, visits: 50_000.0, exact: true }];
    set(&mut scenario, Field::Users, 10.0);
    set(&mut scenario, Field::Activation, 5.0);
    let raw = month(scenario, 64);
    assert!(raw.record(RECORD().refused, 0).iter().all(|calls| *calls == 0.0));
    assert!(mean(raw.record(RECORD().cost, 0)).0 > 40.0);
}
