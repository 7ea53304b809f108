//! The GPU engine by a browser's WebGPU, in the kind of worker that the page has: run in headless Chromium by `make test`.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::parity::{FEW, compare, disagreements, faults, misreduced, recorded};
use common::runs::{busy, program, simulate};
use common::scenarios::compared_scenarios;
use common::{generator, gpu, soak};
use headroom::engine::Stopwatch;
use headroom::engine::gpu::{PATIENCE, WORKGROUP};
use headroom::scenario::PRESETS;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};
use wide::f32x8;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Futures of a preset, as most say themselves.
const FUTURES: u32 = 4_096;
/// Months of each preset; all of them take the software GPU of a browser a quarter of an hour. Natively all are compared.
const MONTHS: u32 = 4;

#[wasm_bindgen_test]
async fn the_generator_and_the_tables_have_the_same_bits() {
    let gpu = gpu::open().await;
    assert_eq!(generator::differences(gpu.device(), &busy(1), &generator::shader()).await, 0);
    let rotated = generator::shader().replacen("<< 13u", "<< 14u", 1);
    assert!(generator::differences(gpu.device(), &busy(1), &rotated).await > 0);
}

#[wasm_bindgen_test]
async fn every_preset_agrees() {
    let mut gpu = gpu::open().await;
    // Those that open with alternatives begin with apps like these.
    for preset in PRESETS.iter().filter(|preset| preset.scenario().unwrap().runs() == 1) {
        let mut scenario = preset.scenario().unwrap().into_inner();
        scenario.months = MONTHS;
        let program = program(scenario);
        let (raw, summary) = gpu.run_raw(&program, FUTURES).await.unwrap();
        let apart = disagreements(&program, &simulate::<f32x8>(&program, FUTURES as usize), &raw);
        assert!(apart.is_empty(), "{}: {apart:#?}", preset.id);
        assert_eq!(misreduced(&program, &raw, &summary), None, "{}", preset.id);
    }
}

#[wasm_bindgen_test]
async fn planted_faults_turn_it_red() {
    let mut gpu = gpu::open().await;
    for (fault, shaders) in faults() {
        assert!(!compare(&mut gpu, &busy(1), &shaders, FEW).await.is_empty(), "{fault}");
    }
}

/// Random scenarios, none in a usual run. A browser's software GPU takes minutes for the shaders of some apps with cards, and ten for 250
/// futures of six features with cards: so a workgroup's futures are compared. The page gives up an answer that takes so long and has the
/// CPU's; here it is waited for, and counted.
#[wasm_bindgen_test]
async fn random_scenarios_agree() {
    let mut gpu = gpu::open_with(20 * PATIENCE).await;
    let (mut late, mut wrong) = (0, 0);
    for (at, scenario) in compared_scenarios(soak::extra()) {
        let program = program(scenario);
        let clock = Stopwatch::start();
        gpu.prepare(&program).await.unwrap();
        let compiled = clock.seconds();
        let apart = compare(&mut gpu, &program, &recorded(&program.shape), WORKGROUP).await;
        late += usize::from(compiled > PATIENCE.as_secs_f64());
        wrong += usize::from(!apart.is_empty());
        let run = clock.seconds() - compiled;
        let cards = if program.shape.cards { ", with cards" } else { "" };
        let features = program.shape.features;
        console_log!(
            "scenario {at} of {features} features{cards}: {compiled:.1} s to compile, {run:.1} s to run; {apart:?}"
        );
    }
    console_log!("{late} took longer to compile than the page waits for an answer, {wrong} differ");
    assert_eq!(wrong, 0);
}
