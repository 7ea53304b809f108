//! The world as the model's memory has it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{LimitOf, Of, ServiceOf, World};
use crate::catalog::Date;
use crate::model::breach::{columns, uses};
use crate::model::layout::{self, ACCOUNT, CHOICES, FEATURES, PLACE, PLACES, ROUTE, ROW, RUNGS, SLOTS, lists, ranges};
use crate::model::limit::{self, WINDOWS};
use crate::model::price_risk::Moves;
use crate::model::{Offer, Shape, Tier, meters};
use crate::parts::{CALLS, FLOWS, Meter, Slot};
use crate::program::plans::{Term, both, offer, terms, tier};

/// The terms of a service, with those of each of its plans.
struct TermsOf {
    /// Where the first stands among all.
    first: usize,
    all: Vec<Term>,
    /// The numbers of each by day on which they may change, and by tier.
    by_day: Vec<Vec<BTreeMap<Term, [f64; 2]>>>,
}

impl TermsOf {
    fn new(service: &ServiceOf, days: &[Date], payment: f64, first: usize) -> Self {
        let on = |day: &Date| {
            (0..service.plans.len()).map(|tier| terms(service.on(tier, *day), *day, payment)).collect::<Vec<_>>()
        };
        let by_day: Vec<_> = days.iter().map(on).collect();
        let all: BTreeSet<Term> = by_day.iter().flatten().flat_map(BTreeMap::keys).copied().collect();
        Self { first, all: all.into_iter().collect(), by_day }
    }

    /// Numbers of an offer with its terms.
    fn length(&self) -> usize {
        layout::OFFER + self.all.iter().map(|term| term.numbers()).sum::<usize>()
    }

    /// Where each list begins, and where the last ends.
    fn bounds(&self) -> impl Iterator<Item = f32> {
        (0..=lists::ALL).map(|list| (self.first + self.all.partition_point(|term| term.list < list)) as f32)
    }

    /// The terms as the model reads them: meter, place in the offer, level, whether they are of the account.
    fn rows(&self, level: impl Fn(usize) -> usize) -> impl Iterator<Item = [f32; layout::TERM]> {
        let places = self.all.iter().scan(layout::OFFER, |next, term| {
            let place = *next;
            *next += term.numbers();
            Some((place, term))
        });
        let level = move |term: &Term| if term.once { meters::SINCE } else { level(term.meter) };
        places.map(move |(place, term)| {
            [term.meter as f32, place as f32, level(term) as f32, f32::from(u8::from(term.whole))]
        })
    }

    /// Where a term stands among all.
    fn place(&self, term: Term) -> Option<usize> {
        self.all.binary_search(&term).ok().map(|at| self.first + at)
    }

    /// The numbers of the terms in a tier's offer on one of the days.
    fn numbers(&self, day: usize, tier: usize) -> impl Iterator<Item = f32> {
        self.all.iter().flat_map(move |term| {
            let numbers = self.by_day[day][tier].get(term).copied().unwrap_or_else(|| term.none());
            numbers.into_iter().take(term.numbers()).map(|number| number as f32)
        })
    }
}

/// The ranges of everything, in the order of [`layout::ranges`].
fn ranges_of(shape: &Shape) -> [Range<usize>; ranges::ALL] {
    let mut all = [const { 0..0 }; ranges::ALL];
    all[ranges::ACCOUNTS] = shape.accounts();
    all[ranges::SERVICES] = shape.all();
    all[ranges::OF_SLOTS] = 0..shape.models().start;
    all[ranges::COUNTERS] = shape.counters();
    all[ranges::COUNTERS_OF_SLOTS] = shape.counters_of_slots();
    all[ranges::ROWS] = shape.rows();
    all[ranges::LIMITS] = 0..shape.budget();
    all
}

/// Meters of a model that is paid by the token.
const TOKENS: [Meter; 2] = [Meter::InputTokens, Meter::OutputTokens];

/// Whether a limit of an account is of all its models' use of a meter.
const fn is_of_models(way: usize, counts: usize) -> bool {
    way < WINDOWS && counts < limit::cause::CREDIT
}

impl World {
    /// The model's memory from [`layout::EPOCHS`] on.
    pub(in crate::program) fn memory(&self) -> Vec<f32> {
        let (shape, room, day) = (self.shape(), self.shape().room(), self.first);
        let mut numbers = vec![0.0; layout::DAYS_AT_MOST];
        numbers.extend(self.routes(day));
        let fill = |numbers: &mut Vec<f32>, upto: usize| numbers.resize(upto - layout::EPOCHS, 0.0);
        for range in ranges_of(&shape) {
            numbers.extend([range.start as f32, range.end as f32]);
        }
        let days = self.days();
        let mut terms: Vec<TermsOf> = Vec::new();
        for service in &self.services {
            let first = terms.last().map_or(0, |before| before.first + before.all.len());
            terms.push(TermsOf::new(service, &days, self.payment, first));
        }
        let all: usize = terms.iter().map(|of| of.all.len()).sum();
        // What follows the lists: tiers by account, then offers by service.
        let next_to_lists = layout::terms(&room) + all * layout::TERM;
        let mut next = next_to_lists;
        let mut place = |length: usize| {
            let place = next;
            next += length;
            place as f32
        };
        let tiers: Vec<f32> = self.accounts.iter().map(|it| place(it.tiers.len() * layout::TIER)).collect();
        let mut counter = 0;
        for (service, of) in self.services.iter().zip(&terms) {
            let first = place(service.plans.len() * of.length());
            let numbers_of = [service.account as f32, first, of.length() as f32, counter as f32];
            numbers.extend(numbers_of.into_iter().chain(of.bounds()));
            counter += Slot::ALL[service.part].meters().len();
        }
        fill(&mut numbers, layout::accounts(&room));
        for (at, first) in tiers.into_iter().enumerate() {
            let part = self.services.iter().find(|service| service.account == at).map_or(0, |service| service.part);
            let of_models = |row: &LimitOf| row.of == Of::Account(at) && is_of_models(row.way, row.counts);
            let shares = f32::from(u8::from(self.limits.iter().any(of_models)));
            let [chance, mean, spread, provider] = self.moves(at);
            let last = self.last_reached(at, day) as f32;
            numbers.extend::<[f32; ACCOUNT]>([first, part as f32, shares, last, chance, mean, spread, provider]);
        }
        fill(&mut numbers, layout::counters(&room));
        numbers.extend(self.counters().flatten());
        fill(&mut numbers, layout::rows(&room));
        numbers.extend(self.limits.iter().flat_map(|limit| self.row(*limit, &terms)));
        fill(&mut numbers, layout::terms(&room));
        for (service, of) in self.services.iter().zip(&terms) {
            numbers.extend(of.rows(|meter| self.level(service.part, meter)).flatten());
        }
        let mut at = 0;
        let mut latest: Vec<f32> = Vec::new();
        for (index, day) in days.iter().enumerate() {
            let offered = self.offered(&terms, index, *day);
            // Most days on which something of the catalogue changes change nothing here.
            if offered != latest {
                at = numbers.len() + layout::EPOCHS;
                numbers.extend(&offered);
                latest = offered;
            }
            let after = (at - next_to_lists) as f32;
            let from = day.days_after(self.first).max(0) as usize;
            numbers[..layout::DAYS_AT_MOST].iter_mut().skip(from).for_each(|epoch| *epoch = after);
        }
        numbers
    }

    /// The numbers of tiers, by account, and of offers, by service, on a day; `index` is its place among those on which they may change.
    fn offered(&self, terms: &[TermsOf], index: usize, day: Date) -> Vec<f32> {
        let mut numbers = Vec::new();
        for account in &self.accounts {
            let mut enters = 0;
            for (rank, of) in account.tiers.iter().enumerate() {
                let all = of.plans.iter().map(|plan| tier(plan, day)).reduce(|one, other| both(&one, &other));
                enters = if of.is_reached(self.first) { enters } else { rank };
                let tier = Tier { enters: enters as f64, ..all.unwrap_or_else(Tier::free) };
                tier.each(|_, number| numbers.push(number as f32));
            }
        }
        for (service, of) in self.services.iter().zip(terms) {
            for rank in 0..service.plans.len() {
                let ends = service.ends(rank).map(|end| (end.days_after(self.first) + 1).max(0) as f64);
                let offer = offer(service.on(rank, day), day);
                let offer = Offer { ends: ends.unwrap_or(offer.ends), ..offer };
                offer.each(|_, number| numbers.push(number as f32));
                numbers.extend(of.numbers(index, rank));
            }
        }
        numbers
    }

    /// Which of the levels a meter of a part counts, or 0: files that another provider keeps are no level of the database's.
    fn level(&self, part: usize, meter: usize) -> usize {
        let files_apart = self.services.iter().any(|service| Slot::ALL[service.part] == Slot::Files);
        match (Slot::ALL[part], Slot::ALL[part].meters()[meter]) {
            (Slot::Data, Meter::FileGb) if files_apart => 0,
            (_, meter) => meters::level(meter),
        }
    }

    /// The last tier of an account that must be reached; 0, the first, where there is none.
    fn last_reached(&self, account: usize, day: Date) -> usize {
        self.accounts[account].tiers.iter().rposition(|tier| tier.is_reached(day)).unwrap_or_default()
    }

    /// How the list prices of an account move, see [`layout::ACCOUNT`]: as those of models do where it has one that is paid by the token.
    fn moves(&self, account: usize) -> [f32; 4] {
        let mut prices = self
            .services
            .iter()
            .filter(|service| service.account == account)
            .flat_map(|it| &it.plans)
            .flat_map(|it| &it.prices);
        let of_tokens = prices.any(|price| TOKENS.contains(&price.meter));
        let moves = if of_tokens { Moves::OF_TOKENS } else { Moves::OF_THE_REST };
        // FNV-1a: the same provider has the same number in every app, so that its prices move alike beside any others.
        let bytes = self.accounts[account].id.bytes();
        let hash = bytes.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        [moves.a_month() as f32, moves.mean as f32, moves.spread as f32, (hash >> 10) as f32]
    }

    /// What each counter counts, see [`layout::COUNTER`].
    fn counters(&self) -> impl Iterator<Item = [f32; layout::COUNTER]> {
        self.services.iter().enumerate().flat_map(move |(at, service)| {
            let slot = Slot::ALL[service.part];
            slot.meters().iter().enumerate().map(move |(place, meter)| {
                let flow = FLOWS.iter().position(|flow| *flow == (slot, *meter));
                let kind = flow.or_else(|| CALLS.iter().position(|call| call == meter));
                [at as f32, kind.unwrap_or_default() as f32, self.level(service.part, place) as f32]
            })
        })
    }

    /// What each place and each other choice of a feature is on, and the services that each place may use.
    fn routes(&self, day: Date) -> Vec<f32> {
        let shape = self.shape();
        let mut numbers = Vec::new();
        let route = |found: Option<&(usize, usize)>| -> [f32; ROUTE] {
            found.map_or([-1.0; ROUTE], |(service, rank)| {
                [*service as f32, self.services[*service].account as f32, *rank as f32]
            })
        };
        for place in 0..PLACES {
            let routes = self.places.get(place);
            // Missing rungs repeat the last plan.
            let rung = |rung: usize| routes.and_then(|routes| routes.get(rung).or(routes.last()));
            (0..RUNGS).for_each(|at| numbers.extend(route(rung(at))));
        }
        for feature in 0..FEATURES {
            let routes = self.others.get(feature);
            (0..CHOICES - 1).for_each(|at| numbers.extend(route(routes.and_then(|routes| routes.get(at)))));
        }
        for place in 0..PLACES {
            let services = shape.of(place.min(SLOTS));
            let mut plans =
                self.places.get(place).into_iter().flatten().map(|(at, rank)| &self.services[*at].plans[*rank]);
            let reaches = plans.any(|plan| plan.reached_after(day).is_some());
            let numbers_of = [services.start as f32, services.end as f32, f32::from(u8::from(reaches))];
            numbers.extend::<[f32; PLACE]>(numbers_of);
        }
        numbers
    }

    /// A limit as the model reads it, see [`columns`].
    fn row(&self, LimitOf { of, way, counts }: LimitOf, terms: &[TermsOf]) -> [f32; ROW] {
        let mut row = [0; ROW];
        match of {
            Of::Service(at) => {
                (row[columns::FIRST], row[columns::END]) = (at, at + 1);
                row[columns::ACCOUNT] = self.services[at].account;
                row[columns::BY_CAUSE] = usize::from(way < WINDOWS);
                row[columns::USE] = match way {
                    limit::DAY => uses::DAY,
                    limit::MONTH if counts == limit::cause::ENDED => uses::NOT,
                    limit::MONTH if self.turns_away(of) => uses::MONTH,
                    limit::MONTH => uses::ALONE,
                    _ => uses::NOT,
                };
                row[columns::TERM] = terms[at].place(Term::limit(way, counts)).unwrap_or(terms[at].first);
            }
            Of::Account(at) => {
                row[columns::END] = self.services.len();
                row[columns::ACCOUNT] = at;
                row[columns::BY_CAUSE] = usize::from(way < WINDOWS);
                if is_of_models(way, counts) {
                    let mine = self.services.iter().enumerate().filter(|(_, service)| service.account == at);
                    let term = |service: usize| terms[service].place(Term::limit(way, counts).of_account(true));
                    let first = mine.into_iter().find_map(|(service, _)| Some((service, term(service)?)));
                    (row[columns::FIRST], row[columns::TERM]) = first.unwrap_or_default();
                }
                row[columns::USE] = match (way, counts) {
                    (limit::DAY, _) => uses::DAY,
                    (limit::MONTH, limit::cause::CREDIT) => uses::CREDIT,
                    (limit::MONTH, _) if is_of_models(way, counts) => uses::MONTH,
                    _ => uses::NOT,
                };
            }
            Of::App => return [0.0; ROW],
        }
        row[columns::WAY] = way;
        row[columns::WINDOW] = if way < WINDOWS { way } else { 0 };
        let of_models = matches!(of, Of::Account(_)) && is_of_models(way, counts);
        row[columns::CAUSE] = counts + if of_models { limit::cause::OF_ACCOUNT } else { 0 };
        row.map(|number| number as f32)
    }
}
