//! A run's answer from parts of its futures, whatever order they come in, and what it keeps of them.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{opening, program};
use headroom::engine::{Answer, Raw, Reducer};
use headroom::model::layout;
use headroom::program::Program;
use headroom::scenario::Scenario;

fn months(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    program(scenario)
}

/// Futures from number `first` on: each number of them is that of the future.
fn part(program: &Program, first: usize, futures: usize) -> Raw {
    let len = Raw::new(&program.shape, futures, 2).as_slice().len();
    let numbers = (0..len).map(|at| (first + at % futures) as f32).collect();
    Raw::from_vec(&program.shape, futures, 2, numbers).unwrap()
}

#[test]
fn parts_in_any_order_come_to_the_same() {
    let program = months(2);
    let mut reducer = Reducer::new(&program, 10).unwrap();
    // The last first, then one again, one over the end, one of another run's length, and one that overlaps.
    reducer.place(6, part(&program, 6, 4));
    reducer.place(6, part(&program, 0, 4));
    reducer.place(8, part(&program, 8, 4));
    reducer.place(usize::MAX, part(&program, 8, 4));
    reducer.place(0, Raw::new(&program.shape, 3, 1));
    assert_eq!((reducer.arrived(), reducer.is_done()), (4, false));
    reducer.place(0, part(&program, 0, 6));
    reducer.place(5, part(&program, 0, 2));
    assert_eq!((reducer.arrived(), reducer.is_done()), (10, true));
    let Answer { summary, totals } = reducer.answer(&program);
    let month = &summary.months[1];
    assert_eq!((month.users.p10, month.users.p50, month.users.mean), (0.0, 4.0, 4.5));
    assert_eq!((month.bill[0], month.limits[0].used, month.limits[0].met.count), (4.5, 4.5, 9));
    assert_eq!(month.rungs[0], [1; layout::RUNGS], "futures 8 and 9 are on no plan that there is");
    assert_eq!(totals.total(0), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
}

/// 18 numbers a month and future, whose quantiles the answer gives; 283 MB for the largest run that a scenario may ask for.
#[test]
fn too_little_memory_is_a_sentence_with_how_much_it_needs() {
    let program = months(*Scenario::MONTHS.end());
    let futures = 1_usize << 40;
    let sentence = Reducer::new(&program, futures).err().unwrap().to_string();
    let bytes = 18 * 60 * 4 * futures as u64;
    assert!(sentence.contains(&format!("need {:.0} MB", bytes as f64 / 1e6)), "{sentence}");
    assert_eq!(bytes / futures as u64 * u64::from(*Scenario::FUTURES.end()), 283_115_520);
}
