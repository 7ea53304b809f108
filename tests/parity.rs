//! The GPU engine against the CPU's on the same draws, natively on Vulkan, and that the comparison can fail.
//! `tests/webgpu.rs` does the same in a browser.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::parity::{FEW, changed, compare, disagreements, faults, misreduced, recorded};
use common::runs::{
    announced, busy, changing, changing_from, crowded, moving, on_cards, program, raised, refused, shared, simulate,
    used_up, varied,
};
use common::scenarios::compared_scenarios;
use common::{generator, gpu, soak};
use headroom::engine::check::{Agreement, Check};
use headroom::engine::gpu::{Gpu, Shader, Trouble};
use headroom::engine::{Raw, threads};
use headroom::model::{Record, Totals, Whole, layout, limit};
use headroom::program::Program;
use headroom::scenario::PRESETS;
use pollster::block_on;
use wide::f32x8;

/// Months that both engines run: between them every limit but one turns somebody away, and futures move between plans.
fn months() -> [Program; 9] {
    [busy(1), crowded(1), varied(1), shared(1), raised(1), announced(1), used_up(), moving(2), on_cards(1)]
}

#[test]
fn shaders_are_valid() {
    for program in months() {
        for Shader { name, text } in recorded(&program.shape) {
            let module = naga::front::wgsl::parse_str(&text).unwrap();
            let flags = naga::valid::ValidationFlags::all();
            let mut validator = naga::valid::Validator::new(flags, naga::valid::Capabilities::empty());
            validator.validate(&module).unwrap();
            assert_eq!(module.entry_points[0].name, name);
            let storage = text.matches("var<storage").count();
            assert_eq!(storage, 4, "{name} binds {storage} storage buffers");
        }
    }
}

#[test]
fn the_months_are_worth_comparing() {
    let record = Whole::from_fn(|number| number);
    let programs = months();
    let runs = programs.iter().map(|program| (program, simulate::<f32x8>(program, FEW as usize))).collect::<Vec<_>>();
    let happens = |row: &[f32]| row.iter().filter(|value| **value > 0.0).count() > FEW as usize / 20;
    let some = |number: usize| runs.iter().any(|(_, raw)| happens(raw.record(number, 0)));
    let names = Whole::<f32>::NAMES.iter().flat_map(|(name, count)| std::iter::repeat_n(*name, *count));
    let idle: Vec<&str> = names
        .enumerate()
        .filter(|(number, _)| !some(*number) && !record.rung.contains(number))
        .map(|(_, name)| name)
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
    let moved = record.rung.iter().filter(|number| some(**number)).count();
    assert!(moved >= 4, "only {moved} ladders are climbed");
    // No plan of the catalogue limits calls at once; of that there is a test with a plan of its own.
    let parts: Vec<usize> = (0..layout::PARTS).collect();
    let ways = (0..limit::WAYS).filter(|way| *way != limit::CONCURRENT);
    let turns_away =
        |way: &usize| runs.iter().any(|(program, raw)| happens(&refused(program, raw, 0, &parts, &[*way])));
    assert_eq!(ways.filter(|way| !turns_away(way)).collect::<Vec<_>>(), [0; 0]);
}

#[test]
fn the_generator_and_the_tables_have_the_same_bits() {
    let gpu = block_on(gpu::open());
    let program = busy(1);
    let differences = |shader: &str| block_on(generator::differences(gpu.device(), &program, shader));
    assert_eq!(differences(&generator::shader()), 0);
    // A rotation by another number of bits, and a read of the next number.
    let rotated = generator::shader().replacen("<< 13u", "<< 14u", 1);
    let shifted = generator::shader().replace("memory[v", "memory[1u + v");
    assert!([rotated, shifted].iter().all(|shader| *shader != generator::shader() && differences(shader) > 0));
}

#[test]
fn months_in_which_much_happens_agree() {
    let mut gpu = block_on(gpu::open());
    for (index, program) in months().iter().enumerate() {
        let apart = block_on(compare(&mut gpu, program, &recorded(&program.shape), FEW));
        assert!(apart.is_empty(), "program {index}: {apart:#?}");
    }
}

#[test]
fn every_preset_agrees() {
    let mut gpu = block_on(gpu::open());
    // Those that open with alternatives begin with apps like these.
    for preset in PRESETS.iter().filter(|preset| preset.scenario().unwrap().runs() == 1) {
        let program = program(preset.scenario().unwrap().into_inner());
        let futures = program.futures;
        let mut cpu = Raw::new(&program.shape, futures as usize, program.months.len());
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        threads::each(&program, threads, |first, part| cpu.place(first, &part));
        let (raw, summary) = block_on(gpu.run_raw(&program, futures)).unwrap();
        let apart = disagreements(&program, &cpu, &raw);
        assert!(apart.is_empty(), "{}: {apart:#?}", preset.id);
        assert_eq!(misreduced(&program, &raw, &summary), None, "{}", preset.id);
    }
}

/// Inputs that are others from the second and the third month on, in every future and in those that are searched for their first wall. A
/// change that begins a month late turns it red.
#[test]
fn months_whose_inputs_change_agree() {
    let program = changing(3);
    assert!(program.phases() == 3 && program.moves && !program.is_exact());
    let cpu = |program: &Program| simulate::<f32x8>(program, FEW as usize);
    let (raw, _) = block_on(block_on(gpu::open()).run_raw(&program, FEW)).unwrap();
    let apart = disagreements(&program, &cpu(&program), &raw);
    assert!(apart.is_empty(), "{apart:#?}");
    let late = common::runs::program(changing_from(3, 3));
    assert!(!disagreements(&program, &cpu(&late), &raw).is_empty());
}

/// Random scenarios, none in a usual run: a software GPU takes half a minute for one.
#[test]
fn random_scenarios_agree() {
    let mut gpu = block_on(gpu::open());
    let (turns, mut broken) = (soak::Turns::begin(), Vec::new());
    for (at, scenario) in compared_scenarios(soak::extra()) {
        let program = program(scenario);
        let apart = turns.turn(|| block_on(compare(&mut gpu, &program, &recorded(&program.shape), FEW)));
        if let Some(first) = apart.first() {
            broken.push(format!("scenario {at}, {} numbers, as {first}", apart.len()));
            println!("{}", broken.last().unwrap());
        }
    }
    turns.end("scenarios on the GPU");
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn planted_faults_turn_it_red() {
    let mut gpu = block_on(gpu::open());
    for (fault, shaders) in faults() {
        assert!(!block_on(compare(&mut gpu, &busy(1), &shaders, FEW)).is_empty(), "{fault}");
    }
    // The last one lacks a number that a summary needs.
    assert_eq!(block_on(gpu.run(&busy(1), FEW, |_| true)), Err(Trouble::Incomplete));
}

#[test]
fn a_wrong_reduction_is_noticed() {
    let one = busy(1);
    let mut gpu = block_on(gpu::open());
    let (raw, summary) = block_on(gpu.run_raw(&one, FEW)).unwrap();
    assert_eq!(misreduced(&one, &raw, &summary), None);
    let mut wrong = summary.clone();
    wrong.months[0].users.p25 = f32::from_bits(wrong.months[0].users.p25.to_bits() + 1);
    assert!(misreduced(&one, &raw, &wrong).is_some());
    let mut wrong = summary;
    wrong.months[0].cost.mean *= 1.0001;
    assert!(misreduced(&one, &raw, &wrong).is_some());
}

#[test]
fn a_checked_future_that_differs_is_counted() {
    let program = busy(1);
    let raw = simulate::<f32x8>(&program, 24);
    let agreement = |raw: &Raw| Check::new(&program, 24).agreement(&program, raw);
    assert_eq!(agreement(&raw), Agreement { checked: 24, agreeing: 24 });
    let mut numbers = raw.as_slice().to_vec();
    let cost = (Record::<f32>::len(&program.shape) + Totals::places(&program.shape).sums.cost) * 24;
    numbers[cost + 3] *= 1.001;
    numbers[cost + 9] = f32::NAN;
    let wrong = Raw::from_vec(&program.shape, 24, 1, numbers).unwrap();
    assert_eq!(agreement(&wrong), Agreement { checked: 24, agreeing: 22 });
}

#[test]
fn a_run_ends_when_it_is_told_to() {
    let mut gpu = block_on(gpu::open());
    let mut slices = 0;
    let ended = block_on(gpu.run(&busy(3), FEW, |_| {
        slices += 1;
        slices < 3
    }));
    assert_eq!((ended, slices), (Ok(None), 3));
}

#[test]
fn a_lost_device_is_an_error_and_so_is_a_wrong_shader() {
    let mut gpu: Gpu = block_on(gpu::open());
    let device = gpu.device().device.clone();
    let lost = block_on(gpu.run(&busy(3), FEW, |_| {
        device.destroy();
        true
    }));
    assert!(matches!(lost, Err(Trouble::Lost(_) | Trouble::Refused(_))), "{lost:?}");
    assert!(block_on(gpu.run(&busy(1), FEW, |_| true)).is_err(), "it stays lost");

    let wrong = changed("hour", |text| text.replace("fn hour(", "fn hour(nonsense"));
    let refused = block_on(block_on(gpu::open()).compile(&busy(1).shape, &wrong));
    assert!(matches!(refused, Err(Trouble::Refused(_))), "{refused:?}");
}
