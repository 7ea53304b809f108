//! The world as the model's memory has it.

use super::{LimitOf, Of, World};
use crate::catalog::Date;
use crate::model::layout::{self, ACCOUNT, CHOICES, FEATURES, METERS, PLACES, ROUTE, ROW, RUNGS};
use crate::model::limit::{self, WAYS, WINDOWS};
use crate::model::{Tier, breach};
use crate::program::plans::{both, offer, tier};

impl World {
    /// The model's memory from [`layout::ROUTES`] on.
    pub(in crate::program) fn memory(&self, day: Date) -> Vec<f32> {
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
        // What follows the lists: tiers by account, then offers by service.
        let mut next = layout::plans(&shape);
        let mut firsts = |length: &dyn Fn(usize) -> usize, count: usize| -> Vec<usize> {
            let lengths = (0..count).map(length);
            lengths.scan(&mut next, |next, length| Some(std::mem::replace(*next, **next + length))).collect()
        };
        let tiers = firsts(&|at| self.accounts[at].tiers.len() * layout::TIER, self.accounts.len());
        let offers = firsts(&|at| self.services[at].plans.len() * layout::OFFER, self.services.len());
        for (service, first) in self.services.iter().zip(offers) {
            numbers.extend([service.account as f32, first as f32]);
        }
        for (at, first) in tiers.into_iter().enumerate() {
            let part = self.services.iter().find(|service| service.account == at).map_or(0, |service| service.part);
            numbers.extend::<[f32; ACCOUNT]>([first as f32, part as f32]);
        }
        for limit in &self.limits {
            numbers.extend(self.row(*limit));
        }
        for account in &self.accounts {
            for (_, plans) in &account.tiers {
                let all = plans.iter().map(|plan| tier(plan, day)).reduce(|one, other| both(&one, &other));
                all.unwrap_or_else(Tier::free).each(|_, number| numbers.push(number as f32));
            }
        }
        for plan in self.services.iter().flat_map(|service| &service.plans) {
            offer(plan, day).each(|_, number| numbers.push(number as f32));
        }
        numbers
    }

    /// A limit as the model reads it: where what it turns away is counted, the window and the cause that it must be by, and
    /// where its share of use is.
    fn row(&self, LimitOf { of, way, counts }: LimitOf) -> [f32; ROW] {
        let none = -1.0;
        let services = self.services.len();
        match of {
            Of::Service(at) => {
                let window = if way < WINDOWS { (at * WINDOWS + way) as f32 } else { none };
                let used = match way {
                    limit::DAY => (at * breach::USES + counts) as f32,
                    limit::MONTH => (at * breach::USES + METERS + counts) as f32,
                    _ => none,
                };
                [(at * WAYS + way) as f32, window, counts as f32, used]
            }
            Of::Account(at) => {
                let what = match (way, counts) {
                    (limit::LIMITER, _) => 3,
                    (limit::CAP, _) => 4,
                    (_, cause) => cause - limit::cause::CREDIT,
                };
                let is_credit = (way, counts) == (limit::MONTH, limit::cause::CREDIT);
                let used = if is_credit { (services * breach::USES + at) as f32 } else { none };
                [breach::counted_at(services, at, what) as f32, none, 0.0, used]
            }
            Of::App => [0.0, none, 0.0, none],
        }
    }
}
