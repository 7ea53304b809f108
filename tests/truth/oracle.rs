//! Single precision against the `f64` oracle: every number of the records.

use headroom::scenario::PRESETS;

use super::*;

/// Names of the numbers of a record, in their order.
fn names(program: &Program) -> Vec<String> {
    let names = Record::<f32>::names(&program.shape);
    names.into_iter().flat_map(|(name, count)| (0..count).map(move |at| format!("{name}[{at}]"))).collect()
}

/// How far single precision is from the oracle, by number of the records: for each future and month relative to the number or,
/// where that is smaller, to a hundredth of the number's mean; in order.
fn differences(single: &Program, double: &Program) -> Vec<Vec<f64>> {
    const FUTURES: usize = 32;
    let numbers = Record::<f32>::len(&single.shape);
    let (single, double) = (simulate::<f32x8>(single, FUTURES), simulate::<f64>(double, FUTURES));
    let of = |number: usize| {
        let all =
            |raw: &Raw| (0..raw.months()).flat_map(|month| raw.record(number, month).to_vec()).collect::<Vec<_>>();
        let pairs: Vec<(f64, f64)> =
            all(&single).into_iter().zip(all(&double)).map(|(one, two)| (one.into(), two.into())).collect();
        let mean = pairs.iter().map(|(_, double)| double.abs()).sum::<f64>() / pairs.len() as f64;
        let off = |(single, double): &(f64, f64)| (single - double).abs() / double.abs().max(0.01 * mean).max(1e-9);
        let mut found: Vec<f64> = pairs.iter().map(off).collect();
        found.sort_by(f64::total_cmp);
        found
    };
    (0..numbers).map(of).collect()
}

/// The difference below which such a share of all is.
fn at(found: &[f64], share: f64) -> f64 {
    found[(share * (found.len() - 1) as f64) as usize]
}

/// The apps of the parity tests, and the first quarter of each preset.
fn programs() -> Vec<(String, Program)> {
    let busy = [("busy", busy(3)), ("crowded", crowded(2)), ("varied", varied(2)), ("raised", raised(2))];
    let presets = PRESETS.iter().map(|preset| {
        let mut scenario = preset.scenario().unwrap().into_inner();
        scenario.months = 3;
        (scenario.title.clone(), program(scenario))
    });
    busy.map(|(name, program)| (name.to_owned(), program)).into_iter().chain(presets).collect()
}

/// Half of all agree to 1e-5 and 19 of 20 to 1e-3, whichever number it is. A call more or less, where a rounding fell the other
/// way, moves a small number by more.
#[test]
fn the_oracle_gives_the_same_numbers() {
    for (program_name, program) in programs() {
        for (name, found) in names(&program).iter().zip(differences(&program, &program)) {
            let (half, most) = (at(&found, 0.5), at(&found, 0.95));
            assert!(half < 1e-5 && most < 1e-3, "{program_name}, {name}: {half:e} {most:e} {:e}", at(&found, 1.0));
        }
    }
}

#[test]
fn the_oracle_notices_a_wrong_number() {
    let program = busy(3);
    let mut wrong = program.clone();
    wrong.memory[layout::WEIGHTS + 12] *= 1.01;
    let found = differences(&wrong, &program);
    assert!(at(&found[RECORD().cost], 0.5) > 1e-5);
}
