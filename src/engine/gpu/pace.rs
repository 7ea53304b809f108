//! How much work a slice may hold: as much as the device was seen to do in the time a slice may take.

/// Seconds that a slice should take: a screen that waits for it still moves.
const SLICE: f64 = 0.03;

/// The device's pace, in hours of a future.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Most hours of a slice.
    budget: f64,
    done: f64,
    seconds: f64,
}

impl Pace {
    /// What is known before the first slice: so many hours a second, or nothing.
    pub(super) fn new(known: Option<f64>) -> Self {
        /// A day of a small tile, which even a phone does in time.
        const UNKNOWN: f64 = 24.0 * 256.0;
        Self { budget: known.map_or(UNKNOWN, |rate| rate * SLICE), done: 0.0, seconds: 0.0 }
    }

    /// Most hours of the next slice.
    pub(super) const fn budget(&self) -> f64 {
        self.budget
    }

    /// A slice of so many hours took so long. Slices grow slowly, and shrink at once.
    pub(super) fn took(&mut self, hours: f64, seconds: f64) {
        self.done += hours;
        self.seconds += seconds;
        let fits = hours * SLICE / seconds.max(1e-6);
        self.budget = fits.min(2.0 * self.budget).max(1.0);
    }

    /// Hours a second over all slices; `None` before the first.
    pub(super) fn rate(&self) -> Option<f64> {
        (self.seconds > 0.0).then(|| self.done / self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_come_to_take_their_time() {
        // A device of a million hours a second, from which nothing was known.
        let mut pace = Pace::new(None);
        for _ in 0..20 {
            pace.took(pace.budget(), pace.budget() / 1e6);
        }
        assert!((pace.budget() - 1e6 * SLICE).abs() < 1.0, "{pace:?}");
        assert!((pace.rate().unwrap() - 1e6).abs() < 1.0);
        // Ten times slower all at once.
        pace.took(pace.budget(), pace.budget() / 1e5);
        assert!((pace.budget() - 1e5 * SLICE).abs() < 1.0, "{pace:?}");
    }

    #[test]
    fn odd_times_leave_a_slice() {
        let mut pace = Pace::new(Some(1e6));
        for seconds in [0.0, 1e9, f64::INFINITY, -1.0] {
            pace.took(pace.budget(), seconds);
            assert!(pace.budget() >= 1.0 && pace.budget().is_finite(), "{seconds}: {pace:?}");
        }
    }
}
