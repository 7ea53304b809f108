//! The world as the model's memory has it.

use std::collections::{BTreeMap, BTreeSet};

use super::{LimitOf, Of, ServiceOf, World};
use crate::catalog::Date;
use crate::model::breach::{columns, uses};
use crate::model::layout::{self, ACCOUNT, CHOICES, FEATURES, PLACES, ROUTE, ROW, RUNGS, SLOTS, lists};
use crate::model::limit::{self, WINDOWS};
use crate::model::{Tier, meters};
use crate::program::plans::{Term, both, offer, terms, tier};

/// The terms of a service, with those of each of its plans.
struct TermsOf {
    /// Where the first stands among all.
    first: usize,
    all: Vec<Term>,
    by_plan: Vec<BTreeMap<Term, [f64; 2]>>,
}

impl TermsOf {
    fn new(service: &ServiceOf, day: Date, first: usize) -> Self {
        let by_plan: Vec<_> = service.plans.iter().map(|plan| terms(plan, day)).collect();
        let all: BTreeSet<Term> = by_plan.iter().flat_map(BTreeMap::keys).copied().collect();
        Self { first, all: all.into_iter().collect(), by_plan }
    }

    /// Numbers of an offer with its terms.
    fn length(&self) -> usize {
        layout::OFFER + self.all.iter().map(|term| term.numbers()).sum::<usize>()
    }

    /// Where each list begins, and where the last ends.
    fn bounds(&self) -> impl Iterator<Item = f32> {
        (0..=lists::ALL).map(|list| (self.first + self.all.partition_point(|term| term.list < list)) as f32)
    }

    /// The terms as the model reads them: meter, place in the offer, stock.
    fn rows(&self, part: usize) -> impl Iterator<Item = [f32; layout::TERM]> {
        let places = self.all.iter().scan(layout::OFFER, |next, term| {
            let place = *next;
            *next += term.numbers();
            Some((place, term))
        });
        let stock = move |meter: usize| meters::STOCKS.get(part).map_or(0, |stocks| stocks[meter]);
        places.map(move |(place, term)| [term.meter as f32, place as f32, stock(term.meter) as f32])
    }

    /// The numbers of the terms in a plan's offer.
    fn numbers(&self, plan: usize) -> impl Iterator<Item = f32> {
        self.all.iter().flat_map(move |term| {
            let numbers = self.by_plan[plan].get(term).copied().unwrap_or_else(|| term.none());
            numbers.into_iter().take(term.numbers()).map(|number| number as f32)
        })
    }
}

impl World {
    /// The model's memory from [`layout::ROUTES`] on.
    pub(in crate::program) fn memory(&self, day: Date) -> Vec<f32> {
        let shape = self.shape();
        let mut numbers = self.routes();
        let mut terms: Vec<TermsOf> = Vec::new();
        for service in &self.services {
            let first = terms.last().map_or(0, |before| before.first + before.all.len());
            terms.push(TermsOf::new(service, day, first));
        }
        let all: usize = terms.iter().map(|of| of.all.len()).sum();
        // What follows the lists: tiers by account, then offers by service.
        let mut next = layout::terms(&shape) + all * layout::TERM;
        let mut place = |length: usize| {
            let place = next;
            next += length;
            place as f32
        };
        let tiers: Vec<f32> = self.accounts.iter().map(|it| place(it.tiers.len() * layout::TIER)).collect();
        for (service, of) in self.services.iter().zip(&terms) {
            let first = place(service.plans.len() * of.length());
            numbers.extend([service.account as f32, first, of.length() as f32].into_iter().chain(of.bounds()));
        }
        for (at, first) in tiers.into_iter().enumerate() {
            let part = self.services.iter().find(|service| service.account == at).map_or(0, |service| service.part);
            numbers.extend::<[f32; ACCOUNT]>([first, part as f32]);
        }
        numbers.extend(self.limits.iter().flat_map(|limit| self.row(*limit, &terms)));
        for (service, of) in self.services.iter().zip(&terms) {
            numbers.extend(of.rows(service.part).flatten());
        }
        for account in &self.accounts {
            for (_, plans) in &account.tiers {
                let all = plans.iter().map(|plan| tier(plan, day)).reduce(|one, other| both(&one, &other));
                all.unwrap_or_else(Tier::free).each(|_, number| numbers.push(number as f32));
            }
        }
        for (service, of) in self.services.iter().zip(&terms) {
            for (rank, plan) in service.plans.iter().enumerate() {
                offer(plan, day).each(|_, number| numbers.push(number as f32));
                numbers.extend(of.numbers(rank));
            }
        }
        numbers
    }

    /// What each place and each other choice of a feature is on, and the services that each place may use.
    fn routes(&self) -> Vec<f32> {
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
            numbers.extend([services.start as f32, services.end as f32]);
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
                    limit::MONTH => uses::MONTH,
                    _ => uses::NOT,
                };
                let term = terms[at].all.binary_search(&Term::limit(way, counts)).unwrap_or_default();
                row[columns::TERM] = terms[at].first + term;
            }
            Of::Account(at) => {
                row[columns::END] = self.services.len();
                row[columns::ACCOUNT] = at;
                row[columns::BY_CAUSE] = usize::from(way == limit::MONTH);
                let is_credit = (way, counts) == (limit::MONTH, limit::cause::CREDIT);
                row[columns::USE] = if is_credit { uses::CREDIT } else { uses::NOT };
            }
            Of::App => return [0.0; ROW],
        }
        row[columns::WAY] = way;
        row[columns::WINDOW] = if way < WINDOWS { way } else { 0 };
        row[columns::CAUSE] = counts;
        row.map(|number| number as f32)
    }
}
