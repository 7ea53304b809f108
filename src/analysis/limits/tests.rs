use super::*;
use crate::scenario::{Choice, PRESETS, Scenario};

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn first() -> Scenario {
    PRESETS[0].scenario().unwrap().into_inner()
}

fn words(scenario: Scenario) -> Vec<LimitWords> {
    limits(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
}

/// An app that has limits of every kind there is.
fn everything() -> Scenario {
    let mut scenario = first();
    let plans: [&[&str]; Scenario::MAX_FEATURES] = [
        &["openai-trial", "gpt-3.5-turbo"],
        &["hf-zerogpu-free", "hf-zerogpu-pro"],
        &["gemini-3.5-flash-lite-free"],
        &["gemini-2.5-flash-lite-free", "gemini-2.5-flash-lite-paid"],
        &["hf-inference-free", "hf-inference-pro"],
        &["gemini-free-tasktrakr"],
    ];
    scenario.features = vec![scenario.features[0].clone(); plans.len()];
    for (feature, plans) in scenario.features.iter_mut().zip(plans) {
        feature.inference.plans = names(plans);
    }
    let titles = &mut scenario.features[2];
    (titles.name, titles.own_account) = ("Titles".to_owned(), true);
    scenario.features[4].others = vec![Choice::on_refusal("gemini-3.5-flash-lite-free".to_owned())];
    scenario.stack.frontend.plans = names(&["netlify-free", "netlify-personal"]);
    scenario.stack.backend.plans = names(&["railway-trial", "railway-free", "render-free"]);
    scenario.stack.data.plans = names(&["firebase-spark", "supabase-free", "supabase-pro", "render-postgres-free"]);
    scenario.stack.training.plans = names(&["kaggle-free", "colab-pro"]);
    scenario.stack.delivery.plans = names(&["github-actions-free", "github-actions-team"]);
    scenario.stack.observability.plans = names(&["posthog-free", "sentry-developer"]);
    scenario.client.limiter = Some(Quantity::Exact(30.0));
    scenario.money.hard_cap = Some(Quantity::Exact(50.0));
    scenario.stack.frontend.spend_cap = Some(Quantity::Exact(20.0));
    scenario
}

/// What happens at the limit of some name, and what a file calls it.
fn happens(limits: &[LimitWords], name: &str) -> (String, String) {
    let found = limits.iter().find(|limit| limit.name == name);
    let found = found.unwrap_or_else(|| panic!("{name} is not in {limits:#?}"));
    (found.happens.clone(), found.key.clone())
}

#[test]
fn every_limit_has_words() {
    let catalog = Catalog::builtin().unwrap();
    let presets = PRESETS.iter().map(|preset| preset.scenario().unwrap().into_inner());
    for scenario in presets.chain([everything()]) {
        let scenario = scenario.validate().unwrap();
        let (limits, world) = (limits(&scenario, &catalog), World::new(&scenario, &catalog).unwrap());
        assert_eq!(limits.len(), world.limits.len());
        for LimitWords { name, key, happens, .. } in &limits {
            let (of, what) = name.split_once(": ").unwrap_or(("The app", name));
            assert!(!of.is_empty() && !what.is_empty() && !name.ends_with('.'), "{name}");
            let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            assert!(!key.starts_with('_') && !key.ends_with('_') && key.bytes().all(usual), "{key}");
            let begins = happens.starts_with(|first: char| first.is_lowercase() || first == '“');
            assert!(begins && happens.len() > 20 && !happens.ends_with('.') && !happens.contains("  "), "{happens}");
        }
        let unique = |of: fn(&LimitWords) -> &String| limits.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!((unique(|limit| &limit.name), unique(|limit| &limit.key)), (limits.len(), limits.len()));
        let budget = limits.last().unwrap();
        assert_eq!((budget.name.as_str(), budget.account), ("Over budget", None));
        assert!(limits.iter().rev().skip(1).all(|limit| limit.account.is_some()));
    }
}

#[test]
fn every_kind_of_limit_is_among_them() {
    let scenario = everything().validate().unwrap();
    let world = World::new(&scenario, &Catalog::builtin().unwrap()).unwrap();
    let has = |way: usize, counts: Option<usize>| {
        let mut rows = world.limits.iter().filter(|row| row.of != Of::App);
        rows.any(|row| row.way == way && counts.is_none_or(|counts| row.counts == counts))
    };
    // No plan of the catalogue limits an hour, or how many calls are under way at once.
    for way in (0..limit::WAYS).filter(|way| ![limit::HOUR, limit::CONCURRENT].contains(way)) {
        assert!(has(way, None), "{way}");
    }
    for cause in [limit::cause::CREDIT, limit::cause::TRIAL, limit::cause::IDLE] {
        assert!(has(limit::MONTH, Some(cause)), "{cause}");
    }
}

/// What users do not pass says what it does instead of turning them away.
#[test]
fn limits_that_turn_nobody_away_say_what_happens() {
    let limits = words(everything());
    for (name, expected, instead) in [
        (
            "GitHub Actions: 2,000 minutes of builds a month",
            "“GitHub Actions Free” runs no builds past its allowance of 2,000 minutes of builds a month",
            "runs no builds",
        ),
        (
            "PostHog: 1,000,000 events a month",
            "“PostHog Free” loses what it is sent past its allowance of 1,000,000 events a month",
            "loses what it is sent",
        ),
        (
            "Kaggle: 130 GPU hours of training a month",
            "“Kaggle Free” lends no GPU past its allowance of 130 GPU hours of training a month",
            "lends no GPU",
        ),
    ] {
        assert_eq!(happens(&limits, name).0, expected);
        let of = |name: &str| limits.iter().find(|limit| limit.name == name).unwrap();
        assert_eq!((of(name).instead, of(name).is_measured), (Some(instead), true));
    }
    assert_eq!(limits.iter().filter(|limit| limit.instead.is_some()).count(), 6);
}

#[test]
fn the_first_preset_reads_like_its_providers_pages() {
    let limits = words(first());
    for (name, expected, key) in [
        (
            "Google Gemini API: 15 to 30,000 requests a minute",
            "“Gemini 3.5 Flash-Lite, free” refuses calls past 15 requests a minute",
            "gemini_3_5_flash_lite_minute_requests",
        ),
        (
            "Google Gemini API: requests too large",
            "“Gemini 3.5 Flash-Lite, free” refuses single requests above its limit of 250,000 input tokens a minute",
            "gemini_3_5_flash_lite_too_large",
        ),
        (
            "Google Gemini API: 500 requests a day",
            "“Gemini 3.5 Flash-Lite, free” refuses calls past 500 requests a day",
            "gemini_3_5_flash_lite_day_requests",
        ),
        (
            "Vercel: 100 GB sent to users a month",
            "“Vercel Hobby” is paused past its allowance of 100 GB sent to users a month",
            "vercel_frontend_month_egress_gb",
        ),
        (
            "Railway: too slow to wait for",
            "the backend is too slow, and users give up waiting",
            "railway_backend_too_slow",
        ),
        (
            "Supabase: 0.5 to 8 GB of database",
            "“Supabase Free” is restricted past its allowance of 0.5 GB of database",
            "supabase_data_stock_database_gb",
        ),
        (
            "Supabase: paused after 7 days without use",
            "“Supabase Free” is paused after 7 days without use",
            "supabase_idle",
        ),
        ("Over budget", "the bills pass the budget of $100", "over_budget"),
    ] {
        assert_eq!(happens(&limits, name), (expected.to_owned(), key.to_owned()), "{name}");
    }
}

#[test]
fn limits_of_one_plan_have_one_number() {
    let mut scenario = first();
    scenario.stack.data.plans = names(&["supabase-free"]);
    let happens = happens(&words(scenario), "Supabase: 0.5 GB of database").0;
    assert_eq!(happens, "“Supabase Free” is restricted past its allowance of 0.5 GB of database");
}

#[test]
fn credits_trials_visitors_and_own_limits_are_said_in_plain_words() {
    let limits = words(everything());
    for (name, expected, key) in [
        (
            "OpenAI API: $5 of usage in all, then $500 a month",
            "“OpenAI trial credit” is suspended past its allowance of $5 of usage in all, until an upgrade",
            "openai_credit",
        ),
        ("OpenAI API: 90 days of trial", "“OpenAI trial credit” ends after 90 days of trial", "openai_trial"),
        (
            "OpenAI API: your own limiter",
            "your own limiter of 30 calls a minute turns away calls to OpenAI API",
            "openai_own_limiter",
        ),
        ("OpenAI API: your own spending cap", "your own spending cap stops calls to OpenAI API", "openai_own_cap"),
        ("Netlify: your own spending cap", "your own spending cap stops Netlify", "netlify_own_cap"),
        (
            "Hugging Face: $0 of usage a month",
            "“Hugging Face Inference Providers, free: gpt-oss-20b” refuses calls past its allowance of $0 of usage a month",
            "hugging_face_credit",
        ),
        (
            "Hugging Face ZeroGPU: 300 GPU seconds a day for each visitor",
            "“Hugging Face ZeroGPU, free” refuses calls past 300 GPU seconds a day for each visitor",
            "zerogpu_visitor_day_gpu_seconds",
        ),
        (
            "Netlify: 300 to 1,000 credits a month",
            "“Netlify Free” is paused past its allowance of 300 credits a month",
            "netlify_credit",
        ),
        (
            "Railway: $5 of usage in all, then $1 a month",
            "“Railway Trial” is suspended past its allowance of $5 of usage in all, until an upgrade",
            "railway_credit",
        ),
        (
            "Firebase: 50,000 database reads a day",
            "“Firebase Spark” refuses requests past its allowance of 50,000 database reads a day",
            "firebase_data_day_reads",
        ),
        (
            "Render Postgres: 1 GB of database",
            "“Render Postgres, Free” is deleted past its allowance of 1 GB of database",
            "render_postgres_data_stock_database_gb",
        ),
        (
            "TaskTrakr AI Scaling Strategy: 1,000,000 tokens a month",
            "“Gemini free as TaskTrakr's plan states it” refuses calls past 1,000,000 tokens a month",
            "gemini_month_tokens",
        ),
    ] {
        assert_eq!(happens(&limits, name), (expected.to_owned(), key.to_owned()), "{name}");
    }
}

/// Where an account does several things for the app, the model or part is named in place of the provider.
#[test]
fn models_of_one_account_are_told_apart() {
    let limits = words(everything());
    assert_eq!(
        happens(&limits, "Gemini 2.5 Flash-Lite: 20 requests a day").0,
        "“Gemini 2.5 Flash-Lite, free” refuses calls past 20 requests a day"
    );
    assert_eq!(happens(&limits, "Gemini 3.5 Flash-Lite: 500 requests a day").1, "gemini_3_5_flash_lite_day_requests");
    assert_eq!(
        happens(&limits, "Google Gemini API (Titles): 500 requests a day").1,
        "gemini_3_5_flash_lite_feature_3_day_requests"
    );
}

#[test]
fn equal_names_are_numbered_and_features_without_one_called_by_their_place() {
    let mut scenario = first();
    scenario.features = vec![scenario.features[0].clone(); 4];
    scenario.features.iter_mut().for_each(|feature| feature.own_account = true);
    scenario.features[3].name = " ".to_owned();
    let scenario = scenario.validate().unwrap();
    let catalog = Catalog::builtin().unwrap();
    let daily = limits(&scenario, &catalog).into_iter().filter(|limit| limit.key.ends_with("day_requests"));
    let daily: Vec<String> = daily.map(|limit| limit.name).collect();
    let expected = [
        "Google Gemini API (Chat): 500 requests a day",
        "Google Gemini API (Chat) (2): 500 requests a day",
        "Google Gemini API (Chat) (3): 500 requests a day",
        "Google Gemini API (Feature 4): 500 requests a day",
    ];
    assert_eq!(daily, expected);
    let accounts = account_names(&World::new(&scenario, &catalog).unwrap(), &scenario);
    assert_eq!(accounts[accounts.len() - 2..], ["Google Gemini API (Chat) (3)", "Google Gemini API (Feature 4)"]);
}

/// An account is on the highest tier that any place wants, so what happens there is what that tier's plans say.
#[test]
fn what_happens_is_of_the_tier_that_the_account_begins_on() {
    let mut scenario = first();
    scenario.features = vec![scenario.features[0].clone(); 2];
    scenario.features[1].inference.plans = names(&["gemini-2.5-flash-lite-paid"]);
    let limits = words(scenario);
    let begins = "“Gemini 3.5 Flash-Lite, paid” refuses calls past 2,000 requests a minute";
    assert_eq!(happens(&limits, "Gemini 3.5 Flash-Lite: 15 to 30,000 requests a minute").0, begins);
    // Nothing is paid that limits days: the plan that does is named, though nobody begins on it.
    let daily = happens(&limits, "Gemini 3.5 Flash-Lite: 500 requests a day").0;
    assert!(daily.starts_with("“Gemini 3.5 Flash-Lite, free” refuses"), "{daily}");
}

#[test]
fn only_limits_whose_use_is_counted_are_measured() {
    for limit in words(everything()) {
        let counted = ["_day_", "_month_", "_stock_", "_credit"].iter().any(|part| limit.key.contains(part));
        let is_counted = counted && !limit.key.contains("_visitor_") || limit.account.is_none();
        assert_eq!(limit.is_measured, is_counted, "{}", limit.key);
    }
}

#[test]
fn the_budget_may_be_a_range() {
    assert_eq!(budget(Quantity::range(80.0, 1_200.0)), "the budget of $80 to $1,200");
}

const SHARED: &str = r#"
    id = "acme"
    name = "Acme"
    sources = [{ id = "page", url = "https://example.org", read = "2026-08-02", confidence = "high" }]
    [[tiers]]
    id = "free"
    name = "free"
    base = { value = 0, source = "page" }
    limits = [
        { window = "minute", meter = "requests", past = "refuse", value = 20, source = "page" },
        { window = "day", meter = "requests", of = "account", past = "refuse", value = 50, source = "page" },
    ]
    [[models]]
    id = "small"
    name = "Small"
    offers = [{ id = "small-free", tier = "free" }]
    [[models]]
    id = "large"
    name = "Large"
    limits = [{ window = "day", meter = "requests", past = "refuse", value = 10, source = "page" }]
    offers = [{ id = "large-free", tier = "free" }]
"#;

#[test]
fn a_limit_of_all_models_is_said_once() {
    let mut scenario = first();
    scenario.stack = Default::default();
    scenario.features = vec![scenario.features[0].clone(); 2];
    for (feature, plan) in scenario.features.iter_mut().zip(["small-free", "large-free"]) {
        feature.inference.plans = names(&[plan]);
    }
    let limits = limits(&scenario.validate().unwrap(), &Catalog::read(&[("acme.toml", SHARED)]).unwrap());
    let rows: Vec<_> = limits.iter().map(|it| (it.name.as_str(), it.key.as_str(), it.is_measured)).collect();
    let expected = [
        ("Small: 20 requests a minute", "small_minute_requests", false),
        ("Acme: 50 requests a day, all models together", "acme_day_requests", true),
        ("Large: 20 requests a minute", "large_minute_requests", false),
        ("Large: 10 requests a day", "large_day_requests", true),
        ("Over budget", "over_budget", true),
    ];
    assert_eq!(rows, expected);
    assert_eq!(limits[1].happens, "“Small, free” refuses calls past 50 requests a day, all models together");
}
