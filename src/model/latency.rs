//! How long users wait for an answer: a month's distribution, from hours to quantiles (`docs/model.md`, Times of a month).
//!
//! Every hour adds its requests to sums by how long they wait before they are served ([`Waits`]). At the month's end these
//! become a distribution of the [`Delay`], which each feature's lognormal service time is added to ([`tail`]); features
//! are mixed by weight, and [`quantile`] reads p50, p95 and p99.

mod delay;
mod mixture;
mod queued;
mod tail;
mod waits;

pub use delay::{Backoff, Delay, Long, Scale};
pub use mixture::{Part, SLOWER, mixture};
pub use tail::{GRID, Service, quantile, tail};
pub use waits::{RETRIES, Waits};

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::super::container::Cold;
    use super::super::queue::Hour;
    use super::*;
    use crate::value::{Float, List, Value, recorder};

    const NO_BACKOFF: Backoff<f64> = Backoff { from: [0.0; RETRIES], to: [1.0; RETRIES] };
    const AWAKE: Cold<f64> = Cold { first: 0.0, during: 0.0, awake: 1.0 };

    fn idle() -> Hour<f64> {
        let [backlog, mean, ramp, from, to, full, low, lost] = [0.0; 8];
        let high = 1e30;
        Hour {
            backlog,
            mean,
            waiting: [0.0; 2],
            typical: [1.0; 2],
            cut: [0.0; 2],
            ramp,
            from,
            to,
            full,
            low,
            high,
            lost,
            kept: 1.0,
        }
    }

    fn none() -> Waits<f64> {
        Waits::from_fn(|_| 0.0)
    }

    /// The time that a share of requests takes longer than.
    fn longest(waits: &Waits<f64>, backoff: &Backoff<f64>, mean: f64, variance: f64, share: f32) -> f64 {
        let scale = Scale::of(&[waits], 1e30);
        let delay = Delay::of(&[waits], backoff, 1e30, &scale);
        quantile(&tail(&delay, &Service { mean, variance }, &scale), &scale, share.into())
    }

    fn near(got: f64, truth: f64, bound: f64) {
        assert!((got / truth - 1.0).abs() < bound, "{got}, not {truth}");
    }

    #[test]
    fn without_delays_quantiles_are_the_services() {
        let mut waits = none();
        waits.add_hour(10.0, &idle(), &AWAKE, [0.0; 2]);
        for (mean, variance) in [(0.3, 0.1), (2.0, 0.5), (8.0, 2.0)] {
            for (share, z) in [(0.5, 0.0), (0.05, 1.644_854), (0.01, 2.326_348)] {
                let square = libm::log(1.0 + variance);
                let truth = mean * libm::exp(z * libm::sqrt(square) - 0.5 * square);
                near(longest(&waits, &NO_BACKOFF, mean, variance, share), truth, 0.01);
            }
        }
    }

    /// P(exponential + lognormal > t) by a sum over 4,000 equal parts of the lognormal.
    fn sum_exceeds(t: f64, share: f64, typical: f64, mean: f64, variance: f64) -> f64 {
        let square = libm::log(1.0 + variance);
        let part = |n: u32| {
            let z = ((f64::from(n) + 0.5) / 4_000.0).normal();
            let left = t - mean * libm::exp(z * libm::sqrt(square) - 0.5 * square);
            if left < 0.0 { 1.0 } else { share * libm::exp(-left / typical) }
        };
        (0..4_000).map(part).sum::<f64>() / 4_000.0
    }

    #[test]
    fn waits_are_added_to_the_service() {
        for (share, typical, mean, variance) in [(0.6, 2.0, 1.0, 0.5), (0.3, 20.0, 3.0, 0.3), (0.9, 0.3, 1.0, 1.0)] {
            let mut waits = none();
            waits.add_hour(5.0, &Hour { waiting: [share, 0.0], typical: [typical, 1.0], ..idle() }, &AWAKE, [0.0; 2]);
            for at in [0.05, 0.01] {
                let got = longest(&waits, &NO_BACKOFF, mean, variance, at);
                let exceeds = sum_exceeds(got, share, typical, mean, variance);
                // 4% of a time are up to 15% of the share that exceeds it.
                assert!((exceeds / f64::from(at) - 1.0).abs() < 0.15, "{share} {typical}: {exceeds} for {at}");
            }
        }
    }

    #[test]
    fn a_cold_start_is_as_long_as_it_is() {
        let mut waits = none();
        waits.add_hour(1.0, &idle(), &Cold { first: 0.1, during: 0.0, awake: 0.9 }, [37.0, 0.04]);
        // A tenth waits 37 s: p95 is in the middle of these, so 37 s and a median service.
        near(longest(&waits, &NO_BACKOFF, 1.0, 0.2, 0.05), 37.0 + 1.0 / 1.2_f64.sqrt(), 0.02);
        near(longest(&waits, &NO_BACKOFF, 1.0, 0.2, 0.5), 0.965, 0.05);
    }

    #[test]
    fn backoffs_are_counted_by_number() {
        let mut waits = none();
        waits.add_hour(100.0, &idle(), &AWAKE, [0.0; 2]);
        [waits.retried[0], waits.retried[1]] = [40.0, 10.0];
        let mut backoff = NO_BACKOFF;
        [backoff.from[0], backoff.to[0], backoff.from[1], backoff.to[1]] = [0.0, 8.0, 0.0, 64.0];
        // 10 of 100 between 0 and 64 s: 5 of them above 32 s.
        near(longest(&waits, &backoff, 0.1, 0.1, 0.05), 32.0, 0.05);
        near(Delay::of(&[&waits], &backoff, 1e30, &Scale::of(&[&waits], 1e30)).any, 0.4, 1e-9);
    }

    #[test]
    fn an_even_wait_is_even() {
        let mut waits = none();
        waits.add_hour(1.0, &Hour { ramp: 1.0, from: 96.0, to: 32.0, ..idle() }, &AWAKE, [0.0; 2]);
        near(longest(&waits, &NO_BACKOFF, 0.1, 0.1, 0.5), 64.0, 0.03);
    }

    #[test]
    fn months_without_requests_and_with_long_waits_are_finite() {
        let wide = f32x8::splat;
        for (requests, typical) in [(0.0, 0.0), (1e7, 1e30), (1e9, 1e-6), (1.0, 1e3)] {
            let mut waits = Waits::from_fn(|_| wide(0.0));
            let long = Hour {
                waiting: [wide(0.5); 2],
                typical: [wide(typical); 2],
                ramp: wide(0.2),
                to: wide(typical.min(1e6)),
                full: wide(0.1),
                low: wide(55.0),
                high: wide(60.0),
                ..Hour {
                    backlog: wide(0.0),
                    mean: wide(0.0),
                    waiting: [wide(0.0); 2],
                    typical: [wide(0.0); 2],
                    cut: [wide(0.0); 2],
                    ramp: wide(0.0),
                    from: wide(0.0),
                    to: wide(0.0),
                    full: wide(0.0),
                    low: wide(0.0),
                    high: wide(0.0),
                    lost: wide(0.0),
                    kept: wide(1.0),
                }
            };
            for _ in 0..744 {
                waits.add_hour(
                    wide(requests),
                    &long,
                    &Cold { first: wide(0.1), during: wide(0.1), awake: wide(1.0) },
                    [wide(50.0), wide(0.04)],
                );
            }
            let backoff = Backoff { from: [wide(0.0); RETRIES], to: [wide(0.0); RETRIES] };
            let scale = Scale::of(&[&waits], wide(60.0));
            for (mean, variance) in [(0.0, 0.0), (1.0, 0.0), (1e6, 1e3)] {
                let service = Service { mean: wide(mean), variance: wide(variance) };
                let tail = tail(&Delay::of(&[&waits], &backoff, wide(60.0), &scale), &service, &scale);
                let time = quantile(&tail, &scale, wide(0.05));
                assert!(time.to_array()[0].is_finite() && time.to_array()[0] > 0.0, "{requests} {typical} {mean}");
                assert!(tail.iter().all(|share| (-1e-5..1.0 + 1e-5).contains(&share.to_array()[0])), "{tail:?}");
            }
        }
    }

    #[test]
    fn the_first_word_is_never_after_the_full_answer() {
        let mut waits = none();
        waits.add_hour(10.0, &idle(), &AWAKE, [0.0; 2]);
        let mut numbers = Vec::new();
        waits.each(|_, number| numbers.push(number));
        let all: <f64 as Value>::List<Waits<f64>> = List::build(1, 0, &mut |at| numbers[at]);
        let service = |mean, variance| Service { mean, variance };
        let times = |first_word, full_answer| {
            mixture(&all, false, &NO_BACKOFF, 1e30, &[Part { served: 10.0, first_word, full_answer }])
        };
        // By hand: 1 in 100 of the first words is later than e^(2.326 √ln 5 - ½ ln 5) = 8.55 s, of the full answers than 2.59 s; the
        // medians are 0.447 s and 0.959 s.
        let (first, full) = times(service(1.0, 4.0), service(1.05, 0.2));
        near(first[2], 8.55, 0.01);
        assert_eq!(full[2], first[2]);
        near(full[0], 0.959, 0.01);
        near(first[0], 0.447, 0.01);
        // Where the full answer is later anyway, nothing changes: 2 s after a second.
        near(times(service(1.0, 0.2), service(3.0, 0.2)).1[2], 3.0 / 1.05 * 2.59, 0.01);
    }

    /// Float operations of a feature in a month, and of what its features have in common.
    #[test]
    fn a_month_costs_what_it_may() {
        let names = |name: &'static str| move |index: usize| recorder::input(format!("{name}[{index}]"));
        let scale = || Scale { unit: recorder::input("unit"), jump: recorder::input("jump") };
        let numbered =
            |numbers: &[Float]| numbers.iter().enumerate().map(|(n, it)| (format!("out[{n}]"), *it)).collect();
        let delay = recorder::record(|| {
            let waits = Waits::<Float>::from_fn(names("waits"));
            let backoff = Backoff { from: std::array::from_fn(names("from")), to: std::array::from_fn(names("to")) };
            let patience = recorder::input("patience");
            numbered(&Delay::of(&[&waits], &backoff, patience, &Scale::of(&[&waits], patience)).longer)
        });
        let tail = recorder::record(|| {
            let longer = std::array::from_fn(names("longer"));
            let around = std::array::from_fn(names("around"));
            let [share, lasts, varies] = ["share", "lasts", "varies"].map(names);
            let long = |at, variance| Long { share: share(at), lasts: lasts(at), variance };
            let long = vec![long(0, Some(varies(0))), long(1, None)];
            let delay = Delay { any: recorder::input("any"), longer, around, long };
            let service = Service { mean: recorder::input("mean"), variance: recorder::input("variance") };
            numbered(&tail(&delay, &service, &scale()))
        });
        let quantiles = recorder::record(|| {
            let tail = std::array::from_fn(names("tail"));
            numbered(&[0.5, 0.05, 0.01].map(|share| quantile(&tail, &scale(), Float::splat(share))))
        });
        let [delay, tail, quantiles] = [delay, tail, quantiles].map(|recording| recording.counts().float);
        assert!(delay < 35_000 && tail < 23_000 && quantiles < 1_800, "{delay} {tail} {quantiles}");
    }
}
