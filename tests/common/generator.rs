//! The random numbers and the tables as a device sees them: to the bit those of the CPU.

use headroom::engine::gpu::Device;
use headroom::model::random::{ROUNDS, threefry};
use headroom::program::Program;
use headroom::value::recorder::{input_int, record};
use headroom::value::{Float, Lanes, Value};
use wide::{f32x4, u32x4};

use super::gpu::{dispatch, pipeline};

/// Key of the draws: a seed's two words.
const SEED: [u32; 2] = [20_270_101, 3];
/// Numbers of a draw that are compared: the upper and the lower 23 bits of its four words.
const HALVES: usize = 8;

fn halves<V: Value>(counter: [V::Int; 2]) -> [V; HALVES] {
    let zero = V::int(0);
    let key = [V::int(SEED[0]), V::int(SEED[1]), zero, zero];
    let words = threefry::<V, ROUNDS>([counter[0], counter[1], V::int(3), zero], key);
    std::array::from_fn(|at| V::uniform(words[at / 2] << if at % 2 == 0 { 0 } else { 9 }))
}

/// A shader that writes a draw and a number of the memory for every index: [number][index].
pub fn shader() -> String {
    let recording = record(|| {
        let index = input_int("index");
        let draws = halves::<Float>([index, index + Float::int(77)]);
        let numbers = draws.into_iter().chain([Float::read((), index)]).enumerate();
        numbers.map(|(at, number)| (format!("out[{at}u * arrayLength(&memory) + index]"), number)).collect()
    });
    format!(
        "@group(0) @binding(0) var<storage, read> memory: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64)
fn draw(@builtin(global_invocation_id) id: vec3<u32>) {{
    let index = id.x;
    if (index >= arrayLength(&memory)) {{ return; }}
{}}}
",
        recording.wgsl()
    )
}

/// How many numbers of a shader have other bits than the CPU's.
pub async fn differences(device: &Device, program: &Program, shader: &str) -> usize {
    let memory = &program.memory;
    let groups = (memory.len() as u32).div_ceil(64);
    let pipeline = pipeline(device, shader, "draw");
    let out = dispatch(device, &pipeline, groups, &[memory], (HALVES + 1) * memory.len()).await;
    let draws = |index: u32| {
        let lane = |numbers: f32x4| {
            let mut first = [0.0];
            numbers.store(&mut first);
            first[0]
        };
        halves::<f32x4>([u32x4::splat(index), u32x4::splat(index + 77)]).map(lane)
    };
    let wrong = |index: usize| {
        let truth = draws(index as u32).into_iter().chain([memory[index]]).enumerate();
        truth.filter(|(at, number)| out[at * memory.len() + index].to_bits() != number.to_bits()).count()
    };
    (0..memory.len()).map(wrong).sum()
}
