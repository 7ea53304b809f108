//! Single precision against the `f64` oracle.

use super::*;

/// Relative differences of monthly bills between `f32` and the `f64` oracle, in order.
fn differences(single: &Program, double: &Program) -> Vec<f64> {
    const FUTURES: usize = 128;
    let (single, double) = (simulate::<f32x8>(single, FUTURES), simulate::<f64>(double, FUTURES));
    let mut found = Vec::new();
    for month in 0..single.months() {
        let bills = |raw: &Raw| raw.record(RECORD().cost, month).to_vec();
        let pairs = bills(&single).into_iter().zip(bills(&double)).filter(|(_, double)| *double > 0.0);
        found.extend(pairs.map(|(single, double)| f64::from((single - double).abs() / double)));
    }
    found.sort_by(f64::total_cmp);
    found
}

/// Most bills agree to 1e-5. A call more or less, where a rounding fell the other way, moves a small bill by more.
#[test]
fn the_oracle_gives_the_same_bills() {
    for program in [busy(3), crowded(2), varied(2), raised(2)] {
        let found = differences(&program, &program);
        let at = |share: f64| found[(share * (found.len() - 1) as f64) as usize];
        assert!(found.len() > 100 && at(0.5) < 1e-5 && at(1.0) < 1e-2, "{} {} {}", at(0.5), at(0.9), at(1.0));
    }
}

#[test]
fn the_oracle_notices_a_wrong_number() {
    let program = busy(3);
    let mut wrong = program.clone();
    wrong.memory[layout::WEIGHTS + 12] *= 1.01;
    let found = differences(&wrong, &program);
    assert!(found[found.len() / 2] > 1e-5);
}
