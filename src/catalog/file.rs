//! The short form of numbers in the catalogue's files, written out in full before it is read.
//!
//! - `[[sources]]` at the top names sources; an entry gives the name as its `source`, and perhaps a `note` of its own.
//! - An entry without `from` is in force from the day its source was read; of a year alone, from its first day.
//! - A price, limit or fact with one entry may hold that entry's fields itself, in place of `history`.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::Provider;
use super::card_plan::Cards;
use super::written::Written;

type Sources = BTreeMap<String, Table>;

/// The provider of a file with the plans that its cards are, or what is wrong with the file.
pub(super) fn read(text: &str, cards: Option<&Cards>) -> Result<Provider, String> {
    let mut written: Written = filled(text)?.try_into().map_err(words)?;
    let mut models = cards.map_or_else(Vec::new, |cards| cards.models(&written));
    written.models.append(&mut models);
    let provider = written.provider()?;
    provider.check()?;
    Ok(provider)
}

/// A file with its short form written out.
pub(super) fn filled(text: &str) -> Result<Table, String> {
    let mut file: Table = toml::from_str(text).map_err(words)?;
    let sources = named(file.remove("sources"))?;
    for (_, value) in &mut file {
        fill(value, &sources)?;
    }
    Ok(file)
}

/// What a parser found.
pub(super) fn words(error: toml::de::Error) -> String {
    error.message().to_owned()
}

/// The sources by their ids.
fn named(list: Option<Value>) -> Result<Sources, String> {
    let mut sources = Sources::new();
    let Some(list) = list else { return Ok(sources) };
    for mut source in list.try_into::<Vec<Table>>().map_err(|_| "sources is a list of tables")? {
        let Some(Value::String(id)) = source.remove("id") else { return Err("a source needs an id".to_owned()) };
        if sources.insert(id.clone(), source).is_some() {
            return Err(format!("two sources have the id {id}"));
        }
    }
    Ok(sources)
}

/// Writes out every entry in a value.
fn fill(value: &mut Value, sources: &Sources) -> Result<(), String> {
    match value {
        Value::Array(values) => values.iter_mut().try_for_each(|value| fill(value, sources)),
        Value::Table(table) => {
            if let Some(Value::String(id)) = table.get("source") {
                let source = sources.get(id).cloned().ok_or_else(|| format!("there is no source {id}"))?;
                cite(table, source);
            }
            let has = |key| table.contains_key(key);
            if has("value") && !has("history") && (has("meter") || has("name")) {
                let parts = ["from", "value", "source"].into_iter();
                let entry = parts.filter_map(|key| Some((key.to_owned(), table.remove(key)?))).collect();
                table.insert("history".to_owned(), Value::Table(entry));
            }
            table.iter_mut().try_for_each(|(_, value)| fill(value, sources))
        }
        _ => Ok(()),
    }
}

/// Gives an entry its source and its first day.
fn cite(entry: &mut Table, mut source: Table) {
    if !entry.contains_key("from")
        && let Some(Value::String(read)) = source.get("read")
    {
        let from = if read.len() == 4 { format!("{read}-01-01") } else { read.clone() };
        entry.insert("from".to_owned(), Value::String(from));
    }
    if let Some(Value::String(own)) = entry.remove("note") {
        let note = match source.get("note") {
            Some(Value::String(shared)) => format!("{own} {shared}"),
            _ => own,
        };
        source.insert("note".to_owned(), Value::String(note));
    }
    entry.insert("source".to_owned(), Value::Table(source));
}
