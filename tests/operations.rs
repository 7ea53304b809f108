//! Every operation of a number against the others: lanes among each other and the scalar `f32`s of this machine, the
//! `f64` oracle, and the recorder by way of WGSL on a real device.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::gpu;
use common::operations::{self, Bound, agrees, arguments, cases, is_plain, memory, one};
use headroom::value::Float;
use headroom::value::recorder::{input, record};
use pollster::block_on;
use wide::{f32x4, f32x8};

#[test]
fn lanes_have_the_same_bits() {
    for (four, eight) in cases::<f32x4>().iter().zip(cases::<f32x8>()) {
        for pair in arguments() {
            let (four_is, eight_is) = (one(four.run, pair), one(eight.run, pair));
            assert_eq!(four_is.to_bits(), eight_is.to_bits(), "{} {pair:?}: {four_is} {eight_is}", four.name);
        }
    }
}

#[test]
fn results_are_pinned() {
    assert_eq!(operations::digest::<f32x8>(), operations::PINNED);
}

#[test]
fn lanes_do_what_scalars_do() {
    type Truth = fn(f32, f32) -> f32;
    let truths: [(&str, Truth); 9] = [
        ("add", |a, b| a + b),
        ("sub", |a, b| a - b),
        ("mul", |a, b| a * b),
        ("div", |a, b| a / b),
        ("neg", |a, _| -a),
        ("min", |a, b| if b < a { b } else { a }),
        ("max", |a, b| if a < b { b } else { a }),
        ("floor", |a, _| a.clamp(-3e7, 3e7).floor()),
        ("sqrt", |a, _| a.abs().sqrt()),
    ];
    for (name, truth) in truths {
        let case = cases::<f32x8>().into_iter().find(|case| case.name == name).unwrap();
        for pair in arguments() {
            let (expected, got) = (truth(pair.0, pair.1), one(case.run, pair));
            let same = expected.to_bits() == got.to_bits() || (expected.is_nan() && got.is_nan());
            assert!(same, "{name} {pair:?}: {expected} {got}");
        }
    }
}

#[test]
fn lanes_agree_with_the_oracle() {
    for (lane, oracle) in cases::<f32x8>().iter().zip(cases::<f64>()) {
        for (a, b) in arguments() {
            let expected = (oracle.run)(&memory(), a.into(), b.into());
            let got = one(lane.run, (a, b));
            // The oracle does not round, so exact operations are near by a rounding of `f32`.
            let bound = if lane.bound == Bound::Exact { Bound::Relative(6e-8) } else { lane.bound };
            let comparable = expected == 0.0 || (expected as f32 != 0.0 && is_plain(expected as f32));
            let got = f64::from(got);
            assert!(!comparable || agrees(bound, expected, got), "{} {a} {b}: {expected} {got}", lane.name);
        }
    }
}

/// A shader that writes the result of every operation for every pair: [operation][pair].
fn shader() -> String {
    let cases = cases::<Float>();
    let recording = record(|| {
        let results = cases.iter().enumerate();
        let (a, b) = (input("a[pair]"), input("b[pair]"));
        results.map(|(index, case)| (format!("out[{index}u * arrayLength(&a) + pair]"), (case.run)((), a, b))).collect()
    });
    format!(
        "@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> memory: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(64)
fn operate(@builtin(global_invocation_id) id: vec3<u32>) {{
    let pair = id.x;
    if (pair >= arrayLength(&a)) {{ return; }}
{}}}
",
        recording.wgsl()
    )
}

/// Operations whose results on the device are not what the lanes give.
fn disagreements(shader: &str) -> Vec<String> {
    let gpu = block_on(gpu::open());
    let (a, b): (Vec<_>, Vec<_>) = arguments().into_iter().unzip();
    let cases = cases::<f32x8>();
    let groups = (a.len() as u32).div_ceil(64);
    let pipeline = gpu::pipeline(gpu.device(), shader, "operate");
    let inputs = [&a[..], &b, &memory()];
    let out = block_on(gpu::dispatch(gpu.device(), &pipeline, groups, &inputs, cases.len() * a.len()));
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        for pair in 0..a.len() {
            let expected = one(case.run, (a[pair], b[pair]));
            let got = out[index * a.len() + pair];
            let comparable = [expected, a[pair], b[pair]].into_iter().all(is_plain);
            if comparable && !agrees(case.bound, expected.into(), got.into()) {
                wrong.push(format!("{} {} {}: {expected} {got}", case.name, a[pair], b[pair]));
            }
        }
    }
    wrong
}

#[test]
fn recorded_operations_agree_with_lanes_on_a_device() {
    let wrong = disagreements(&shader());
    assert!(wrong.is_empty(), "{} differ, first {:?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn a_wrong_operation_is_noticed() {
    let faulty = shader().replacen("a[pair]", "a[pair] * 1.00001f", 1);
    assert!(!disagreements(&faulty).is_empty());
}
