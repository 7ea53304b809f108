//! The stages of the model, recorded: what each one does in an hour, a day or a month.

use crate::model::{
    DayClock, HourClock, MonthClock, Params, Record, Run, Shape, State, Totals, begin, day_begin, day_end, end,
    first_wall, hour, month_begin, month_end,
};
use crate::value::recorder::{Float, Recording, input, input_int, record};

/// A recorded stage.
pub struct Stage {
    /// The function's name in [`crate::model`].
    pub name: &'static str,
    /// What it does.
    pub recording: Recording,
}

/// Names a structure's numbers in the shader: `prefix_field`, `prefix_field_0` in an array.
fn names<T: AsRef<str>>(prefix: &str, fields: &[(T, usize)]) -> Vec<String> {
    let of_field = |(name, count): &(T, usize)| {
        let name = name.as_ref();
        match count {
            1 => vec![format!("{prefix}{name}")],
            count => (0..*count).map(|index| format!("{prefix}{name}_{index}")).collect(),
        }
    };
    fields.iter().flat_map(of_field).collect()
}

/// Places of the state in the shader, in the order of its numbers.
pub(super) fn state_places(shape: &Shape) -> Vec<String> {
    names("", &State::<Float>::names(shape))
}

/// Names of the inputs in the shader.
pub(super) fn param_places() -> Vec<String> {
    names("param_", Params::<Float>::NAMES)
}

/// Places of the record and the totals in the shader.
pub(super) fn record_places(shape: &Shape) -> (Vec<String>, Vec<String>) {
    (names("record_", &Record::<Float>::names(shape)), names("total_", &Totals::<Float>::names(shape)))
}

fn run(shape: &Shape) -> Run<'static, Float> {
    let params = param_places();
    Run {
        memory: (),
        params: Params::from_fn(|index| input(&params[index])),
        shape: *shape,
        frozen: input("frozen"),
        seed: [input_int("run.seed_low"), input_int("run.seed_high")],
        future: input_int("future"),
    }
}

/// The state as the shader holds it. Plans are read from the memory by their tier, so that they need no place of their own.
fn state(run: &Run<'static, Float>) -> State<Float> {
    let places = state_places(&run.shape);
    State::from_fn(run, |index| input(&places[index]))
}

/// The state's numbers with their places.
fn outputs(shape: &Shape, state: &State<Float>) -> Vec<(String, Float)> {
    let mut numbers = Vec::new();
    state.each(|number| numbers.push(number));
    state_places(shape).into_iter().zip(numbers).collect()
}

/// A stage that changes the state.
fn stage(name: &'static str, shape: &Shape, body: impl FnOnce(&Run<'_, Float>, &mut State<Float>)) -> Stage {
    let recording = record(|| {
        let run = run(shape);
        let mut state = state(&run);
        body(&run, &mut state);
        outputs(shape, &state)
    });
    Stage { name, recording }
}

/// Every stage of the model in the order of the clock, for apps of a shape.
#[must_use]
pub fn record_all(shape: &Shape) -> Vec<Stage> {
    let day = || DayClock {
        step: input_int("day"),
        number: input("f32(day + 1u)"),
        month: input("f32(month + 1u)"),
        passed: input("(f32(day_of_month) + 0.5) / f32(days)"),
        days: input("f32(days)"),
    };
    let (record_names, total_names) = record_places(shape);
    let begin = Stage { name: "begin", recording: record(|| outputs(shape, &begin(&run(shape)))) };
    let month_end_recording = record(|| {
        let run = run(shape);
        let mut state = state(&run);
        let record = month_end(&run, &mut state);
        let mut numbers = Vec::new();
        record.each(|_, number| numbers.push(number));
        record_names.into_iter().zip(numbers).chain(outputs(shape, &state)).collect()
    });
    let end_recording = record(|| {
        let mut numbers = Vec::new();
        let state = state(&run(shape));
        end(&state, first_wall(&state)).each(|_, number| numbers.push(number));
        total_names.into_iter().zip(numbers).collect()
    });
    vec![
        begin,
        stage("month_begin", shape, |run, state| {
            month_begin(run, &MonthClock { step: input_int("month") }, state);
        }),
        stage("day_begin", shape, |run, state| day_begin(run, &day(), state)),
        stage("hour", shape, |run, state| {
            let clock = HourClock {
                step: input_int("day * 24u + hour"),
                of_day: input("f32(hour)"),
                weight: input("memory[weekday * 24u + hour]"),
            };
            hour(run, &clock, state);
        }),
        stage("day_end", shape, |run, state| day_end(run, &day(), state)),
        Stage { name: "month_end", recording: month_end_recording },
        Stage { name: "end", recording: end_recording },
    ]
}
