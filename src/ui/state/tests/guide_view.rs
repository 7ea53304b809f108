//! The guide: when its runs are asked for, and what becomes of them.

use std::rc::Rc;

use super::{done, failed, opened, state};
use crate::{
    analysis::GUIDES,
    scenario::{PRESETS, Quantity},
    stats::{Bands, MonthSummary, Summary},
    ui::state::{Action, Compare, GuideStage, GuideView, Origin, State},
    worker::{By, Event, Finished, How, Kind, Progress, Request},
};

/// The first guide.
fn guide(state: &State) -> &GuideView {
    &state.guides[0]
}

/// After a guide was unfolded and the host has sent its file.
fn shown(state: &State, guide: usize) -> State {
    let asked = state.after(Action::ShowGuide(guide, true));
    assert!(asked.guides[guide].is_reading());
    asked.after(read(guide))
}

fn read(guide: usize) -> Action {
    Action::ReadGuide(guide, Ok(GUIDES[guide].json.to_owned()))
}

fn preset() -> usize {
    PRESETS.iter().position(|preset| preset.id == "tasktrakr").unwrap()
}

fn answered(state: &State, run: u32) -> State {
    state.after(done(state, Kind::Full, run, 1.0))
}

/// The news that the guide's runs are done: in each, 2,000 uses cost $20.
fn guide_done(state: &State, run: u32) -> Action {
    let asked = state.guides.iter().find(|guide| guide.asked().is_some()).unwrap_or(&state.guides[0]);
    let scenarios = &asked.scenarios;
    let month = MonthSummary {
        uses: Bands { mean: 2_000.0, ..Bands::default() },
        cost: Bands { mean: 20.0, ..Bands::default() },
        ..MonthSummary::default()
    };
    let summary = Rc::new(Summary { months: vec![month], ..Summary::default() });
    let request = Request {
        kind: Kind::Guide,
        scenario: Rc::new(scenarios[0].clone()),
        others: scenarios[1..].into(),
        futures: 512,
        slid_at: None,
    };
    let finished = Finished { run, started_at: 0.0, request };
    let how = How { by: By::Cpu { workers: 2, since_gpu_stopped: false }, took: 940.0, rate: 1.2e6 };
    let (summaries, comparison, by_volume) = (vec![summary; scenarios.len()], None, None);
    Action::Heard(Event::Done { finished, summaries, comparison, by_volume, how })
}

fn progress() -> Action {
    Action::Heard(Event::Progress { kind: Kind::Guide, progress: Progress::Futures { done: 8, of: 64 } })
}

#[test]
fn it_opens_with_its_preset_and_waits_for_that_one_s_answer() {
    let first = answered(&state(), 1);
    assert_eq!(
        (&guide(&first).stage, first.guide_of()),
        (&GuideStage::Unread, None),
        "nothing is read before it is needed"
    );
    let opened = first.after(Action::Preset(preset()));
    assert_eq!((guide(&opened).is_open, guide(&opened).is_reading(), opened.guide_of()), (true, true, Some(0)));
    let opened = opened.after(read(0));
    assert_eq!((&guide(&opened).stage, guide(&opened).asked()), (&GuideStage::Waiting, None));
    let document = guide(&opened).sections[0].rows[0].cells[0].document.as_deref();
    assert_eq!(document, Some("10,000"), "the document's figures are there at once");
    let preview = opened.after(done(&opened, Kind::Live, 2, 1.0));
    assert_eq!(guide(&preview).asked(), None, "the full answer comes first");
    assert_eq!(guide(&answered(&preview, 3)).asked(), Some(1));
    assert!(!guide(&opened.after(Action::Preset(0))).is_open, "another preset folds it up");
}

#[test]
fn what_is_asked_in_between_drops_it_and_it_is_asked_again() {
    let asked = shown(&answered(&state(), 1), 0);
    assert_eq!(guide(&asked).asked(), Some(1), "of any scenario");
    assert_eq!(guide(&asked.after(progress())).asked(), Some(1));
    assert_eq!(asked.after(progress()).progress, None, "that of the answer shown is another");
    // The scenario changes, by a slider or a choice; the answer is not the one to it any more.
    let changed = asked.after(Action::Compare(Compare::Copy));
    assert_eq!((&guide(&changed).stage, guide(&changed).asked()), (&GuideStage::Waiting, None));
    let preview = changed.after(done(&changed, Kind::Live, 2, 1.0));
    assert_eq!(guide(&preview).asked(), None);
    let again = answered(&preview, 3);
    assert_eq!(guide(&again).asked(), Some(2), "another time");
    // The workers did the shown run again, by another engine: nobody asked them to.
    assert_eq!(guide(&answered(&again, 4)).asked(), Some(3));
    let dropped = again.after(failed());
    assert_eq!(guide(&dropped).stage, GuideStage::Asked, "the answer shown is as settled as before: at once");
    let folded = asked.after(Action::Compare(Compare::Copy)).after(Action::ShowGuide(0, false));
    assert_eq!(guide(&answered(&folded, 5)).asked(), None, "nobody looks at it");
}

#[test]
fn its_answer_changes_nothing_else_and_stays() {
    let asked = shown(&answered(&state(), 1), 0);
    let answer = asked.after(guide_done(&asked, 2));
    assert_eq!(
        State { guides: State::unread_guides(), ..answer.clone() },
        State { guides: State::unread_guides(), ..asked }
    );
    let cells = || guide(&answer).sections.iter().flat_map(|it| &it.rows).flat_map(|row| &row.cells);
    assert_eq!((&guide(&answer).stage, guide(&answer).asked()), (&GuideStage::Answered, None));
    assert!(cells().all(|cell| cell.simulated.is_some()));
    let bills =
        |document| cells().find(|it| it.measure.title() == "Bill of the month" && it.document.as_deref() == document);
    assert_eq!(bills(Some("$20")).and_then(|cell| cell.agrees), Some(true));
    assert_eq!(bills(Some("$250")).and_then(|cell| cell.agrees), Some(false));
    let later = answered(&answer.after(Action::Preset(1)), 3).after(Action::ShowGuide(0, true));
    assert_eq!((&guide(&later).stage, &guide(&later).sections), (&GuideStage::Answered, &guide(&answer).sections));
}

#[test]
fn one_that_cannot_be_done_says_so_at_its_own_place() {
    let asked = shown(&answered(&state(), 1), 0);
    let sentence = "There is no room.".to_owned();
    let failed = asked.after(Action::Heard(Event::Failed { kind: Kind::Guide, sentence: sentence.clone() }));
    assert_eq!((&guide(&failed).stage, &failed.trouble, failed.stuck), (&GuideStage::Failed(sentence), &None, false));
    assert_eq!(guide(&answered(&failed, 2)).asked(), None, "it is not tried over and over");
    let again = failed.after(Action::ShowGuide(0, false)).after(Action::ShowGuide(0, true));
    assert_eq!(guide(&again).asked(), Some(2));
}

#[test]
fn a_run_of_it_is_a_scenario_to_go_on_from() {
    let asked = shown(&answered(&opened(None), 1), 0);
    let scenario = guide(&asked).scenarios[2].clone();
    let opened = asked.after(Action::Open(Origin::Guide(0), Box::new(scenario.clone()), None));
    assert_eq!((&*opened.document, opened.guide_of(), opened.preset()), (&scenario, Some(0), None));
    assert!(guide(&opened).is_open, "and the guide is still there");
    assert_eq!(guide(&opened).asked(), None);
    assert_eq!(opened.scenario.growth.users, Quantity::Exact(20_000.0));
    assert_eq!(opened.after(Action::Undo).document, asked.document);
}

#[test]
fn a_file_that_does_not_come_is_asked_for_again_by_whoever_opens_it_again() {
    let asked = answered(&state(), 1).after(Action::ShowGuide(0, true));
    let sentence = "The figures could not be loaded.".to_owned();
    let failed = asked.after(Action::ReadGuide(0, Err(sentence.clone())));
    assert_eq!((&guide(&failed).stage, &failed.trouble), (&GuideStage::Failed(sentence), &None));
    assert_eq!(failed.after(read(0)), failed, "nobody has asked for it");
    let again = failed.after(Action::ShowGuide(0, true));
    assert!(guide(&again).is_reading());
    let other = again.after(Action::ReadGuide(0, Ok("<!doctype html>".to_owned())));
    assert!(matches!(&guide(&other).stage, GuideStage::Failed(why) if why.starts_with("This is not a guide: ")));
    assert_eq!(guide(&again.after(read(0))).asked(), Some(1));
}

#[test]
fn two_of_them_are_answered_one_after_the_other() {
    let both = shown(&shown(&answered(&state(), 1), 1), 0);
    let asked = |state: &State| state.guides.each_ref().map(|guide| guide.asked());
    assert_eq!(asked(&both), [None, Some(1)], "the other is under way");
    let first = both.after(guide_done(&both, 2));
    assert_eq!((asked(&first), &first.guides[1].stage), ([Some(1), None], &GuideStage::Answered));
    // Of one that had to give way an answer may still come.
    let late = first.after(guide_done(&both, 3));
    assert_eq!((asked(&late), &late.guides[1].stage), ([Some(1), None], &GuideStage::Answered));
    assert_eq!(first.after(guide_done(&first, 4)).guides.each_ref().map(|it| &it.stage), [&GuideStage::Answered; 2]);
}

#[test]
fn a_preset_unfolds_the_guide_to_its_own_document() {
    for preset in ["prototype-to-production", "mid-size", "enterprise"] {
        let place = PRESETS.iter().position(|it| it.id == preset).unwrap();
        let opened = state().after(Action::Preset(place));
        assert_eq!((opened.guide_of(), opened.guides.each_ref().map(|it| it.is_open)), (Some(1), [false, true]));
    }
}
