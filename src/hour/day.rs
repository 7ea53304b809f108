//! A day, hour after hour, by the rules of the model.

use super::document::{Cards, Hour, Limit, Of, Serves};
use super::warnings::warnings;
use super::{Answer, Times};
use crate::model::bursts::Bursts;
use crate::model::cards::{self, Load};
use crate::model::container::{self, Cold, Sleep, WAKE_VARIANCE};
use crate::model::latency::{Backoff, Delay, RETRIES, Scale, Service, Waits, quantile, tail};
use crate::model::queue::{self, Backend};
use crate::model::retry::{Retry, Throttled, throttle};
use crate::model::throttle::{bucket_of_window, bursts_of_tokens};
use crate::value::Value;

/// Seconds of an hour.
const HOUR: f64 = 3_600.0;
/// How often a day follows itself; the last is what counts.
const DAYS: usize = 3;

/// What an hour leaves to the next.
#[derive(Clone, Copy, Default)]
struct Left {
    /// Calls that wait for a place.
    backlog: f64,
    /// What calls wait for cards that start.
    started: f64,
    /// Calls that wait to be tried again.
    orbit: f64,
    /// Calls that the day has admitted.
    admitted: f64,
}

/// Sums over a day.
struct Sums {
    calls: f64,
    offered: f64,
    served: f64,
    first: f64,
    attempts: f64,
    refused: f64,
    by_day: f64,
    lost: f64,
    cold: f64,
    /// Places taken and there, summed over hours.
    taken: f64,
    places: f64,
    billed: f64,
    server_hours: f64,
    /// Seconds that those served were slower than alone on their cards, by what they take alone, and squares; and waits.
    slow: f64,
    slow_square: f64,
    waited: f64,
    waits: Waits<f64>,
}

/// How an hour's calls are served, and how those that wait do.
struct Served {
    queue: queue::Hour<f64>,
    cold: Cold<f64>,
    /// Seconds of a start, and their squared coefficient of variation.
    start: [f64; 2],
    slow: f64,
    places: f64,
    billed: f64,
    server_hours: f64,
    started: f64,
}

impl Hour {
    /// What a day of it comes to, once it has followed itself twice.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let table = self.backend().map(|backend| queue::table(backend.servers as u32, backend.variance as f32));
        let mut left = Left::default();
        let mut sums = Sums::new();
        for _ in 0..DAYS {
            sums = Sums::new();
            left.admitted = 0.0;
            for hour in 0..24 {
                let calls = self.calls_an_hour.get(hour).or(self.calls_an_hour.first()).copied().unwrap_or(0.0);
                self.hour(calls, table.as_deref(), &mut left, &mut sums);
            }
        }
        self.sum_up(&sums)
    }

    /// The app's way to ask again.
    pub(super) fn retry(&self) -> Retry<f64> {
        let client = &self.client;
        Retry {
            most: client.retries,
            backoff: client.backoff,
            factor: client.backoff_factor,
            cap: client.backoff_cap,
            jitter: 1.0 - client.jitter / 200.0,
            cooldown: client.cooldown,
        }
    }

    /// How unevenly its calls come.
    pub(super) fn bursts(&self) -> Bursts<f64> {
        Bursts { variance: self.burstiness / 100.0, seconds: self.burst_seconds }
    }

    /// Squared coefficient of variation of a call's time.
    pub(super) fn variance(&self) -> f64 {
        squared(self.service.spread)
    }

    fn backend(&self) -> Option<Backend<f64>> {
        let servers = match self.serves {
            Serves::Servers(servers) => servers,
            Serves::Sleeping(sleeping) => sleeping.servers,
            Serves::Provider | Serves::Cards(_) => return None,
        };
        let (service, variance, patience) = (self.service.seconds, self.variance(), self.patience);
        Some(Backend { servers, service, variance, patience })
    }

    fn hour(&self, calls: f64, table: Option<&[f32]>, left: &mut Left, sums: &mut Sums) {
        let offered = calls + left.orbit;
        let retry = self.retry();
        let throttled = self.limit.map_or_else(open, |limit| limit.throttle(offered, self.bursts(), &retry));
        let within_minute = offered * throttled.kept;
        let unserved = offered - within_minute;
        // Of these as many as came within the time of their waits still wait, half of it ahead of them.
        left.orbit = unserved * (retry.total_wait() * 0.5 / HOUR).min(0.5);
        let left_of_day = self.calls_a_day.map_or(f64::INFINITY, |most| (most - left.admitted).max(0.0));
        let admitted = within_minute.min(left_of_day);
        left.admitted += admitted;
        let it = self.serve(admitted / HOUR, table, left);
        left.backlog = it.queue.backlog;
        left.started = it.started;
        let served = admitted * it.queue.kept;

        sums.calls += calls;
        sums.offered += offered;
        sums.served += served;
        sums.first += offered * throttled.first;
        sums.attempts += offered * throttled.attempts;
        sums.refused += unserved - left.orbit;
        sums.by_day += within_minute - admitted;
        sums.lost += admitted * it.queue.lost;
        sums.cold += served * (it.cold.first + it.cold.during);
        let in_progress = served * self.service.seconds * it.slow / HOUR;
        sums.taken += in_progress.min(it.places);
        sums.places += it.places;
        sums.billed += it.billed;
        sums.server_hours += it.server_hours;
        sums.slow += served * it.slow;
        sums.slow_square += served * it.slow * it.slow;
        sums.waited += served * (it.queue.mean + it.start[0] * (it.cold.first + 0.5 * it.cold.during));
        sums.waits.add_hour(served, &it.queue, &it.cold, it.start);
        sums.waits.retried = throttled.count(served, retry.most, sums.waits.retried);
    }

    /// How `rate` calls a second are served.
    fn serve(&self, rate: f64, table: Option<&[f32]>, left: &Left) -> Served {
        let nobody = cards::Hour::none();
        let awake = nobody.cold();
        let none = Served {
            queue: nobody.queue,
            cold: awake,
            start: [0.0; 2],
            slow: 1.0,
            places: 0.0,
            billed: 0.0,
            server_hours: 0.0,
            started: 0.0,
        };
        let behind = |backend: &Backend<f64>| {
            queue::hour(table.unwrap_or_default(), f64::int(0), backend, rate, self.bursts(), left.backlog)
        };
        match (self.serves, self.backend()) {
            (Serves::Servers(servers), Some(backend)) => {
                Served { queue: behind(&backend), places: servers, server_hours: servers, ..none }
            }
            (Serves::Sleeping(sleeping), Some(backend)) => {
                let sleep = Sleep { after: sleeping.after_seconds, wake: sleeping.wake_seconds };
                let cold = container::cold(rate, &sleep, self.bursts());
                let start = [sleep.wake, f64::from(WAKE_VARIANCE)];
                let (places, server_hours) = (sleeping.servers * cold.awake, cold.awake);
                Served { queue: behind(&backend), cold, start, places, server_hours, ..none }
            }
            (Serves::Cards(cards), _) => self.serve_on(&cards, rate, left, none),
            _ => none,
        }
    }

    fn serve_on(&self, document: &Cards, rate: f64, left: &Left, none: Served) -> Served {
        let cards = document.as_modelled();
        let load = Load {
            rate,
            expected: rate,
            alone: self.service.seconds,
            variance: self.variance(),
            bursts: self.bursts(),
            patience: self.patience,
            backlog: left.backlog,
            started: left.started,
        };
        let hour = cards::hour(&cards, &load);
        Served {
            cold: hour.cold(),
            start: [cards.start, cards.start_variance],
            slow: hour.slow,
            places: (cards.least + hour.more) * cards.calls,
            billed: cards.least * HOUR + hour.billed(&cards, rate * HOUR, self.service.seconds),
            started: hour.started,
            queue: hour.queue,
            ..none
        }
    }

    fn sum_up(&self, sums: &Sums) -> Answer {
        let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let backoff = self.retry().backoff();
        let waited = of(sums.waited, sums.served) + retried(&sums.waits, &backoff, sums.served);
        let [slow, slow_square] = [sums.slow, sums.slow_square].map(|sum| of(sum, sums.served));
        let scale = Scale::of(&[&sums.waits], self.patience);
        let delay = Delay::of(&[&sums.waits], &backoff, self.patience, &scale);
        let times = |seconds: f64, spread: f64| {
            let mean = seconds * slow;
            let variance = (1.0 + squared(spread)) * slow_square / (slow * slow) - 1.0;
            let tail = tail(&delay, &Service { mean, variance }, &scale);
            let [p50, p95, p99] = [0.5_f32, 0.05, 0.01].map(|share| quantile(&tail, &scale, share.into()));
            Times { mean: waited + mean, p50, p95, p99 }
        };
        let served = sums.served > 0.0;
        Answer {
            calls: sums.calls,
            served: sums.served,
            first_word: self.first_word.filter(|_| served).map(|it| times(it.seconds, it.spread)),
            full_answer: served.then(|| times(self.service.seconds, self.service.spread)),
            refused_first: of(sums.first, sums.offered),
            refused: of(sums.refused, sums.calls),
            refused_by_day: of(sums.by_day, sums.calls),
            attempts: of(sums.attempts, sums.offered),
            abandoned: of(sums.lost, sums.calls),
            cold: of(sums.cold, sums.served),
            utilisation: (sums.places > 0.0).then(|| sums.taken / sums.places),
            card_seconds: sums.billed,
            usd: sums.billed * self.usd.a_second + sums.server_hours * self.usd.an_hour + sums.served * self.usd.a_call,
            warnings: warnings(&self.numbers()),
        }
    }
}

/// Seconds that calls wait to be tried again, of each served.
fn retried(waits: &Waits<f64>, backoff: &Backoff<f64>, served: f64) -> f64 {
    let seconds = (0..RETRIES).map(|retry| {
        let next = waits.retried.get(retry + 1).copied().unwrap_or(0.0);
        let exactly = (waits.retried[retry] - next).max(0.0);
        exactly * 0.5 * (backoff.from[retry] + backoff.to[retry])
    });
    let seconds: f64 = seconds.sum();
    if served > 0.0 { seconds / served } else { 0.0 }
}

impl Cards {
    /// The same as the model counts.
    pub(super) fn as_modelled(&self) -> cards::Cards<f64> {
        cards::Cards {
            most: self.most,
            least: self.least,
            calls: self.calls,
            slowing: self.knee.map_or(0.0, |knee| 1.0 / (knee - 1.0)),
            start: self.start_seconds,
            start_variance: squared(self.start_spread),
            start_billed: self.start_billed / 100.0,
            keep: self.keep_seconds,
            step: self.step_seconds,
            losses: 0.0,
        }
    }
}

impl Limit {
    /// Calls that flow into the bucket a minute, and that it holds.
    pub(super) fn in_calls(&self, bursts: Bursts<f64>) -> [f64; 2] {
        let of_call = if self.of == Of::Tokens { self.tokens_a_call } else { 1.0 };
        let room = self.a_minute / of_call;
        let bucket =
            if self.fixed { bucket_of_window(room, bursts) } else { self.holds.unwrap_or(self.a_minute) / of_call };
        [room, bucket]
    }

    fn throttle(&self, offered: f64, bursts: Bursts<f64>, retry: &Retry<f64>) -> Throttled<f64> {
        let mean = offered / 60.0;
        let [room, bucket] = self.in_calls(bursts);
        let bursts = match self.of {
            Of::Calls => bursts,
            Of::Tokens => bursts_of_tokens(mean, bursts, squared(self.spread)),
        };
        throttle(mean, room, bucket, bursts, retry.total_wait(), retry)
    }
}

/// Without a limit.
fn open() -> Throttled<f64> {
    Throttled { failed: 0.0, kept: 1.0, first: 0.0, held: 0.0, again: 0.0, attempts: 1.0 }
}

/// The squared coefficient of variation of a spread in percent.
pub(super) fn squared(spread: f64) -> f64 {
    spread * spread / 1e4
}

impl Sums {
    fn new() -> Self {
        Self {
            calls: 0.0,
            offered: 0.0,
            served: 0.0,
            first: 0.0,
            attempts: 0.0,
            refused: 0.0,
            by_day: 0.0,
            lost: 0.0,
            cold: 0.0,
            taken: 0.0,
            places: 0.0,
            billed: 0.0,
            server_hours: 0.0,
            slow: 0.0,
            slow_square: 0.0,
            waited: 0.0,
            waits: Waits::from_fn(|_| 0.0),
        }
    }
}
