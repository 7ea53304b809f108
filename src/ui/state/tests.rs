//! What the page does, without a page.

mod accounts;
mod alternatives;
mod at_random;
mod books;
mod changes;
mod derived;
mod engines;
mod guide_view;
mod history;
mod own_plans;

use std::rc::Rc;

use super::{Action, Change, Check, Compare, Entry, NEW_PLAN, Origin, PlanNumber, PlanPlace, Remedy, State, Wish};
use crate::{
    catalog::Catalog,
    chart::{Picture, View},
    parts::Slot,
    scenario::{Curve, End, Feature, Field, Input, LadderAt, PRESETS, Profile, Quantity, Scenario, ValidScenario},
    stats::{
        AtVolume, Bands, ByVolume, Chance, Comparison, Contender, FirstWall, Histogram, MonthDifference, MonthSummary,
        Summary, WallQuantiles,
    },
    worker::{By, Event, Finished, How, Kind, Progress, Request},
};

fn state() -> State {
    opened(None)
}

fn opened(found: Option<(Origin, ValidScenario)>) -> State {
    State::new(Catalog::builtin().unwrap(), found).unwrap()
}

fn typed(state: &State, field: Field, end: End, text: &str) -> State {
    state.after(Action::Type(Entry::Number(field.into(), end), text.to_owned()))
}

fn error(state: &State, field: Field, end: End) -> Option<String> {
    state.draft(&Entry::Number(field.into(), end)).and_then(|draft| draft.error.clone())
}

fn users(state: &State) -> Quantity {
    Input::app(Field::Users).get(&state.scenario).unwrap()
}

/// The news that a run of the state's scenario has finished, with a bill that reaches `highest` dollars.
fn done(state: &State, kind: Kind, run: u32, highest: f32) -> Action {
    let never = Chance::new(0, 64);
    let month = MonthSummary {
        cost: Bands { p90: highest, ..Bands::default() },
        bill: std::array::from_fn(|part| if part == Slot::Inference as usize { highest.into() } else { 0.0 }),
        rungs: vec![[64, 0, 0, 0, 0, 0, 0, 0]; Slot::OF_STACK + 1],
        ..MonthSummary::default()
    };
    let nothing = Bands::default();
    let summary = Summary {
        futures: 64,
        months: vec![month],
        first_wall: FirstWall { ever: never, by: Vec::new(), month: WallQuantiles::default(), count_by_month: vec![0] },
        met: Vec::new(),
        total_cost: nothing,
        total_listed: nothing,
        total_costs: Histogram::default(),
        total_income: nothing,
        worst_month: nothing,
        worst_day: nothing,
        slowest: nothing,
        over_budget: never,
        books: None,
    };
    let request =
        Request { kind, scenario: Rc::clone(&state.document), others: Rc::default(), futures: 64, slid_at: None };
    let runs = state.document.runs();
    let summary = Rc::new(summary);
    let summaries = vec![summary; runs];
    let contenders = vec![Contender { months: vec![MonthDifference::default()], ..Contender::default() }; runs];
    let comparison = (runs > 1).then(|| Comparison { contenders, race: vec![vec![0.0; runs]] }.into());
    let curves = vec![vec![AtVolume::default(); 2]; runs];
    let swept = ByVolume { volumes: vec![1e3, 2e3], futures: 64, curves, ..ByVolume::default() };
    let by_volume = state.document.volumes.map(|_| swept.into());
    let finished = Finished { run, started_at: 0.0, request };
    let how = How { by: By::Cpu { workers: 2, since_gpu_stopped: false }, took: 940.0, rate: 1.2e6 };
    Action::Heard(Event::Done { finished, summaries, comparison, by_volume, how })
}

/// The same news with so many users in the middle of the futures.
fn with_users(action: Action, users: f32) -> Action {
    let Action::Heard(Event::Done { finished, mut summaries, comparison, by_volume, how }) = action else {
        return action;
    };
    for month in &mut Rc::make_mut(&mut summaries[0]).months {
        month.users.p50 = users;
    }
    Action::Heard(Event::Done { finished, summaries, comparison, by_volume, how })
}

/// The news that 8 of 64 futures of a run are done.
fn progress(kind: Kind) -> Action {
    Action::Heard(Event::Progress { kind, progress: Progress::Futures { done: 8, of: 64 } })
}

/// The news that a run cannot be done.
fn failed() -> Action {
    Action::Heard(Event::Failed { kind: Kind::Full, sentence: "No such plan.".to_owned() })
}

fn changed(state: &State, change: Change) -> State {
    state.after(Action::Change(change))
}

fn top(state: &State) -> f64 {
    match state.answer.as_deref().map(|answer| &*answer.pictures.cost) {
        Some(Picture::Fan(fan)) => fan.axis(View::default()).top,
        _ => f64::NAN,
    }
}

#[test]
fn the_page_opens_with_the_first_preset_and_wants_an_answer() {
    let state = state();
    assert_eq!(state.preset(), Some(0));
    assert_eq!(state.wish.kinds, [Kind::Live, Kind::Full]);
    let linked = opened(Some((Origin::Link, PRESETS[1].scenario().unwrap())));
    assert_eq!((linked.preset(), &linked.scenario.title), (None, &PRESETS[1].scenario().unwrap().title));
}

#[test]
fn sliding_follows_at_once_and_runs_in_full_when_let_go() {
    let slid = state().after(Action::Slide { knob: Field::Users.into(), position: 0, at: 5.0 });
    assert_eq!(users(&slid), Quantity::Exact(10.0));
    assert_eq!((slid.wish.number, slid.wish.kinds, slid.wish.slid_at), (2, Wish::MOVING, Some(5.0)));
    assert_eq!(slid.preset(), None);
    let released = slid.after(Action::Release);
    assert_eq!((released.wish.number, released.wish.kinds), (3, Wish::LET_GO));
    assert_eq!(released.after(Action::Release).wish.number, 3, "once");
    let beyond = slid.after(Action::Slide { knob: Field::Users.into(), position: 9_999, at: 6.0 });
    assert_eq!(beyond.wish.number, 2);
}

#[test]
fn what_is_typed_is_used_where_it_is_allowed_and_kept_in_any_case() {
    let good = typed(&state(), Field::Users, End::Exact, "1,500");
    assert_eq!(users(&good), Quantity::Exact(1_500.0));
    assert_eq!(good.draft(&Entry::Number(Field::Users.into(), End::Exact)).unwrap().text, "1,500");

    let good = good.after(Action::Leave(Entry::Number(Field::Users.into(), End::Exact)));
    let bad = typed(&good, Field::Users, End::Exact, "0");
    let sentence = "Monthly users at the start must be between 1 and 100,000,000 users.";
    assert_eq!(error(&bad, Field::Users, End::Exact).as_deref(), Some(sentence));
    assert_eq!((users(&bad), bad.wish.number), (Quantity::Exact(1_500.0), good.wish.number), "the last good one holds");
    let left = bad.after(Action::Leave(Entry::Number(Field::Users.into(), End::Exact)));
    assert!(left.draft(&Entry::Number(Field::Users.into(), End::Exact)).is_some(), "the text stays");

    let unreadable = typed(&good, Field::Users, End::Exact, "many");
    assert!(error(&unreadable, Field::Users, End::Exact).is_some());
    let fixed = typed(&unreadable, Field::Users, End::Exact, "70");
    assert_eq!((error(&fixed, Field::Users, End::Exact), users(&fixed)), (None, Quantity::Exact(70.0)));
    assert_eq!(fixed.after(Action::Leave(Entry::Number(Field::Users.into(), End::Exact))).drafts, []);
}

/// Types a text into a box, character by character.
fn keyed(state: &State, entry: &Entry, text: &str) -> State {
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
    ends.fold(state.clone(), |state, end| state.after(Action::Type(entry.clone(), text[..end].to_owned())))
}

#[test]
fn a_text_that_stops_being_allowed_leaves_what_was_there_before() {
    let start = state();
    let mut launched = changed(&start, Change::AddLaunch);
    launched = changed(&launched, Change::Curve(Curve::Series));
    let own = PlanNumber { plan: "gemini-3.5-flash-lite-free".to_owned(), number: "limit.day.requests".to_owned() };
    let number = Entry::Number(Field::Users.into(), End::Exact);
    let boxes = [
        (number.clone(), "1 00x"),
        (Entry::Months, "61"),
        (Entry::Title, "line\n"),
        (Entry::Name(0), "line\n"),
        (Entry::Series, "200, x"),
        (Entry::Visits(0), "1 00"),
        (Entry::Own(own), "1 00"),
    ];
    for (entry, text) in boxes {
        let wrong = keyed(&launched, &entry, text);
        assert!(wrong.draft(&entry).unwrap().error.is_some(), "{text:?}");
        assert_eq!(wrong.scenario, launched.scenario, "{text:?}");
        let answered = keyed(&launched, &entry, &text[..1]);
        assert_ne!(answered.scenario, launched.scenario, "{text:?}");
        let again = wrong.after(Action::Leave(entry.clone())).after(Action::Type(entry.clone(), "\n".to_owned()));
        assert_eq!(again.scenario, launched.scenario, "{text:?}");
    }
    assert_eq!(users(&keyed(&start, &number, "1 000")), Quantity::Exact(1_000.0));
}

#[test]
fn both_ends_of_a_range_go_back_together() {
    let growth = Field::MonthlyGrowth;
    let end = |end| Entry::Number(growth.into(), end);
    let ends = |state: &State| Input::app(growth).get(&state.scenario).unwrap();
    let crossed = keyed(&state(), &end(End::Low), "40");
    assert_eq!(ends(&crossed), Quantity::range(20.0, 30.0), "not the 4 on the way");
    let still = keyed(&crossed.after(Action::Leave(end(End::Low))), &end(End::High), "3x");
    assert_eq!(ends(&still), Quantity::range(20.0, 30.0));
    let both = typed(&still, growth, End::High, "50");
    assert_eq!(ends(&both), Quantity::range(40.0, 50.0));
    let left = both.after(Action::Leave(end(End::High)));
    assert_eq!(left.drafts, [], "the other end is no draft any more either");
    assert_eq!(ends(&keyed(&left, &end(End::Low), "4x")), Quantity::range(40.0, 50.0));
}

#[test]
fn arrow_keys_move_by_the_smallest_step_and_stay_inside() {
    let entry = |field| Entry::Number(Field::into(field), End::Exact);
    let up = state().after(Action::Nudge(entry(Field::CallsPerActiveDay), 1));
    assert_eq!(Input::app(Field::CallsPerActiveDay).get(&up.scenario).unwrap(), Quantity::Exact(5.5));
    let down = state().after(Action::Nudge(entry(Field::Users), -999));
    assert_eq!((users(&down), down.draft(&entry(Field::Users)).unwrap().text.as_str()), (Quantity::Exact(1.0), "1"));
    let months = state().after(Action::Nudge(Entry::Months, 99));
    let title = state().after(Action::Nudge(Entry::Title, 1));
    assert_eq!((months.scenario.months, title.wish), (60, state().wish));
}

#[test]
fn the_ends_of_a_range_are_judged_together() {
    let growth = Field::MonthlyGrowth;
    let start = state();
    assert_eq!(Input::app(growth).get(&start.scenario).unwrap(), Quantity::range(20.0, 30.0));
    let crossed = typed(&start, growth, End::Low, "40");
    assert!(error(&crossed, growth, End::Low).is_some());
    let both = typed(&crossed, growth, End::High, "50");
    assert_eq!(Input::app(growth).get(&both.scenario).unwrap(), Quantity::range(40.0, 50.0));
    assert!(both.drafts.iter().all(|draft| draft.error.is_none()), "{:?}", both.drafts);

    let outside = typed(&typed(&start, growth, End::Low, "-90"), growth, End::High, "60");
    assert!(error(&outside, growth, End::Low).is_some() && error(&outside, growth, End::High).is_none());
    assert_eq!(Input::app(growth).get(&outside.scenario).unwrap(), Quantity::range(20.0, 30.0));
}

#[test]
fn switching_and_sliding_clear_what_was_typed() {
    let typed = typed(&state(), Field::Users, End::Exact, "0");
    let ranged = typed.after(Action::Switch(Field::Users.into()));
    assert_eq!((users(&ranged), &ranged.drafts[..]), (Quantity::range(120.0, 180.0), &[][..]));
    assert_eq!(users(&ranged.after(Action::Switch(Field::Users.into()))), Quantity::Exact(150.0));
    assert_eq!(typed.after(Action::Slide { knob: Field::Users.into(), position: 3, at: 0.0 }).drafts, []);
}

#[test]
fn months_and_title_are_checked_too() {
    let months = |text: &str| state().after(Action::Type(Entry::Months, text.to_owned()));
    assert_eq!(months("36").scenario.months, 36);
    for text in ["0", "61", "2.5", "-3", "many", "99999999999"] {
        let state = months(text);
        assert_eq!(state.scenario.months, 24, "{text}");
        assert!(state.draft(&Entry::Months).unwrap().error.is_some(), "{text}");
    }
    let long = state().after(Action::Type(Entry::Title, "x".repeat(121)));
    assert!(long.draft(&Entry::Title).unwrap().error.is_some());
}

#[test]
fn opening_forgets_what_belonged_to_the_old_scenario() {
    let busy = typed(&state(), Field::Users, End::Exact, "0").after(Action::Say("Bad link.".to_owned()));
    let opened = busy.after(Action::Preset(1));
    assert_eq!((opened.preset(), &opened.drafts[..], &opened.trouble), (Some(1), &[][..], &None));
    let linked = busy.after(Action::Open(Origin::Link, Box::new(PRESETS[2].scenario().unwrap()), None));
    assert_eq!((linked.preset(), &linked.trouble), (None, &None));
    assert_eq!(busy.after(Action::Preset(99)).scenario, busy.scenario);
}

#[test]
fn axes_grow_while_sliding_and_settle_after() {
    let first = state().after(done(&state(), Kind::Full, 1, 90.0));
    assert_eq!(top(&first), 100.0);
    let higher = first.after(done(&first, Kind::Live, 2, 900.0));
    let lower = higher.after(done(&higher, Kind::Live, 3, 50.0));
    assert_eq!((top(&higher), top(&lower)), (1_000.0, 1_000.0));
    assert_eq!(top(&lower.after(done(&lower, Kind::Full, 4, 50.0))), 100.0);
    let opened = lower.after(Action::Preset(0));
    assert_eq!(top(&opened.after(done(&opened, Kind::Live, 5, 50.0))), 100.0, "not those of another scenario");
}

#[test]
fn answers_say_how_they_were_computed() {
    let state = state();
    let live = state.after(done(&state, Kind::Live, 1, 1.0));
    assert_eq!(
        live.answer.as_ref().unwrap().badge,
        "64 futures (preview), 0.94 s, 1.2 million hour-steps/s, CPU, 2 workers"
    );
    assert!(!live.answer.unwrap().verdict.is_empty());
}

#[test]
fn progress_is_that_of_full_runs() {
    let state = state();
    assert_eq!(state.after(progress(Kind::Live)).progress, None);
    let running = state.after(progress(Kind::Full));
    assert_eq!(running.progress, Some(Progress::Futures { done: 8, of: 64 }));
    let cancelled = running.after(Action::Cancel);
    assert_eq!((cancelled.progress, cancelled.wish.kinds), (None, Wish::MOVING), "a preview at least");
    let answered = running.after(done(&running, Kind::Live, 1, 1.0));
    assert!(!answered.answer.as_ref().unwrap().is_settled);
    let stopped = answered.after(Action::Cancel);
    assert_eq!((stopped.wish, stopped.answer.unwrap().is_settled), (answered.wish, true), "nothing better comes");
    let preview = cancelled.after(done(&cancelled, Kind::Live, 1, 1.0));
    assert!(preview.answer.as_ref().unwrap().is_settled);
    assert_eq!(preview.after(Action::Release).wish, preview.wish, "no slider moves");
    assert_eq!(running.after(done(&running, Kind::Full, 1, 1.0)).progress, None);
}

#[test]
fn trouble_is_said_and_the_scenario_kept() {
    let state = typed(&state(), Field::Users, End::Exact, "77");
    let dead = state.after(Action::Heard(Event::Dead("It stopped.".to_owned())));
    assert_eq!(dead.trouble.as_ref().unwrap().remedy, Remedy::Restart);
    for later in [Action::Dismiss, Action::Preset(1), Action::Say("Bad link.".to_owned())] {
        assert_eq!(dead.after(later).trouble, dead.trouble, "nothing is computed until then");
    }
    assert_eq!((users(&dead), dead.after(Action::Restart).trouble), (Quantity::Exact(77.0), None));
    let failed = state.after(failed());
    assert_eq!(failed.trouble.as_ref().unwrap().remedy, Remedy::Change);
    assert_eq!(failed.after(Action::Dismiss).trouble, None);
}

#[test]
fn the_next_edit_that_succeeds_takes_back_what_was_said_of_a_link() {
    let said = state().after(Action::Say("Bad link.".to_owned()));
    assert_eq!(typed(&said, Field::Users, End::Exact, "0").trouble, said.trouble, "it was refused");
    assert_eq!(typed(&said, Field::Users, End::Exact, "7").trouble, None);
    assert_eq!(said.after(Action::Slide { knob: Field::Users.into(), position: 0, at: 0.0 }).trouble, None);
    let failed = state().after(failed());
    assert_eq!(typed(&failed, Field::Users, End::Exact, "7").trouble, failed.trouble, "no answer says so yet");
}

#[test]
fn a_later_answer_takes_back_that_a_run_failed_and_nothing_else() {
    let failed = state().after(failed());
    assert_eq!(failed.after(done(&failed, Kind::Live, 2, 1.0)).trouble, None);
    let said = failed.after(Action::Say("Bad link.".to_owned()));
    assert_eq!(said.after(done(&said, Kind::Live, 2, 1.0)).trouble.unwrap().sentence, "Bad link.");
}

#[test]
fn the_heading_promises_an_answer_only_while_one_is_on_its_way() {
    let state = state();
    assert_eq!(state.heading(), "Simulating the first futures");
    let dead = state.after(Action::Heard(Event::Dead("It stopped.".to_owned())));
    for stuck in [state.after(failed()).after(Action::Dismiss), dead.after(Action::Preset(1))] {
        assert_eq!(stuck.heading(), "No answer yet");
        assert_eq!(stuck.after(Action::Restart).heading(), "Simulating the first futures");
        assert_eq!(stuck.after(done(&stuck, Kind::Live, 1, 1.0)).heading(), stuck.scenario.title);
    }
}

#[test]
fn nothing_makes_progress_without_workers() {
    let running = state().after(progress(Kind::Full));
    for event in [Event::Dead("It stopped.".to_owned()), Event::Foreign("Reload.".to_owned())] {
        assert_eq!(running.after(Action::Heard(event)).progress, None);
    }
}
