//! The command line, as it is used: presets answer in every format, and bad input is one line and exit code 2.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod compare;
mod guide;
mod hour;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use headroom::scenario::Scenario;
use headroom::stats::Summary;

fn preset(id: &str) -> String {
    format!("{}/static/presets/{id}.json", env!("CARGO_MANIFEST_DIR"))
}

fn simulate(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_simulate")).args(arguments).output().unwrap()
}

/// What a successful run prints.
fn answer(arguments: &[&str]) -> String {
    let output = simulate(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The one line that a refused run prints.
fn refusal(arguments: &[&str]) -> String {
    let output = simulate(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(line.ends_with(".\n") && line.trim_end().lines().count() == 1, "{line:?}");
    line
}

/// A file for one test with the first preset's text, changed.
fn changed(name: &str, old: &str, new: &str) -> String {
    let text = fs::read_to_string(preset("first-wall")).unwrap();
    assert!(text.contains(old), "{old}");
    file(name, text.replacen(old, new, 1).as_bytes())
}

fn file(name: &str, content: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// An editor's mark before the text changes nothing.
#[test]
fn a_mark_before_the_text_is_none_of_it() {
    let marked = changed("marked.json", "{", "\u{feff}{");
    assert_eq!(answer(&[&marked, "--futures", "64"]), answer(&[&preset("first-wall"), "--futures", "64"]));
}

/// What cannot be written is no success.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_without_a_way_out_is_said() {
    let run = |redirected: &str| {
        let command = format!("{} {} --futures 64 {redirected}", env!("CARGO_BIN_EXE_simulate"), preset("launch-day"));
        let output = Command::new("sh").args(["-c", &command]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let closed = "The answer cannot be written: standard output is closed.\n".to_owned();
    assert_eq!(run(">&-"), (Some(2), closed));
    assert_eq!(run(">/dev/null"), (Some(0), String::new()));
    let (code, full) = run(">/dev/full");
    assert!(code == Some(2) && full.starts_with("The answer cannot be written: "), "{full}");
}

/// A run that needs more memory than there is ends with a sentence.
#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_is_said() {
    let large = changed("large.json", "\"months\": 24", "\"months\": 60");
    let command = format!("ulimit -v 250000; {} {large} --futures 65536", env!("CARGO_BIN_EXE_simulate"));
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{line}");
    let ends = "MB of memory, more than there is; fewer futures or months need less.\n";
    assert!(line.starts_with("65536 futures of 60 months need 283 ") && line.ends_with(ends), "{line}");
}

/// The answer in CSV on an engine, and what standard error says.
fn on(engine: &str, driver: Option<&str>) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulate"));
    command.args([&preset("launch-day"), "--futures", "64", "--format", "csv", "--engine", engine]);
    if let Some(driver) = driver {
        command.env("VK_DRIVER_FILES", driver).env("VK_ICD_FILENAMES", driver);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{engine}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn engines_agree_and_say_who_they_are() {
    let (cpu, said) = on("cpu", None);
    assert_eq!(said, "");
    let (gpu, said) = on("gpu", None);
    assert!(said.contains("Computed on the GPU ") && said.contains("64 of 64 checked futures agree"), "{said}");
    // Numbers are the same within the tolerance that `tests/parity.rs` states; means may differ in the last digit.
    let numbers = |csv: &str| -> Vec<f64> { csv.split([',', '\n']).filter_map(|cell| cell.parse().ok()).collect() };
    let (cpu_numbers, gpu_numbers) = (numbers(&cpu), numbers(&gpu));
    assert!(cpu_numbers.len() > 100 && cpu_numbers.len() == gpu_numbers.len());
    for (a, b) in cpu_numbers.iter().zip(&gpu_numbers) {
        assert!((a - b).abs() <= 2e-4 * a.abs().max(0.1), "{a} and {b}");
    }
    // So few futures are the CPU's own.
    let (auto, said) = on("auto", None);
    assert!(auto == cpu && said.contains("Computed on the CPU"), "{said}");
}

#[test]
fn without_a_gpu_the_cpu_answers() {
    let (cpu, _) = on("cpu", None);
    let (gpu, said) = on("gpu", Some("/nowhere.json"));
    assert_eq!(gpu, cpu);
    assert!(said.ends_with("There is no GPU that can be used. Computed on the CPU instead.\n"), "{said}");
    let refused = refusal(&[&preset("launch-day"), "--engine", "abacus"]);
    assert_eq!(refused, "--engine is abacus; it must be cpu, gpu or auto.\n");
}

#[test]
fn a_preset_answers_in_words_and_a_table() {
    let text = answer(&[&preset("first-wall"), "--futures", "64"]);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[..3], ["A chat app on free tiers", "64 futures, seed 1", ""]);
    assert!(
        lines[3].starts_with("First wall if you stay on the first plans: “Gemini 3.5 Flash-Lite, free” refuses"),
        "{text}"
    );
    assert!(lines[4].starts_with("Month 12 (Dec 2027) costs $"), "{text}");
    assert_eq!(lines.iter().filter(|line| line.get(3..7) == Some(" 202")).count(), 24, "{text}");
    assert!(text.contains("Gemini 3.5 Flash-Lite, paid (approximate): "), "{text}");
}

#[test]
fn every_preset_answers() {
    for entry in fs::read_dir(preset("").replace(".json", "")).unwrap() {
        let path = entry.unwrap().path();
        let csv = answer(&[path.to_str().unwrap(), "--futures", "64", "--format", "csv"]);
        assert!([13, 25].contains(&csv.lines().count()), "{}", path.display());
        let names: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        let columns = names.len();
        // A company may lose money in a month, and earn nothing to have a margin of.
        let is_margin = |at: usize| names[at + 1] == "gross_margin";
        let may_be_owed = |at: usize| names[at + 1].starts_with("net_") || is_margin(at);
        for line in csv.lines().skip(1) {
            let number =
                |(at, text): (usize, &str)| if is_margin(at) && text.is_empty() { 0.0 } else { text.parse().unwrap() };
            let numbers: Vec<f64> = line.split(',').skip(1).enumerate().map(number).collect();
            assert!(numbers.len() == columns - 1 && numbers.len() > 30, "{line}");
            let is_right = |(at, number): (usize, &f64)| number.is_finite() && (*number >= 0.0 || may_be_owed(at));
            assert!(numbers.iter().enumerate().all(is_right), "{line}");
        }
    }
}

#[test]
fn json_holds_the_scenario_as_run_and_the_summary() {
    let options = ["--futures", "64", "--seed", "7", "--format", "json"];
    let text = answer(&[&[preset("first-wall").as_str()], &options[..]].concat());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let scenario: Scenario = serde_json::from_value(value["scenario"].clone()).unwrap();
    let summary: Summary = serde_json::from_value(value["summary"].clone()).unwrap();
    assert_eq!((scenario.futures, scenario.seed, summary.futures, summary.months.len()), (64, 7, 64, 24));
}

#[test]
fn the_answer_depends_on_the_seed_and_not_on_the_threads() {
    let run = |seed, threads| {
        let file = preset("first-wall");
        answer(&[&file, "--futures", "128", "--seed", seed, "--threads", threads, "--format", "csv"])
    };
    assert_eq!(run("1", "1"), run("1", "3"));
    assert_ne!(run("1", "1"), run("2", "1"));
}

#[test]
fn help_is_an_answer() {
    assert!(answer(&["--help"]).contains("Usage: simulate SCENARIO"));
}

/// The link of a file or of another link.
fn link(arguments: &[&str]) -> String {
    let text = answer(&[arguments, &["--link"]].concat());
    let link = text.strip_suffix('\n').unwrap();
    assert!(link.starts_with("#1.") && !link.contains(char::is_whitespace), "{link}");
    link.to_owned()
}

#[test]
fn a_link_answers_like_its_file_to_the_last_digit() {
    for entry in fs::read_dir(preset("").replace(".json", "")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.to_str().unwrap();
        let link = link(&[file]);
        for format in ["text", "json"] {
            let options = ["--futures", "64", "--format", format];
            let from = |scenario: &str| answer(&[&[scenario], &options[..]].concat());
            assert_eq!(from(&link), from(file), "{file}");
        }
    }
}

#[test]
fn a_link_may_be_a_whole_address_and_carries_what_the_options_say() {
    let file = preset("first-wall");
    let options = ["--futures", "64", "--seed", "9"];
    let made = link(&[&[file.as_str()], &options[..]].concat());
    let address = format!("https://headroom.example/app/{made}");
    assert_eq!(answer(&[&address]), answer(&[&[file.as_str()], &options[..]].concat()));
    assert_eq!(link(&[&address]), made);
    assert_ne!(made, link(&[&file]));
}

#[test]
fn a_link_stays_on_the_prices_of_its_day() {
    let scenario = |prices: &str| {
        let text = fs::read_to_string(preset("steady-openai")).unwrap();
        let dated = text.replacen("\"seed\": 1,", &format!("\"seed\": 1, {prices} \"futures\": 64,"), 1);
        file(&format!("dated{}.json", prices.len()), dated.replacen("\"futures\": 4096,", "", 1).as_bytes())
    };
    let (august, today) = (scenario("\"prices\": \"2026-08-01\","), scenario(""));
    assert_eq!(answer(&[&link(&[&august])]), answer(&[&august]));
    assert_ne!(answer(&[&august]), answer(&[&today]), "the price cut of July 2026 was read on 2026-08-02");
    assert!(answer(&[&august]).contains("Prices and limits are those known on 2026-08-01; "));
}

#[test]
fn bad_links_are_refused() {
    assert_eq!(refusal(&["#"]), "This link holds no scenario.\n");
    assert!(refusal(&["#1.AAAA"]).starts_with("This link is damaged"));
    assert!(refusal(&["https://headroom.example/#0.AAAA"]).starts_with("This link was made by a preview of Headroom"));
    assert!(refusal(&["#2.AAAA"]).starts_with("This link was made by a newer Headroom"));
    assert!(refusal(&["no/such#1.json"]).starts_with("no/such#1.json cannot be read: "));
}

#[test]
fn bad_files_are_refused() {
    let missing = refusal(&["no/such/file.json"]);
    assert!(missing.starts_with("no/such/file.json cannot be read: "), "{missing}");
    assert!(refusal(&[env!("CARGO_MANIFEST_DIR")]).contains(" cannot be read: "));
    assert!(refusal(&[&file("latin1.json", b"{\"title\": \"caf\xe9\"}")]).contains(" cannot be read: "));
    assert!(refusal(&[&file("empty.json", b"")]).contains("This is not a scenario: "));
    assert!(refusal(&[&file("text.json", b"not json\nat all")]).contains("This is not a scenario: "));
    let long = vec![b' '; 10_000_000];
    assert!(refusal(&[&file("long.json", &long)]).contains("The scenario is longer than 196,608 bytes."));
    assert!(refusal(&["no\nsuch.json"]).starts_with("no such.json cannot be read: "));
}

#[test]
fn bad_scenarios_are_refused() {
    let users = refusal(&[&changed("users.json", "\"users\": 150", "\"users\": -5")]);
    assert!(users.ends_with("users.json: growth.users is -5; it must be between 1 and 100,000,000.\n"), "{users}");
    let words = refusal(&[&changed("words.json", "\"users\": 150", "\"users\": \"many\"")]);
    assert!(words.contains("growth.users: invalid type: string \"many\", expected a number"), "{words}");
    let plan = refusal(&[&changed("plan.json", "gemini-3.5-flash-lite-paid", "gemini-9")]);
    assert!(plan.contains("gemini-9"), "{plan}");
    let futures = refusal(&[&preset("first-wall"), "--futures", "63"]);
    assert!(futures.ends_with(": futures is 63; it must be between 64 and 65,536.\n"), "{futures}");
}

#[test]
fn bad_command_lines_are_refused() {
    let file = preset("first-wall");
    assert!(refusal(&[]).starts_with("Which scenario?"));
    assert!(refusal(&[&file, "--fast"]).contains("--fast"));
    assert!(refusal(&[&file, "-x"]).contains("-x"));
    assert!(refusal(&[&file, &file]).contains("not understood"));
    assert!(refusal(&[&file, "--seed"]).contains("--seed"));
    assert_eq!(refusal(&[&file, "--seed", "x"]), "--seed is x; it must be a whole number, at most 4294967295.\n");
    assert_eq!(refusal(&[&file, "--threads", "0"]), "--threads is 0; it must be between 1 and 256.\n");
    assert_eq!(refusal(&[&file, "--format", "xml"]), "--format is xml; it must be text, csv or json.\n");
}
