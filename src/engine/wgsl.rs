//! The model as a WGSL compute shader: a fixed scaffold of loops around the recorded stages.
//!
//! One invocation is one future. The scaffold is not yet an engine: state lives in the invocation, so a run is one
//! dispatch, and raw futures are read back whole.

use std::fmt::Write as _;

use super::stages::{Stage, names, param_places, record_all, record_places, state_places, wall_places};
use crate::model::{Kept, layout};

/// Futures of a workgroup.
pub const WORKGROUP: u32 = 64;

/// What does not depend on the model: the buffers.
///
/// `run.stride` is 0 where all futures share their inputs and 1 where each has its own: [number][future]. `run.moves` is 1
/// where plans may change, so that a pass without any change comes first.
const BUFFERS: &str = "\
struct Run {
    seed_low: u32,
    seed_high: u32,
    first: u32,
    futures: u32,
    months: u32,
    first_weekday: u32,
    stride: u32,
    moves: u32,
}

@group(0) @binding(0) var<uniform> run: Run;
@group(0) @binding(1) var<storage, read> memory: array<f32>;
@group(0) @binding(2) var<storage, read> params: array<f32>;
@group(0) @binding(3) var<storage, read_write> raw: array<f32>;
";

/// The whole shader for apps with so many features. Its entry point is `simulate`.
#[must_use]
pub fn shader(features: usize) -> String {
    from_stages(&record_all(features))
}

/// The shader around given stages, in the order of [`record_all`].
///
/// Each stage is a block of its own in one function, so that the driver sees all of the state at once.
#[must_use]
pub fn from_stages(stages: &[Stage]) -> String {
    let body = |name: &str| {
        let stage = stages.iter().find(|stage| stage.name == name);
        stage.map_or_else(String::new, |stage| format!("{{ // {name}\n{}}}\n", stage.recording.wgsl()))
    };
    let (record, totals) = record_places();
    let mut params = String::new();
    for (index, name) in param_places().iter().enumerate() {
        let _ =
            writeln!(params, "let {name} = params[select({index}u, {index}u * run.futures + lane, run.stride == 1u)];");
    }
    let vars = |names: &[String]| names.iter().map(|name| format!("var {name}: f32;\n")).collect::<String>();
    let mut record_writes = String::new();
    for (index, name) in record.iter().enumerate() {
        let _ = writeln!(record_writes, "raw[({index}u * run.months + month) * run.futures + lane] = {name};");
    }
    let mut total_writes = String::new();
    for (index, name) in totals.iter().enumerate() {
        let row = record.len();
        let _ = writeln!(total_writes, "raw[({row}u * run.months + {index}u) * run.futures + lane] = {name};");
    }
    let days = names("kept", &Kept::<f32>::NAMES[..1]);
    let walls = wall_places();
    let mut keep_wall = String::new();
    for (wall, day) in walls.iter().zip(&days) {
        let _ = writeln!(keep_wall, "{wall} = {day};");
    }
    let met = days.iter().map(|day| format!("{day} > 0.5f")).collect::<Vec<_>>().join(" || ");
    format!(
        "{BUFFERS}
@compute @workgroup_size({WORKGROUP})
fn simulate(@builtin(global_invocation_id) id: vec3<u32>) {{
let lane = id.x;
if (lane >= run.futures) {{ return; }}
let future = run.first + lane;
{params}{state}{walls}{records}
for (var left = 1u + run.moves; left > 0u; left--) {{
let frozen = select(0.0f, 1.0f, left == 2u);
{begin}
var day = 0u;
for (var month = 0u; month < run.months; month++) {{
let days = u32(memory[{days}u + month]);
{month_begin}
for (var day_of_month = 0u; day_of_month < days; day_of_month++) {{
{day_begin}
let weekday = (run.first_weekday + day) % 7u;
for (var hour = 0u; hour < 24u; hour++) {{
{hour}
}}
{day_end}
day++;
}}
{month_end}
if (left == 2u) {{
if ({met}) {{ break; }}
continue;
}}
{record_writes}}}
if (left == 1u + run.moves) {{
{keep_wall}}}
}}
{end}
{total_writes}}}
",
        state = vars(&state_places()),
        walls = vars(&walls),
        records = vars(&[record.as_slice(), totals.as_slice()].concat()),
        begin = body("begin"),
        days = layout::DAYS,
        month_begin = body("month_begin"),
        day_begin = body("day_begin"),
        hour = body("hour"),
        day_end = body("day_end"),
        month_end = body("month_end"),
        end = body("end"),
    )
}
