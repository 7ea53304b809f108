//! Texts and documents a few changes away from good ones.

use serde_json::{Number, Value};

use crate::dice::Dice;

/// Bytes after one to four changes.
pub fn bytes(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    const TOKENS: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "1e999",
        "-0.0",
        "99999999999999999999",
        "\"__proto__\":{}",
        "\\u202e",
        "\u{202e}",
        "\0",
        "%00",
    ];
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() as u32 + 1) as usize;
        let end = (at + dice.below(12) as usize).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.extend(bytes[at..end].to_vec()),
            3 => drop(bytes.splice(at..at, TOKENS[dice.below(16) as usize].bytes())),
            4 => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << dice.below(8)),
            5 => bytes.get_mut(at).into_iter().for_each(|byte| *byte = dice.below(256) as u8),
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}

/// A document after one to four changes of what is in it, so that it stays JSON: the rules of a scenario are what is tried.
pub fn document(mut document: Value, dice: &mut Dice) -> Value {
    for _ in 0..=dice.below(4) {
        let places = count(&document);
        let mut at = dice.below(places as u32) as usize;
        let other = if dice.below(3) == 0 { pick(&document, dice) } else { any(dice) };
        change(&mut document, &mut at, &other, dice);
    }
    document
}

/// How many values a document has, itself included.
fn count(document: &Value) -> usize {
    match document {
        Value::Array(list) => 1 + list.iter().map(count).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// Any value of a document.
fn pick(document: &Value, dice: &mut Dice) -> Value {
    let inner: Vec<&Value> = match document {
        Value::Array(list) => list.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    };
    if inner.is_empty() || dice.below(4) == 0 {
        return document.clone();
    }
    pick(inner[dice.below(inner.len() as u32) as usize], dice)
}

/// What a field may hold that nobody thought of.
fn any(dice: &mut Dice) -> Value {
    const TEXTS: [&str; 24] = [
        "null",
        "true",
        "\"\"",
        "\"x\"",
        "\"gpt-5.6-luna\"",
        "\"2027-01\"",
        "\"2026-02-30\"",
        "\"2100-12-31\"",
        "[]",
        "{}",
        "{\"low\":1,\"high\":2}",
        "{\"low\":2,\"high\":1}",
        "{\"low\":0,\"high\":100}",
        "-1",
        "0",
        "-0.0",
        "1",
        "0.5",
        "60",
        "100",
        "4294967296",
        "5e-324",
        "9007199254740993",
        "1.7976931348623157e308",
    ];
    // Any number of any size, too.
    let size = libm::exp(40.0 * dice.share() - 10.0);
    match dice.below(32) as usize {
        at if at < TEXTS.len() => serde_json::from_str(TEXTS[at]).unwrap(),
        at if at % 2 == 0 => size.floor().into(),
        _ => size.into(),
    }
}

/// Changes the value at a place, counted in the document's order.
fn change(document: &mut Value, at: &mut usize, other: &Value, dice: &mut Dice) -> bool {
    if *at == 0 {
        change_here(document, other, dice);
        return true;
    }
    *at -= 1;
    match document {
        Value::Array(list) => list.iter_mut().any(|inner| change(inner, at, other, dice)),
        Value::Object(fields) => fields.values_mut().any(|inner| change(inner, at, other, dice)),
        _ => false,
    }
}

fn change_here(value: &mut Value, other: &Value, dice: &mut Dice) {
    match (value, dice.below(4)) {
        (Value::Array(list), turn) if turn > 0 && !list.is_empty() => {
            let at = dice.below(list.len() as u32) as usize;
            let element = list[at].clone();
            match turn {
                1 => drop(list.remove(at)),
                2 => list.push(element),
                _ => list.extend(vec![element; 1 + dice.below(100) as usize]),
            }
        }
        (Value::Object(fields), turn) if turn > 0 => {
            let name = fields.keys().nth(dice.below(fields.len().max(1) as u32) as usize).cloned();
            let Some(name) = name else { return };
            let field = fields.get(&name).cloned().unwrap_or_default();
            match turn {
                1 => drop(fields.remove(&name)),
                2 => drop(fields.insert(name.to_uppercase(), field)),
                _ => drop(fields.insert(name, other.clone())),
            }
        }
        (Value::Number(number), turn) if turn > 0 => {
            let float = number.as_f64().unwrap_or(0.0);
            let changed = [float, -float, float * 10.0, float / 10.0 + 0.5][turn as usize];
            *number = Number::from_f64(changed).unwrap_or_else(|| 0.into());
        }
        (value, _) => *value = other.clone(),
    }
}
