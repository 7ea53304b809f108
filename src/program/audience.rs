//! The shape of a week.

use crate::scenario::Profile;

/// Two harmonics of a day and the level of a weekend.
struct Shape {
    /// Size and peak hour in UTC of the daily wave in log demand.
    daily: (f64, f64),
    /// The same of the half-daily wave.
    half_daily: (f64, f64),
    /// Demand of a weekend day against a working day.
    weekend: f64,
}

/// Sizes are from measured services (`docs/model.md`, Demand and noise); the business day's are those of the most
/// business-like trace. Peak hours are the middle of the traces' (an audience in the Americas); with one region
/// elsewhere the day only shifts.
const fn shape(profile: Profile) -> Shape {
    match profile {
        Profile::OneRegion => Shape { daily: (0.5, 18.0), half_daily: (0.12, 3.0), weekend: 0.95 },
        Profile::Global => Shape { daily: (0.25, 18.0), half_daily: (0.06, 3.0), weekend: 0.95 },
        Profile::Business => Shape { daily: (0.70, 18.0), half_daily: (0.10, 1.0), weekend: 0.65 },
    }
}

/// Demand of the 168 hours of a week against the mean hour, Monday 00:00 UTC first; their mean is 1.
pub(super) fn weights(profile: Profile) -> Vec<f32> {
    let Shape { daily, half_daily, weekend } = shape(profile);
    let wave = |hour: f64, (size, peak): (f64, f64), cycles: f64| {
        size * libm::cos(std::f64::consts::TAU * cycles * (hour - peak) / 24.0)
    };
    let raw = |hour: u32| {
        let of_day = f64::from(hour % 24);
        let day = if hour / 24 < 5 { 1.0 } else { weekend };
        day * libm::exp(wave(of_day, daily, 1.0) + wave(of_day, half_daily, 2.0))
    };
    let mean = (0..168).map(raw).sum::<f64>() / 168.0;
    (0..168).map(|hour| (raw(hour) / mean) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_average_to_one_and_peak_as_measured() {
        for profile in [Profile::OneRegion, Profile::Global, Profile::Business] {
            let weights = weights(profile);
            let mean = weights.iter().map(|weight| f64::from(*weight)).sum::<f64>() / 168.0;
            assert!((mean - 1.0).abs() < 1e-6, "{profile:?}");
            let peak = weights.iter().copied().fold(0.0, f32::max);
            // Measured human-driven services: 1.34 to 1.87; flat ones from 1.14.
            assert!((1.14..2.2).contains(&peak), "{profile:?}: {peak}");
        }
    }

    #[test]
    fn business_weekends_are_quiet() {
        let weights = weights(Profile::Business);
        assert!((weights[5 * 24 + 18] / weights[18] - 0.65).abs() < 1e-6);
    }
}
