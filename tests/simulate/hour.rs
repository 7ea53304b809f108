//! `simulate hour`: a document in, a table or JSON out; and `docs/hour.md`, which says what is in either.

use headroom::hour::{Cards, FIELDS, Field, Hour, Serves, Sleeping};
use headroom::scenario::grouped;

use super::{answer, file, refusal};

fn path(name: &str) -> String {
    format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

/// A document of one server that is busy for two thirds of the time: mean wait `2 S = 4 s`, by hand, of exponential times; 1,200 calls at
/// $0.01, and a day of the server at $0.5 an hour.
#[test]
fn a_server_is_as_slow_as_theory_says() {
    let document = br#"{"calls_an_hour": 1200, "burstiness": 0, "service": {"seconds": 2}, "serves": {"servers": 1}, "patience": 3600, "usd": {"a_call": 0.01, "an_hour": 0.5}}"#;
    let text = answer(&["hour", &file("hour-server.json", document), "--json"]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let number = |path: &str| value.pointer(path).unwrap().as_f64().unwrap();
    for (path, truth, bound) in [
        ("/calls", 28_800.0, 1e-9),
        ("/served", 28_800.0, 1e-9),
        ("/full_answer/mean", 6.0, 0.01),
        ("/full_answer/p95", 6.0 * 2.996, 0.03),
        ("/utilisation", 2.0 / 3.0, 1e-9),
        ("/usd", 288.0 + 12.0, 1e-9),
        ("/attempts", 1.0, 1e-9),
    ] {
        let got = number(path);
        assert!((got / truth - 1.0).abs() <= bound, "{path}: {got}, not {truth}");
    }
    assert!(["/refused", "/abandoned", "/cold"].map(number).iter().all(|share| *share < 1e-12), "{text}");
    assert_eq!(value["warnings"], serde_json::json!([]));
    assert_eq!(value["first_word"], serde_json::Value::Null);
}

/// Three times what flows in: two thirds are refused for good, and of four attempts each in congestion is refused with `(2/3)^(1/4)`.
#[test]
fn a_limit_refuses_what_does_not_flow_in() {
    let document = br#"{"calls_an_hour": 10800, "burstiness": 0, "limit": {"a_minute": 60}, "client": {"retries": 3, "jitter": 100}}"#;
    let text = answer(&["hour", &file("hour-limit.json", document), "--json"]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let number = |name: &str| value[name].as_f64().unwrap();
    assert!((number("refused") - 2.0 / 3.0).abs() < 0.005, "{text}");
    assert!((number("refused_first") - 0.9036).abs() < 0.02 && number("attempts") > 3.0, "{text}");
    assert!((number("served") - 86_400.0).abs() < 500.0, "{text}");
}

/// A day's limit is kept by counting.
#[test]
fn a_day_serves_what_it_admits() {
    let text = answer(&["hour", &file("hour-day.json", br#"{"calls_an_hour": 100, "calls_a_day": 600}"#), "--json"]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!([&value["served"], &value["refused_by_day"]].map(|it| it.as_f64().unwrap()), [600.0, 0.75]);
}

#[test]
fn what_is_less_certain_is_said_below_the_table() {
    let text = answer(&[
        "hour",
        &file("hour-bursts.json", br#"{"burstiness": 150, "serves": {"servers": 2}, "patience": 3600}"#),
    ]);
    assert!(
        text.ends_with("\n\nCalls in bursts of more than 100% are beyond what the formulas are held to.\n"),
        "{text}"
    );
    assert!(text.starts_with("Calls  ") && text.contains(" s\n") && text.contains("% of calls\n"), "{text}");
}

#[test]
fn bad_documents_are_refused() {
    let wrong = file("hour-wrong.json", br#"{"serves": {"servers": 0}}"#);
    assert!(
        refusal(&["hour", &wrong])
            .ends_with("hour-wrong.json: serves.servers is 0; it must be a whole number between 1 and 1,024.\n")
    );
    let unknown = file("hour-unknown.json", br#"{"server": 2}"#);
    assert!(refusal(&["hour", &unknown]).ends_with("unknown field `server`; the nearest is `serves`.\n"));
    assert!(refusal(&["hour", &file("hour-long.json", &[b' '; 100_000])]).contains("longer than 65,536 bytes."));
    assert!(refusal(&["hour", "no/such.json"]).starts_with("no/such.json cannot be read: "));
    assert!(refusal(&["hour"]).starts_with("Which hour? "));
    assert!(refusal(&["hour", "a", "b"]).contains("not understood"));
    assert!(refusal(&["hour", "a", "--futures", "64"]).contains("--futures"));
    assert!(answer(&["hour", "--help"]).contains("simulate hour FILE [--json]"));
}

/// The page has every number of the document, with its range and default.
#[test]
fn the_page_has_every_number() {
    let page = read("hour.md");
    let lacks: Vec<String> = FIELDS.iter().map(row).filter(|line| !page.contains(line)).collect();
    assert!(lacks.is_empty(), "docs/hour.md lacks:\n{}", lacks.join("\n"));
    assert_eq!(page.lines().filter(|line| line.starts_with("| `")).count(), FIELDS.len() + 3);
}

fn row(field: &Field) -> String {
    let serves = match field.path.split('.').nth(1) {
        Some("servers") => Serves::Servers(1.0),
        Some("cards") => Serves::Cards(Cards::default()),
        Some("sleeping") => Serves::Sleeping(Sleeping::default()),
        _ => Serves::Provider,
    };
    let default = match field.path {
        "serves.servers" => "-".to_owned(),
        _ => (field.get)(&Hour::with(serves)).map_or_else(|| "-".to_owned(), grouped),
    };
    let [least, most] = field.range.map(grouped);
    let whole = if field.whole { ", whole" } else { "" };
    format!("| `{}` | {} | {least} to {most}{whole} | {default} | {} |", field.path, field.unit, field.words)
}

/// What the page's example says is what comes of it.
#[test]
fn the_page_s_example_is_as_it_says() {
    let (page, document) = (read("hour.md"), read("hour.json"));
    assert!(page.contains(&format!("```json\n{document}```")), "docs/hour.md has another document than docs/hour.json");
    let text = answer(&["hour", &path("hour.json")]);
    let shown = |text: &str| page.contains(&format!("```text\n{text}```"));
    assert!(shown(&text), "docs/hour.md must have this:\n{text}");
}
