//! Numbers as people type them.

use crate::scenario::{Field, Quantity, ScenarioError, Spec, grouped};

/// Reads a number with optional commas between thousands: `1500`, `1,500`, `-2.5`.
///
/// # Errors
/// A sentence. A comma anywhere else is refused rather than guessed at: `2,5` is 2.5 to many people and 25 to none.
pub(super) fn parse(text: &str) -> Result<f64, String> {
    let plain = text.trim().trim_start_matches('$').trim_end_matches('%').trim();
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let thousands = groups.all(|group| group.len() == 3 && digits(group))
        && ((1..=3).contains(&first.len()) || !whole.contains(','));
    let number = plain.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite());
    number
        .filter(|_| digits(first) && digits(fraction) && thousands)
        .ok_or_else(|| "Please write a number such as 1,500 or 2.5.".to_owned())
}

/// What is wrong with a number, said beside its box.
pub(super) fn complaint(error: &ScenarioError) -> String {
    match error {
        ScenarioError::OutOfRange { field, .. } => {
            let Spec { label, min, max, unit, .. } = field.spec();
            format!("{label} must be between {} and {} {unit}.", grouped(min), grouped(max))
        }
        ScenarioError::RangeReversed { .. } => "The first number must not be above the second.".to_owned(),
        ScenarioError::Months(_) => "Length must be between 1 and 60 months.".to_owned(),
        other => other.to_string(),
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
    ((number / spec.step).round() * spec.step).clamp(spec.min, spec.max)
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
            (".5", 0.5),
        ] {
            assert_eq!(parse(text), Ok(number), "{text}");
        }
        for text in ["", "x", "2,5", "1,50", "1500,000", "1.2.3", "1e5", "inf", "NaN", "--1", ",100", "1,,000", "."] {
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
