//! What the page does, without a page.

use std::rc::Rc;

use super::{Action, Entry, Progress, Remedy, State, Wish};
use crate::{
    chart::Picture,
    scenario::{End, Field, PRESETS, Profile, Quantity, StartMonth},
    stats::{Bands, Chance, FirstWall, MonthSummary, Summary, WallQuantiles},
    worker::{Event, Finished, Kind, Request},
};

fn state() -> State {
    State::new(None).unwrap()
}

fn typed(state: &State, field: Field, end: End, text: &str) -> State {
    state.after(Action::Type(Entry::Number(field, end), text.to_owned()))
}

fn error(state: &State, field: Field, end: End) -> Option<String> {
    state.draft(Entry::Number(field, end)).and_then(|draft| draft.error.clone())
}

fn users(state: &State) -> Quantity {
    Field::Users.get(&state.scenario)
}

/// The news that a run of the state's scenario has finished, with a bill that reaches `highest` dollars.
fn done(state: &State, kind: Kind, run: u32, highest: f32) -> Action {
    let never = Chance::new(0, 64);
    let month = MonthSummary {
        users: Bands::default(),
        calls: Bands::default(),
        cost: Bands { p95: highest, ..Bands::default() },
        refused_share: Bands::default(),
        breached: [never; 3],
        over_budget: never,
        on_last_plan: never,
    };
    let summary = Summary {
        futures: 64,
        months: vec![month],
        first_wall: FirstWall { ever: never, by: [never; 3], month: WallQuantiles::default(), count_by_month: vec![0] },
        total_cost: Bands::default(),
        over_budget: never,
    };
    let request = Request { kind, scenario: Rc::clone(&state.scenario), futures: 64, slid_at: None };
    let finished = Finished { run, started_at: 0.0, request };
    Action::Heard(Event::Done { finished, summary: summary.into(), workers: 2, took: 940.0 })
}

/// The news that a run cannot be done.
fn failed() -> Action {
    Action::Heard(Event::Failed("No such plan.".to_owned()))
}

fn top(state: &State) -> f64 {
    match state.answer.as_deref().map(|answer| &*answer.cost) {
        Some(Picture::Fan(fan)) => fan.axis.top,
        _ => f64::NAN,
    }
}

#[test]
fn the_page_opens_with_the_first_preset_and_wants_an_answer() {
    let state = state();
    assert_eq!(state.preset, Some(0));
    assert_eq!(state.wish.kinds, [Kind::Live, Kind::Full]);
    let linked = State::new(Some(PRESETS[1].scenario().unwrap())).unwrap();
    assert_eq!((linked.preset, &linked.scenario.title), (None, &PRESETS[1].scenario().unwrap().title));
}

#[test]
fn sliding_follows_at_once_and_runs_in_full_when_let_go() {
    let slid = state().after(Action::Slide { field: Field::Users, position: 0, at: 5.0 });
    assert_eq!(users(&slid), Quantity::Exact(10.0));
    assert_eq!((slid.wish.number, slid.wish.kinds, slid.wish.slid_at), (2, Wish::MOVING, Some(5.0)));
    assert_eq!(slid.preset, None);
    let released = slid.after(Action::Release);
    assert_eq!((released.wish.number, released.wish.kinds), (3, Wish::LET_GO));
    assert_eq!(released.after(Action::Release).wish.number, 3, "once");
    let beyond = slid.after(Action::Slide { field: Field::Users, position: 9_999, at: 6.0 });
    assert_eq!(beyond.wish.number, 2);
}

#[test]
fn what_is_typed_is_used_where_it_is_allowed_and_kept_in_any_case() {
    let good = typed(&state(), Field::Users, End::Exact, "1,500");
    assert_eq!(users(&good), Quantity::Exact(1_500.0));
    assert_eq!(good.draft(Entry::Number(Field::Users, End::Exact)).unwrap().text, "1,500");

    let bad = typed(&good, Field::Users, End::Exact, "0");
    let sentence = "Monthly users at the start must be between 1 and 100,000,000 users.";
    assert_eq!(error(&bad, Field::Users, End::Exact).as_deref(), Some(sentence));
    assert_eq!((users(&bad), bad.wish.number), (Quantity::Exact(1_500.0), good.wish.number), "the last good one holds");
    let left = bad.after(Action::Leave(Entry::Number(Field::Users, End::Exact)));
    assert!(left.draft(Entry::Number(Field::Users, End::Exact)).is_some(), "the text stays");

    let unreadable = typed(&good, Field::Users, End::Exact, "many");
    assert!(error(&unreadable, Field::Users, End::Exact).is_some());
    let fixed = typed(&unreadable, Field::Users, End::Exact, "70");
    assert_eq!((error(&fixed, Field::Users, End::Exact), users(&fixed)), (None, Quantity::Exact(70.0)));
    assert_eq!(fixed.after(Action::Leave(Entry::Number(Field::Users, End::Exact))).drafts, []);
}

#[test]
fn arrow_keys_move_by_the_smallest_step_and_stay_inside() {
    let entry = |field| Entry::Number(field, End::Exact);
    let up = state().after(Action::Nudge(entry(Field::CallsPerActiveDay), 1));
    assert_eq!(Field::CallsPerActiveDay.get(&up.scenario), Quantity::Exact(5.5));
    let down = state().after(Action::Nudge(entry(Field::Users), -999));
    assert_eq!((users(&down), down.draft(entry(Field::Users)).unwrap().text.as_str()), (Quantity::Exact(1.0), "1"));
    let months = state().after(Action::Nudge(Entry::Months, 99));
    assert_eq!((months.scenario.months, state().after(Action::Nudge(Entry::Title, 1))), (60, state()));
}

#[test]
fn the_ends_of_a_range_are_judged_together() {
    let growth = Field::MonthlyGrowth;
    let start = state();
    assert_eq!(growth.get(&start.scenario), Quantity::range(20.0, 30.0));
    let crossed = typed(&start, growth, End::Low, "40");
    assert!(error(&crossed, growth, End::Low).is_some());
    let both = typed(&crossed, growth, End::High, "50");
    assert_eq!(growth.get(&both.scenario), Quantity::range(40.0, 50.0));
    assert!(both.drafts.iter().all(|draft| draft.error.is_none()), "{:?}", both.drafts);

    let outside = typed(&typed(&start, growth, End::Low, "-90"), growth, End::High, "60");
    assert!(error(&outside, growth, End::Low).is_some() && error(&outside, growth, End::High).is_none());
    assert_eq!(growth.get(&outside.scenario), Quantity::range(20.0, 30.0));
}

#[test]
fn switching_and_sliding_clear_what_was_typed() {
    let typed = typed(&state(), Field::Users, End::Exact, "0");
    let ranged = typed.after(Action::Switch(Field::Users));
    assert_eq!((users(&ranged), &ranged.drafts[..]), (Quantity::range(120.0, 180.0), &[][..]));
    assert_eq!(users(&ranged.after(Action::Switch(Field::Users))), Quantity::Exact(150.0));
    assert_eq!(typed.after(Action::Slide { field: Field::Users, position: 3, at: 0.0 }).drafts, []);
}

#[test]
fn months_and_title_are_checked_too() {
    let months = |text: &str| state().after(Action::Type(Entry::Months, text.to_owned()));
    assert_eq!(months("36").scenario.months, 36);
    for text in ["0", "61", "2.5", "-3", "many", "99999999999"] {
        let state = months(text);
        assert_eq!(state.scenario.months, 24, "{text}");
        assert!(state.draft(Entry::Months).unwrap().error.is_some(), "{text}");
    }
    let long = state().after(Action::Type(Entry::Title, "x".repeat(121)));
    assert!(long.draft(Entry::Title).unwrap().error.is_some());
}

#[test]
fn menus_change_the_scenario() {
    let state = state()
        .after(Action::Profile(Profile::Business))
        .after(Action::Start(StartMonth { year: 2030, month: 7 }))
        .after(Action::Plans(vec!["a".to_owned()]));
    assert_eq!(state.scenario.audience.profile, Profile::Business);
    assert_eq!(state.scenario.start.to_string(), "2030-07");
    assert_eq!((&state.scenario.stack.inference.plans[..], state.wish.number), (&["a".to_owned()][..], 4));
    let refused = state.after(Action::Plans(Vec::new()));
    assert!(refused.trouble.is_some() && refused.scenario == state.scenario);
}

#[test]
fn opening_forgets_what_belonged_to_the_old_scenario() {
    let busy = typed(&state(), Field::Users, End::Exact, "0").after(Action::Say("Bad link.".to_owned()));
    let opened = busy.after(Action::Preset(1));
    assert_eq!((opened.preset, &opened.drafts[..], &opened.trouble), (Some(1), &[][..], &None));
    let linked = busy.after(Action::Link(Box::new(PRESETS[2].scenario().unwrap())));
    assert_eq!((linked.preset, &linked.trouble), (None, &None));
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
    assert_eq!(live.answer.as_ref().unwrap().badge, "CPU, 2 workers, 64 futures (preview), 0.94 s");
    assert!(!live.answer.unwrap().verdict.is_empty());
}

#[test]
fn progress_is_that_of_full_runs() {
    let state = state();
    let live = Event::Progress { kind: Kind::Live, done: 8, of: 64 };
    assert_eq!(state.after(Action::Heard(live)).progress, None);
    let full = Event::Progress { kind: Kind::Full, done: 8, of: 4_096 };
    let running = state.after(Action::Heard(full));
    assert_eq!(running.progress, Some(Progress { done: 8, of: 4_096 }));
    let cancelled = running.after(Action::Cancel);
    assert_eq!((cancelled.progress, cancelled.wish.kinds), (None, Wish::MOVING), "a preview at least");
    let answered = running.after(done(&running, Kind::Live, 1, 1.0));
    assert_eq!(answered.after(Action::Cancel).wish, answered.wish);
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
    let running = state().after(Action::Heard(Event::Progress { kind: Kind::Full, done: 8, of: 4_096 }));
    for event in [Event::Dead("It stopped.".to_owned()), Event::Foreign("Reload.".to_owned())] {
        assert_eq!(running.after(Action::Heard(event)).progress, None);
    }
}
