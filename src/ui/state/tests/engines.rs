//! What the page says of the CPU and the GPU.

use std::rc::Rc;

use super::{Kind, Remedy, State, done, state, top};
use crate::{
    stats::{Bands, MonthSummary},
    ui::state::Action,
    worker::{Adapter, Agreement, By, Event, How, Wanted},
};

const MISSING: &str = "There is no GPU that can be used.";

fn no_gpu() -> Action {
    Action::Heard(Event::NoGpu(MISSING.to_owned()))
}

fn stopped() -> Action {
    Action::Heard(Event::GpuStopped("The GPU was lost.".to_owned()))
}

/// The same answer by a GPU.
fn by_gpu(action: Action) -> Action {
    let Action::Heard(Event::Done { finished, summaries, comparison, by_volume, how }) = action else { return action };
    let adapter = Adapter { name: "apple m3".to_owned(), is_software: false };
    let by = By::Gpu { adapter, agreement: Agreement { checked: 64, agreeing: 64 } };
    Action::Heard(Event::Done { finished, summaries, comparison, by_volume, how: How { by, ..how } })
}

/// The news that the full run is done with its only month, with a bill that reaches `highest` dollars.
fn month(state: &State, highest: f32) -> Action {
    let cost = Bands { p90: highest, ..Bands::default() };
    let month = Rc::new(MonthSummary { cost, rungs: vec![[4_096, 0, 0, 0, 0, 0, 0, 0]; 6], ..MonthSummary::default() });
    Action::Heard(Event::Month { scenario: Rc::clone(&state.scenario), index: 0, month })
}

#[test]
fn a_wanted_gpu_that_is_missing_is_said_whichever_comes_first() {
    let first = state().after(no_gpu());
    assert_eq!((first.no_gpu.as_deref(), &first.trouble), (Some(MISSING), &None), "nobody wants it");
    let orders = [first.after(Action::Want(Wanted::Gpu)), state().after(Action::Want(Wanted::Gpu)).after(no_gpu())];
    for state in orders {
        let trouble = state.trouble.unwrap();
        assert_eq!(trouble.sentence, "There is no GPU that can be used. The simulation goes on without it.");
        assert_eq!(trouble.remedy, Remedy::Close);
    }
}

#[test]
fn a_gpu_that_stopped_can_be_tried_again() {
    let stopped = state().after(stopped());
    let trouble = stopped.trouble.as_ref().unwrap();
    assert_eq!(trouble.sentence, "The GPU was lost. The simulation goes on without it.");
    assert_eq!(trouble.remedy, Remedy::RetryGpu);
    assert!(!stopped.stuck, "the CPU answers");
    let by_cpu = stopped.after(done(&stopped, Kind::Full, 1, 1.0));
    assert_eq!(by_cpu.trouble, stopped.trouble, "it is still so");
    assert_eq!(stopped.after(Action::Preset(1)).trouble, stopped.trouble, "with any scenario");
    for gone in [
        stopped.after(Action::RetryGpu),
        stopped.after(Action::Dismiss),
        stopped.after(Action::Want(Wanted::Cpu)),
        stopped.after(by_gpu(done(&stopped, Kind::Full, 1, 1.0))),
    ] {
        assert_eq!(gone.trouble, None);
    }
}

#[test]
fn an_answer_of_a_gpu_says_so() {
    let start = state();
    let answer = start.after(by_gpu(done(&start, Kind::Full, 1, 1.0))).answer.unwrap();
    assert!(answer.badge.ends_with("GPU apple m3, 64 of 64 checked futures agree with the CPU"), "{}", answer.badge);
    assert!(answer.caveats[0].contains("last digit"), "{:?}", answer.caveats);
    let answer = start.after(done(&start, Kind::Full, 1, 1.0)).answer.unwrap();
    assert!(!answer.caveats.iter().any(|caveat| caveat.contains("GPU")), "{:?}", answer.caveats);
}

#[test]
fn months_of_the_full_run_take_the_place_of_those_of_the_preview_in_charts() {
    let start = state();
    let preview = start.after(done(&start, Kind::Live, 1, 90.0));
    let mixed = preview.after(month(&preview, 900.0));
    let [before, after] = [&preview, &mixed].map(|state| state.answer.clone().unwrap());
    assert_eq!((top(&preview), top(&mixed)), (100.0, 1_000.0));
    assert_eq!(after.badge, "Charts: 1 of 1 months are of the full run, the others of 64 futures (preview)");
    assert_eq!((&after.table, &after.verdict, after.is_settled), (&before.table, &before.verdict, false));
    let cancelled = mixed.after(Action::Cancel).answer.unwrap();
    assert_eq!((&cancelled.badge, &cancelled.pictures), (&before.badge, &before.pictures), "nothing is mixed for good");
    assert_eq!(top(&mixed.after(done(&mixed, Kind::Full, 2, 50.0))), 100.0);
}

#[test]
fn months_of_a_run_take_the_place_of_no_other_answer() {
    let start = state();
    let full = start.after(done(&start, Kind::Full, 1, 90.0));
    assert_eq!(full.after(month(&full, 900.0)), full, "it is better already");
    let other = full.after(Action::Preset(1));
    let other = other.after(done(&other, Kind::Live, 2, 90.0));
    assert_eq!(other.after(month(&full, 900.0)), other);
    assert_eq!(start.after(month(&start, 900.0)), start, "nothing is shown");
}
