//! Alternatives against volume: where their bills cross, by hand without noise and by looking at every volume with it.

use super::*;
use headroom::engine::{Reducer, by_volume};
use headroom::program::Sweep;
use headroom::scenario::Volumes;
use headroom::stats::{ByVolume, Compared, Crossing};

/// Futures.
const FUTURES: u32 = 32;

/// A call for a tenth of a cent, and a card for $250 a month, from 50,000 to 1,000,000 uses a month.
fn two(base: Scenario) -> Scenario {
    let mut base = base;
    base.features[0].inference.plans = plans(&["gemini-paid-tasktrakr"]);
    base.volumes = Some(Volumes { feature: Some(0), from: 5e4, to: 1e6 });
    base.futures = 64;
    set(&mut base, Field::Target, 60.0);
    let two = base.with_copy(0, "Own".to_owned());
    let mut own = two.alternative(1).unwrap();
    own.features[0].inference.plans = plans(&["llama-3.1-8b-t4-tasktrakr"]);
    two.with_alternative(1, own)
}

fn plans(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn sweep(scenario: &Scenario) -> Sweep {
    let sweep = Sweep::new(&scenario.clone().validate().unwrap(), &Catalog::builtin().unwrap()).unwrap();
    Sweep { futures: FUTURES, ..sweep }
}

fn swept(sweep: &Sweep) -> ByVolume {
    let reduced = |program: &Program| {
        let mut reducer = Reducer::new(program, FUTURES as usize).unwrap();
        reducer.place(0, simulate::<f32x8>(program, FUTURES as usize));
        reducer
    };
    by_volume(sweep, &sweep.programs.iter().map(reduced).collect::<Vec<_>>())
}

/// Where the bills cross.
fn of_bills(by_volume: &ByVolume) -> Crossing {
    *by_volume.crossings.iter().find(|it| it.by == Compared::Cost).unwrap()
}

#[test]
fn a_volume_is_a_scenario_with_so_many_users() {
    let mut base = opening();
    base.audience.active_share = Quantity::range(20.0, 40.0);
    base.features[0].calls_per_active_day = Quantity::range(2.0, 4.0);
    base.features[0].scheduled = Quantity::range(1.0, 5.0);
    let scenario = two(base);
    let sweep = sweep(&scenario);
    assert_eq!(sweep.volumes, [5e4, 1e5, 2e5, 5e5, 1e6]);
    assert_eq!((sweep.programs.len(), sweep.alternatives), (10, 2));
    for (at, alternative) in [(1, 0), (3, 1)] {
        let one = scenario.alternative(alternative).unwrap();
        let days = 31.0;
        let mut one = one.at_one_volume();
        one.audience.active_share = Quantity::Exact(one.audience.active_share.middle());
        let feature = &mut one.features[0];
        feature.calls_per_active_day = Quantity::Exact(feature.calls_per_active_day.middle());
        feature.scheduled = Quantity::Exact(feature.scheduled.middle());
        let a_user = one.audience.active_share.middle() / 100.0 * one.features[0].calls_per_active_day.middle() * days;
        one.growth.users =
            Quantity::Exact((sweep.volumes[at] - one.features[0].scheduled.middle() * 24.0 * days) / a_user);
        let mut program = program(one);
        program.moves = false;
        let of_sweep = &sweep.programs[at * 2 + alternative];
        let [right, left] = [&program, of_sweep].map(|program| simulate::<f32x8>(program, 16));
        let same = right.as_slice().iter().zip(left.as_slice()).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same, "alternative {alternative} at {}", sweep.volumes[at]);
    }
}

#[test]
fn without_noise_bills_cross_where_they_do_by_hand() {
    // $0.001 a call is $250 a month at 250,000 calls.
    let by_volume = swept(&sweep(&two(still("gemini-paid-tasktrakr"))));
    let crossing = of_bills(&by_volume);
    assert_eq!((crossing.below, crossing.above, crossing.chance.count), (0, 1, FUTURES));
    assert!((crossing.at.mean / 250_000.0 - 1.0).abs() < 2e-3, "{crossing:?}");
    for (at, volume) in [5e4, 1e5, 2e5, 5e5, 1e6].into_iter().enumerate() {
        let [api, own] = [0, 1].map(|place| by_volume.curves[place][at]);
        assert!((api.cost.mean / (volume / 1_000.0) - 1.0).abs() < 5e-3, "{volume}: {:?}", api.cost);
        assert!(
            (api.each.mean - 1.0).abs() < 1e-4 && (own.cost.mean - 250.0).abs() < 1e-3,
            "{volume}: {:?} {:?}",
            api.each,
            own.cost
        );
    }
    assert_eq!(by_volume.race.iter().map(|shares| shares[0]).collect::<Vec<_>>()[..3], [1.0; 3]);
}

#[test]
fn with_noise_bills_cross_where_looking_at_every_volume_finds_it() {
    let mut noisy = still("gemini-paid-tasktrakr");
    for (field, percent) in [(Field::PassingNoise, 30.0), (Field::DailyNoise, 30.0), (Field::HourlyNoise, 40.0)] {
        set(&mut noisy, field, percent);
    }
    let scenario = two(noisy);
    let crossing = of_bills(&swept(&sweep(&scenario)));
    // The same futures at forty volumes from 60,000 to 900,000: the last at which the card is dearer, future by future.
    let volumes: Vec<f64> = (0..40).map(|step| 6e4 * libm::pow(15.0, f64::from(step) / 39.0)).collect();
    let bill = |alternative: usize, volume: f64| -> Vec<f32> {
        let mut one = scenario.alternative(alternative).unwrap().at_one_volume();
        let a_user = one.audience.active_share.middle() / 100.0 * one.features[0].calls_per_active_day.middle() * 31.0;
        one.growth.users = Quantity::Exact(volume / a_user);
        let program = program(one);
        let raw = simulate::<f32x8>(&program, FUTURES as usize);
        raw.record(Record::places(&program.shape).whole.cost, 2).to_vec()
    };
    let mut found = [0.0_f64; FUTURES as usize];
    for volume in volumes {
        let (api, own) = (bill(0, volume), bill(1, volume));
        for (found, (api, own)) in found.iter_mut().zip(api.iter().zip(own)) {
            if own > *api {
                *found = volume;
            }
        }
    }
    found.sort_by(f64::total_cmp);
    let [low, middle, high] = [4, 16, 29].map(|nth| found[nth - 1]);
    // A step is 7%: what is found lies up to that below the crossing.
    for (found, said) in [(low, crossing.at.p10), (middle, crossing.at.p50), (high, crossing.at.p90)] {
        let ratio = f64::from(said) / found;
        assert!((0.985..1.09).contains(&ratio), "{said} where {found} to 7% more is right");
    }
    assert!(high > 1.5 * low, "noise moves it");
}

#[test]
fn alternatives_shifted_by_a_volume_cross_elsewhere() {
    let mut sweep = sweep(&two(still("gemini-paid-tasktrakr")));
    sweep.programs.rotate_left(2);
    let crossing = by_volume(&sweep, &[]);
    assert!(crossing.crossings.is_empty(), "runs that are not there");
    assert!((of_bills(&swept(&sweep)).at.mean / 250_000.0 - 1.0).abs() > 0.1);
}
