//! Costs, money from investors and what users buy: things that changes name by an id, in words.

use super::quantity;
use crate::analysis::number::capitalised;
use crate::scenario::{Effect, Input, Round, Scenario};
use crate::stats::SALE_NAMES;

/// The list that a path begins with: of each thing its id, and what it is called.
fn list(path: &[String], scenario: &Scenario) -> Vec<(String, String)> {
    let (books, sales) = (&scenario.books, &scenario.money.sales);
    match [0, 1].map(|at| path.get(at).map_or("", String::as_str)) {
        ["books", "lines"] => {
            books.lines.iter().enumerate().map(|(at, line)| (line.id.clone(), line.called(at))).collect()
        }
        ["books", "rounds"] => {
            books.rounds.iter().enumerate().map(|(at, round)| (round.id.clone(), Round::called(at))).collect()
        }
        ["money", "sales"] => sales.iter().enumerate().map(|(at, sale)| (sale.id.clone(), sale.called(at))).collect(),
        _ => Vec::new(),
    }
}

/// The place of the thing that a path is of.
pub(super) fn place(path: &[String], scenario: &Scenario) -> Option<usize> {
    let id = path.get(2)?.trim_start_matches('+');
    list(path, scenario).iter().position(|(other, _)| other == id)
}

/// The place of the effect that a path is of, among those of its cost line.
pub(super) fn effect(path: &[String], scenario: &Scenario) -> Option<usize> {
    let input = path.get(4).filter(|_| path[3] == "effects")?.trim_start_matches('+');
    let line = scenario.books.lines.get(place(path, scenario)?)?;
    line.effects.iter().position(|effect| effect.input.spec().path == input)
}

/// What the thing that a path is of is called, and the effect where it is of one.
pub(super) fn called(path: &[String], scenario: &Scenario) -> Option<String> {
    let place = place(path, scenario)?;
    let (_, called) = list(path, scenario).swap_remove(place);
    let words = || Some(scenario.books.lines.get(place)?.effects.get(effect(path, scenario)?)?.words());
    Some(words().map_or_else(|| called.clone(), |words| format!("{called}, {words}")))
}

/// What is changed of such a thing, where that is no number, and how it is in both; nothing of what is no such thing.
pub(super) fn told(path: &[String], both: [&Scenario; 2]) -> Option<(String, [String; 2])> {
    let places = both.map(|it| place(path, it));
    let called = both.iter().find_map(|it| called(&path[..path.len().min(3)], it))?;
    let Some(field) = path.get(3) else {
        return Some((called, places.map(|it| if it.is_some() { "there" } else { "not there" }.to_owned())));
    };
    let of = |at: usize| places[at].and_then(|place| value(path, field, both[at], place)).unwrap_or_default();
    let what = match field.as_str() {
        "from" => "First month".to_owned(),
        "off" => "Counted".to_owned(),
        "kind" => "Paid".to_owned(),
        "effects" => "What it changes".to_owned(),
        "trial" => "Months of trial".to_owned(),
        _ => capitalised(&field.replace('_', " ")),
    };
    Some((format!("{called}: {what}"), [of(0), of(1)]))
}

/// A field of a thing, by its place, in words.
fn value(path: &[String], field: &str, scenario: &Scenario, place: usize) -> Option<String> {
    if path[0] == "money" {
        let sale = scenario.money.sales.get(place)?;
        return match field {
            "kind" => Some(SALE_NAMES[sale.kind as usize][1].to_owned()),
            "trial" => Some(sale.trial.to_string()),
            _ => None,
        };
    }
    if path[1] == "rounds" {
        return scenario.books.rounds.get(place).filter(|_| field == "month").map(|round| round.month.to_string());
    }
    let line = scenario.books.lines.get(place)?;
    let effect =
        |(at, it): (usize, &Effect)| format!("{} {}", it.words(), quantity(Input::effect(place, at), it.percent));
    match field {
        "from" => Some(line.from.to_string()),
        "off" => Some(if line.off { "no" } else { "yes" }.to_owned()),
        "kind" => Some(line.kind.unit().to_owned()),
        "effects" if line.effects.is_empty() => Some("nothing".to_owned()),
        "effects" => Some(line.effects.iter().enumerate().map(effect).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}
