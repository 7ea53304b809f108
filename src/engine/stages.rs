//! The stages of the model, recorded: what each one does in an hour, a day or a month.

use crate::model::latency::Waits;
use crate::model::{
    Daily, DayClock, HourClock, Hourly, Kept, MonthClock, Monthly, Params, Plan, Record, Run, State, Totals, begin,
    day_begin, day_end, end, hour, month_begin, month_end,
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
pub(super) fn names(prefix: &str, fields: &[(&str, usize)]) -> Vec<String> {
    let of_field = |(name, count): &(&str, usize)| match count {
        1 => vec![format!("{prefix}_{name}")],
        count => (0..*count).map(|index| format!("{prefix}_{name}_{index}")).collect(),
    };
    fields.iter().flat_map(of_field).collect()
}

/// Places of the state in the shader, in the order of its parts.
pub(super) fn state_places() -> Vec<String> {
    [
        names("hourly", Hourly::<Float>::NAMES),
        names("waits", Waits::<Float>::NAMES),
        names("daily", Daily::<Float>::NAMES),
        names("monthly", Monthly::<Float>::NAMES),
        names("kept", Kept::<Float>::NAMES),
    ]
    .concat()
}

/// Names of the inputs in the shader.
pub(super) fn param_places() -> Vec<String> {
    names("param", Params::<Float>::NAMES)
}

/// Places of the record and the totals in the shader.
pub(super) fn record_places() -> (Vec<String>, Vec<String>) {
    (names("record", Record::<Float>::NAMES), names("total", Totals::<Float>::NAMES))
}

fn run(features: usize) -> Run<'static, Float> {
    let params = param_places();
    Run {
        memory: (),
        params: Params::from_fn(|index| input(&params[index])),
        features,
        frozen: input("frozen"),
        seed: [input_int("run.seed_low"), input_int("run.seed_high")],
        future: input_int("future"),
    }
}

/// The state as the shader holds it. Plans are read from the memory by their rung, so that they need no place of their
/// own.
fn state(run: &Run<'static, Float>) -> State<Float> {
    let part = |prefix, fields| {
        let places = names(prefix, fields);
        move |index: usize| input(&places[index])
    };
    let daily = Daily::from_fn(part("daily", Daily::<Float>::NAMES));
    State {
        hourly: Hourly::from_fn(part("hourly", Hourly::<Float>::NAMES)),
        waits: Waits::from_fn(part("waits", Waits::<Float>::NAMES)),
        plans: std::array::from_fn(|place| Plan::at(run, place, daily.rung[place])),
        daily,
        monthly: Monthly::from_fn(part("monthly", Monthly::<Float>::NAMES)),
        kept: Kept::from_fn(part("kept", Kept::<Float>::NAMES)),
    }
}

/// The state's numbers with their places.
fn outputs(state: &State<Float>) -> Vec<(String, Float)> {
    let mut numbers = Vec::new();
    state.hourly.each(|_, number| numbers.push(number));
    state.waits.each(|_, number| numbers.push(number));
    state.daily.each(|_, number| numbers.push(number));
    state.monthly.each(|_, number| numbers.push(number));
    state.kept.each(|_, number| numbers.push(number));
    state_places().into_iter().zip(numbers).collect()
}

/// A stage that changes the state.
fn stage(name: &'static str, features: usize, body: impl FnOnce(&Run<'_, Float>, &mut State<Float>)) -> Stage {
    let recording = record(|| {
        let run = run(features);
        let mut state = state(&run);
        body(&run, &mut state);
        outputs(&state)
    });
    Stage { name, recording }
}

/// Every stage of the model in the order of the clock, for apps with so many features.
#[must_use]
pub fn record_all(features: usize) -> Vec<Stage> {
    let day = || DayClock {
        step: input_int("day"),
        number: input("f32(day + 1u)"),
        month: input("f32(month + 1u)"),
        passed: input("(f32(day_of_month) + 0.5) / f32(days)"),
        days: input("f32(days)"),
    };
    let (record_names, total_names) = record_places();
    let begin = Stage { name: "begin", recording: record(|| outputs(&begin(&run(features)))) };
    let month_end_recording = record(|| {
        let run = run(features);
        let mut state = state(&run);
        let record = month_end(&run, &mut state);
        let mut numbers = Vec::new();
        record.each(|_, number| numbers.push(number));
        record_names.into_iter().zip(numbers).chain(outputs(&state)).collect()
    });
    let end_recording = record(|| {
        let mut numbers = Vec::new();
        let state = state(&run(features));
        end(&state, &state.kept.first_day).each(|_, number| numbers.push(number));
        total_names.into_iter().zip(numbers).collect()
    });
    vec![
        begin,
        stage("month_begin", features, |run, state| {
            month_begin(run, &MonthClock { step: input_int("month") }, state);
        }),
        stage("day_begin", features, |run, state| day_begin(run, &day(), state)),
        stage("hour", features, |run, state| {
            let clock = HourClock {
                step: input_int("day * 24u + hour"),
                of_day: input("f32(hour)"),
                weight: input("memory[weekday * 24u + hour]"),
            };
            hour(run, &clock, state);
        }),
        stage("day_end", features, |run, state| day_end(run, &day(), state)),
        Stage { name: "month_end", recording: month_end_recording },
        Stage { name: "end", recording: end_recording },
    ]
}
