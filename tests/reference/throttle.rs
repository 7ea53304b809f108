//! Calls of one app at a limit of a minute, one event after another.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::random::Random;

/// What is simulated. Times in seconds, rates a minute.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Mean calls a minute.
    pub mean: f64,
    /// Calls a minute that flow into the bucket.
    pub room: f64,
    /// Calls that the bucket holds.
    pub bucket: f64,
    /// In place of the bucket, minutes of the clock with as many calls as flow in.
    pub window: bool,
    /// Squared coefficient of variation of the blocks' rates, each gamma-distributed, ...
    pub burstiness: f64,
    /// ... and a block's seconds.
    pub block: f64,
    /// The same of what a call takes out of the bucket (1 on average), lognormal.
    pub spread: f64,
    /// Retries of a call, at most.
    pub most: u32,
    pub backoff: f64,
    pub factor: f64,
    pub cap: f64,
    /// Waits uniformly between 0 and the backoff rather than all of it.
    pub full_jitter: bool,
    /// After a refusal calls and retries are held for so long, then sent.
    pub cooldown: f64,
    /// Calls a day.
    pub per_day: f64,
}

impl Default for Setting {
    /// No retries and one minute's allowance of 60.
    fn default() -> Self {
        Self {
            mean: 60.0,
            room: 60.0,
            bucket: 60.0,
            window: false,
            burstiness: 0.0,
            block: 60.0,
            spread: 0.0,
            most: 0,
            backoff: 1.0,
            factor: 2.0,
            cap: 60.0,
            full_jitter: true,
            cooldown: 0.0,
            per_day: f64::INFINITY,
        }
    }
}

/// What became of the calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub calls: f64,
    /// Refused at the first attempt.
    pub first: f64,
    /// Refused at the last attempt.
    pub failed: f64,
    pub attempts: f64,
    /// Held before the first attempt.
    pub held: f64,
    /// Seconds held before the first attempt, of all calls.
    pub held_time: f64,
    /// Most calls served on one day.
    pub served_in_a_day: f64,
}

/// A call that waits to be sent.
struct Waiting {
    time: f64,
    /// Attempts already made.
    tries: u32,
    cost: f64,
    /// Waits for the cooldown's end: is sent then, whatever others are told meanwhile.
    held: bool,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Waiting {}
impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Waiting {
    /// The earliest is the greatest, as the heap wants it.
    fn cmp(&self, other: &Self) -> Ordering {
        other.time.total_cmp(&self.time)
    }
}

/// The limit, as the provider keeps it.
struct Limit {
    tokens: f64,
    time: f64,
    day: f64,
    served: f64,
}

impl Limit {
    fn admits(&mut self, time: f64, cost: f64, setting: &Setting) -> bool {
        if setting.window {
            let is_next = (time / 60.0).floor() > (self.time / 60.0).floor();
            self.tokens = if is_next { setting.room } else { self.tokens };
        } else {
            self.tokens = (self.tokens + (time - self.time) * setting.room / 60.0).min(setting.bucket);
        }
        self.time = time;
        let day = (time / 86_400.0).floor();
        if day > self.day {
            (self.day, self.served) = (day, 0.0);
        }
        // What a call will cost is not known before it is answered, so the bucket may fall below empty.
        let admits = self.tokens >= 1.0 && self.served < setting.per_day;
        if admits {
            self.tokens -= cost;
            self.served += 1.0;
        }
        admits
    }
}

/// Runs for `minutes`.
pub fn simulate(setting: &Setting, minutes: u32, seed: u64) -> Outcome {
    let mut random = Random::new(seed);
    let mut limit = Limit { tokens: setting.bucket, time: 0.0, day: 0.0, served: 0.0 };
    let mut waiting = BinaryHeap::new();
    let mut out = Outcome::default();
    let mut quiet_until = 0.0;
    let spread = libm::sqrt(libm::log1p(setting.spread));
    for block in 0..(60.0 * f64::from(minutes) / setting.block) as u32 {
        let [start, end] = [block, block + 1].map(|block| setting.block * f64::from(block));
        let rate = setting.mean / 60.0 * random.gamma(setting.burstiness);
        let mut arrival = start;
        while arrival < end {
            arrival += random.exponential() / rate;
            // Those that come back before it, or before the block's end, go first.
            let until = arrival.min(end);
            while waiting.peek().is_some_and(|waiting: &Waiting| waiting.time <= until) {
                let Some(call) = waiting.pop() else { break };
                attempt(call, setting, &mut random, &mut limit, &mut waiting, &mut quiet_until, &mut out);
            }
            if arrival < end {
                out.calls += 1.0;
                let cost =
                    if spread == 0.0 { 1.0 } else { libm::exp(spread * random.normal() - 0.5 * spread * spread) };
                let call = Waiting { time: arrival, tries: 0, cost, held: false };
                attempt(call, setting, &mut random, &mut limit, &mut waiting, &mut quiet_until, &mut out);
            }
        }
    }
    out
}

fn attempt(
    mut call: Waiting,
    setting: &Setting,
    random: &mut Random,
    limit: &mut Limit,
    waiting: &mut BinaryHeap<Waiting>,
    quiet_until: &mut f64,
    out: &mut Outcome,
) {
    let now = call.time;
    if now < *quiet_until && !call.held {
        if call.tries == 0 {
            out.held += 1.0;
            out.held_time += *quiet_until - now;
        }
        waiting.push(Waiting { time: *quiet_until, held: true, ..call });
        return;
    }
    out.attempts += 1.0;
    if limit.admits(now, call.cost, setting) {
        out.served_in_a_day = out.served_in_a_day.max(limit.served);
        return;
    }
    *quiet_until = now + setting.cooldown;
    if call.tries == 0 {
        out.first += 1.0;
    }
    if call.tries == setting.most {
        out.failed += 1.0;
        return;
    }
    let wait = (setting.backoff * libm::pow(setting.factor, f64::from(call.tries))).min(setting.cap);
    let share = if setting.full_jitter { random.uniform() } else { 1.0 };
    call.time = now + wait * share;
    call.tries += 1;
    call.held = false;
    waiting.push(call);
}
