//! Positions of a slider and the numbers they stand for.

use super::number::tidied;
use crate::scenario::Spec;

/// Tenths between 1 and 10 that divide a decade into nearly equal ratios and are pleasant to read.
const PLEASANT: [u32; 24] =
    [10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90];

/// Every number that a field's slider can be put to, in order. Its positions count from 0.
pub(super) fn numbers(spec: &Spec) -> Vec<f64> {
    let (from, to) = spec.slider;
    if !spec.logarithmic {
        let last = ((to - from) / spec.step).round().clamp(0.0, 1_000.0) as u32;
        return (0..=last).map(|position| tidied(from + f64::from(position) * spec.step)).collect();
    }
    let decades = std::iter::successors(Some(0.01), |tenth| Some(tenth * 10.0)).take_while(|tenth| tenth * 10.0 <= to);
    let whole = |number: &f64| (number / spec.step - (number / spec.step).round()).abs() < 1e-9;
    let inside = |number: &f64| (from..=to).contains(number);
    decades
        .flat_map(|tenth| PLEASANT.map(|tenths| (f64::from(tenths) * tenth * 100.0).round() / 100.0))
        .filter(|number| inside(number) && whole(number))
        .collect()
}

/// Numbers from a tenth to the tenfold of one, with it in their middle, of three digits each; none around nothing.
pub(super) fn around(number: f64) -> Vec<f64> {
    /// Steps of a decade.
    const STEPS: i32 = 20;
    if !(number > 0.0 && number.is_finite()) {
        return Vec::new();
    }
    let unit = libm::pow(10.0, libm::floor(libm::log10(number)) - 2.0);
    let step = |step: i32| {
        let factor = libm::pow(10.0, f64::from(step) / f64::from(STEPS));
        let unit = if step < 0 { unit / 10.0 } else { unit };
        if step == 0 { number } else { tidied((number * factor / unit).round() * unit) }
    };
    (-STEPS..=STEPS).map(step).collect()
}

/// The position whose number is nearest to `number`.
pub(super) fn position(numbers: &[f64], number: f64) -> usize {
    let above = numbers.partition_point(|&candidate| candidate < number);
    let nearer_below = |above: &usize| {
        let gap = |at: usize| numbers.get(at).map_or(f64::INFINITY, |candidate| (candidate - number).abs());
        above.checked_sub(1).filter(|&below| gap(below) < gap(*above))
    };
    nearer_below(&above).unwrap_or(above).min(numbers.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Field;

    #[test]
    fn every_slider_covers_its_range_in_order() {
        for field in Field::ALL {
            let spec = field.spec();
            let numbers = numbers(&spec);
            assert_eq!((numbers[0], numbers[numbers.len() - 1]), spec.slider, "{}", spec.path);
            assert!(numbers.is_sorted_by(|a, b| a < b), "{}: {numbers:?}", spec.path);
            assert!((7..=600).contains(&numbers.len()), "{}: {}", spec.path, numbers.len());
            for (at, &number) in numbers.iter().enumerate() {
                assert_eq!(position(&numbers, number), at, "{} of {}", number, spec.path);
            }
        }
    }

    #[test]
    fn a_price_can_be_a_tenth_and_ten_times_as_much() {
        for price in [0.0003, 0.001, 1.5, 250.0] {
            let numbers = around(price);
            assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
            assert_eq!((numbers.len(), numbers[20]), (41, price));
            assert!(
                (numbers[0] / price - 0.1).abs() < 1e-9 && (numbers[40] / price - 10.0).abs() < 1e-9,
                "{numbers:?}"
            );
        }
        assert!([0.0, -1.0, f64::NAN, f64::INFINITY].iter().all(|none| around(*none).is_empty()));
    }

    #[test]
    fn numbers_between_and_beyond_take_the_nearest_position() {
        let numbers = [10.0, 20.0, 40.0];
        assert_eq!([-5.0, 14.0, 16.0, 31.0, 1e9].map(|number| position(&numbers, number)), [0, 0, 1, 2, 2]);
        assert_eq!(position(&[], 1.0), 0);
        assert_eq!(position(&numbers, f64::NAN), 0);
    }
}
