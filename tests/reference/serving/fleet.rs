//! The cards of a simulation: who is on which, and what happens next.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

use super::{Call, Cards, HOUR, Seen};
use crate::reference::random::Random;

const DAY: f64 = 86_400.0;

/// Seconds, or another number that has an order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment(f64);

impl Eq for Moment {}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The first of a card's calls ends.
    Done,
    /// A card has had no call for so long that it stops.
    Idle,
    /// A card has started.
    Up,
    /// A card is taken away.
    Taken,
}

/// What happens to a card, unless its `turn` (of `Done` and `Idle`) or its `life` (of `Up` and `Taken`) has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: Moment,
    stamp: u64,
    kind: Kind,
    card: usize,
}

#[derive(Default)]
struct Card {
    on: bool,
    /// Number of the last change: that a call came or ended; that it started, was on, or stopped.
    turn: u64,
    life: u64,
    /// Seconds of work that each of its calls would have done by now if they had all been there since it was last empty, as of `since`.
    done: f64,
    since: f64,
    /// Its calls, by what `done` will be at their ends: since all go on at the same speed, the order stays.
    serves: BinaryHeap<Reverse<(Moment, usize)>>,
    /// Calls that wait until it has started.
    bound: Vec<usize>,
}

/// When a call came, what it takes alone, and when it gives up if it is in the queue.
struct Job {
    came: f64,
    work: f64,
    until: f64,
    begun: bool,
}

pub(super) struct Fleet<'a> {
    plan: &'a Cards,
    draws: Random,
    now: f64,
    changes: u64,
    cards: Vec<Card>,
    /// Cards that were on and are not.
    off: Vec<usize>,
    starting: usize,
    busy: usize,
    /// Cards that serve and have a free place, first the one that a balancer takes and last the one that a router takes.
    free: BTreeSet<(usize, u64, usize)>,
    /// Cards that start and have a place left, by their starts.
    open: BTreeSet<(u64, usize)>,
    queue: VecDeque<usize>,
    events: BinaryHeap<Reverse<Event>>,
    jobs: Vec<Job>,
    /// Calls that have neither ended nor been lost.
    left: usize,
    pub(super) seen: Seen,
}

impl<'a> Fleet<'a> {
    pub(super) fn new(plan: &'a Cards, seed: u64) -> Self {
        let hours = plan.rates.len();
        let [held, starting, busy] = [(); 3].map(|()| vec![0.0; hours]);
        let mut fleet = Self {
            plan,
            draws: Random::new(seed),
            now: 0.0,
            changes: 0,
            cards: Vec::new(),
            off: Vec::new(),
            starting: 0,
            busy: 0,
            free: BTreeSet::new(),
            open: BTreeSet::new(),
            queue: VecDeque::new(),
            events: BinaryHeap::new(),
            jobs: Vec::new(),
            left: 0,
            seen: Seen { calls: Vec::new(), held, starting, starts: vec![0; hours], busy },
        };
        for card in 0..plan.least {
            fleet.cards.push(Card::default());
            fleet.is_on(card);
        }
        fleet
    }

    /// When the next event is, if there is one.
    pub(super) fn next(&self) -> f64 {
        self.events.peek().map_or(f64::INFINITY, |Reverse(event)| event.at.0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left == 0
    }

    fn held(&self) -> usize {
        self.cards.len() - self.off.len()
    }

    /// Counts the cards until `to`, hour by hour.
    pub(super) fn advance(&mut self, to: f64) {
        while self.now < to {
            let hour = (self.now / HOUR) as usize;
            let next = to.min((hour + 1) as f64 * HOUR);
            if hour < self.seen.held.len() {
                let long = next - self.now;
                self.seen.held[hour] += long * self.held() as f64;
                self.seen.starting[hour] += long * self.starting as f64;
                self.seen.busy[hour] += long * self.busy as f64;
            }
            self.now = next;
        }
    }

    fn change(&mut self) -> u64 {
        self.changes += 1;
        self.changes
    }

    fn plan_for(&mut self, card: usize, kind: Kind, after: f64) {
        let stamp = match kind {
            Kind::Done | Kind::Idle => self.cards[card].turn,
            Kind::Up | Kind::Taken => self.cards[card].life,
        };
        self.events.push(Reverse(Event { at: Moment(self.now + after), stamp, kind, card }));
    }

    /// The next event.
    pub(super) fn happen(&mut self) {
        let Some(Reverse(Event { at, stamp, kind, card })) = self.events.pop() else { return };
        let it = &self.cards[card];
        match kind {
            Kind::Done | Kind::Idle if stamp != it.turn => return,
            Kind::Up | Kind::Taken if stamp != it.life => return,
            _ => self.advance(at.0),
        }
        match kind {
            Kind::Done => self.end_first(card),
            Kind::Idle if self.held() > self.plan.least => self.stop(card),
            Kind::Idle => (),
            Kind::Up => self.is_on(card),
            Kind::Taken => self.take_away(card),
        }
    }

    /// A call comes that takes `work` seconds alone.
    pub(super) fn arrive(&mut self, work: f64) {
        let call = self.jobs.len();
        let hour = (self.now / HOUR) as usize;
        self.jobs.push(Job { came: self.now, work, until: 0.0, begun: false });
        self.seen.calls.push(Call { hour, wait: 0.0, took: 0.0, cold: false, lost: false });
        self.left += 1;
        if self.take_place(call) {
            return;
        }
        let anybody = self.first_of_queue().is_some();
        let open = self.open.first().filter(|_| !anybody).map(|(_, card)| *card);
        if let Some(card) = open {
            self.bind(call, card);
        } else if self.held() < self.plan.most {
            let card = self.off.pop().unwrap_or_else(|| {
                self.cards.push(Card::default());
                self.cards.len() - 1
            });
            self.start(card);
            self.bind(call, card);
        } else {
            self.jobs[call].until = self.now + self.plan.patience;
            self.queue.push_back(call);
            // With no patience it is lost at once.
            self.first_of_queue();
        }
    }

    /// Puts a call on a card that serves and has a free place.
    fn take_place(&mut self, call: usize) -> bool {
        let best = if self.plan.packed { self.free.last() } else { self.free.first() };
        let Some((_, _, card)) = best.copied() else { return false };
        self.leave_free(card);
        self.put(call, card);
        self.changed(card);
        true
    }

    /// The call that has waited longest; those before it that have given up are lost.
    fn first_of_queue(&mut self) -> Option<usize> {
        while let Some(&call) = self.queue.front() {
            let Job { came, until, begun, .. } = self.jobs[call];
            if until > self.now {
                return Some(call);
            }
            self.queue.pop_front();
            self.left -= 1;
            let seen = &mut self.seen.calls[call];
            (seen.lost, seen.took) = (true, until - came);
            if !begun {
                seen.wait = seen.took;
            }
        }
        None
    }

    fn bind(&mut self, call: usize, card: usize) {
        self.seen.calls[call].cold = true;
        self.cards[card].bound.push(call);
        if self.cards[card].bound.len() == self.plan.calls {
            self.open.remove(&(self.cards[card].life, card));
        }
    }
}

/// What happens to one card.
impl Fleet<'_> {
    fn start(&mut self, card: usize) {
        let Cards { start, start_spread, .. } = *self.plan;
        self.starting += 1;
        if let Some(starts) = self.seen.starts.get_mut((self.now / HOUR) as usize) {
            *starts += 1;
        }
        self.cards[card].life = self.change();
        self.open.insert((self.cards[card].life, card));
        let takes = if start_spread == 0.0 { start } else { self.draws.lognormal(start, start_spread * start_spread) };
        self.plan_for(card, Kind::Up, takes);
    }

    fn is_on(&mut self, card: usize) {
        // Those that are always on are so without a start.
        self.starting = self.starting.saturating_sub(1);
        self.open.remove(&(self.cards[card].life, card));
        self.cards[card].life = self.change();
        self.cards[card].on = true;
        for call in std::mem::take(&mut self.cards[card].bound) {
            self.put(call, card);
        }
        self.fill(card);
        if self.plan.losses > 0.0 {
            let after = self.draws.exponential() * DAY / self.plan.losses;
            self.plan_for(card, Kind::Taken, after);
        }
    }

    fn stop(&mut self, card: usize) {
        self.leave_free(card);
        self.cards[card].on = false;
        self.cards[card].life = self.change();
        self.off.push(card);
    }

    fn take_away(&mut self, card: usize) {
        self.leave_free(card);
        let it = &mut self.cards[card];
        it.on = false;
        let mut calls: Vec<usize> = it.serves.drain().map(|Reverse((_, call))| call).collect();
        self.busy -= usize::from(!calls.is_empty());
        self.cards[card].turn = self.change();
        self.start(card);
        calls.sort_unstable();
        calls.retain(|&call| !self.take_place(call));
        for call in calls.into_iter().rev() {
            self.jobs[call].until = self.now + self.plan.patience;
            self.queue.push_front(call);
        }
        self.first_of_queue();
    }

    fn leave_free(&mut self, card: usize) {
        let key = self.key(card);
        self.free.remove(&key);
    }

    /// Its place in `free`.
    fn key(&self, card: usize) -> (usize, u64, usize) {
        let it = &self.cards[card];
        (if self.plan.packed { 0 } else { it.serves.len() }, it.turn, card)
    }

    /// The speed at which each of its calls goes on.
    fn speed(&self, card: usize) -> f64 {
        let others = self.cards[card].serves.len().saturating_sub(1) as f64;
        1.0 / (1.0 + others / (self.plan.knee - 1.0))
    }

    /// Work is done up to now.
    fn catch_up(&mut self, card: usize) {
        let speed = self.speed(card);
        let it = &mut self.cards[card];
        it.done = if it.serves.is_empty() { 0.0 } else { it.done + (self.now - it.since) * speed };
        it.since = self.now;
    }

    /// A call begins on a card, which is not in `free`.
    fn put(&mut self, call: usize, card: usize) {
        self.catch_up(card);
        let job = &mut self.jobs[call];
        if !job.begun {
            (job.begun, self.seen.calls[call].wait) = (true, self.now - job.came);
        }
        let it = &mut self.cards[card];
        self.busy += usize::from(it.serves.is_empty());
        it.serves.push(Reverse((Moment(it.done + job.work), call)));
    }

    fn end_first(&mut self, card: usize) {
        self.leave_free(card);
        self.catch_up(card);
        let it = &mut self.cards[card];
        let Some(Reverse((at, call))) = it.serves.pop() else { return };
        // Without what rounding has left.
        it.done = at.0;
        self.busy -= usize::from(it.serves.is_empty());
        self.left -= 1;
        self.seen.calls[call].took = self.now - self.jobs[call].came;
        self.fill(card);
    }

    /// Its free places go to those who have waited longest.
    fn fill(&mut self, card: usize) {
        while self.cards[card].serves.len() < self.plan.calls
            && let Some(call) = self.first_of_queue()
        {
            self.queue.pop_front();
            self.put(call, card);
        }
        self.changed(card);
    }

    /// Calls of a card have come or gone: says where it stands now and what is next.
    fn changed(&mut self, card: usize) {
        self.cards[card].turn = self.change();
        let speed = self.speed(card);
        if self.cards[card].serves.len() < self.plan.calls {
            self.free.insert(self.key(card));
        }
        let it = &self.cards[card];
        if let Some(Reverse((at, _))) = it.serves.peek() {
            let after = (at.0 - it.done) / speed;
            self.plan_for(card, Kind::Done, after.max(0.0));
        } else if self.plan.keep < f64::INFINITY {
            self.plan_for(card, Kind::Idle, self.plan.keep);
        }
    }
}
