//! Numbers in sentences.

/// A number in full, with thousands separators: `100,000,000`, `-5`, `0.25`.
///
/// At most six decimals; what is too large or too small for that is written with an exponent (`1e300`).
#[must_use]
pub fn grouped(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() || size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return format!("{number:e}");
    }
    let text = format!("{size:.6}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    if number < 0.0 {
        grouped.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn separators_and_decimals() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (5.0, "5"),
            (-5.0, "-5"),
            (0.25, "0.25"),
            (999.0, "999"),
            (1_000.0, "1,000"),
            (-123_456.5, "-123,456.5"),
            (100_000_000.0, "100,000,000"),
            (1e300, "1e300"),
            (-3e-9, "-3e-9"),
        ];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(grouped(f64::NAN), "NaN");
    }
}
