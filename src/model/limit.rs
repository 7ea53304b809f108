//! How users are turned away, by its place in counts and records.

/// A single request is larger than what fits: it never passes.
pub const REQUEST: usize = 0;
/// What a visitor may use on a day.
pub const VISITOR: usize = 1;
/// A limit of a minute.
pub const MINUTE: usize = 2;
/// A limit of an hour.
pub const HOUR: usize = 3;
/// A limit of a day.
pub const DAY: usize = 4;
/// A limit of a month, of what is held or given once, or of an account: credits, the end of a trial, a pause.
pub const MONTH: usize = 5;
/// The windows of limits: all of the above, each by meter.
pub const WINDOWS: usize = 6;
/// What a limit of a minute has in place of what may be used at a moment, where it is a minute of the clock.
pub const FIXED: f32 = 0.0;

/// Requests at once.
pub const CONCURRENT: usize = WINDOWS;
/// The app's own limiter.
pub const LIMITER: usize = WINDOWS + 1;
/// The app's own spending cap.
pub const CAP: usize = WINDOWS + 2;
/// Too slow: users gave up waiting.
pub const QUEUE: usize = WINDOWS + 3;
/// How many ways there are.
pub const WAYS: usize = WINDOWS + 4;

/// What made a window so small besides a meter of the service, in the place of the meter.
pub mod cause {
    use crate::parts::Meter;

    /// The credits of the account are used up: more than any meter's place.
    pub const CREDIT: usize = Meter::ALL.len();
    /// The trial is over.
    pub const TRIAL: usize = CREDIT + 1;
    /// It was paused because nobody used it.
    pub const IDLE: usize = CREDIT + 2;
    /// A limit of the account over all its models, of any window: this and the meter.
    pub const OF_ACCOUNT: usize = CREDIT + 3;
    /// What is given once is used up: this and the meter.
    pub const ONCE: usize = OF_ACCOUNT + Meter::ALL.len();
    /// Its provider has ended it: after whatever is given once.
    pub const ENDED: usize = ONCE + Meter::ALL.len();
}
