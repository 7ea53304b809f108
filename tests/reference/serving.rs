//! Calls of a model one by one, on graphics cards ("cards") that start for them, serve some of them at once, and stop again.

mod fleet;

use super::random::Random;
use fleet::Fleet;

const HOUR: f64 = 3_600.0;

/// Cards that run a model, and who calls it.
#[derive(Clone, Debug)]
pub struct Cards {
    /// Cards that are always on.
    pub least: usize,
    /// Most cards.
    pub most: usize,
    /// Calls that one card serves at once.
    pub calls: usize,
    /// Calls at once with which each takes twice as long as alone: with `n` on a card each goes on at a speed of
    /// `1 / (1 + (n - 1) / (knee - 1))`. Infinite: not slowed.
    pub knee: f64,
    /// Mean seconds until a started card serves.
    pub start: f64,
    /// Standard deviation of the latter by its mean, a lognormal; 0: constant.
    pub start_spread: f64,
    /// Seconds without a call after which a card stops, while more than `least` are on. Infinite: never.
    pub keep: f64,
    /// Whether a call goes to the card used most recently that has a free place (as routers of serverless cards do), not to the one
    /// with the fewest calls (as balancers do).
    pub packed: bool,
    /// Mean seconds of a call that is alone on a card.
    pub service: f64,
    /// Squared coefficient of variation; constant at 0, exponential at 1, else a lognormal.
    pub variance: f64,
    /// Seconds that a call waits in the queue at most, after which it is lost.
    pub patience: f64,
    /// Squared coefficient of variation of a block's rate, a gamma, ...
    pub burstiness: f64,
    /// ... and the block's seconds, by which an hour can be divided.
    pub block: f64,
    /// Times a day that each card that serves is taken away. It starts anew at once.
    pub losses: f64,
    /// Calls a second in each hour.
    pub rates: Vec<f64>,
}

impl Default for Cards {
    fn default() -> Self {
        Self {
            least: 1,
            most: 1,
            calls: 1,
            knee: f64::INFINITY,
            start: 0.0,
            start_spread: 0.0,
            keep: f64::INFINITY,
            packed: false,
            service: 1.0,
            variance: 1.0,
            patience: f64::INFINITY,
            burstiness: 0.0,
            block: 60.0,
            losses: 0.0,
            rates: Vec::new(),
        }
    }
}

/// What became of a call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub hour: usize,
    /// Seconds until it was on a serving card for the first time, or until it was lost.
    pub wait: f64,
    /// Seconds from its arrival until its end, or until it was lost.
    pub took: f64,
    /// Whether it waited for a card to start: one that was started for it, or that had a place left for it while it started.
    pub cold: bool,
    pub lost: bool,
}

/// What became of all calls, in order of arrival, and of the cards in each hour of `rates`.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub calls: Vec<Call>,
    /// Card-seconds from a card's start to its stop: starting, serving and idle.
    pub held: Vec<f64>,
    /// Of these, starting.
    pub starting: Vec<f64>,
    /// Starts in each hour, those of cards that were taken away included.
    pub starts: Vec<usize>,
    /// Card-seconds with at least one call.
    pub busy: Vec<f64>,
}

/// Runs the hours of `rates`, and after them until no call is left.
///
/// An arriving call takes a free place on a card that serves. Without one it is bound to a card that starts and has a place left;
/// or else to a card that is started for it, where fewer than `most` are on; or else it waits in a queue for the first place that gets
/// free anywhere. Calls of a card that is taken away begin again from nothing: on another card, or at the front of the
/// queue, where their patience is counted anew. While there is a queue nobody is bound to a card that only starts anew.
pub fn simulate(cards: &Cards, seed: u64) -> Seen {
    assert!(cards.most > 0 && cards.calls > 0 && cards.knee > 1.0, "no place for a call");
    assert!((HOUR / cards.block).round() * cards.block == HOUR, "blocks of {} s", cards.block);
    let mut arrivals = Arrivals { cards, draws: Random::new(seed), begun: 0, rate: 0.0, now: 0.0 };
    let mut fleet = Fleet::new(cards, !seed);
    let end = cards.rates.len() as f64 * HOUR;
    let mut arrival = arrivals.next();
    loop {
        let event = fleet.next();
        match arrival {
            Some((at, work)) if at <= event => {
                fleet.advance(at);
                fleet.arrive(work);
                arrival = arrivals.next();
            }
            None if event == f64::INFINITY || event >= end && fleet.is_empty() => break,
            _ => fleet.happen(),
        }
    }
    fleet.advance(end);
    fleet.seen
}

/// When calls come and what each takes alone: the same ones whatever the cards are.
struct Arrivals<'a> {
    cards: &'a Cards,
    draws: Random,
    /// Blocks that have begun, the rate of the last, and where in it.
    begun: usize,
    rate: f64,
    now: f64,
}

impl Iterator for Arrivals<'_> {
    type Item = (f64, f64);

    fn next(&mut self) -> Option<(f64, f64)> {
        loop {
            if self.rate > 0.0 {
                self.now += self.draws.exponential() / self.rate;
                if self.now < self.begun as f64 * self.cards.block {
                    return Some((self.now, self.work()));
                }
            }
            self.now = self.begun as f64 * self.cards.block;
            let an_hour = (HOUR / self.cards.block).round() as usize;
            self.rate = self.cards.rates.get(self.begun / an_hour)? * self.draws.gamma(self.cards.burstiness);
            self.begun += 1;
        }
    }
}

impl Arrivals<'_> {
    fn work(&mut self) -> f64 {
        let Cards { service, variance, .. } = *self.cards;
        match variance {
            0.0 => service,
            1.0 => service * self.draws.exponential(),
            _ => self.draws.lognormal(service, variance),
        }
    }
}
