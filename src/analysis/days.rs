//! The days of a run on which its providers change something, as far as is announced: plans that end, prices that move.

use std::collections::BTreeMap;

use super::number::percent;
use super::plans;
use crate::catalog::{Catalog, Date, End, Plan, Price};
use crate::scenario::ValidScenario;

/// What an announcement changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDay {
    /// The day.
    pub day: Date,
    /// What happens, as what follows a day: `“Gemini 3.1 Flash-Lite, free” is shut down`.
    pub what: String,
}

/// What is announced for the run of the plans that an app may be on, in the order of the days. Plans of one part that do the same
/// on a day are one line.
#[must_use]
pub fn known_days(scenario: &ValidScenario, catalog: &Catalog) -> Vec<KnownDay> {
    let (first, last) = scenario.days();
    let mut lines: BTreeMap<(Date, String), Vec<Plan>> = BTreeMap::new();
    for plan in plans(scenario, catalog) {
        let end = plan.end().filter(|end| first < end.day && end.day <= last);
        let end = end.map(|end| (end.day, ends(end, catalog)));
        let moves = changes(&plan, first, last).into_iter().filter_map(|day| Some((day, moves(&plan, day)?)));
        for line in end.into_iter().chain(moves) {
            let plans = lines.entry(line).or_default();
            if plans.iter().all(|other| other.id != plan.id) {
                plans.push(plan.clone());
            }
        }
    }
    let line = |((day, what), plans): ((Date, String), Vec<Plan>)| {
        let mut parts: Vec<String> = Vec::new();
        for plan in &plans {
            let alone = plans.iter().all(|other| other.id == plan.id || other.part != plan.part);
            let name = format!("“{}”", if alone { &plan.name } else { &plan.part });
            if !parts.contains(&name) {
                parts.push(name);
            }
        }
        KnownDay { day, what: format!("{} {what}", parts.join(", ")) }
    };
    lines.into_iter().map(line).collect()
}

/// How a plan ends.
fn ends(end: &End, catalog: &Catalog) -> String {
    let id = end.successor.as_deref();
    let successor = id.and_then(|id| catalog.plans().find(|plan| plan.is_named(id))).map(|plan| plan.part.as_str());
    match successor {
        Some(next) if end.routed => format!("is shut down, and its calls go to {next}, at that one's prices"),
        Some(next) => format!("is shut down; its provider names {next} in its place"),
        None => "is shut down".to_owned(),
    }
}

/// The days after the first on which a price comes into force.
fn changes(plan: &Plan, first: Date, last: Date) -> Vec<Date> {
    let prices = plan.prices.iter().flat_map(|price| price.history.entries().map(|entry| entry.from));
    let mut days: Vec<Date> = prices.chain(plan.base.entries().map(|entry| entry.from)).collect();
    days.retain(|day| first < *day && *day <= last);
    days.sort_unstable();
    days.dedup();
    days
}

/// What prices do on a day, against the day before; `None` where they stay.
fn moves(plan: &Plan, day: Date) -> Option<String> {
    let before = |from: Date| from < day;
    let of_price = |price: &Price| {
        let was = price.history.entries().filter(|entry| before(entry.from)).last()?;
        let ratio =
            |(is, was): (&crate::catalog::Tier, &crate::catalog::Tier)| (is.price / is.per) / (was.price / was.per);
        let is = &price.history.at(day).value;
        let same = is.len() == was.value.len();
        // Of other steps, and from nothing to something, there is no ratio.
        let all = || is.iter().zip(was.value.iter()).map(ratio).filter(|ratio| !ratio.is_nan()).collect::<Vec<_>>();
        Some(if same { all() } else { vec![0.0, f64::INFINITY] })
    };
    let base = plan.base.entries().filter(|entry| before(entry.from)).last().map(|was| plan.base_usd(day) / was.value);
    let ratios = plan.prices.iter().filter_map(of_price).flatten().chain(base.filter(|ratio| !ratio.is_nan()));
    let mut ratios: Vec<f64> = ratios.filter(|ratio| (ratio - 1.0).abs() > 1e-9).collect();
    ratios.sort_by(f64::total_cmp);
    let (least, most) = (*ratios.first()?, *ratios.last()?);
    Some(match (least, most) {
        _ if most - least > 1e-9 || !most.is_finite() => "has other prices".to_owned(),
        (ratio, _) if (ratio - 2.0).abs() < 1e-9 => "costs twice as much".to_owned(),
        (ratio, _) if (ratio - 0.5).abs() < 1e-9 => "costs half as much".to_owned(),
        (ratio, _) if ratio > 1.0 => format!("costs {} more", percent(ratio - 1.0)),
        (ratio, _) => format!("costs {} less", percent(1.0 - ratio)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    fn of(plans: &[&str]) -> Vec<String> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.start = "2026-12".to_owned().try_into().unwrap();
        scenario.features.truncate(1);
        scenario.features[0].inference.plans = plans.iter().map(|id| (*id).to_owned()).collect();
        let days = known_days(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        let of_models = days.into_iter().filter(|it| it.what.contains("Gemini") || it.what.contains("GPT"));
        of_models.map(|it| format!("{}: {}", it.day, it.what)).collect()
    }

    #[test]
    fn what_is_announced_is_said_in_order() {
        assert_eq!(
            of(&["gemini-3.1-flash-lite-free", "gemini-3.8-flash-paid"]),
            [
                "2027-01-01: “Gemini 3.8 Flash” costs twice as much",
                "2027-05-07: “Gemini 3.1 Flash-Lite” is shut down; its provider names Gemini 3.5 Flash-Lite in its place",
            ]
        );
        assert_eq!(of(&["gpt-6-luna"]), [""; 0]);
    }
}
