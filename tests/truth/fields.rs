//! Inputs that no other test of truth is about, one by one, and that there is a test about each.

use std::fs;
use std::path::Path;

use super::lines::{VISITS, page};
use super::*;

/// 61.1 million requests, of which 10 are included, at $2 a million: the fee's $20 are credit.
#[test]
fn requests_of_a_visit() {
    let mut scenario = page();
    set(&mut scenario, Field::RequestsPerVisit, 10_000.0);
    let raw = month(scenario, 8);
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), (VISITS * 0.01 - 10.0) * 2.0);
}

/// Two requests of a visit keep a function open for a minute each, 0.274 of them at a time in the mean hour: some is open for
/// `1 - e^-load` of each hour, with 100 GB at $0.0106, and 12,222 calls at $0.60 a million.
#[test]
fn seconds_of_a_request() {
    let mut scenario = page();
    set(&mut scenario, Field::BackendPerVisit, 2.0);
    set(&mut scenario, Field::RequestSeconds, 60.0);
    for field in [Field::RequestCpu, Field::AnswerKb] {
        set(&mut scenario, field, 0.0);
    }
    set(&mut scenario, Field::RamGb, 100.0);
    let program = program(scenario);
    let load = VISITS * 2.0 * 60.0 / 3_600.0 / 744.0;
    let hours = |from: usize, days: usize| -> f64 {
        let weights = &program.memory[layout::WEIGHTS..][..168];
        (from * 24..(from + days) * 24).map(|hour| 1.0 - libm::exp(-load * f64::from(weights[hour % 168]))).sum()
    };
    // It begins with a Friday.
    let right = hours(4, 31) * 100.0 * 0.0106 + VISITS * 2.0 * 0.6e-6;
    let raw = simulate::<f32x8>(&program, 8);
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), right);
}

/// 1,000 visits of programs an hour, of 100 requests for pages and files each: those of 744,000 and of users' 6,111, less 10 million,
/// at $2 a million.
#[test]
fn visits_of_crawlers() {
    let mut scenario = page();
    set(&mut scenario, Field::RequestsPerVisit, 100.0);
    set(&mut scenario, Field::Crawlers, 1_000.0);
    let raw = month(scenario, 8);
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), ((744_000.0 + VISITS) * 100.0 / 1e6 - 10.0) * 2.0);
    near(raw.record(RECORD().requests, 0), 744_000.0 + VISITS);
}

/// Programs hide nothing: where all calls are refused and no visit is, users leave as they would without them.
#[test]
fn crawlers_are_no_users() {
    let left = |crawlers: f64| {
        let mut scenario = still("gemini-3.1-flash-lite-free");
        scenario.months = 2;
        for (field, number) in [(Field::LostWhenRefused, 50.0), (Field::Crawlers, crawlers)] {
            set(&mut scenario, field, number);
        }
        mean(month(scenario, 64).record(RECORD().users, 1)).0
    };
    let (without, with) = (left(0.0), left(1_000.0));
    assert!(without < 850.0 && (with / without - 1.0).abs() < 1e-3, "{without} {with}");
}

/// 100,000 requests an hour that nobody makes are 74.4 million function calls at $0.60 a million, and rows read of 4 KB each are
/// 298 GB, of which 250 are included, at $0.09.
#[test]
fn requests_in_the_background() {
    let mut scenario = page();
    scenario.stack.data.plans = plans(&["supabase-pro-uncapped"]);
    for field in [Field::RequestCpu, Field::RequestSeconds, Field::AnswerKb] {
        set(&mut scenario, field, 0.0);
    }
    set(&mut scenario, Field::Background, 1e5);
    set(&mut scenario, Field::RowsKb, 4.0);
    let raw = month(scenario, 8);
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), 74.4 * 0.6);
    near(raw.record(RECORD().bill[Slot::Data as usize], 0), 25.0 + (74.4 * 4.0 - 250.0) * 0.09);
}

/// A free database that nobody asks for seven days is paused: a call every 50 days mostly finds it so. A request an hour keeps it in
/// use.
#[test]
fn a_request_an_hour_keeps_a_database_in_use() {
    let refused = |background: f64| {
        let mut scenario = page();
        scenario.stack.data.plans = plans(&["supabase-free"]);
        let few = [(Field::Users, 1.0), (Field::Visits, 0.0), (Field::CallsPerActiveDay, 0.1)];
        for (field, number) in few.into_iter().chain([(Field::Background, background)]) {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 1_024);
        let [refused, asked] = [RECORD().refused, RECORD().requests].map(|number| mean(raw.record(number, 0)).0);
        refused / asked
    };
    let (paused, kept) = (refused(0.0), refused(1.0));
    assert!(paused > 0.4 && kept == 0.0, "{paused} {kept}");
}

/// Half of the tokens sent are cached: 750 at $0.25 a million, 750 at $0.025, 300 received at $1.50.
#[test]
fn tokens_that_the_provider_holds_already() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::CachedInput, 50.0);
    let raw = month(scenario, 256);
    near(raw.record(RECORD().cost, 0), CALLS * (750.0 * 0.25 + 750.0 * 0.025 + 300.0 * 1.5) / 1e6);
}

/// 41.7 uses an hour of K things whose answers are kept for T hours: with `c = 41.7 T / ln K`, `ln(K (1 + c) / (K + c)) / ln K` of them
/// find one. Where the answers to half of them can be reused, those are asked for half as often and half of all at most find one.
#[test]
fn answers_that_are_kept() {
    for (cacheable, hours, things, right) in [
        (100.0, 24.0, 1_000.0, 0.7017),
        (100.0, 1.0, 1_000.0, 0.2815),
        (100.0, 24.0, 10.0, 0.9911),
        (50.0, 24.0, 1_000.0, 0.5 * 0.6118),
    ] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        set(&mut scenario, Field::Cacheable, cacheable);
        set(&mut scenario, Field::CacheHours, hours);
        set(&mut scenario, Field::Prompts, things);
        near(month(scenario, 256).record(RECORD().saved, 0), CALLS * right);
    }
}

/// Where templates answer half of the uses, 20.8 an hour ask for what is kept: 61.2% of them find it.
#[test]
fn answers_that_are_kept_beside_templates() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    for (field, number) in [(Field::Templates, 50.0), (Field::Cacheable, 100.0), (Field::Prompts, 1_000.0)] {
        set(&mut scenario, field, number);
    }
    near(month(scenario, 256).record(RECORD().saved, 0), CALLS * (0.5 + 0.5 * 0.6118));
}

/// Where 20/9 templates answer half of the uses, 20 answer nine tenths: `20 / (20 + 20/9)`. Beside others that answer half, they answer
/// nine tenths of the other half.
#[test]
fn templates_that_are_counted() {
    for (percent, right) in [(0.0, 0.9), (50.0, 0.5 + 0.5 * 0.9)] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        for (field, number) in
            [(Field::Templates, percent), (Field::TemplateCount, 20.0), (Field::TemplateHalf, 20.0 / 9.0)]
        {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 256);
        near(raw.record(RECORD().saved, 0), CALLS * right);
        near(raw.record(RECORD().uses, 0), CALLS);
    }
}

/// A range of templates is drawn once a future: between 10 and 30 in eight of ten futures, so that these answer `n / (n + 20)`.
#[test]
fn templates_that_are_not_known_exactly() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.features[0].template_count = Quantity::range(10.0, 30.0);
    set(&mut scenario, Field::TemplateHalf, 20.0);
    let raw = month(scenario, 1_024);
    let saved = raw.record(RECORD().saved, 0).iter().zip(raw.record(RECORD().uses, 0));
    let mut shares: Vec<f32> = saved.map(|(saved, uses)| saved / uses).collect();
    shares.sort_unstable_by(f32::total_cmp);
    for (place, right) in [(0.1, 10.0 / 30.0), (0.5, 0.5), (0.9, 30.0 / 50.0)] {
        let share = shares[(place * 1_024.0) as usize];
        assert!((share - right).abs() < 0.03, "{place}: {share}, not {right}");
    }
}

/// What is known of registered users is for the founder: nothing that is simulated depends on it, to the bit. It is the one input of which
/// that is meant.
#[test]
fn registered_users_are_nobody_who_comes() {
    let record = |percent: f64| {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        set(&mut scenario, Field::MonthlyShare, percent);
        let raw = month(scenario, 64);
        [RECORD().users, RECORD().uses, RECORD().cost].map(|number| raw.record(number, 0).to_vec())
    };
    assert_eq!(record(5.0), record(100.0));
}

/// 100 MB of each of 1,000 calls a day: 100 GB more a day, on average 1,600 of January's days, of which 100 are included, at $0.021.
#[test]
fn files_of_a_call() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-pro-uncapped"]);
    set(&mut scenario, Field::FileKb, 1e5);
    set(&mut scenario, Field::StoredKb, 0.0);
    near(month(scenario, 256).record(RECORD().bill[Slot::Data as usize], 0), 25.0 + 1_500.0 * 0.021);
}

/// A launch a month on average, whose visits have a median of 10,000 and, as a lognormal of spread 0.8, a mean of 13,771.
#[test]
fn visits_of_a_launch() {
    let mut scenario = page();
    set(&mut scenario, Field::Visits, 0.0);
    set(&mut scenario, Field::LaunchesPerYear, 12.0);
    set(&mut scenario, Field::LaunchVisits, 10_000.0);
    set(&mut scenario, Field::Activation, 0.0);
    near(month(scenario, 4_096).record(RECORD().requests, 0), 31.0 / 365.25 * 12.0 * 13_771.0);
}

/// Six times as many calls as a minute admits, so that each attempt has the same chance: the slowest have waited twice, 10 s and then
/// three times as long, or 10 s again. Left to chance it is less.
#[test]
fn waits_before_retries() {
    let slowest = |factor: f64, jitter: f64| {
        let mut scenario = still("gemini-3.1-flash-lite-free");
        // Its limits of a day are not what this is about.
        for number in ["limit.day.requests", "limit.minute.input_tokens"] {
            let plan = "gemini-3.1-flash-lite-free".to_owned();
            scenario.overrides.push(Override { plan, number: number.to_owned(), value: 1e9 });
        }
        for (field, number) in [
            (Field::Users, 70_000.0),
            (Field::Retries, 2.0),
            (Field::Backoff, 10.0),
            (Field::BackoffCap, 600.0),
            (Field::BackoffFactor, factor),
            (Field::Jitter, jitter),
        ] {
            set(&mut scenario, field, number);
        }
        mean(month(scenario, 8).record(RECORD().full_answer[2], 0)).0
    };
    // And the answer's own seconds; waits are told apart by half octaves.
    let (longer, same, by_chance) = (slowest(3.0, 0.0), slowest(1.0, 0.0), slowest(3.0, 100.0));
    assert!((40.0..60.0).contains(&longer) && (20.0..30.0).contains(&same), "{longer} {same}");
    assert!((30.0..0.9 * longer).contains(&by_chance), "{by_chance} {longer}");
}

/// A worker serves 60 requests of a minute an hour: of 1.2 million a month it serves 744 x 60, and two of them twice as many.
#[test]
fn workers_of_a_backend() {
    for workers in [1.0, 2.0] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        scenario.stack.backend.plans = plans(&["railway-hobby"]);
        for field in [Field::CallsPerActiveDay, Field::RequestCpu] {
            set(&mut scenario, field, 0.0);
        }
        for (field, number) in [(Field::Users, 1e5), (Field::RequestSeconds, 60.0), (Field::Workers, workers)] {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 8);
        let [asked, refused] = [RECORD().requests, RECORD().refused].map(|number| mean(raw.record(number, 0)).0);
        let served = (asked - refused) / asked * VISITS * 100.0 * 2.0;
        assert!((served / (744.0 * 60.0 * workers) - 1.0).abs() < 0.03, "{workers}: {served}");
    }
}

/// Where 1 in 20 answers takes 1.25 times the target, `2 (1 - 1 / 1.25) = 40%` of those leave who would at twice the target.
#[test]
fn the_target_that_users_expect() {
    let run = |target: f64| {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        scenario.months = 2;
        for (field, number) in [(Field::FirstWord, 1.0), (Field::LostWhenSlow, 50.0), (Field::Target, target)] {
            set(&mut scenario, field, number);
        }
        let raw = month(scenario, 8);
        [(RECORD().full_answer[1], 0), (RECORD().users, 1)].map(|(number, month)| mean(raw.record(number, month)).0)
    };
    let [slowest, all] = run(100.0);
    for (target, left) in [(slowest * 1.01, 1.0), (slowest / 1.25, 0.8), (slowest / 2.0, 0.5), (slowest / 4.0, 0.5)] {
        let [_, users] = run(target);
        assert!((users / all - left).abs() < 0.003, "{target} of {slowest}: {users}");
    }
}

/// What tests of truth say, in one.
fn said() -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = ["", "truth", "cases"].into_iter().flat_map(|folder| fs::read_dir(tests.join(folder)).unwrap());
    let files = files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "rs"));
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Whether they name a field: as one, or as what a document has.
fn is_named(field: Field, said: &str) -> bool {
    let last = field.spec().path.rsplit('.').next().unwrap();
    let follows = |name: &str| {
        let ends = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        said.match_indices(name).any(|(at, _)| ends(&said[at + name.len()..]))
    };
    follows(&format!("Field::{field:?}")) || follows(&format!(".{last}"))
}

#[test]
fn every_field_is_named_by_a_test() {
    let said = said();
    let unnamed: Vec<_> = Field::ALL.iter().filter(|field| !is_named(**field, &said)).collect();
    assert!(unnamed.is_empty(), "no test of truth is about {unnamed:?}");
    assert!(!is_named(Field::Reads, "Field::ReadsMore, it.reads_more") && is_named(Field::Reads, "feature.reads = 1"));
}
