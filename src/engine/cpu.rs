//! The CPU engine: futures side by side in SIMD lanes.
//!
//! It has the same bits on every machine, natively and in WASM, at any lane width and in any order of groups, so it
//! defines every printed number.

use super::Raw;
use crate::model::{
    DayClock, HourClock, MonthClock, Params, Record, Run, State, begin, day_begin, day_end, end, first_wall,
    has_met_wall, hour, layout, month_begin, month_end,
};
use crate::program::Program;
use crate::value::Lanes;

/// The lanes in use: eight futures, the faster of the two widths on every target measured (see `make bench`).
pub type Lane = wide::f32x8;

/// Futures that are simulated side by side: the smallest piece of work, 5 to 15 ms.
pub const GROUP: usize = Lane::WIDTH;

/// Simulates the futures from number `first` of the run on, as many as `out` has room for, in the engine's own lanes.
pub fn simulate(program: &Program, first: u32, out: &mut Raw) {
    for start in (0..out.futures()).step_by(GROUP) {
        run_group::<Lane>(program, first, start, out);
    }
}

/// Simulates one group of futures of the run: those that stand at `start` and after in `out`, whose first future is
/// number `first` of the run.
///
/// Where plans may change, the futures are first followed without any change, on the same draws, until each has met its
/// first wall.
pub fn run_group<V: Lanes>(program: &Program, first: u32, start: usize, out: &mut Raw) {
    let first = first + start as u32;
    let run = run_from::<V>(program, first);
    let frozen = Run { frozen: V::splat(1.0), ..run };
    let mut is_walled = |state: &State<V>, _: usize, _: &Record<V>| V::all(has_met_wall(state));
    let wall = program.moves.then(|| follow(program, first, &frozen, &mut is_walled, &mut unseen));
    let mut store = |_: &State<V>, month: usize, record: &Record<V>| {
        record.each(|number, lanes| lanes.store(&mut out.record_mut(number, month)[start..]));
        false
    };
    let state = follow(program, first, &run, &mut store, &mut unseen);
    let wall = first_wall(&run, wall.as_ref().unwrap_or(&state));
    end(&run, &state, wall).each(|number, lanes| lanes.store(&mut out.total_mut(number)[start..]));
}

/// Follows as many futures of the run as there are lanes, from number `first` on, and shows what each stage makes of their state,
/// by the stage's name.
pub fn watch<V: Lanes>(program: &Program, first: u32, see: &mut impl FnMut(&'static str, &State<V>)) {
    follow(program, first, &run_from::<V>(program, first), &mut |_, _, _| false, see);
}

/// Nobody looks.
const fn unseen<V: Lanes>(_: &'static str, _: &State<V>) {}

/// What futures from number `future` of the run on are simulated with in the first month.
fn run_from<V: Lanes>(program: &Program, future: u32) -> Run<'_, V> {
    Run {
        memory: program.memory.as_slice(),
        params: params::<V>(program, future, 0),
        shape: program.shape,
        room: program.shape.room(),
        epoch: V::splat(0.0),
        frozen: V::splat(0.0),
        seed: program.seed.map(V::int),
        future: V::count_from(future),
    }
}

/// Whether futures need not be followed further than a month, which left this record.
type Ends<'e, V> = &'e mut dyn FnMut(&State<V>, usize, &Record<V>) -> bool;

/// Follows the futures from number `first` of the run on from their first hour to their last, or until `ends` says so of a month's record;
/// `see` sees each stage.
fn follow<V: Lanes>(
    program: &Program,
    first: u32,
    run: &Run<'_, V>,
    ends: Ends<'_, V>,
    see: &mut impl FnMut(&'static str, &State<V>),
) -> State<V> {
    let mut run = *run;
    let mut state = begin(&run);
    see("begin", &state);
    let mut day_index = 0;
    for (month, days) in program.months.iter().enumerate() {
        if let Some(phase) = program.phase_from(month).filter(|phase| *phase > 0) {
            run.params = params::<V>(program, first, phase);
        }
        let clock = MonthClock { step: V::int(month as u32), number: V::splat((month + 1) as f32) };
        month_begin(&run, &clock, &mut state);
        see("month_begin", &state);
        for day in 0..*days {
            run.epoch = V::splat(program.memory[layout::EPOCHS + day_index as usize]);
            let run = &run;
            let clock = DayClock {
                step: V::int(day_index),
                number: V::splat((day_index + 1) as f32),
                month: V::splat((month + 1) as f32),
                passed: V::splat((day as f32 + 0.5) / *days as f32),
                days: V::splat(*days as f32),
            };
            day_begin(run, &clock, &mut state);
            see("day_begin", &state);
            let weekday = (program.first_weekday + day_index) % 7;
            for of_day in 0..24 {
                let clock = HourClock {
                    step: V::int(day_index * 24 + of_day),
                    of_day: V::splat(of_day as f32),
                    weight: V::splat(program.memory[layout::WEIGHTS + (weekday * 24 + of_day) as usize]),
                };
                hour(run, &clock, &mut state);
                see("hour", &state);
            }
            day_end(run, &clock, &mut state);
            see("day_end", &state);
            day_index += 1;
        }
        let record = month_end(&run, &mut state);
        see("month_end", &state);
        if ends(&state, month, &record) {
            break;
        }
    }
    state
}

/// The inputs of the futures side by side in a phase of the run.
fn params<V: Lanes>(program: &Program, first: u32, phase: usize) -> Params<V> {
    let mut lanes = [[0.0; GROUP]; Params::<f32>::LEN];
    for (lane, future) in (first..).take(V::WIDTH.min(GROUP)).enumerate() {
        program.params(future, phase).each(|number, value| lanes[number][lane] = value);
    }
    Params::from_fn(|number| V::load(&lanes[number]))
}
