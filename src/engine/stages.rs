//! The stages of the model, recorded: what each one does in an hour, a day or a month.

use crate::model::{
    DayClock, HourClock, MonthClock, Params, Record, Run, Shape, State, Totals, begin, day_begin, day_end, end,
    first_wall, hour, layout, month_begin, month_end,
};
use crate::value::recorder::{Float, Recording, input, input_int, param, record, record_as};

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

/// The place of a number of the state in the shader.
pub(super) fn state_place(number: usize) -> String {
    format!("s{number}")
}

/// Places of the record and the totals in the shader, for all there is room for.
pub(super) fn record_places(shape: &Shape) -> (Vec<String>, Vec<String>) {
    let shape = shape.largest();
    (names("record_", &Record::<Float>::names(&shape)), names("total_", &Totals::<Float>::names(&shape)))
}

/// Where the numbers of today's plans stand after those of the first day, see [`Run::epoch`].
fn epoch() -> Float {
    input(format!("memory[{}u + day]", layout::EPOCHS))
}

/// What stands in lists is there as often as there is room, so that the plans of an app do not matter.
fn run(shape: &Shape) -> Run<'static, Float> {
    Run {
        memory: (),
        params: Params::from_fn(param),
        shape: shape.largest(),
        room: shape.room(),
        epoch: epoch(),
        frozen: input("frozen"),
        seed: [input_int("run.seed_low"), input_int("run.seed_high")],
        future: input_int("future"),
    }
}

/// The state as the shader holds it.
fn state(run: &Run<'static, Float>) -> State<Float> {
    State::from_fn(&run.shape, |number| input(state_place(number)))
}

/// The state's numbers with their places.
fn outputs(state: &State<Float>) -> Vec<(String, Float)> {
    let mut numbers = Vec::new();
    state.each(|number| numbers.push((state_place(numbers.len()), number)));
    numbers
}

/// A stage that changes the state.
fn stage(
    name: &'static str,
    shape: &Shape,
    held: bool,
    body: impl FnOnce(&Run<'_, Float>, &mut State<Float>),
) -> Stage {
    let recording = record_as(held, || {
        let run = run(shape);
        let mut state = state(&run);
        body(&run, &mut state);
        outputs(&state)
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
    let begin = Stage { name: "begin", recording: record(|| outputs(&begin(&run(shape)))) };
    let month_end_recording = record(|| {
        let run = run(shape);
        let mut state = state(&run);
        let record = month_end(&run, &mut state);
        let mut numbers = Vec::new();
        record.each(|_, number| numbers.push(number));
        record_names.into_iter().zip(numbers).chain(outputs(&state)).collect()
    });
    let end_recording = record(|| {
        let mut numbers = Vec::new();
        let run = run(shape);
        let state = state(&run);
        end(&run, &state, first_wall(&run, &state)).each(|_, number| numbers.push(number));
        total_names.into_iter().zip(numbers).collect()
    });
    vec![
        begin,
        stage("month_begin", shape, false, |run, state| {
            let clock = MonthClock { step: input_int("month"), number: input("f32(month + 1u)") };
            month_begin(run, &clock, state);
        }),
        stage("day_begin", shape, false, |run, state| day_begin(run, &day(), state)),
        stage("hour", shape, shape.is_small(), |run, state| {
            let clock = HourClock {
                step: input_int("day * 24u + hour"),
                of_day: input("f32(hour)"),
                weight: input("memory[weekday * 24u + hour]"),
            };
            hour(run, &clock, state);
        }),
        stage("day_end", shape, false, |run, state| day_end(run, &day(), state)),
        Stage { name: "month_end", recording: month_end_recording },
        Stage { name: "end", recording: end_recording },
    ]
}
