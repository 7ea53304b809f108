//! Any cards, and rare calls by hand. Against a simulation of single calls: `tests/accuracy`.

use wide::f32x8;

use super::*;

fn of<V: Value>([most, least, calls, slowing, start, keep]: [f32; 6]) -> Cards<V> {
    let mut numbers = [0.0; 10];
    numbers[..5].copy_from_slice(&[most, least, calls, slowing, start]);
    numbers[7] = keep;
    Cards::from_fn(|number| V::splat(numbers[number]))
}

fn load<V: Value>([rate, alone, burstiness, patience, backlog, started]: [f32; 6]) -> Load<V> {
    let [rate, alone, burstiness, patience, backlog, started] =
        [rate, alone, burstiness, patience, backlog, started].map(V::splat);
    let (variance, bursts) = (V::splat(1.0), Bursts::of_minutes(burstiness));
    Load { rate, expected: rate, alone, variance, bursts, patience, backlog, started }
}

/// A call every 432 s of 3 s on cards that start in 10 s and are kept for 5 s: `e^(-5 / 432) = 98.8%` find none, and `3 + 432 (1 - 0.988) + 9.9
/// = 17.86` s of a card are held for each.
#[test]
fn rare_calls_start_a_card_each() {
    let at = load::<f64>([1.0 / 432.0, 3.0, 0.0, 60.0, 0.0, 0.988]);
    let hour = hour(&of([1_000.0, 0.0, 1.0, 0.0, 10.0, 5.0]), &at);
    assert!((hour.starts - 0.988).abs() < 0.005 && (hour.first - hour.starts).abs() < 1e-9, "{hour:?}");
    assert!((hour.more * 432.0 / 17.86 - 1.0).abs() < 0.05, "{hour:?}");
    assert!(hour.slow == 1.0 && hour.during < 1e-9 && hour.queue.mean < 0.1, "{hour:?}");
}

/// Steps that are much longer than a card is on are billed whole, short ones by half of one more: `60 / (1 - e^(-60/18)) = 62.2 s`.
#[test]
fn what_is_begun_of_a_step_is_billed() {
    let at = load::<f64>([1.0 / 432.0, 3.0, 0.0, 60.0, 0.0, 0.988]);
    let hour = hour(&of([1_000.0, 0.0, 1.0, 0.0, 10.0, 5.0]), &at);
    for (step, right) in [(0.0, 18.07), (1.0, 18.57), (60.0, 62.2), (600.0, 600.0), (3_600.0, 3_600.0)] {
        let cards = Cards { step, start_billed: 1.0, ..of([1_000.0, 0.0, 1.0, 0.0, 10.0, 5.0]) };
        let each = hour.billed(&cards, 3_600.0 / 432.0, 3.0) / (hour.starts * 3_600.0 / 432.0);
        assert!((each / right - 1.0).abs() < 0.05, "{step}: {each}, not {right}");
    }
}

/// 2,000 calls an hour of 3 s at three cards that stop after 5 s and start in a minute: they are at work for 1.67 of 3 hours, and at most the other
/// 1.33 may go by in starts. A call waits 15.5 s on average in the simulation of `tests/reference`, as `docs/accuracy.md` has it; were starts
/// as many as calls find no card, it would be 50.
#[test]
fn starts_take_no_more_of_the_cards_than_calls_leave() {
    let (mut backlog, mut started, mut wait) = (0.0_f32, 0.0_f32, 0.0);
    for _ in 0..72 {
        let hour =
            hour(&of([3.0, 0.0, 1.0, 0.0, 60.0, 5.0]), &load::<f64>([0.5556, 3.0, 0.0, 600.0, backlog, started]));
        (backlog, started, wait) = (hour.queue.backlog as f32, hour.started as f32, hour.queue.mean);
    }
    assert!((2.0..20.0).contains(&wait), "{wait}");
}

#[test]
fn cards_that_are_always_on_start_never() {
    let hour = hour(&of([4.0, 4.0, 8.0, 0.1, 10.0, 60.0]), &load::<f64>([2.0, 3.0, 0.25, 60.0, 0.0, 0.0]));
    assert_eq!([hour.first, hour.during, hour.more, hour.starts], [0.0; 4]);
    assert!(1.0 < hour.slow && hour.slow < 1.7, "{hour:?}");
}

/// Longer kept, fewer start and more are on.
#[test]
fn cards_that_are_kept_start_less_often() {
    let at = |keep| hour(&of([100.0, 0.0, 4.0, 0.1, 20.0, keep]), &load::<f64>([3.0, 3.0, 0.25, 60.0, 0.0, 0.02]));
    for keeps in [5.0_f32, 30.0, 60.0, 300.0, 900.0].windows(2) {
        let [short, long] = [keeps[0], keeps[1]].map(at);
        assert!(long.starts < short.starts && short.more < long.more, "{keeps:?} {short:?} {long:?}");
    }
}

#[test]
fn any_numbers_are_sane_and_lanes_agree_with_the_oracle() {
    let mut worst = (0.0, String::new());
    for [most, least] in [[1.0, 0.0], [1.0, 1.0], [4.0, 1.0], [100.0, 0.0], [1_000.0, 10.0]] {
        for calls in [1.0, 4.0, 64.0] {
            for [start, keep] in [[0.0, 0.0], [2.0, 600.0], [60.0, 5.0], [600.0, 60.0], [10.0, 1e9]] {
                for [rate, alone] in [[0.0, 3.0], [1e-6, 3.0], [0.01, 60.0], [1.0, 3.0], [50.0, 0.5], [1e6, 100.0]] {
                    for [burstiness, started] in [[0.0, 0.0], [0.25, 0.02], [4.0, 1.0]] {
                        let cards = [most, least, calls, 0.1, start, keep];
                        let at = [rate, alone, burstiness, 60.0, 0.0, started];
                        let lanes = hour::<f32x8>(&of(cards), &load(at)).numbers().map(|it| it.to_array()[0]);
                        let oracle = hour::<f64>(&of(cards), &load(at));
                        for share in [oracle.first, oracle.during, oracle.first + oracle.during] {
                            assert!((0.0..=1.0 + 1e-9).contains(&share), "{cards:?} {at:?}: {oracle:?}");
                        }
                        assert!(oracle.more <= f64::from(most - least) + 1e-6, "{cards:?} {at:?}: {oracle:?}");
                        for (lane, truth) in lanes.into_iter().zip(oracle.numbers()).skip(NUMBERS - OTHERS) {
                            assert!(lane.is_finite() && lane >= 0.0, "{cards:?} {at:?}: {lanes:?}");
                            let error = (f64::from(lane) - truth).abs() / truth.abs().max(1e-4);
                            if error > worst.0 {
                                worst = (error, format!("{cards:?} {at:?}: {lane}, not {truth}"));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(worst.0 < 0.02, "{worst:?}");
}

/// With all times five times as long, those of a burst among them, as many calls wait for a start and as many cards are on.
#[test]
fn bursts_are_a_measure_of_time() {
    let at = |times: f32| {
        let at = load::<f64>([3.0 / times, 3.0 * times, 0.25, 60.0 * times, 0.0, 0.02]);
        let bursts = Bursts { variance: 0.25, seconds: 60.0 * f64::from(times) };
        hour(&of([100.0, 0.0, 4.0, 0.1, 20.0 * times, 60.0 * times]), &Load { bursts, ..at })
    };
    let [one, five] = [1.0, 5.0].map(at);
    for (got, truth) in [(five.first, one.first), (five.during, one.during), (five.more, one.more)] {
        assert!((got / truth - 1.0).abs() < 1e-3, "{five:?}, not {one:?}");
    }
}

/// Float operations of an hour with cards that start, each part of them counted once.
#[test]
fn an_hour_costs_what_it_may() {
    use crate::value::recorder::{Float, input, record};
    let recording = record(|| {
        let cards = Cards::<Float>::from_fn(|number| input(format!("cards[{number}]")));
        let [rate, alone, variance, burstiness, seconds, patience, backlog, started] =
            ["rate", "alone", "variance", "burstiness", "seconds", "patience", "backlog", "started"].map(input);
        let bursts = Bursts { variance: burstiness, seconds };
        let load = Load { rate, expected: rate, alone, variance, bursts, patience, backlog, started };
        let numbers = hour(&cards, &load).numbers();
        numbers.iter().enumerate().map(|(n, number)| (format!("out[{n}]"), *number)).collect()
    });
    assert!(recording.counts().float < 12_000, "{:?}", recording.counts());
}
