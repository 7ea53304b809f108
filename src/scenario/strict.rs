//! A JSON text of which nothing is lost: no name twice, and lists and fields where a scenario has them.
//!
//! Serde's own readers take the last of two equal names, and a list for a structure, whose fields it then gets in their order.

use std::fmt;
use std::sync::LazyLock;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{
    Alternative, CHANGEABLE, Choice, CostLine, Effect, Launch, LineKind, MoveOn, Override, OwnPlan, Quantity, Round,
    Sale, SaleKind, Scenario, ScenarioError, Volumes, read_text,
};
use crate::parts::Slot;

/// Any JSON without a name that stands twice among the fields of one thing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document(pub(crate) Value);

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any).map(Self)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(Document(one)) = list.next_element()? {
            all.push(one);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if all.contains_key(&name) {
                return Err(Error::custom(format!("duplicate field `{name}`")));
            }
            let Document(value) = fields.next_value()?;
            all.insert(name, value);
        }
        Ok(Value::Object(all))
    }
}

/// Where a document has a list in place of fields, or the other way round.
///
/// # Errors
/// [`ScenarioError::Shape`] with the place.
pub(super) fn check_shape(document: &Value) -> Result<(), ScenarioError> {
    static TEMPLATE: LazyLock<Value> = LazyLock::new(template);
    compare(document, &TEMPLATE, String::new())
}

/// A document with all that has fields or is a list.
fn template() -> Value {
    let text = include_str!("../../static/presets/first-wall.json");
    let Ok(mut scenario) = read_text::<Scenario>(text) else { return Value::Null };
    let moves = MoveOn { income: true, ..MoveOn::default() };
    for at in scenario.ladders().collect::<Vec<_>>() {
        if let Some(ladder) = scenario.ladder_mut(at) {
            ladder.move_on = moves.clone();
        }
    }
    scenario.features.truncate(1);
    if let Some(feature) = scenario.features.first_mut() {
        feature.others = vec![Choice::on_refusal(String::new())];
    }
    scenario.launches.scheduled = vec![Launch { month: 1, day: 1, visits: 0.0, exact: false }];
    scenario.growth.series = vec![1.0];
    let own = OwnPlan { id: String::new(), name: String::new(), part: Slot::Data, like: None, past: None };
    scenario.own_plans = vec![own];
    scenario.alternatives = vec![Alternative::default()];
    scenario.volumes = Some(Volumes::default());
    let line = CostLine::new(String::new(), String::new(), LineKind::Monthly, Quantity::Exact(1.0));
    let effects = CHANGEABLE.iter().take(1).map(|(input, _)| Effect::none(*input)).collect();
    let some = Some(Quantity::Exact(1.0));
    scenario.books.lines = vec![CostLine { from_users: some, from_income: some, from_refused: some, effects, ..line }];
    let one = Some(Quantity::Exact(1.0));
    scenario.books.profit_tax = one;
    scenario.books.rounds =
        vec![Round { repaid: one, times: one, ..Round::new(String::new(), 1, Quantity::Exact(1.0)) }];
    let price = Quantity::Exact(1.0);
    scenario.money.sales = vec![Sale::new(String::new(), String::new(), SaleKind::Monthly, price, price)];
    scenario.overrides = vec![Override { plan: String::new(), number: String::new(), value: 0.0 }];
    // Some numbers of the preset are ranges, which any number may be or not.
    for input in super::Input::all(&scenario.clone()) {
        input.set(&mut scenario, Quantity::Exact(0.0));
    }
    serde_json::to_value(scenario).unwrap_or_default()
}

fn compare(document: &Value, template: &Value, place: String) -> Result<(), ScenarioError> {
    let inside = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    match (document, template) {
        (Value::Object(fields), Value::Object(known)) => {
            let pairs = fields.iter().filter_map(|(name, field)| Some((name, field, known.get(name)?)));
            pairs.into_iter().try_for_each(|(name, field, known)| compare(field, known, inside(name)))
        }
        (Value::Array(list), Value::Array(known)) => {
            let Some(known) = known.first() else { return Ok(()) };
            let mut each = list.iter().enumerate();
            each.try_for_each(|(at, element)| compare(element, known, format!("{place}[{at}]")))
        }
        (Value::Array(_), Value::Object(_)) => Err(ScenarioError::Shape { place, fields: true }),
        (Value::Object(_), Value::Array(_)) => Err(ScenarioError::Shape { place, fields: false }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error for a text in place of a whole scenario.
    fn error(text: &str) -> String {
        Scenario::from_json(text).unwrap_err().to_string()
    }

    #[test]
    fn a_name_that_stands_twice_is_said() {
        let start = r#"{"growth":{"users":5,"monthly_growth":1}"#;
        assert!(error(&format!(r#"{start},"growth":{{"users":7}}}}"#)).contains("duplicate field `growth`"));
        let money = error(&format!(r#"{start},"money":{{"budget":1,"budget":2}}}}"#));
        assert!(money.starts_with("This is not a scenario: money: duplicate field `budget`"), "{money}");
        // Of what is not known at all, too.
        assert!(error(r#"{"a":{"b":1,"b":1}}"#).contains("a: duplicate field `b`"));
    }

    #[test]
    fn a_list_is_no_structure() {
        for (text, place) in [
            (r#"{"money":[7]}"#, "money"),
            (r#"{"features":[["Chat",5]]}"#, "features[0]"),
            (r#"{"features":[{"inference":[["a"]]}]}"#, "features[0].inference"),
            (r#"{"features":[{"inference":{"move_on":[1]}}]}"#, "features[0].inference.move_on"),
            (r#"{"features":[{"others":[["a",1]]}]}"#, "features[0].others[0]"),
            (r#"{"stack":{"data":[]}}"#, "stack.data"),
            (r#"{"launches":{"scheduled":[[1,2,3]]}}"#, "launches.scheduled[0]"),
            (r#"{"own_plans":[["own-a"]]}"#, "own_plans[0]"),
            (r#"{"overrides":[["a","base",1]]}"#, "overrides[0]"),
            (r#"{"volumes":[0,1,2]}"#, "volumes"),
            (r#"{"books":[7]}"#, "books"),
            (r#"{"books":{"lines":[["Rent","monthly",1]]}}"#, "books.lines[0]"),
            (r#"{"books":{"lines":[{"effects":[["a",1]]}]}}"#, "books.lines[0].effects[0]"),
            (r#"{"books":{"rounds":[[1,2]]}}"#, "books.rounds[0]"),
            (r#"{"money":{"sales":[["Pro",9]]}}"#, "money.sales[0]"),
        ] {
            assert_eq!(
                error(text),
                format!(
                    "This is not a scenario: {place} must be fields in braces, {{\"name\": value, ..}}, not a list."
                )
            );
        }
        assert_eq!(
            [r#"["",2]"#, r#"{"features":{}}"#].map(error),
            [
                "This is not a scenario: it must be fields in braces, {\"name\": value, ..}, not a list.",
                "This is not a scenario: features must be a list in brackets, not fields in braces.",
            ]
        );
    }

    #[test]
    fn every_structure_of_a_scenario_is_in_the_template() {
        fn structures(value: &Value, found: &mut usize) {
            match value {
                Value::Object(fields) => {
                    *found += 1;
                    fields.values().for_each(|field| structures(field, found));
                }
                Value::Array(list) => list.iter().for_each(|element| structures(element, found)),
                _ => {}
            }
        }
        let mut found = 0;
        structures(&template(), &mut found);
        // The scenario, nine groups, a ladder and what moves it for each of nine slots and the feature, the feature, its other plan, a
        // launch, an own plan, an own number, an alternative with its changes, volumes, a cost line with its effect, a round and a sale.
        assert_eq!(found, 1 + 9 + 2 * 10 + 5 + 2 + 5);
    }
}
