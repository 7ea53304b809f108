//! `simulate guide`: a document's figures beside the simulator's, as text and as JSON.

use headroom::analysis::GuideFile;
use headroom::scenario::Scenario;

use super::{answer, refusal};

#[test]
fn a_guide_is_printed_in_words() {
    let text = answer(&["guide", "tasktrakr"]);
    assert!(text.starts_with("TaskTrakr AI Scaling Strategy\n\nEach figure "), "{text}");
    assert!(text.contains(" figures agree; "), "{text}");
    let line = |words: &[&str]| text.lines().any(|line| words.iter().all(|it| line.contains(it)));
    assert!(line(&["100,000 uses, Gemini paid", "Bill of the month", "says $100", " $100  agrees"]), "{text}");
    assert!(line(&["100,000 uses, Gemini paid", "says $250 (break-even at 100,000)", " $100  differs"]), "{text}");
    assert_whole("tasktrakr", &text);
}

/// All that a guide says is in a text.
fn assert_whole(guide: &str, text: &str) {
    let sections = GuideFile::named(guide).unwrap().guide().unwrap().tables(&[]);
    for section in &sections {
        assert!(text.contains(&format!("\n{}\n", section.title.to_uppercase())), "{}", section.title);
        for row in &section.rows {
            assert!(text.contains(&row.says) && row.why.iter().all(|why| text.contains(why)), "{:?}", row.ids);
        }
    }
    assert!(text.lines().all(|line| line == line.trim_end()));
}

#[test]
fn the_second_guide_has_months_and_runs_of_presets() {
    let text = answer(&["guide", "prototype-to-production"]);
    assert!(text.starts_with("From Prototype to Production\n\nEach figure "), "{text}");
    let line = |words: &[&str]| text.lines().any(|line| words.iter().all(|it| line.contains(it)));
    assert!(
        line(&["Mid-size $100K to $800K", "All that is spent, months 1 to 12", "says $800,000", "agrees"]),
        "{text}"
    );
    assert_whole("prototype-to-production", &text);
}

#[test]
fn a_guide_is_written_as_json_with_its_scenarios() {
    let value: serde_json::Value = serde_json::from_str(&answer(&["guide", "tasktrakr", "--json"])).unwrap();
    let scenarios = value["scenarios"].as_array().unwrap();
    for scenario in scenarios {
        assert!(Scenario::from_json(&scenario.to_string()).unwrap().validate().is_ok());
    }
    let cell = &value["sections"][0]["rows"][2]["cells"][2];
    assert_eq!([&cell["document"], &cell["simulated"], &cell["measure"]], ["$20", "$20", "bill"]);
    assert_eq!(cell["agrees"], true);
    assert_eq!(scenarios[cell["run"].as_u64().unwrap() as usize]["title"], cell["name"]);
}

#[test]
fn what_is_no_guide_is_refused() {
    assert_eq!(refusal(&["guide"]), "Which guide? There is tasktrakr, prototype-to-production.\n");
    assert_eq!(refusal(&["guide", "other"]), "There is no guide other; there is tasktrakr, prototype-to-production.\n");
    assert!(refusal(&["guide", "tasktrakr", "more"]).contains("unexpected argument"));
    assert!(answer(&["guide", "--help"]).contains("simulate guide NAME [--json]"));
}
