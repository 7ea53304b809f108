//! Everything that may turn somebody away.

use super::{LimitOf, Of, World};
use crate::catalog::{FactName, Limit, MOST, Plan};
use crate::model::layout::{self, SLOTS};
use crate::model::limit;
use crate::parts::{Meter, Slot};
use crate::program::plans::{counts, way};
use crate::scenario::{LadderAt, ValidScenario};

impl World {
    /// Everything that may turn somebody away, service by service, models first; what belongs to an account stands at its
    /// first service. Of limits that are met on the same day the last is named: what is offline comes after what refuses.
    pub(super) fn limits(&self, scenario: &ValidScenario) -> Vec<LimitOf> {
        let days = self.days();
        let mut limits: Vec<LimitOf> = Vec::new();
        let mut add = |of: Of, way: usize, counts: usize| {
            let row = LimitOf { of, way, counts };
            if !limits.contains(&row) {
                limits.push(row);
            }
        };
        let (models, slots): (Vec<_>, Vec<_>) =
            self.services.iter().enumerate().partition(|(_, service)| service.part == SLOTS);
        for (at, service) in models.into_iter().chain(slots) {
            let (own, of) = (Of::Service(at), Of::Account(service.account));
            let tiers = (0..service.plans.len()).filter(|tier| self.is_reached(at, *tier));
            let ends = tiers.clone().any(|tier| service.ends(tier).is_some_and(|end| end <= self.last));
            if ends && self.turns_away(own) {
                add(own, limit::MONTH, limit::cause::ENDED);
            }
            let plans = tiers.flat_map(|tier| service.in_turn(tier));
            for (_, plan) in plans.filter(|(from, _)| from.is_none_or(|from| from <= self.last)) {
                let is_one = |limit: &&Limit| days.iter().any(|day| limit.history.at(*day).value < MOST);
                for limit in plan.limits.iter().filter(is_one) {
                    let counts = counts(plan.slot, limit);
                    let own = if limit.is_of_account() { of } else { own };
                    match way(plan.slot, limit) {
                        Some(way @ (limit::REQUEST | limit::VISITOR | limit::CONCURRENT)) => add(own, way, 0),
                        Some(way) => add(own, way, counts),
                        None => {}
                    }
                    // A request that is larger than the tokens of a window never passes.
                    let is_window =
                        matches!(way(plan.slot, limit), Some(limit::MINUTE | limit::HOUR | limit::DAY | limit::MONTH));
                    if service.part == SLOTS && limit.meter != Meter::Requests && is_window {
                        add(Of::Service(at), limit::REQUEST, 0);
                    }
                }
                for (fact, cause) in [
                    (FactName::CreditLimit, limit::cause::CREDIT),
                    (FactName::TrialDays, limit::cause::TRIAL),
                    (FactName::IdleDays, limit::cause::IDLE),
                ] {
                    if days.iter().any(|day| plan.fact(fact, *day).is_some()) {
                        add(of, limit::MONTH, cause);
                    }
                }
            }
            let on_cards = |plan: &Plan| days.iter().any(|day| plan.fact(FactName::CardsMost, *day).is_some());
            if service.part == layout::BACKEND || service.plans.iter().any(on_cards) {
                add(own, limit::QUEUE, 0);
            }
            let models = service.part == SLOTS;
            if models && scenario.client.limiter.is_some() {
                add(of, limit::LIMITER, 0);
            }
            let capped = self.turns_away(own) && self.is_capped(scenario, service.account);
            if models && scenario.money.hard_cap.is_some() || capped {
                add(of, limit::CAP, 0);
            }
        }
        add(Of::App, 0, 0);
        limits
    }

    /// Whether whoever has a limit turns users away: not a part that nobody passes, whose limit is met by what is used.
    pub(crate) fn turns_away(&self, of: Of) -> bool {
        match of {
            Of::Service(at) => Slot::ALL[self.services[at].part].about().is_passed,
            Of::Account(_) => true,
            Of::App => false,
        }
    }

    /// Whether a service can be on a tier of its account: a ladder has it there, or another part of the app takes the account
    /// there, or it comes there by itself, as to any tier that no ladder names. Plans of a ladder are in use one at a time, a
    /// feature's other plans all the time.
    pub(crate) fn is_reached(&self, service: usize, rank: usize) -> bool {
        let ladders = self.places.iter().map(Vec::as_slice);
        let lists: Vec<_> = ladders.chain(self.others.iter().flat_map(|others| others.chunks(1))).collect();
        let account = self.services[service].account;
        let uses = |list: &[(usize, usize)]| list.iter().any(|(at, _)| *at == service);
        let takes =
            |list: &[(usize, usize)]| list.iter().any(|(at, to)| *to == rank && self.services[*at].account == account);
        lists.iter().enumerate().any(|(one, list)| {
            let beside = || lists.iter().enumerate().any(|(other, list)| one != other && takes(list));
            list.contains(&(service, rank)) || uses(list) && (beside() || !lists.iter().any(|list| takes(list)))
        })
    }

    /// Whether a ladder that uses an account has a spending cap.
    fn is_capped(&self, scenario: &ValidScenario, account: usize) -> bool {
        let uses = |place: &Vec<(usize, usize)>| place.iter().any(|(at, _)| self.services[*at].account == account);
        let capped =
            |place: usize| scenario.ladder(LadderAt::at(place)).is_some_and(|ladder| ladder.spend_cap.is_some());
        self.places.iter().enumerate().any(|(place, routes)| capped(place) && uses(routes))
    }
}
