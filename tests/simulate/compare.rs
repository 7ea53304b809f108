//! Alternatives beside each other on the command line.

use std::fs;

use headroom::scenario::Scenario;
use headroom::stats::{Comparison, Summary};

use super::{answer, changed, file, link, preset, refusal, simulate};

/// A file with the first preset on a single plan, paid from the first day.
fn paid() -> String {
    let free = "\"gemini-3.5-flash-lite-free\", \"gemini-3.5-flash-lite-paid\"";
    let text = fs::read_to_string(preset("first-wall")).unwrap();
    let text = text.replacen(free, "\"gemini-3.5-flash-lite-paid\"", 1);
    file("paid.json", text.replacen("A chat app on free tiers", "Paid from day one", 1).as_bytes())
}

/// The same as changes of the first preset.
const PAID: &str = r#"{"features": {"0": {"inference": {"plans": ["gemini-3.5-flash-lite-paid"]}}}}"#;

const FEW: [&str; 2] = ["--futures", "64"];

fn compared(arguments: &[&str], more: &[&str]) -> String {
    answer(&[arguments, more, &FEW].concat())
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn two_files_are_compared_in_words_and_tables() {
    let text = compared(&["compare", &preset("first-wall"), &paid()], &[]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["A chat app on free tiers", "64 futures, seed 1, the same for all", ""]);
    assert!(text.contains("\nB (Paid from day one) is "), "{text}");
    assert!(text.contains("\nFirst wall if you stay on the first plans: A "), "{text}");
    let heading = lines.iter().find(|line| line.contains("  A (A chat app on free tiers)  ")).unwrap();
    assert!(heading.ends_with("B (Paid from day one)"), "{text}");
    let row = |start: &str| lines.iter().find(|line| line.trim_start().starts_with(start)).unwrap();
    assert!(row("Total cost  ").contains(" to $") && row("Turned away  ").contains(", best "), "{text}");
    assert_eq!(row("Month  ").split_whitespace().collect::<Vec<_>>(), ["Month", "A", "B", "None"]);
    assert_eq!(lines.iter().filter(|line| line.get(3..7) == Some(" 202")).count(), 24, "{text}");
    assert!(text.contains("Gemini 3.5 Flash-Lite, paid (approximate): "), "{text}");
}

#[test]
fn a_comparison_has_the_numbers_of_each_run_alone() {
    let [free, paid] = [preset("first-wall"), paid()];
    let value = json(&compared(&["compare", &free, &paid], &["--format", "json", "--threads", "2"]));
    let summaries: Vec<Summary> = serde_json::from_value(value["summaries"].clone()).unwrap();
    let comparison: Comparison = serde_json::from_value(value["comparison"].clone()).unwrap();
    for (place, file) in [free, paid].iter().enumerate() {
        let alone = json(&compared(&[file], &["--format", "json"]));
        let alone: Summary = serde_json::from_value(alone["summary"].clone()).unwrap();
        assert_eq!(summaries[place], alone, "{file}");
        assert_eq!(comparison.contenders[place].standings[0].bands, alone.total_cost);
    }
    assert_eq!(value["names"][1], "B (Paid from day one)");
    assert!(value["verdict"].as_array().unwrap().len() >= 3);
    let again: Scenario = serde_json::from_value(value["scenario"].clone()).unwrap();
    assert_eq!(again.alternatives.len(), 2);
}

#[test]
fn changes_make_an_alternative_that_links_and_files_carry() {
    let base = preset("first-wall");
    let plain = file("plain.json", PAID.as_bytes());
    let named = file("named.json", format!(r#"{{"name": "Paid", "changes": {PAID}}}"#).as_bytes());
    let text = |arguments: &[&str]| compared(arguments, &[]);
    assert!(text(&[&base, "--with", &plain]).contains("\nB (plain) is "));
    let by_name = text(&[&base, "--with", &named]);
    assert!(by_name.contains("\nB (Paid) is "), "{by_name}");
    // The same numbers as of the file with all of it.
    let csv = |arguments: &[&str]| compared(arguments, &["--format", "csv"]);
    let numbers = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(',').skip(2).collect::<Vec<_>>().join(",")).collect()
    };
    let by_file = csv(&["compare", &base, &paid()]);
    assert_eq!(numbers(&csv(&[&base, "--with", &named])), numbers(&by_file));
    assert_eq!(by_file.lines().count(), 1 + 2 * 25);
    assert!(by_file.starts_with("alternative,name,month,cost_usd_p10,cost_usd_p50,cost_usd_p90,more_cost_usd_p10,"));
    // A scenario with alternatives inside, as file and as link.
    let value = json(&compared(&[&base, "--with", &named], &["--format", "json"]));
    let inside = file("inside.json", value["scenario"].to_string().as_bytes());
    assert_eq!(text(&["compare", &inside]), by_name);
    assert_eq!(text(&["compare", &link(&[&inside])]), by_name);
    // Without `compare` it is answered for the first.
    assert_eq!(text(&[&inside]), text(&[&base]));
    // More of them beside those inside.
    let three = text(&["compare", &inside, "--with", &plain]);
    assert!(three.contains("\nB (Paid) is ") && three.contains("\nC (plain) is "), "{three}");
}

#[test]
fn what_all_alternatives_have_in_common_is_that_of_the_first() {
    let other = changed("other.json", "\"seed\": 1,", "\"seed\": 2,");
    let shorter = changed("shorter.json", "\"months\": 24", "\"months\": 12");
    let output = simulate(&["compare", &preset("first-wall"), &other, &shorter, "--futures", "64", "--format", "csv"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].ends_with("other.json: Left out: seed; what the first scenario says holds for all."), "{said}");
    assert!(
        lines[1].ends_with("shorter.json: Left out: months; what the first scenario says holds for all."),
        "{said}"
    );
    // So they are the same, to the last digit, under the names of their files.
    let csv = String::from_utf8(output.stdout).unwrap();
    let of = |start: &str| -> Vec<String> {
        csv.lines().filter_map(|line| line.strip_prefix(start)).map(str::to_owned).collect()
    };
    assert_eq!(of("A,first-wall,").len(), 25);
    assert_eq!(of("A,first-wall,"), of("B,other,"));
    assert_eq!(of("A,first-wall,"), of("C,shorter,"));
    let same = compared(&["compare", &preset("first-wall"), &preset("first-wall")], &[]);
    assert!(same.contains("\nB (first-wall) costs the same as A in every future.\n"), "{same}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let base = preset("first-wall");
    let alone = refusal(&["compare", &base]);
    assert!(alone.ends_with("first-wall.json: It has no alternatives; give another file, or changes by --with.\n"));
    let seven = [&["compare"][..], &[base.as_str(); 7]].concat();
    assert_eq!(refusal(&seven), "These are 7 alternatives; at most 6 can be compared.\n");
    assert!(refusal(&["compare"]).starts_with("Which scenario?"));
    let gpu = refusal(&["compare", &base, &base, "--engine", "gpu"]);
    assert_eq!(gpu, "Comparisons run on the CPU; leave --engine gpu out.\n");
    let bad = |name: &str, text: &str| refusal(&[&base, "--with", &file(name, text.as_bytes())]);
    for (name, text, said) in [
        ("no.json", "no", "no.json: These are no changes of a scenario: expected ident at line 1 column 2.\n"),
        (
            "list.json",
            "[1]",
            "list.json: These are no changes of a scenario: invalid type: sequence, expected a map at line 1",
        ),
        (
            "more.json",
            r#"{"changes": {}, "more": 1}"#,
            "more.json: These are no changes of a scenario: unknown field `more`",
        ),
        ("same.json", r#"{"money": {"budget": 5, "budget": 6}}"#, "same.json: These are no changes of a scenario: "),
        (
            "field.json",
            r#"{"money": {"bugdet": 5}}"#,
            "field.json: In alternative B, this is not a scenario: money.bugdet: ",
        ),
        ("range.json", r#"{"money": {"budget": -5}}"#, "range.json: In alternative B, money.budget is -5; it must be"),
        (
            "months.json",
            r#"{"months": 5}"#,
            "months.json: alternatives[1].changes names months, which all alternatives have",
        ),
        (
            "line.json",
            r#"{"books": {"lines": {"0": {"amount": 5}}}}"#,
            "line.json: books.lines has nothing called \"0\"; it is empty.\n",
        ),
        (
            "place.json",
            r#"{"features": {"9": {"gpu_seconds": 1}}}"#,
            "place.json: features has nothing called \"9\"; it has \"0\".\n",
        ),
        ("plan.json", r#"{"stack": {"backend": {"plans": ["no-such"]}}}"#, "plan.json: "),
    ] {
        let refused = bad(name, text);
        assert!(refused.contains(said), "{refused}");
    }
    assert!(refusal(&[&base, "--with", "no/such.json"]).starts_with("no/such.json cannot be read: "));
    let inside = compared(&[&base, "--with", &file("w.json", PAID.as_bytes())], &["--format", "json"]);
    let inside = file("two.json", json(&inside)["scenario"].to_string().as_bytes());
    let both = refusal(&["compare", &base, &inside]);
    assert!(both.ends_with("two.json: It holds alternatives itself; only the first scenario may.\n"), "{both}");
    let many = [&["compare", inside.as_str()][..], &[base.as_str(); 5]].concat();
    assert_eq!(refusal(&many), "These are 7 alternatives; at most 6 can be compared.\n");
}
