//! The model as WGSL: a compute shader a stage, whose invocations are futures.
//!
//! A fixed scaffold loads what the recorded stage reads, and stores what it writes; what lies between is printed from the
//! recording. The hour is the only stage with a loop: a day's 24 hours are one dispatch. A shader a stage rather than one
//! for all, because compilers take more than twice as long for code twice as long, and because the numbers that one stage
//! holds at a time are few enough for a GPU's registers.

use std::fmt::Write as _;

use super::super::stages::{Stage, record_places, state_place};
use crate::model::{Shape, State};
use crate::value::Float;

/// Futures of a workgroup.
pub const WORKGROUP: u32 = 64;

/// A shader; its entry point has its name.
#[derive(Clone, Debug)]
pub struct Shader {
    /// The stage's name.
    pub name: &'static str,
    /// The whole of its source.
    pub text: String,
}

/// What all invocations of a tile share.
const RUN: &str = "\
struct Run {
    seed_low: u32,
    seed_high: u32,
    first: u32,
    lanes: u32,
    stride: u32,
    futures: u32,
    ranged: u32,
    frozen: u32,
    first_weekday: u32,
}
@group(0) @binding(0) var<uniform> run: Run;
";

/// What does not depend on the model: the buffers, which all stages share.
///
/// `state` is [number][lane], its last number the future's own; `params` is [number][future of the tile], or [number]
/// where all futures share their inputs (`run.ranged` is 0); `raw` is [number][future of the run], the record of a month
/// before the totals.
const BUFFERS: &str = "\
struct Clock {
    day: u32,
    month: u32,
    day_of_month: u32,
    days: u32,
}

@group(0) @binding(1) var<uniform> clock: Clock;
@group(0) @binding(2) var<storage, read> memory: array<f32>;
@group(0) @binding(3) var<storage, read> params: array<f32>;
@group(0) @binding(4) var<storage, read_write> state: array<f32>;
@group(0) @binding(5) var<storage, read_write> raw: array<f32>;
";

/// The names that stages give to what is not a number of the future.
const CLOCK: &str = "\
let day = clock.day;
let month = clock.month;
let day_of_month = clock.day_of_month;
let days = clock.days;
let weekday = (run.first_weekday + day) % 7u;
let frozen = f32(run.frozen);
";

/// How many numbers a future's state has on the device: the model's, and which future it is.
pub(super) fn state_rows(shape: &Shape) -> usize {
    State::<Float>::len(shape) + 1
}

/// The shaders of the recorded stages of apps of a shape, in their order.
#[must_use]
pub fn shaders(shape: &Shape, stages: &[Stage]) -> Vec<Shader> {
    stages.iter().map(|stage| Shader { name: stage.name, text: text(shape, stage) }).collect()
}

/// Writing to a String cannot fail.
fn text(shape: &Shape, stage: &Stage) -> String {
    let rows = State::<Float>::len(shape);
    let (record, totals) = record_places(shape);
    let raw = [record.as_slice(), totals.as_slice()].concat();
    let read: Vec<&str> = stage.recording.inputs().collect();
    let written: Vec<&str> = stage.recording.places().collect();
    let mut loads = String::new();
    let mut stores = String::new();
    for index in 0..rows {
        let name = state_place(index);
        let at = format!("state[{index}u * run.stride + lane]");
        let (reads, writes) = (read.contains(&name.as_str()), written.contains(&name.as_str()));
        let _ = match (reads, writes) {
            (true, true) => writeln!(loads, "var {name} = {at};"),
            (true, false) => writeln!(loads, "let {name} = {at};"),
            (false, true) => writeln!(loads, "var {name}: f32;"),
            (false, false) => continue,
        };
        if writes {
            let _ = writeln!(stores, "{at} = {name};");
        }
    }
    for (index, name) in raw.iter().enumerate().filter(|(_, name)| written.contains(&name.as_str())) {
        let _ = writeln!(loads, "var {name}: f32;");
        // A pass that never changes a plan leaves nothing but the days of its walls.
        let only = if name.starts_with("total_wall") { "" } else { "if (run.frozen == 0u) " };
        let _ = writeln!(stores, "{only}{{ raw[{index}u * run.futures + future] = {name}; }}");
    }
    let body = stage.recording.wgsl();
    let body = match stage.name {
        "hour" => format!("for (var hour = 0u; hour < 24u; hour++) {{\n{body}}}\n"),
        _ => body,
    };
    let own = format!("state[{rows}u * run.stride + lane]");
    let (done, future) = match stage.name {
        "begin" => (String::new(), format!("let future = run.first + lane;\n{own} = f32(future);\n")),
        "end" => (String::new(), format!("let future = u32({own});\n")),
        _ => (
            format!("if (run.frozen == 1u) {{\nif ({}) {{ return; }}\n}}\n", met()),
            format!("let future = u32({own});\n"),
        ),
    };
    format!(
        "{RUN}{BUFFERS}
@compute @workgroup_size({WORKGROUP})
fn {name}(@builtin(global_invocation_id) id: vec3<u32>) {{
let lane = id.x;
if (lane >= run.lanes) {{ return; }}
{done}{future}{CLOCK}{loads}{body}{stores}}}
",
        name = stage.name,
    )
}

/// Whether the future of a lane has met its wall: what comes after is not looked at where nothing is ever changed.
fn met() -> String {
    format!("state[{}u * run.stride + lane] > 0.5f", State::<Float>::LATEST_WALL)
}

/// The shader `pack`, which leaves behind the futures that have met their wall: the others move to another buffer, side by
/// side, in any order.
pub(super) fn pack(shape: &Shape) -> String {
    format!(
        "{RUN}
@group(0) @binding(1) var<storage, read> state: array<f32>;
@group(0) @binding(2) var<storage, read_write> packed: array<f32>;
@group(0) @binding(3) var<storage, read_write> count: atomic<u32>;

@compute @workgroup_size({WORKGROUP})
fn pack(@builtin(global_invocation_id) id: vec3<u32>) {{
let lane = id.x;
if (lane >= run.lanes) {{ return; }}
if ({met}) {{ return; }}
let to = atomicAdd(&count, 1u);
for (var row = 0u; row < {rows}u; row++) {{
packed[row * run.stride + to] = state[row * run.stride + lane];
}}
}}
",
        met = met(),
        rows = state_rows(shape),
    )
}
