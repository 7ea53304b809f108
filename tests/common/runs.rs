//! Runs that more than one test makes, and what is pinned of them.

use headroom::catalog::Catalog;
use headroom::engine::{Raw, cpu};
use headroom::program::Program;
use headroom::scenario::{Field, Quantity, Scenario};
use headroom::value::Lanes;

/// The opening preset, which has a range, a ladder and limits that break.
pub fn opening() -> Scenario {
    Scenario::from_json(include_str!("../../static/presets/first-wall.json")).unwrap()
}

/// The opening preset at a size at which the first month already meets limits and moves to the next plan.
pub fn busy(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    Field::Users.set(&mut scenario, Quantity::range(400.0, 900.0));
    Field::LeadDays.set(&mut scenario, Quantity::Exact(5.0));
    program(scenario)
}

/// A crowd on the free plan: the limit of a minute refuses most of its calls.
pub fn crowded(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    Field::Users.set(&mut scenario, Quantity::range(10_000.0, 60_000.0));
    Field::LeadDays.set(&mut scenario, Quantity::Exact(20.0));
    program(scenario)
}

/// An app on a plan with a monthly limit, which some futures reach.
pub fn metered(months: u32) -> Program {
    let mut scenario = opening();
    scenario.months = months;
    scenario.stack.inference.plans = vec!["gemini-free-tasktrakr".to_owned()];
    Field::Users.set(&mut scenario, Quantity::range(10.0, 30.0));
    program(scenario)
}

/// Compiles a scenario with the catalogue of this build.
pub fn program(scenario: Scenario) -> Program {
    Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
}

/// The first futures of a program on lanes of one type.
pub fn simulate<V: Lanes>(program: &Program, futures: usize) -> Raw {
    let mut raw = Raw::new(futures, program.months.len());
    for start in (0..futures).step_by(V::WIDTH) {
        cpu::run_group::<V>(program, 0, start, &mut raw);
    }
    raw
}

/// FNV-1a over the bits of every number.
pub fn digest(raw: &Raw) -> u64 {
    let bytes = raw.as_slice().iter().flat_map(|number| number.to_bits().to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Digest of 64 futures of three months of each program above.
pub fn digests<V: Lanes>() -> [u64; 3] {
    [busy(3), crowded(3), metered(3)].map(|program| digest(&simulate::<V>(&program, 64)))
}

/// The digests, the same natively and in WASM, at any lane width.
///
/// Pinned: a change of them moves every printed number, and is a line in CHANGELOG.
pub const PINNED: [u64; 3] = [62_282_726_635_397_327, 9_586_596_231_794_876_589, 9_256_112_392_197_368_490];
