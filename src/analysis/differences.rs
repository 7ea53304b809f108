//! What an alternative changes, in words.

mod things;

use serde_json::Value;

use super::number::{capitalised, grouped};
use crate::catalog::Catalog;
use crate::parts::Slot;
use crate::scenario::{Input, LadderAt, Quantity, Scenario, ValidScenario};

/// Something that an alternative changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands in the document, to be taken back.
    pub path: Vec<String>,
    /// What it is.
    pub what: String,
    /// How it is in the alternative; empty where that is more than a few words.
    pub here: String,
    /// How it is in the first alternative, likewise.
    pub there: String,
}

/// What the alternative at a place changes of the first, in the order of the document.
#[must_use]
pub fn differences(document: &ValidScenario, place: usize, catalog: &Catalog) -> Vec<Difference> {
    let Some(alternative) = document.alternatives.get(place) else { return Vec::new() };
    let (here, there) = (document.simulated(place), document.simulated(0));
    let words = |path: Vec<String>| {
        let (what, [here, there]) = describe(&path, [&here, &there], catalog);
        Difference { path, what, here, there }
    };
    alternative.changes.leaves().into_iter().map(|(path, _): (_, &Value)| words(path)).collect()
}

/// What stands at a place of the document, and how it is in both.
fn describe(path: &[String], both: [&Scenario; 2], catalog: &Catalog) -> (String, [String; 2]) {
    let owner = || both.iter().find_map(|it| owner(path, it));
    let inputs = both.map(|it| {
        let text = joined(path, it);
        Input::all(it).find(|input| input.path() == text)
    });
    if let Some(known) = inputs.iter().find_map(|input| *input) {
        let value = |at: usize| {
            let found = inputs[at].and_then(|input| Some(quantity(input, input.get(both[at])?)));
            found.unwrap_or_else(|| "not given".to_owned())
        };
        return (of(owner(), known.spec().label), [value(0), value(1)]);
    }
    let text = joined(path, both[0]);
    let ladder = both[0].ladders().find(|at| text == format!("{}.plans", at.path()));
    if let Some(at) = ladder {
        let name = match at {
            LadderAt::Slot(_) => at.slot().about().name.to_owned(),
            LadderAt::Feature(_) => of(owner(), "Model"),
        };
        return (name, both.map(|scenario| plans(scenario, at, catalog)));
    }
    if let Some(told) = things::told(path, both) {
        return told;
    }
    let what = match path.first().map(String::as_str) {
        Some("launches") => "Launches on known days",
        Some("own_plans") => "Plans of your own",
        Some("overrides") => return (own_number(path, catalog), Default::default()),
        Some("features") if path.len() == 2 => return ("Features".to_owned(), Default::default()),
        Some("features") if path.iter().any(|name| name == "others") => "Other plans",
        _ => return (of(owner(), &plain(path)), Default::default()),
    };
    (of(owner(), what), Default::default())
}
/// A path as an input has it: `features[0].input_tokens`. What has an id stands at its place.
fn joined(path: &[String], scenario: &Scenario) -> String {
    let mut text = String::new();
    for (at, name) in path.iter().enumerate() {
        let place = match at {
            2 => things::place(path, scenario),
            4 => things::effect(path, scenario),
            _ => None,
        };
        match place {
            Some(place) => text += &format!("[{place}]"),
            None if name.bytes().all(|byte| byte.is_ascii_digit()) => text += &format!("[{name}]"),
            None => {
                text += if text.is_empty() { "" } else { "." };
                text += name;
            }
        }
    }
    text
}

/// The part of the app that a path is of, the feature where there are several, or the cost.
fn owner(path: &[String], scenario: &Scenario) -> Option<String> {
    if path[0] == "stack" {
        return Slot::ALL
            .into_iter()
            .find(|slot| Some(slot.id()) == path.get(1).map(String::as_str))
            .map(|slot| slot.about().name.to_owned());
    }
    if let Some(called) = things::called(path, scenario) {
        return Some(called);
    }
    let place = path.get(1).filter(|_| path[0] == "features" && scenario.features.len() > 1)?;
    Some(scenario.feature_name(place.parse().ok()?))
}

fn of(owner: Option<String>, what: &str) -> String {
    owner.map_or_else(|| what.to_owned(), |owner| format!("{owner}: {what}"))
}

fn quantity(input: Input, quantity: Quantity) -> String {
    let (unit, (low, high)) = (input.spec().unit, quantity.ends());
    let numbers = if quantity.is_range() { format!("{} to {}", grouped(low), grouped(high)) } else { grouped(low) };
    format!("{numbers} {unit}")
}

fn plans(scenario: &Scenario, at: LadderAt, catalog: &Catalog) -> String {
    let ids = scenario.ladder(at).map(|ladder| &ladder.plans[..]).unwrap_or_default();
    let name = |id: &String| catalog.plan(id).map_or_else(|| id.clone(), |plan| plan.name.clone());
    if ids.is_empty() { "not used".to_owned() } else { ids.iter().map(name).collect::<Vec<_>>().join(" → ") }
}

/// `Own number of Gemini, paid`.
fn own_number(path: &[String], catalog: &Catalog) -> String {
    let id = path.get(1).and_then(|name| name.trim_start_matches('+').split(' ').next()).unwrap_or_default();
    let plan = catalog.plan(id).map_or(id, |plan| &plan.name);
    if plan.is_empty() { "Numbers of your own".to_owned() } else { format!("A number of {plan}") }
}

/// The last name of a path in plain words.
fn plain(path: &[String]) -> String {
    path.last().map(|name| capitalised(&name.replace('_', " "))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CostLine, Field, KNOWN_LINES, LineKind, PRESETS, Round, Sale, SaleKind};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<[String; 3]> {
        let base = PRESETS[0].scenario().unwrap().into_inner();
        let two = base.with_copy(0, String::new());
        let mut second = two.alternative(1).unwrap();
        change(&mut second);
        let two = two.with_alternative(1, second).validate().unwrap();
        let all = differences(&two, 1, &Catalog::builtin().unwrap());
        all.into_iter().map(|it| [it.what, it.here, it.there]).collect()
    }

    #[test]
    fn numbers_and_plans_are_said_as_they_are_here_and_there() {
        let said = said(|scenario| {
            Input::app(Field::Target).set(scenario, Quantity::Exact(9.0));
            scenario.features[0].inference.plans = vec!["groq-gpt-oss-20b-free".to_owned()];
            scenario.stack.data.plans.clear();
        });
        let what: Vec<_> = said.iter().map(|[what, ..]| what.as_str()).collect();
        assert_eq!(what, ["Model", "Answers within", "Database and files"]);
        assert_eq!(said[1][1..], ["9 seconds", "5 seconds"]);
        assert!(said[0][1].contains("gpt-oss-20b") && said[0][2].contains(" → "), "{:?}", said[0]);
        assert_eq!(said[2][1], "not used");
    }

    #[test]
    fn what_a_cost_changes_is_named_by_the_cost() {
        let mut base = PRESETS[0].scenario().unwrap().into_inner();
        let support = KNOWN_LINES.iter().find(|line| line.name == "Customer support").unwrap();
        base.books.lines = vec![support.line("a".to_owned())];
        let two = base.with_copy(0, String::new());
        let mut second = two.alternative(1).unwrap();
        second.books.lines[0].effects[0].percent = Quantity::Exact(-50.0);
        let two = two.with_alternative(1, second).validate().unwrap();
        let changes = serde_json::to_value(&two.alternatives[1].changes).unwrap();
        let of_effect = serde_json::json!({ "growth.lost_when_refused": { "percent": -50 } });
        assert_eq!(changes["books"]["lines"]["a"]["effects"], of_effect);
        let said = differences(&two, 1, &Catalog::builtin().unwrap());
        let [it] = &said[..] else { panic!("{said:?}") };
        assert_eq!(
            [&*it.what, &it.here, &it.there],
            ["Customer support, users lost to refusals: Changed by", "-50 %", "-20 %",]
        );
    }

    /// Two plans to hire and to sell differ in words that a founder knows, and never in ids.
    #[test]
    fn costs_rounds_and_sales_are_said_by_their_names() {
        let mut base = PRESETS[0].scenario().unwrap().into_inner();
        let hire = CostLine::new("a".to_owned(), "Fourth hire".to_owned(), LineKind::People, Quantity::Exact(9e4));
        base.books.lines = vec![CostLine::own("z".to_owned()), hire.clone()];
        base.books.rounds = vec![Round::new("seed".to_owned(), 6, Quantity::Exact(5e5))];
        let sale = |id: &str, name: &str| {
            let [price, share] = [20.0, 5.0].map(Quantity::Exact);
            Sale::new(id.to_owned(), name.to_owned(), SaleKind::Monthly, price, share)
        };
        base.money.sales = vec![sale("plan", "Pro")];
        let two = base.with_copy(0, String::new());
        let mut second = two.alternative(1).unwrap();
        second.books.lines = vec![CostLine { from: 9, off: true, count: Quantity::Exact(2.0), ..hire }];
        second.books.rounds[0].month = 9;
        second.money.sales[0].price = Quantity::Exact(30.0);
        second.money.sales[0].kind = SaleKind::Yearly;
        second.money.sales.push(sale("plan-2", "Team"));
        let two = two.with_alternative(1, second).validate().unwrap();
        let said = differences(&two, 1, &Catalog::builtin().unwrap());
        let said: Vec<_> = said.iter().map(|it| [&*it.what, &it.here, &it.there]).collect();
        assert_eq!(
            said,
            [
                ["Fourth hire: How many", "2 people or units", "1 people or units"],
                ["Fourth hire: First month", "9", "1"],
                ["Fourth hire: Counted", "no", "yes"],
                ["Another cost", "not there", "there"],
                ["Money from investors, 1: Month", "9", "6"],
                ["Team", "there", "not there"],
                ["Pro: Paid", "Paid by the year", "Paid by the month"],
                ["Pro: Price", "30 $ each time", "20 $ each time"],
            ]
        );
    }

    #[test]
    fn what_takes_many_words_is_only_named() {
        let said = said(|scenario| {
            scenario.launches.scheduled.push(crate::scenario::Launch { month: 2, day: 1, visits: 9.0, exact: false });
            scenario.features.push(scenario.features[0].clone());
            scenario.money.income_from = 3;
        });
        let what: Vec<_> = said.iter().map(|[what, ..]| what.as_str()).collect();
        assert_eq!(what, ["Features", "Launches on known days", "Income from"]);
    }
}
