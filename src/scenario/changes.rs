//! What one scenario changes of another.
//!
//! Like a merge patch of RFC 7396: fields that are named are changed, `null` takes one away. A list of things is changed
//! thing by thing, so that what is not named follows the other scenario: `{"features": {"0": {"gpu_seconds": 3}}}`. A
//! thing is named by its `id`, by its `plan` and `number`, by its `input`, or else by its place; one that is added by a `+` before, and a
//! change of a thing that is gone is none. Any other list, and a range, is changed as a whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Number, Value};

use super::Scenario;
use super::strict::Document;

/// Stands before the name of a thing that is added to a list.
const ADDED: char = '+';

/// Fields by name, each with what is changed of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes(Map<String, Value>);

impl Changes {
    /// What makes the scenario `changed` of `base`, alternatives aside.
    #[must_use]
    pub fn between(base: &Scenario, changed: &Scenario) -> Self {
        match diff(&value(base), &value(changed)) {
            Some(Value::Object(fields)) => Self(fields),
            _ => Self::default(),
        }
    }

    /// The same without what is changed at a place: names from the document down.
    #[must_use]
    pub fn without(&self, path: &[String]) -> Self {
        let mut left = self.clone();
        if let Some((last, parents)) = path.split_last() {
            let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
            within(&mut left.0, &parents, &|fields| drop(fields.remove(last)));
        }
        left
    }

    /// The same where the other scenario has lost a thing of a list, by its place: a change of it is none any more, and the
    /// things after it, which have moved up, keep theirs.
    #[must_use]
    pub(super) fn without_thing(&self, list: &[&str], gone: usize) -> Self {
        let mut moved = self.clone();
        let at = |fields: &mut Map<String, Value>| {
            let names = std::mem::take(fields).into_iter();
            let other = names.filter_map(|(name, change)| match place(&name) {
                Some(place) if place == gone => None,
                Some(place) if place > gone => Some(((place - 1).to_string(), change)),
                _ => Some((name, change)),
            });
            *fields = other.collect();
        };
        within(&mut moved.0, list, &at);
        moved
    }

    /// The places of all that is changed, each with what it is changed to.
    #[must_use]
    pub fn leaves(&self) -> Vec<(Vec<String>, &Value)> {
        let mut found = Vec::new();
        leaves(&self.0, &mut Vec::new(), &mut found);
        found
    }

    /// What is to be changed of a list of `base` and is not in it, as a sentence; nothing where all of it is.
    #[must_use]
    pub fn missed(&self, base: &Scenario) -> Option<String> {
        missed(&value(base), &self.0, &mut Vec::new())
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names of the fields of the document in which something is changed.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The document of the scenario `base` with these changes, which may be none of a scenario.
    pub(super) fn of(&self, base: &Scenario) -> Value {
        apply(&value(base), Value::Object(self.0.clone()))
    }

    /// Bytes that they are as text.
    pub(super) fn size(&self) -> usize {
        serde_json::to_string(&self.0).map_or(0, |text| text.len())
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match short(Document::deserialize(deserializer)?.0) {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err(serde::de::Error::custom("expected the fields that are changed")),
        }
    }
}

/// A scenario without its alternatives. Lists of things are there though they are empty, so that a change of one is always
/// thing by thing.
fn value(scenario: &Scenario) -> Value {
    let Value::Object(mut fields) = serde_json::to_value(scenario).map(short).unwrap_or_default() else {
        return Value::Null;
    };
    fields.remove("alternatives");
    put_list(&mut fields, "own_plans");
    put_list(&mut fields, "overrides");
    let books = fields.entry("books").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(books) = books {
        put_list(books, "lines");
        let lines = books.get_mut("lines").and_then(Value::as_array_mut);
        lines.into_iter().flatten().filter_map(Value::as_object_mut).for_each(|line| put_list(line, "effects"));
        put_list(books, "rounds");
    }
    if let Some(Value::Object(money)) = fields.get_mut("money") {
        put_list(money, "sales");
    }
    if let Some(Value::Object(launches)) = fields.get_mut("launches") {
        put_list(launches, "scheduled");
    }
    let features = fields.get_mut("features").and_then(Value::as_array_mut);
    for feature in features.into_iter().flatten().filter_map(Value::as_object_mut) {
        put_list(feature, "others");
    }
    Value::Object(fields)
}

fn put_list(fields: &mut Map<String, Value>, name: &str) {
    fields.entry(name).or_insert_with(|| Value::Array(Vec::new()));
}

/// The fields of a thing; a range is a number and has none.
fn fields(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object().filter(|fields| !fields.contains_key("low"))
}

/// The things of a list by their names; `None` where it is one of texts or numbers.
fn things(value: &Value) -> Option<Vec<(String, &Value)>> {
    let list = value.as_array()?;
    list.iter().enumerate().map(|(place, thing)| Some((name(fields(thing)?, place), thing))).collect()
}

fn name(fields: &Map<String, Value>, place: usize) -> String {
    let text = |name| fields.get(name).and_then(Value::as_str);
    match (text("id").or_else(|| text("input")), text("plan"), text("number")) {
        (Some(name), ..) => name.to_owned(),
        (_, Some(plan), Some(number)) => format!("{plan} {number}"),
        _ => place.to_string(),
    }
}

/// The place that a name stands for, where it does: `+1` is one of something that is added.
fn place(name: &str) -> Option<usize> {
    name.parse().ok().filter(|place: &usize| place.to_string() == name)
}

/// Edits the fields at a path, if there are some, and removes what is empty then.
fn within(of: &mut Map<String, Value>, path: &[&str], edit: &dyn Fn(&mut Map<String, Value>)) {
    let Some((name, rest)) = path.split_first() else { return edit(of) };
    let Some(Value::Object(fields)) = of.get_mut(*name) else { return };
    within(fields, rest, edit);
    if fields.is_empty() {
        of.remove(*name);
    }
}

fn leaves<'a>(of: &'a Map<String, Value>, at: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'a Value)>) {
    for (name, value) in of {
        at.push(name.clone());
        match fields(value).filter(|_| !name.starts_with(ADDED)) {
            Some(within) => leaves(within, at, found),
            None => found.push((at.clone(), value)),
        }
        at.pop();
    }
}

fn missed(base: &Value, changes: &Map<String, Value>, at: &mut Vec<String>) -> Option<String> {
    for (name, change) in changes {
        let within = match things(base) {
            Some(_) if name.starts_with(ADDED) => None,
            Some(list) => match list.iter().find(|(other, _)| other == name) {
                Some((_, thing)) => Some(*thing),
                None => {
                    let names: Vec<String> = list.into_iter().map(|(name, _)| format!("\"{name}\"")).collect();
                    let names = if names.is_empty() {
                        "it is empty".to_owned()
                    } else {
                        format!("it has {}", names.join(", "))
                    };
                    return Some(format!("{} has nothing called \"{name}\"; {names}.", at.join(".")));
                }
            },
            None => fields(base).and_then(|fields| fields.get(name)),
        };
        if let (Some(within), Some(changes)) = (within, fields(change)) {
            at.push(name.clone());
            if let Some(missed) = missed(within, changes, at) {
                return Some(missed);
            }
            at.pop();
        }
    }
    None
}

/// What makes `changed` of `base`; `None` where they are equal.
fn diff(base: &Value, changed: &Value) -> Option<Value> {
    if base == changed {
        return None;
    }
    let within = match (fields(base), fields(changed)) {
        (Some(base), Some(changed)) => Some(diff_fields(base, changed)),
        _ => diff_things(base, changed).filter(|changes| apply(base, changes.clone()) == *changed),
    };
    Some(within.unwrap_or_else(|| changed.clone()))
}

fn diff_fields(base: &Map<String, Value>, changed: &Map<String, Value>) -> Value {
    let gone = base.keys().filter(|name| !changed.contains_key(*name)).map(|name| (name.clone(), Value::Null));
    let other = changed.iter().filter_map(|(name, field)| {
        let change = base.get(name).map_or_else(|| Some(field.clone()), |before| diff(before, field));
        Some((name.clone(), change?))
    });
    gone.chain(other).collect()
}

fn diff_things(base: &Value, changed: &Value) -> Option<Value> {
    let (base, changed) = (things(base)?, things(changed)?);
    let find = |list: &[(String, &Value)], name: &str| list.iter().position(|(other, _)| other == name);
    let gone = base.iter().filter(|(name, _)| find(&changed, name).is_none());
    let gone = gone.map(|(name, _)| (name.clone(), Value::Null));
    let other = changed.iter().filter_map(|(name, thing)| match find(&base, name) {
        Some(at) => Some((name.clone(), diff(base[at].1, thing)?)),
        None => Some((format!("{ADDED}{name}"), (*thing).clone())),
    });
    Some(gone.chain(other).collect())
}

fn apply(base: &Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else { return changes };
    match (fields(base), things(base)) {
        // A range, in place of whatever was there.
        _ if changes.contains_key("low") => Value::Object(changes),
        (Some(base), _) => apply_to_fields(base.clone(), changes),
        (_, Some(base)) => apply_to_things(base, changes),
        _ => Value::Object(changes),
    }
}

fn apply_to_fields(mut base: Map<String, Value>, changes: Map<String, Value>) -> Value {
    for (name, change) in changes {
        if change.is_null() {
            base.remove(&name);
        } else {
            let changed = apply(base.get(&name).unwrap_or(&Value::Null), change);
            base.insert(name, changed);
        }
    }
    Value::Object(base)
}

fn apply_to_things(base: Vec<(String, &Value)>, changes: Map<String, Value>) -> Value {
    let (added, mut others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        changes.into_iter().partition(|(name, _)| name.starts_with(ADDED));
    let mut list: Vec<(String, Value)> = Vec::new();
    for (name, thing) in base {
        match others.remove(&name) {
            Some(Value::Null) => {}
            Some(change) => list.push((name, apply(thing, change))),
            None => list.push((name, thing.clone())),
        }
    }
    for (name, thing) in added {
        let name = name[ADDED.len_utf8()..].to_owned();
        match list.iter_mut().find(|(other, _)| place(&name).is_none() && *other == name) {
            // The other scenario has got it, too.
            Some((_, there)) => *there = thing,
            None => list.push((name, thing)),
        }
    }
    list.into_iter().map(|(_, thing)| thing).collect()
}

/// The same document with whole numbers written without their `.0`.
pub(crate) fn short(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(&number).unwrap_or(number)),
        Value::Array(list) => list.into_iter().map(short).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, field)| (name, short(field))).collect(),
        other => other,
    }
}

/// A whole number that is read back as the same bits; a negative zero would not be.
fn whole(number: &Number) -> Option<Number> {
    let float = number.as_f64()?;
    let whole = float as i64;
    ((whole as f64).to_bits() == float.to_bits()).then(|| whole.into())
}

#[cfg(test)]
mod tests;
