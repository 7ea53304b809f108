//! What is declared is so, and a mistake in the guide is noticed.

use headroom::analysis::{GUIDES, Guide, GuideFile, guide_count};
use headroom::catalog::Catalog;
use headroom::program::Program;
use headroom::scenario::Scenario;

use super::Answered;

/// The guide's text with something else in one place.
fn changed(old: &str, new: &str) -> String {
    let text = GUIDES[0].json;
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replacen(old, new, 1)
}

fn refused(text: &str) -> String {
    Guide::from_json(text).unwrap_err()
}

#[test]
fn every_declared_figure_agrees_or_differs_as_declared() {
    let counts = GUIDES.map(declared);
    assert!(counts[0].0 > 60 && counts[0].1 >= 11 + 5, "{counts:?} agree and differ");
    assert!(counts[1].0 > 30 && counts[1].1 >= 10, "{counts:?} agree and differ");
}

/// How many figures agree, and how many differ.
fn declared(file: GuideFile) -> (u32, u32) {
    let guide = file.guide().unwrap();
    assert_eq!((guide.title(), guide_count(&guide.tables(&[]))), (file.title, None));
    let it = Answered::all(&guide);
    let (mut agree, mut differ) = (0, 0);
    for (row, cell) in it.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        assert_eq!(cell.agrees.is_some(), cell.document.is_some());
        match cell.agrees {
            Some(true) => agree += 1,
            Some(false) => differ += 1,
            None => continue,
        }
        assert_eq!(cell.agrees, Some(!cell.differs), "{:?}: {cell:?}", row.ids);
        assert!(!cell.differs || row.why.is_some(), "{:?}", row.ids);
    }
    let said = format!("{agree} of {} figures agree; {differ} differ, each with the reason.", agree + differ);
    assert_eq!(guide_count(&guide.tables(&it.summaries)), Some(said));
    (agree, differ)
}

/// Each can be opened by itself.
#[test]
fn every_run_is_a_scenario_of_its_own() {
    for file in GUIDES {
        assert_runs(&file.guide().unwrap());
    }
}

fn assert_runs(guide: &Guide) {
    let catalog = Catalog::builtin().unwrap();
    let scenarios = guide.scenarios();
    for scenario in &scenarios {
        assert!(Program::new(scenario, &catalog).is_ok(), "{}", scenario.title);
        assert_eq!(Scenario::from_json(&scenario.to_file()).as_ref(), Ok(&**scenario));
        assert!(guide.about().contains(&headroom::scenario::grouped(scenario.futures.into())));
    }
    for (place, one) in scenarios.iter().enumerate() {
        let other = scenarios[..place].iter().find(|other| {
            other.title == one.title || Scenario { title: one.title.clone(), ..Scenario::clone(other) } == **one
        });
        assert!(other.is_none(), "{} is simulated twice", one.title);
    }
    let cells: Vec<_> = guide.tables(&[]).into_iter().flat_map(|it| it.rows).flat_map(|row| row.cells).collect();
    let firsts: Vec<usize> = cells.iter().map(|cell| cell.run).fold(Vec::new(), |mut seen, run| {
        if !seen.contains(&run) {
            seen.push(run);
        }
        seen
    });
    assert_eq!(firsts, (0..scenarios.len()).collect::<Vec<_>>(), "in the order of the rows");
    assert!(cells.iter().all(|cell| cell.simulated.is_none() && cell.agrees.is_none()), "nothing is simulated yet");
}

/// A run on another plan, one of another volume, a figure that the document does not have, one that is not declared to differ.
#[test]
fn a_wrong_guide_turns_red() {
    for (old, new) in [
        (
            r#"{"users": 50000}, "features": {"0": {"inference": {"plans": ["llama-3.1-8b-t4-tasktrakr"]"#,
            r#"{"users": 50000}, "features": {"0": {"inference": {"plans": ["gce-t4"]"#,
        ),
        (
            r#""50,000 uses, Gemini paid as the document has it", "changes": {"growth": {"users": 50000}}"#,
            r#""50,000 uses, Gemini paid as the document has it", "changes": {"growth": {"users": 51000}}"#,
        ),
        (
            r#""run": "paid-50k", "measure": "bill", "says": 50,"#,
            r#""run": "paid-50k", "measure": "bill", "says": 51,"#,
        ),
        (r#""place": "break-even at 100,000", "differs": true"#, r#""place": "break-even at 100,000""#),
    ] {
        let guide = Guide::from_json(&changed(old, new)).unwrap();
        let it = Answered::of(&guide, &["002-cost-r1", "002-cost-r3", "002-cost-be"]);
        let wrong = it.cells().filter(|cell| cell.agrees == Some(cell.differs)).count();
        assert_eq!(wrong, 1, "{new} is not noticed");
    }
}

#[test]
fn what_is_wrong_in_a_guide_is_said() {
    let first = r#"{"run": "free-2k", "measure": "uses", "says": 2000, "within": 10.0}"#;
    let of = |figure: &str| refused(&changed(first, figure));
    assert_eq!(
        of(r#"{"run": "free-3k", "measure": "uses", "says": 2000}"#),
        "002-scale-r1 names the run “free-3k”, which is not there."
    );
    for figure in [
        r#"{"run": "free-2k", "measure": "uses", "says": [5, 3]}"#,
        r#"{"run": "free-2k", "measure": "uses", "says": 5, "within": -1}"#,
    ] {
        assert_eq!(of(figure), "002-scale-r1 has a figure of “free-2k” that nothing can be held to.");
    }
    // Of a row that says why.
    let nothing = changed(
        r#"{"run": "free-20k", "measure": "refused", "says": 0,"#,
        r#"{"run": "free-20k", "measure": "refused","#,
    );
    assert_eq!(refused(&nothing), "002-scale-r3 has a figure of “free-20k” that nothing can be held to.");
    assert_eq!(
        of(r#"{"run": "free-2k", "measure": "uses", "says": 5, "differs": true}"#),
        "002-scale-r1 does not say why."
    );
    assert_eq!(refused(&changed(r#"["002-scale-r1"]"#, "[]")), "A row of “Cost by scale” has no id.");
    assert_eq!(refused(&changed(r#"["002-scale-r1"]"#, r#"["002-scale-r2"]"#)), "002-scale-r2 is said in two rows.");
    let run = r#""free-2k": {"#;
    let more = r#""more": {"name": "More", "changes": {}}, "free-2k": {"#;
    assert_eq!(refused(&changed(run, more)), "No row names the run “more”.");
    let twice = r#""free-2k": {"name": "More", "changes": {}}, "free-2k": {"#;
    assert!(refused(&changed(run, twice)).starts_with("This is not a guide: duplicate field `free-2k`"));
    let users = refused(&changed(
        r#""growth": {"users": 2000}, "features": {"0": {"inference": {"plans": ["gemini-free-tasktrakr"]}}}"#,
        r#""growth": {"users": -1}"#,
    ));
    assert!(users.starts_with("The run “free-2k” cannot be simulated: growth.users is -1"), "{users}");
    assert!(refused(&changed(r#""measure": "busiest"#, "")).starts_with("This is not a guide: "));
}

/// What the second guide asks besides: months, lines, a prototype, what a run is set against, a preset.
#[test]
fn what_cannot_be_measured_is_said() {
    let of = |old: &str, new: &str| {
        let text = GUIDES[1].json;
        assert!(text.contains(old), "{old}");
        refused(&text.replacen(old, new, 1))
    };
    let cannot = |id: &str, run: &str| format!("{id} asks of “{run}” what cannot be measured.");
    let figure = r#""says": [2000, 20000], "months": [12, 12]"#;
    // The second of these begins after the last month, the fourth before the first.
    for months in ["[3, 2]", "[25, 25]", "[12, 25]", "[0, 3]"] {
        let said = of(figure, &format!(r#""says": [2000, 20000], "months": {months}"#));
        assert_eq!(said, cannot("003-infra-prod", "mid"), "{months}");
    }
    assert_eq!(of(r#""line": "003-model-opt""#, r#""line": "003-other""#), cannot("003-model-opt", "lines"));
    assert_eq!(of(r#""prototype": 50000"#, r#""prototype": 0"#), cannot("003-reality-under", "startup"));
    assert_eq!(of(r#", "than": "at-once""#, ""), cannot("003-s-gradual", "gradual"));
    assert_eq!(of(r#""than": "at-once""#, r#""than": "cached""#), cannot("003-s-gradual", "gradual"));
    let preset = of(r#""preset": "mid-size""#, r#""preset": "other""#);
    assert_eq!(preset, "The run “mid” is of the preset “other”, which is not there.");
}

/// The page fetches them from its own folder.
#[test]
fn every_guide_is_copied_beside_the_page() {
    let page = include_str!("../../index.html");
    for guide in GUIDES {
        assert!(page.contains(&format!(r#"rel="copy-file" href="static/guides/{}.json""#, guide.id)), "{}", guide.id);
        let known = |id: &&str| headroom::scenario::PRESETS.iter().any(|preset| preset.id == *id);
        assert!(guide.presets.iter().all(known), "{}", guide.id);
    }
}
