//! How long tests of chance go on, and what they took: `make soak` lets them go on for much longer than `make test`.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::cell::Cell;
use std::ops::Range;
use std::time::{Duration, Instant};

/// What the variable `HEADROOM_SOAK` says, if it is set: when the test runs or, for a browser, which has no variables, when it is
/// built. A whole number or, as `40..100`, where a run goes on that was ended.
fn asked() -> Option<Range<usize>> {
    let built = option_env!("HEADROOM_SOAK").filter(|_| cfg!(target_arch = "wasm32")).map(str::to_owned);
    let text = built.or_else(|| std::env::var("HEADROOM_SOAK").ok())?;
    let number = |text: &str| text.parse().expect("HEADROOM_SOAK must be a whole number, or two with .. between them");
    Some(text.split_once("..").map_or_else(|| 0..number(&text), |(from, to)| number(from)..number(to)))
}

/// So many turns as usual, times that number.
pub(crate) fn times(usual: usize) -> usize {
    usual * asked().map_or(1, |asked| asked.end)
}

/// The turns up to that number, of what takes too long for a usual run.
pub(crate) fn extra() -> Range<usize> {
    asked().unwrap_or(0..0)
}

/// How many turns a test has made, and how long the slowest took.
pub(crate) struct Turns {
    begun: Instant,
    made: Cell<usize>,
    slowest: Cell<Duration>,
}

impl Turns {
    #[allow(clippy::disallowed_methods, reason = "no result depends on the time, and these tests do not run on wasm32")]
    fn now() -> Instant {
        Instant::now()
    }

    pub(crate) fn begin() -> Self {
        Self { begun: Self::now(), made: Cell::new(0), slowest: Cell::new(Duration::ZERO) }
    }

    /// Makes a turn.
    pub(crate) fn turn<T>(&self, turn: impl FnOnce() -> T) -> T {
        let begun = Self::now();
        let done = turn();
        self.made.set(self.made.get() + 1);
        self.slowest.set(self.slowest.get().max(begun.elapsed()));
        done
    }

    /// Says what the turns took: the memory is the most that the whole process ever held, where the system says so.
    pub(crate) fn end(self, what: &str) {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim().to_owned();
        let (made, seconds) = (self.made.get(), self.begun.elapsed().as_secs_f64());
        println!("{made} {what} in {seconds:.1} s, the slowest in {:.1?}; memory at most {most}", self.slowest.get());
    }
}
