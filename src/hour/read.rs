//! The document as a text, with errors to act on.

use serde_json::Value;

use super::Hour;
use super::document::Serves;
use super::field::{CALLS, FIELDS};
use crate::scenario::grouped;

/// Longest part of a text that is repeated, in characters.
const LONGEST: usize = 200;

impl Hour {
    /// Longest text read, in bytes.
    pub const MAX_JSON: usize = 64 * 1_024;

    /// Reads a document.
    ///
    /// # Errors
    /// One sentence: what is wrong, where, and what would be allowed.
    pub fn from_json(text: &str) -> Result<Self, String> {
        if text.len() > Self::MAX_JSON {
            return Err(format!("The document is longer than {} bytes.", grouped(Self::MAX_JSON as f64)));
        }
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = serde_json::Deserializer::from_str(text);
        let hour: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let place = if path == "." { String::new() } else { format!("{path}: ") };
            said(&format!("{place}{}", nearest(&error.inner().to_string())))
        })?;
        reader.end().map_err(|error| said(&error.to_string()))?;
        // Serde takes a list for a structure, whose fields it then gets in their order.
        let shape: Value = serde_json::from_str(text).map_err(|error| said(&error.to_string()))?;
        if let Some(place) = list(&shape) {
            return Err(said(&format!("{place} must be fields in braces, {{\"name\": value, ..}}, not a list")));
        }
        hour.check()?;
        Ok(hour)
    }

    /// Whether all numbers are in their ranges.
    ///
    /// # Errors
    /// One sentence about the first that is not.
    pub fn check(&self) -> Result<(), String> {
        let alone = self.calls_an_hour.len() == 1;
        for (at, calls) in self.calls_an_hour.iter().enumerate() {
            let path = if alone { "calls_an_hour".to_owned() } else { format!("calls_an_hour[{at}]") };
            within(&path, *calls, CALLS, false)?;
        }
        for field in FIELDS {
            if let Some(number) = (field.get)(self) {
                within(field.path, number, field.range, field.whole)?;
            }
        }
        match self.serves {
            Serves::Cards(cards) if cards.least > cards.most => Err(format!(
                "serves.cards.least is {}; it must not be above serves.cards.most, {}.",
                grouped(cards.least),
                grouped(cards.most)
            )),
            _ => Ok(()),
        }
    }
}

fn within(path: &str, number: f64, [least, most]: [f64; 2], whole: bool) -> Result<(), String> {
    let (kind, allowed) = (if whole { "a whole number " } else { "" }, (least..=most).contains(&number));
    if allowed && (!whole || number.fract() == 0.0) {
        return Ok(());
    }
    let [number, least, most] = [number, least, most].map(grouped);
    Err(format!("{path} is {number}; it must be {kind}between {least} and {most}."))
}

/// Where a list stands in place of fields; only calls may be one.
fn list(document: &Value) -> Option<String> {
    let Value::Object(fields) = document else { return Some("It".to_owned()) };
    fields.iter().find_map(|(name, field)| match field {
        Value::Array(_) if name != "calls_an_hour" => Some(name.clone()),
        Value::Object(_) => list(field).map(|place| format!("{name}.{place}")),
        _ => None,
    })
}

fn said(what: &str) -> String {
    let plain = what.chars().take(LONGEST).map(|it| if it.is_control() { ' ' } else { it });
    format!("This is no hour: {}.", plain.collect::<String>().trim_end_matches('.'))
}

/// The message of an unknown name, with the nearest of those that are known in place of them all.
fn nearest(message: &str) -> String {
    // With a path, the line says little.
    let message = message.rfind(" at line ").map_or(message, |end| &message[..end]);
    let Some((unknown, known)) = message.split_once(", expected ").filter(|_| message.starts_with("unknown ")) else {
        return message.to_owned();
    };
    let name = unknown.split('`').nth(1).unwrap_or_default();
    let near = |other: &&str| (1e6 * strsim::jaro_winkler(name, other)) as u32;
    let best = known.split('`').skip(1).step_by(2).max_by_key(near);
    best.map_or_else(|| unknown.to_owned(), |best| format!("{unknown}; the nearest is `{best}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hour::Cards;

    fn error(text: &str) -> String {
        Hour::from_json(text).unwrap_err()
    }

    #[test]
    fn an_empty_document_has_its_defaults() {
        assert_eq!(Hour::from_json("{}").unwrap(), Hour::default());
        let hour = Hour::with(Serves::Servers(3.0));
        assert_eq!(Hour::from_json(&serde_json::to_string(&hour).unwrap()).unwrap(), hour);
    }

    #[test]
    fn a_start_is_billed_in_part_or_wholly_or_not() {
        let billed = |written: &str| {
            let text = format!(r#"{{"serves": {{"cards": {{"start_billed": {written}}}}}}}"#);
            Hour::from_json(&text).map(|hour| hour.serves)
        };
        let of = |start_billed: f64| Ok(Serves::Cards(Cards { start_billed, ..Cards::default() }));
        assert_eq!(["true", "false", "25"].map(billed), [of(100.0), of(0.0), of(25.0)]);
        let wrong = "serves.cards.start_billed is 101; it must be between 0 and 100.";
        assert_eq!(billed("101"), Err(wrong.to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, sentence) in [
            (r#"{"burst": 5}"#, "This is no hour: burst: unknown field `burst`; the nearest is `burstiness`."),
            (
                r#"{"serves": {"cards": {"call": 4}}}"#,
                "This is no hour: serves.cards.call: unknown field `call`; the nearest is `calls`.",
            ),
            (r#"{"serves": "server"}"#, "This is no hour: serves: unknown variant `server`; the nearest is `servers`."),
            (r#"{"service": {"seconds": 0}}"#, "service.seconds is 0; it must be between 0.001 and 3,600."),
            (r#"{"client": {"retries": 2.5}}"#, "client.retries is 2.5; it must be a whole number between 0 and 6."),
            (r#"{"calls_an_hour": -1}"#, "calls_an_hour is -1; it must be between 0 and 1,000,000,000."),
            (
                r#"{"service": [3, 5]}"#,
                "This is no hour: service must be fields in braces, {\"name\": value, ..}, not a list.",
            ),
            (r#"{"patience": 5, "patience": 6}"#, "This is no hour: duplicate field `patience`."),
            (
                r#"{"serves": {"cards": {"least": 2}}}"#,
                "serves.cards.least is 2; it must not be above serves.cards.most, 1.",
            ),
        ] {
            assert_eq!(error(text), sentence, "{text}");
        }
        assert!(error(r#"{"calls_an_hour": [1, 2]}"#).contains("invalid length 2, expected a number, or a list of 24"));
        assert!(error("{").starts_with("This is no hour: "));
    }
}
