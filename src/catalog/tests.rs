use super::*;
use crate::parts::Meter;

const GOOD: &str = r#"
    id = "provider"
    name = "Provider"
    [[models]]
    id = "model"
    [[models.offers]]
    id = "plan"
    name = "Plan"
    base = [{ from = "2026-01-01", value = 5, source = { document = "Plan", confidence = "low" } }]
    [[models.offers.prices]]
    meter = "input_tokens"
    history = [{ from = "2026-01-01", value = [{ from = 0, price = 2, per = 1_000 }, { from = 5_000, price = 1, per = 1_000 }], source = { url = "https://example.org", read = "2026", confidence = "low" } }]
    [[models.offers.limits]]
    window = "day"
    meter = "requests"
    past = "refuse"
    reset = { utc_hour = 8, note = "midnight" }
    history = [{ from = "2026-01-01", value = 500, source = { document = "Plan", confidence = "low" } }]
"#;

#[test]
fn a_good_file_is_read() {
    let catalog = Catalog::read(&[("good.toml", GOOD)]).unwrap();
    let plan = catalog.plan("plan").unwrap();
    let day = Date { year: 2027, month: 1, day: 1 };
    assert_eq!(plan.base_usd(day), 5.0);
    assert_eq!(plan.tiers(Meter::InputTokens, day).len(), 2);
    assert_eq!(plan.tiers(Meter::OutputTokens, day), []);
    assert_eq!(plan.limit(Window::Day, Meter::Requests, day).map(|it| it.value), Some(500.0));
    assert_eq!(plan.limit(Window::Month, Meter::Requests, day), None);
    assert_eq!(plan.reset_utc_hour(), 8);
    assert_eq!(catalog.plan("other"), None);
}

#[test]
fn a_bad_file_is_refused_with_its_name_and_the_reason() {
    for (old, new, reason) in [
        ("value = 500", "value = 0", "plan: a limit must be above zero"),
        ("value = 500", "value = inf", "plan: a limit must be above zero"),
        ("value = 5,", "value = -5,", "plan: a base price must not be negative"),
        ("price = 2", "price = -2", "a tier needs a price of zero or more for a positive number of units"),
        ("per = 1_000 }, {", "per = 0 }, {", "a tier needs a price of zero or more for a positive number of units"),
        ("from = 5_000", "from = 0", "tiers must start at 0 and ascend"),
        ("from = 0,", "from = 1,", "tiers must start at 0 and ascend"),
        ("utc_hour = 8", "utc_hour = 24", "plan: a limit resets at an hour of 0 to 23"),
        (
            "\"2026-01-01\", value = 500",
            "\"2026-02-30\", value = 500",
            "2026-02-30 is not a date written like 2026-07-18",
        ),
        ("read = \"2026\"", "read = \"2026-07\"", "2026-07 is not a year or a date written like 2026-07-18"),
        ("read = \"2026\", ", "", "a source is either a url with the date it was read, or a document"),
        ("window = \"day\"", "window = \"week\"", "unknown variant `week`"),
        ("name = \"Plan\"", "nmae = \"Plan\"", "plan: unknown field `nmae`"),
        ("[[models.offers.limits]]", "[[models.offers]]\n[[models.offers.limits]]", "missing field `id`"),
        ("meter = \"requests\"", "meter = \"reads\"", "plan: reads does not count in the slot inference"),
        ("window = \"day\"", "window = \"stock\"", "plan: a level has a stock limit, and only a level"),
        (
            "name = \"Plan\"",
            "name = \"Plan\"\ncredit_past = \"pause\"",
            "plan: a credit limit and what happens past it",
        ),
        (
            "name = \"Provider\"",
            "name = \"Provider\"\ncurrency = \"credits\"",
            "plan: a plan in credits has a limit of them",
        ),
        ("past = \"refuse\"", "past = \"shrug\"", "unknown variant `shrug`"),
    ] {
        assert!(GOOD.contains(old), "{old}");
        let error = Catalog::read(&[("bad.toml", &GOOD.replacen(old, new, 1))]).unwrap_err().to_string();
        assert!(error.starts_with("The catalogue file bad.toml cannot be used: "), "{error}");
        assert!(error.contains(reason), "{error} for {reason}");
    }
    let twice = Catalog::read(&[("a.toml", GOOD), ("b.toml", GOOD)]).unwrap_err();
    assert_eq!(twice.to_string(), "The catalogue uses the id provider twice.");
}

const SHORT: &str = r#"
    id = "provider"
    name = "Provider"
    sources = [
        { id = "page", url = "https://example.org", read = "2026-08-02", confidence = "high", note = "Shared." },
        { id = "year", url = "https://example.org", read = "2026", confidence = "low" },
    ]
    [[parts]]
    slot = "data"
    [[parts.offers]]
    id = "plan"
    name = "Plan"
    base = { value = 25, source = "year" }
    prices = [{ meter = "reads", value = [{ price = 0.06, per = 100_000 }], source = "page", note = "Own." }]
    limits = [{ window = "stock", meter = "file_gb", past = "delete", value = 5, source = "page" }]
    facts = [{ name = "idle_days", from = "2025-02-03", value = 7, source = "page" }]
"#;

#[test]
fn the_short_form_is_written_out() {
    let catalog = Catalog::read(&[("short.toml", SHORT)]).unwrap();
    let plan = catalog.plan("plan").unwrap();
    let read = Date { year: 2026, month: 8, day: 2 };
    let base = plan.base.at(read);
    assert_eq!((base.from, base.value), (Date { year: 2026, month: 1, day: 1 }, 25.0));
    assert_eq!(base.source.confidence, Confidence::Low);
    let price = plan.prices[0].history.at(read);
    assert_eq!((price.from, &price.value[..]), (read, &[Tier { from: 0.0, price: 0.06, per: 1e5 }][..]));
    assert_eq!(price.source.note, "Own. Shared.");
    let limit = plan.limit(Window::Stock, Meter::FileGb, read).unwrap();
    assert_eq!((limit.value, limit.source.note.as_str(), plan.limits[0].past), (5.0, "Shared.", Past::Delete));
    assert_eq!((plan.fact(FactName::IdleDays, read), plan.fact(FactName::TrialDays, read)), (Some(7.0), None));
    assert_eq!(plan.facts[0].history.known_from(), Date { year: 2025, month: 2, day: 3 });
    assert_eq!(plan.known_from(), read);
}

#[test]
fn a_bad_short_form_is_refused() {
    for (old, new, reason) in [
        ("source = \"year\"", "source = \"yaer\"", "there is no source yaer"),
        ("id = \"year\"", "id = \"page\"", "two sources have the id page"),
        ("{ id = \"page\", ", "{ ", "a source needs an id"),
        ("value = 25, ", "", "missing field `value`"),
        ("slot = \"data\"", "slot = \"frontend\"", "plan: reads does not count in the slot frontend"),
        ("value = 7", "value = -7", "plan: a fact must not be negative"),
        ("name = \"idle_days\"", "name = \"idle_dais\"", "unknown variant `idle_dais`"),
        ("window = \"stock\"", "window = \"month\"", "plan: a level has a stock limit, and only a level"),
        ("value = 5,", "value = 5, history = [],", "unknown field `from`"),
    ] {
        assert!(SHORT.contains(old), "{old}");
        let error = Catalog::read(&[("bad.toml", &SHORT.replacen(old, new, 1))]).unwrap_err().to_string();
        assert!(error.contains(reason), "{error} for {reason}");
    }
}

const SHARED: &str = r#"
    id = "provider"
    name = "Provider"
    sources = [{ id = "page", url = "https://example.org", read = "2026-08-02", confidence = "high" }]
    [[tiers]]
    id = "free"
    name = "free"
    base = { value = 0, source = "page" }
    limits = [{ window = "day", meter = "requests", of = "account", past = "refuse", value = 50, source = "page" }]
    [[models]]
    id = "model"
    limits = [{ window = "day", meter = "requests", past = "refuse", value = 20, source = "page" }]
    offers = [{ id = "plan", tier = "free" }]
    [[parts]]
    slot = "data"
    name = "Storage"
    offers = [{ id = "storage", tier = "free" }]
"#;

#[test]
fn a_limit_of_an_account_stands_beside_that_of_its_model() {
    let catalog = Catalog::read(&[("shared.toml", SHARED)]).unwrap();
    let day = catalog.date();
    let mut plan = catalog.plan("plan").unwrap().clone();
    let numbers = |plan: &Plan| plan.numbers(day).into_iter().map(|it| (it.path, it.value)).collect::<Vec<_>>();
    let number = |path: &str, value| (path.to_owned(), value);
    let expected =
        [number("base", 0.0), number("limit.day.requests.account", 50.0), number("limit.day.requests", 20.0)];
    assert_eq!(numbers(&plan), expected);
    plan.set("limit.day.requests.account", 60.0).unwrap();
    assert_eq!(numbers(&plan)[1..], [number("limit.day.requests.account", 60.0), number("limit.day.requests", 20.0)]);
    assert!(plan.set("limit.hour.requests.account", 60.0).is_err());
    assert!(catalog.plan("storage").unwrap().clone().set("limit.month.requests.account", 60.0).is_err());
    assert_eq!(catalog.plan("storage").unwrap().limits, [], "what is no model has no limit of calls");
}

#[test]
fn a_bad_limit_of_an_account_is_refused() {
    let of_calls = "free: a limit of the account counts model calls, by minute, day or month";
    for (old, new, reason) in [
        ("\"requests\", of", "\"reads\", of", of_calls),
        ("window = \"day\", meter = \"requests\", of", "window = \"request\", meter = \"tokens\", of", of_calls),
        ("window = \"day\", meter = \"requests\", of", "window = \"concurrent\", meter = \"requests\", of", of_calls),
        (
            "meter = \"requests\", past",
            "meter = \"requests\", of = \"account\", past",
            "model: a limit of the account is said by a tier, once for all its models",
        ),
        ("of = \"account\"", "of = \"project\"", "unknown variant `project`"),
    ] {
        assert!(SHARED.contains(old), "{old}");
        let error = Catalog::read(&[("bad.toml", &SHARED.replacen(old, new, 1))]).unwrap_err().to_string();
        assert!(error.contains(reason), "{error} for {reason}");
    }
}

/// A plan as of a day keeps what was known of each of its numbers, and the catalogue's day is that of the newest.
#[test]
fn a_plan_is_known_as_of_a_day() {
    let history = r#"[{ value = 7, source = "year" }, { from = "2026-09-01", value = 3, source = "page" }]"#;
    let text = SHORT
        .replace(r#"base = { value = 25, source = "year" }"#, &format!("base = {history}"))
        .replace(r#"from = "2025-02-03", value = 7, source = "page""#, &format!("history = {history}"));
    let catalog = Catalog::read(&[("known.toml", &text)]).unwrap();
    let (read, later) = (Date { year: 2026, month: 8, day: 2 }, Date { year: 2026, month: 9, day: 1 });
    assert_eq!(catalog.date(), read);
    let plan = catalog.plan("plan").unwrap();
    assert_eq!(plan.as_of(read), *plan);
    let before = catalog.plan_as_of("plan", Some(Date { day: 1, ..read })).unwrap();
    assert_eq!((plan.base_usd(later), plan.fact(FactName::IdleDays, later)), (3.0, Some(3.0)));
    assert_eq!((before.base_usd(later), before.fact(FactName::IdleDays, later)), (7.0, Some(7.0)));
    assert_eq!(before.limits, plan.limits);
}

#[test]
fn a_limit_that_the_simulation_does_not_follow_is_refused() {
    let text = |part: &str, window: &str, meter: &str, of: &str| {
        let limit = format!(
            "{{ window = \"{window}\", meter = \"{meter}\", {of}past = \"refuse\", value = 5, source = \"page\" }}"
        );
        format!(
            "id = \"provider\"\nname = \"Provider\"\n\
             sources = [{{ id = \"page\", url = \"https://example.org\", read = \"2026-08-02\", confidence = \"high\" }}]\n\
             [[{part}.offers]]\nid = \"plan\"\nname = \"Plan\"\nbase = {{ value = 0, source = \"page\" }}\nlimits = [{limit}]\n"
        )
        .replace("[[models.offers]]", "[[models]]\nid = \"model\"\nname = \"Model\"\n[[models.offers]]")
        .replace("[[delivery.offers]]", "[[parts]]\nslot = \"delivery\"\n[[parts.offers]]")
        .replace("[[data.offers]]", "[[parts]]\nslot = \"data\"\n[[parts.offers]]")
    };
    for (part, window, meter, of, reason) in [
        ("models", "concurrent", "tokens", "", "what is under way at once is counted in requests"),
        ("data", "minute", "reads", "", "only model calls are limited in one request, by the minute"),
        ("data", "month", "reads", "of = \"visitor\", ", "only model calls are limited in one request, by the minute"),
        ("delivery", "day", "build_minutes", "", "what nobody has to pass is limited by the month"),
        ("models", "hour", "requests", "fixed = true, ", "only a minute is fixed"),
        ("models", "minute", "requests", "fixed = true, burst = 5, ", "one that is has no burst"),
    ] {
        let error = Catalog::read(&[("bad.toml", &text(part, window, meter, of))]).unwrap_err().to_string();
        assert!(error.contains(reason), "{error} for {reason}");
    }
    for (part, window, meter) in
        [("models", "minute", "output_tokens"), ("data", "day", "reads"), ("delivery", "month", "build_minutes")]
    {
        Catalog::read(&[("good.toml", &text(part, window, meter, ""))]).unwrap();
    }
}
