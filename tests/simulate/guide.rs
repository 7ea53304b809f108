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
    let sections = GuideFile::named("tasktrakr").unwrap().guide().unwrap().tables(&[]);
    for section in &sections {
        assert!(text.contains(&format!("\n{}\n", section.title.to_uppercase())), "{}", section.title);
        for row in &section.rows {
            assert!(text.contains(&row.says) && row.why.iter().all(|why| text.contains(why)), "{:?}", row.ids);
        }
    }
    assert!(text.lines().all(|line| line == line.trim_end()));
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
    assert_eq!(refusal(&["guide"]), "Which guide? There is tasktrakr.\n");
    assert_eq!(refusal(&["guide", "other"]), "There is no guide other; there is tasktrakr.\n");
    assert!(refusal(&["guide", "tasktrakr", "more"]).contains("unexpected argument"));
    assert!(answer(&["guide", "--help"]).contains("simulate guide NAME [--json]"));
}
