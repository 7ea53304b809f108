//! A scenario as JSON text, with errors a founder can act on.

use serde::de::{Deserialize, Deserializer, IntoDeserializer};
use serde_json::Value;

use super::strict::{Document, check_shape};
use super::validate::disturbs_line;
use super::{Scenario, ScenarioError};

/// Longest part of a parser's message that is repeated, in characters: it may quote the text, which can be anything.
const LONGEST_MESSAGE: usize = 200;

impl Scenario {
    /// Longest text read as a scenario, in bytes.
    pub const MAX_JSON: usize = 192 * 1024;

    /// Reads a scenario, without checking its numbers: that is what [`Scenario::validate`] does.
    ///
    /// ```
    /// use headroom::scenario::{Quantity, Scenario};
    ///
    /// let mut scenario = Scenario::from_json(include_str!("../../static/presets/first-wall.json"))?;
    /// scenario.growth.users = Quantity::range(100.0, 400.0);
    /// assert!(scenario.clone().validate().is_ok());
    ///
    /// scenario.months = 61;
    /// println!("{}", scenario.validate().err().map(|error| error.to_string()).unwrap_or_default());
    /// # Ok::<(), headroom::scenario::ScenarioError>(())
    /// ```
    ///
    /// # Errors
    /// [`ScenarioError::TooLong`], [`ScenarioError::Shape`], or [`ScenarioError::Json`] with the place and what was expected there.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        if text.len() > Self::MAX_JSON {
            return Err(ScenarioError::TooLong);
        }
        // Some editors put a mark of their own before a text.
        let text = text.trim_start_matches('\u{feff}');
        let document: Document = read_text(text)?;
        check_shape(&document.0)?;
        // Read again from the text, so that an error says where it is.
        read_text(text)
    }

    /// The same for a text that is taken apart already. It is put together again, because a second way of reading scenarios
    /// would be a tenth of the page's code.
    ///
    /// # Errors
    /// [`ScenarioError::Json`] with the field and what was expected there, or [`ScenarioError::Shape`].
    pub fn from_value(document: &Value) -> Result<Self, ScenarioError> {
        check_shape(document)?;
        read(&document.to_string(), false)
    }

    /// The scenario as compact JSON; numbers that JSON cannot hold, which no valid scenario has, become `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Writing to memory fails only for map keys that are not strings, and a scenario has no maps.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The same for a file that people may read. Where it would be too long to be read again, which takes lists within lists
    /// that nobody needs, it has no line breaks.
    #[must_use]
    pub fn to_file(&self) -> String {
        let pretty = serde_json::to_string_pretty(self).unwrap_or_default();
        // From its parts, as links are made: a third way of writing scenarios would be four kilobytes of the page.
        let plain = || serde_json::to_value(self).unwrap_or_default().to_string();
        (if pretty.len() < Self::MAX_JSON { pretty } else { plain() }) + "\n"
    }
}

/// Reads all of a JSON text; an error says where it is and what was expected there.
pub(crate) fn read_text<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, ScenarioError> {
    read(text, true)
}

/// The same; lines and columns are said of a text that somebody may look at.
fn read<'de, T: Deserialize<'de>>(text: &'de str, lines: bool) -> Result<T, ScenarioError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        // The one is the whole document, the other a text that ends or breaks between two fields.
        let place = if path == "." || path == "?" { String::new() } else { format!("{path}: ") };
        let inner = error.inner().to_string();
        let end = if lines { None } else { inner.rfind(" at line ") };
        let inner = &inner[..end.unwrap_or(inner.len())];
        // A list of all fields that would be known helps nobody.
        let what = if inner.starts_with("unknown field") { inner.split(", expected one of").next() } else { None };
        ScenarioError::Json(one_line(&format!("{place}{}", what.unwrap_or(inner))))
    })?;
    reader.end().map_err(|error| ScenarioError::Json(one_line(&error.to_string())))?;
    Ok(value)
}

/// Reads one of some names: what is no text is said to be none, where a text's own reader expects but "a value".
pub(super) fn by_name<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<T, D::Error> {
    T::deserialize(String::deserialize(reader)?.into_deserializer())
}

/// The text without what disturbs a line, cut where it gets long.
fn one_line(text: &str) -> String {
    let mut line: String =
        text.chars().take(LONGEST_MESSAGE).map(|it| if disturbs_line(it) { ' ' } else { it }).collect();
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date::Month;
    use crate::scenario::{Choice, Input, PRESETS, Quantity};

    fn base() -> Scenario {
        PRESETS[0].scenario().unwrap().into_inner()
    }

    /// The error for the first preset with one piece of its text replaced.
    fn error_with(old: &str, new: &str) -> String {
        let text = base().to_json();
        assert!(text.contains(old), "{old} is not in {text}");
        Scenario::from_json(&text.replacen(old, new, 1)).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_the_field() {
        let users = r#""users":150.0"#;
        for (new, start) in [
            (
                r#""users":"many""#,
                "growth.users: invalid type: string \"many\", expected a number or {\"low\": .., \"high\": ..}",
            ),
            (r#""users":{"low":1}"#, "growth.users: missing field `high`"),
            (r#""users":{"low":1,"high":2,"mid":3}"#, "growth.users.mid: unknown field `mid`"),
            (r#""users":{"low":1,"high":null}"#, "growth.users.high: invalid type: null, expected f64"),
            (r#""users":{"low":1,"low":1,"high":2}"#, "growth.users: duplicate field `low`"),
            (r#""users":[1,2]"#, "growth.users: invalid type: sequence, expected a number or"),
            (r#""users":1e999"#, "growth.users: number out of range"),
            (r#""people":150"#, "growth.people: unknown field `people`"),
        ] {
            let error = error_with(users, new);
            assert!(error.starts_with(&format!("This is not a scenario: {start}")), "{error}");
            assert!(error.ends_with('.') && !error.contains('\n'), "{error}");
        }
        let tokens = error_with(r#""input_tokens":1500.0"#, r#""input_tokens":"long""#);
        assert!(tokens.starts_with("This is not a scenario: features[0].input_tokens: invalid type"), "{tokens}");
        let start = error_with("2027-01", "2027-1");
        assert!(start.starts_with("This is not a scenario: start: expected a month written like 2027-01"), "{start}");
        let first = r#""name":"Chat""#;
        let others = |others: &str| error_with(first, &format!(r#"{first},"others":{others}"#));
        let plan = others(r#"[{"share":5}]"#);
        assert!(plan.starts_with("This is not a scenario: features[0].others[0]: missing field `plan`"), "{plan}");
        let share = others(r#"[{"plan":"a","share":"all"}]"#);
        assert!(
            share.starts_with("This is not a scenario: features[0].others[0].share: invalid type: string"),
            "{share}"
        );
        let curve = error_with(r#""logistic""#, "3");
        assert!(curve.contains("growth.curve: invalid type: integer `3`, expected a string"), "{curve}");
        let profile = error_with("one_region", "nowhere");
        assert!(profile.contains("audience.profile: unknown variant `nowhere`"), "{profile}");
    }

    #[test]
    fn errors_stay_short_and_on_one_line() {
        let error = error_with(r#""users":"#, &format!("\"a\\n{}\":1,\"users\":", "long ".repeat(5_000)));
        assert!(error.len() < 300 && !error.contains('\n'), "{error}");
    }

    #[test]
    fn bombs_and_oversize_are_refused() {
        let deep = "[".repeat(60_000);
        assert!(matches!(Scenario::from_json(&deep), Err(ScenarioError::Json(_))));
        let long = " ".repeat(Scenario::MAX_JSON + 1);
        assert_eq!(Scenario::from_json(&long), Err(ScenarioError::TooLong));
        let two = base().to_json() + "{}";
        assert!(Scenario::from_json(&two).unwrap_err().to_string().contains("trailing characters"));
    }

    prop_compose! {
        fn quantity()(kind in 0..3, low in any::<f64>(), high in any::<f64>()) -> Quantity {
            match kind {
                0 => Quantity::Exact(low),
                1 => Quantity::range(low, high),
                _ => Quantity::Exact(low % 100.0),
            }
        }
    }

    prop_compose! {
        fn scenario()(
            title in ".{0,150}",
            year in any::<u16>(), month in any::<u8>(), months in 0_u32..70, futures in any::<u32>(),
            plans in prop::collection::vec(".{0,70}", 0..4), others in prop::collection::vec(".{0,70}", 0..4), own_account: bool,
            quantities in prop::collection::vec(quantity(), 200),
        ) -> Scenario {
            let mut scenario = Scenario { title, start: Month { year, month }, months, futures, ..base() };
            scenario.features[0].inference.plans = plans;
            scenario.features[0].others = others.into_iter().map(Choice::on_refusal).collect();
            scenario.features[0].own_account = own_account;
            for (input, quantity) in Input::all(&scenario.clone()).zip(quantities) {
                input.set(&mut scenario, quantity);
            }
            scenario
        }
    }

    proptest! {
        #[test]
        fn any_scenario_is_checked_without_panic(scenario in scenario()) {
            let json = scenario.to_json();
            match scenario.validate() {
                Ok(valid) => prop_assert_eq!(Scenario::from_json(&json).unwrap(), valid.into_inner()),
                Err(error) => prop_assert!(error.to_string().ends_with('.')),
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in r#"[\[\]{}:,"0-9eE+.a-z -]{0,200}"#) {
            prop_assert!(Scenario::from_json(&text).is_err());
        }

        #[test]
        fn any_damage_is_read_without_panic(at in 0_usize..1_000, with in any::<char>()) {
            let mut characters: Vec<char> = base().to_json().chars().collect();
            let last = characters.len() - 1;
            characters[at.min(last)] = with;
            let text: String = characters.into_iter().collect();
            if let Err(error) = Scenario::from_json(&text).and_then(Scenario::validate) {
                prop_assert!(!error.to_string().contains('\n'));
            }
        }
    }
}
