//! Numbers as people type them.

use crate::{
    catalog::SetError,
    scenario::{
        Alternative, CostLine, Feature, Field, OwnPlan, Quantity, Sale, Scenario, ScenarioError, Spec, grouped,
    },
};

/// What people write between thousands: commas, spaces of all widths, apostrophes.
const BETWEEN_THOUSANDS: [char; 8] = [',', ' ', '\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}', '\'', '\u{2019}'];

/// Reads a number with optional commas, spaces or apostrophes between thousands: `1500`, `1,500`, `1 500`, `-2.5`.
///
/// # Errors
/// A sentence. A comma anywhere else is refused rather than guessed at: `2,5` is 2.5 to many people and 25 to none.
pub(super) fn parse(text: &str) -> Result<f64, String> {
    let plain = text.trim().trim_start_matches('$').trim_end_matches('%').trim();
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // One kind in a number, where there is any.
    let between = whole.chars().find(|character| BETWEEN_THOUSANDS.contains(character));
    let mut groups = whole.split(|character| Some(character) == between);
    let first = groups.next().unwrap_or("");
    let thousands =
        groups.all(|group| group.len() == 3 && digits(group)) && ((1..=3).contains(&first.len()) || between.is_none());
    let number = plain.replace(BETWEEN_THOUSANDS, "").parse().ok().filter(|number: &f64| number.is_finite());
    number
        .filter(|_| digits(first) && digits(fraction) && thousands)
        .ok_or_else(|| "Please write a number such as 1,500 or 2.5.".to_owned())
}

/// Reads numbers with commas between them: `200, 260, 340`. Where the commas come with spaces, a comma without one stands
/// between thousands: `1,500, 2,000`. So does a thin space.
///
/// # Errors
/// A sentence. `1,500` by itself is one number or two: that is asked rather than guessed.
pub(super) fn parse_list(text: &str) -> Result<Vec<f64>, String> {
    let space = |character: char| character.is_ascii_whitespace();
    let spaced = text.trim().contains(space);
    let one_or_several = |part: &str| part.contains(',') && parse(part).is_ok();
    if !spaced && text.split(';').any(|part| one_or_several(part.trim().trim_end_matches(','))) {
        return Err(
            "Please put spaces between numbers, such as 1,500, 2,000: commas alone may stand between thousands."
                .to_owned(),
        );
    }
    let between = |character: char| character == ';' || if spaced { space(character) } else { character == ',' };
    let parts = text.split(between).map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty());
    let numbers: Result<Vec<f64>, String> = parts.map(parse).collect();
    numbers.map_err(|_| "Please write numbers with commas between them, such as 200, 260, 340.".to_owned())
}

/// What is wrong with a number, said beside its box.
pub(super) fn complaint(error: &ScenarioError) -> String {
    match error {
        ScenarioError::OutOfRange { input, .. } => {
            let Spec { label, min, max, unit, .. } = input.spec();
            format!("{label} must be between {} and {} {unit}.", grouped(min), grouped(max))
        }
        ScenarioError::RangeReversed { .. } => "The first number must not be above the second.".to_owned(),
        ScenarioError::NotWhole(input) => format!("{} must be a whole number.", input.spec().label),
        ScenarioError::Title => {
            format!("Title must be at most {} characters of plain text on one line.", Scenario::MAX_TITLE)
        }
        ScenarioError::Months(_) => "Length must be between 1 and 60 months.".to_owned(),
        ScenarioError::FeatureName(_) => {
            format!("A name must be at most {} characters of plain text on one line.", Feature::MAX_NAME)
        }
        ScenarioError::Launch(_) => "Visits must be between 0 and 100,000,000.".to_owned(),
        ScenarioError::NoSeries => "Please write at least one number of users.".to_owned(),
        ScenarioError::Series => {
            "Please write at most 60 numbers of users, each between 1 and 10,000,000,000.".to_owned()
        }
        ScenarioError::OtherShares(_, share) => {
            format!("The shares of other plans are {}% together; they must not be more than 100%.", grouped(*share))
        }
        ScenarioError::NoPlans(_) => "A feature needs a plan: choose another one for it first.".to_owned(),
        ScenarioError::Alternatives(_) => format!("At most {} alternatives can be compared.", Alternative::MOST),
        ScenarioError::AlternativeName(_) => {
            format!("A name must be at most {} characters of plain text on one line.", Alternative::MAX_NAME)
        }
        ScenarioError::Alternative(place, error) => {
            format!("That does not suit alternative {}: {}", Alternative::letter(*place), complaint(error))
        }
        ScenarioError::CostLine(_) => {
            format!("A name must be at most {} characters of plain text on one line.", CostLine::MAX_NAME)
        }
        ScenarioError::Sale(_) => {
            format!("A name must be at most {} characters of plain text on one line.", Sale::MAX_NAME)
        }
        ScenarioError::OwnPlans(_) => format!("At most {} plans can be your own.", Scenario::MAX_OWN_PLANS),
        ScenarioError::OwnPlan(_) => {
            format!("A name must be at most {} characters of plain text on one line.", OwnPlan::MAX_NAME)
        }
        ScenarioError::Overrides(_) => {
            format!("At most {} numbers of plans can be your own.", Scenario::MAX_OVERRIDES)
        }
        other => other.to_string(),
    }
}

/// Why a number of a plan cannot be replaced, said beside its box.
pub(super) fn not_allowed(error: &SetError) -> String {
    match error {
        SetError::NotAllowed { zero: true, .. } => "Please write a number from 0 to 1,000,000,000,000.".to_owned(),
        SetError::NotAllowed { zero: false, .. } => {
            "Please write a number above 0, at most 1,000,000,000,000.".to_owned()
        }
        SetError::Unknown { .. } => error.to_string(),
    }
}

/// The quantity turned from exact to a range around it, or from a range to its middle.
pub(super) fn switched(field: Field, quantity: Quantity) -> Quantity {
    let spec = field.spec();
    let middle = quantity.middle();
    if quantity.is_range() {
        return Quantity::Exact(tidy(&spec, middle));
    }
    let spread = (middle.abs() * 0.2).max(spec.step);
    Quantity::range(tidy(&spec, middle - spread), tidy(&spec, middle + spread))
}

/// The quantity with its middle moved to `middle`; a range keeps its width, in steps or as a ratio as the slider does.
pub(super) fn moved(field: Field, quantity: Quantity, middle: f64) -> Quantity {
    let spec = field.spec();
    let (low, high) = quantity.ends();
    let before = quantity.middle();
    match quantity {
        Quantity::Exact(_) => Quantity::Exact(middle),
        Quantity::Range(_) if spec.logarithmic && before > 0.0 => {
            let factor = middle / before;
            Quantity::range(tidy(&spec, low * factor), tidy(&spec, high * factor))
        }
        Quantity::Range(_) => Quantity::range(tidy(&spec, low + middle - before), tidy(&spec, high + middle - before)),
    }
}

/// The nearest step of the field inside its allowed range.
fn tidy(spec: &Spec, number: f64) -> f64 {
    tidied((number / spec.step).round() * spec.step).clamp(spec.min, spec.max)
}

/// The number without the dust of binary fractions: 0.3 rather than 0.30000000000000004.
pub(super) fn tidied(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1500", 1500.0),
            (" 1,500 ", 1500.0),
            ("-2.5", -2.5),
            ("$1,234,567.5", 1_234_567.5),
            ("25%", 25.0),
            ("1 500", 1_500.0),
            ("-12\u{202f}345\u{202f}678.5", -12_345_678.5),
            ("1\u{2009}500", 1_500.0),
            ("1\u{a0}500", 1_500.0),
            ("1'500", 1_500.0),
            ("1\u{2019}500\u{2019}000", 1_500_000.0),
            (".5", 0.5),
        ] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
        let commas = ["", "x", "2,5", "1,50", "1500,000", "1.2.3", "1e5", "inf", "NaN", "--1", ",100", "1,,000", "."];
        let others = ["1 0", "1  000", "1500 000", "1,500 000", "1'50", "- 5", "1. 5", "0.000 5", "2 . 5"];
        for text in commas.into_iter().chain(others) {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_shown_can_be_read_back() {
        for number in [0.0, -0.5, 25.0, 1_500.0, 100_000_000.0, 0.125] {
            assert_eq!(parse(&grouped(number)), Ok(number));
        }
    }

    #[test]
    fn lists_are_read_with_commas_or_spaces() {
        assert_eq!(parse_list("200,26,3400"), Ok(vec![200.0, 26.0, 3_400.0]));
        assert_eq!(parse_list("1500,200;"), Ok(vec![1_500.0, 200.0]));
        assert_eq!(parse_list("200 260,340"), Ok(vec![200.0, 260_340.0]));
        assert_eq!(parse_list("1\u{202f}500, 2'000"), Ok(vec![1_500.0, 2_000.0]));
        assert_eq!(parse_list(" 1,500, 2,000\n2500; 3 "), Ok(vec![1_500.0, 2_000.0, 2_500.0, 3.0]));
        assert_eq!(parse_list(""), Ok(vec![]));
        assert!(parse_list("200, x").is_err());
    }

    #[test]
    fn a_list_that_may_be_one_number_is_asked_about() {
        for text in ["1,500", " 1,500, ", "200,260,340", "12,345;7", "5;1,500"] {
            assert!(parse_list(text).is_err_and(|sentence| sentence.contains("spaces")), "{text}");
        }
    }

    #[test]
    fn ranges_form_around_a_number_and_fall_back_to_it() {
        let growth = Field::MonthlyGrowth;
        assert_eq!(switched(growth, Quantity::Exact(25.0)), Quantity::range(20.0, 30.0));
        assert_eq!(switched(growth, Quantity::range(20.0, 30.0)), Quantity::Exact(25.0));
        for field in Field::ALL {
            let spec = field.spec();
            for number in [spec.min, spec.max] {
                let (low, high) = switched(*field, Quantity::Exact(number)).ends();
                assert!(spec.min <= low && low < high && high <= spec.max, "{}", spec.path);
            }
        }
    }

    #[test]
    fn ranges_move_as_a_whole() {
        let tokens = moved(Field::InputTokens, Quantity::range(1_000.0, 2_000.0), 3_000.0);
        assert_eq!(tokens, Quantity::range(2_000.0, 4_000.0));
        let growth = moved(Field::MonthlyGrowth, Quantity::range(20.0, 30.0), -50.0);
        assert_eq!(growth, Quantity::range(-50.0, -45.0));
        assert_eq!(moved(Field::Budget, Quantity::Exact(5.0), 9.0), Quantity::Exact(9.0));
    }
}
